import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { perOperation } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

/** Megabytes a process holds, and has held at most. */
const memory = (pid: number, what: 'VmRSS' | 'VmHWM') => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
interface Run { readonly state: string; readonly created: number; readonly changed: number; readonly failed: number; readonly done: number; readonly undone: number; readonly stayed: number; readonly error: string | null }

/** One in ten stands twice by its phone, one in a thousand has a mistake, and one in fifty has name and handle of the one before at another mail house: proposed as one, not taken for one. */
function line(i: number): string {
  const [phone, likely] = [i % 10 === 9 ? i - 1 : i, i % 50 === 24 ? i - 1 : i];
  return `导入客户${likely},1${37 + (phone % 3)}${String(10_000_000 + phone).padStart(8, '0')},import${likely}@example.${likely === i ? 'net' : 'org'},I-${i},公司${i % 2000},b2b;导入,${i % 1000 === 0 ? '未知' : '金卡'}`;
}

/** The way of a file of customers in and out again: tried, brought in, the lines not taken fetched, who may be one proposed, taken back. */
export async function customerImport(bench: Bench, rows: number): Promise<Line[]> {
  const lines: Line[] = [];
  const table = ['姓名,手机,邮箱,客户编号,公司,标签,等级', ...Array.from({ length: rows }, (_, i) => line(i))].join('\n');
  const workload = `${rows.toLocaleString('en')} customers from a file`;
  const before = memory(bench.pid, 'VmRSS');
  const { id: fileId } = await ask<{ id: number }>(bench, 'POST', '/imports/files?name=customers.csv', table, 'text/csv');
  const run = await ask<{ id: number; columns: { guess: string | null }[] }>(bench, 'POST', '/imports', { kind: 'customers', fileId });
  const mapping = Object.fromEntries(run.columns.flatMap((c, at) => (c.guess ? [[c.guess, at]] : [])));
  let most = 0;
  const until = async (state: string) => {
    const [began, cpu] = [performance.now(), bench.cpu()];
    for (;;) {
      const now = await ask<Run>(bench, 'GET', `/imports/${run.id}`);
      most = Math.max(most, memory(bench.pid, 'VmRSS'));
      if (now.state === 'failed') throw new Error(now.error ?? 'the import failed');
      const used = bench.cpu();
      if (now.state === state) return { now, seconds: (performance.now() - began) / 1000, cpu: perOperation(cpu, used, rows) };
      await sleep(250);
    }
  };
  const say = (figure: string, most_: number | null, done: Awaited<ReturnType<typeof until>>, note: string) =>
    lines.push({ workload, figure, value: done.seconds, unit: 's', target: most_ === null ? '–' : `< ${most_} s`, ok: most_ === null || done.seconds < most_, cpu: done.cpu, note: `${(rows / done.seconds).toFixed(0)} rows/s; ${note}` });
  const start = async (dry: boolean) => { await ask(bench, 'POST', `/imports/${run.id}/start`, { mapping, choices: { same: 'merge' }, dry }); return until('done'); };
  const trial = await start(true);
  say('read and tried', 120, trial, `${trial.now.created} new, ${trial.now.changed} filled in, ${trial.now.failed} not taken`);
  const real = await start(false);
  say('brought in', 300, real, `${real.now.created} new, ${real.now.changed} filled in, ${real.now.failed} not taken`);
  const file = await fetch(`${bench.base}/api/v1/imports/${run.id}/errors`, { headers: { authorization: `Bearer ${bench.key}` } });
  const faulty = (await file.text()).trim().split('\n').length - 1;
  lines.push({ workload, figure: 'lines in the error file', value: faulty, unit: '', target: `${real.now.failed}`, ok: faulty === real.now.failed });
  const proposing = performance.now();
  for (let last = -1; ; ) {
    await sleep(2000);
    const n = Number((await bench.db.query(`select count(*) as n from customer_proposal where state = 'open'`)).rows[0].n);
    const waiting = Number((await bench.db.query(`select count(*) as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier like 'desk.likely%'`)).rows[0].n);
    if (n === last && waiting === 0) { lines.push({ workload, figure: 'proposals after', value: (performance.now() - proposing) / 1000, unit: 's', target: 'in the background', ok: n > 0, note: `${n} proposed` }); break; }
    last = n;
  }
  await ask(bench, 'POST', `/imports/${run.id}/undo`, {});
  const back = await until('undone');
  say('taken back', 300, back, `${back.now.undone} undone, ${back.now.stayed} stayed`);
  lines.push({ workload, figure: 'memory at most', value: most, unit: 'MB', target: '< 700 MB', ok: most < 700, note: `${before.toFixed(0)} MB before, peak of the process ${memory(bench.pid, 'VmHWM').toFixed(0)} MB` });
  return lines;
}
