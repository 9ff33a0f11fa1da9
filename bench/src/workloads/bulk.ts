import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { perOperation } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';

/** As many as one run may hold. */
const many = 10_000;
interface Run { readonly id: number; readonly state: string; readonly done: number; readonly failed: number }

/** The priority of up to ten thousand tickets changed and taken back, while somebody opens the list and a ticket in turn. */
export async function bulk(bench: Bench): Promise<Line[]> {
  const { rows } = await bench.db.query<{ id: number }>(`select id from ticket where status <> 'closed' and priority <> 'high' order by id limit ${many}`);
  const ids = rows.map((row) => Number(row.id));
  const workload = `${ids.length.toLocaleString('en')} tickets at once`;
  const lines: Line[] = [];
  const play = async (figure: string, body: object, times: number): Promise<Run> => {
    const [began, before] = [performance.now(), bench.cpu()];
    const { id } = await ask<Run>(bench, 'POST', '/bulk', body);
    const waits: number[] = [];
    let run: Run;
    do {
      for (const path of ['/views/open/tickets', `/tickets/${ids[waits.length % ids.length] ?? 0}/page`]) {
        const from = performance.now();
        await ask(bench, 'GET', path);
        waits.push(performance.now() - from);
      }
      await sleep(200);
      run = await ask<Run>(bench, 'GET', `/bulk/${id}`);
    } while (run.state !== 'done' && run.state !== 'stopped' && performance.now() - began < 600_000);
    const took = (performance.now() - began) / 1000;
    lines.push({ workload, figure, value: took, unit: 's', target: `< ${times} s`, ok: run.state === 'done' && run.done === ids.length && run.failed === 0 && took < times, cpu: perOperation(before, bench.cpu(), ids.length), note: `${run.done} done, ${run.failed} failed, ${(run.done / took).toFixed(0)}/s` });
    const p95 = quantile(waits, 0.95);
    lines.push({ workload, figure: `${figure}: who works meanwhile waits, p95`, value: p95, unit: 'ms', target: '< 300 ms', ok: p95 < 300, note: `p50 ${quantile(waits, 0.5).toFixed(0)} ms, ${waits.length} looks at the list and a ticket` });
    return run;
  };
  const changed = await play('changed', { work: { kind: 'change', changes: { priority: 'high' } }, ids }, 120);
  await play('taken back', { work: { kind: 'undo', runId: changed.id } }, 180);
  const left = Number((await bench.db.query('select count(*) as n from ticket where id = any($1) and priority = $2', [ids, 'high'])).rows[0].n);
  lines.push({ workload, figure: 'still changed after taking back', value: left, unit: '', target: '0', ok: left === 0 && ids.length > 0 });
  return lines;
}
