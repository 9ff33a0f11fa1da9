import { setTimeout as sleep } from 'node:timers/promises';
import { api, createClient } from '@aftercare/contract';
import type { createApp } from '../../../server/src/app.ts';
import { systemActor } from '../../../server/src/platform/bus/index.ts';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

const cases = 10_000;

/** Heat map and simulation over 10,000 finished cases of a quarter, as the console asks for them; beside one bare look at the same rows. */
export async function insight(bench: Bench, app: Awaited<ReturnType<typeof createApp>>): Promise<Line[]> {
  const engine = app.afterSales.processes;
  const { work: db } = app.platform;
  const ada = { kind: 'agent' as const, id: 1, name: 'Ada' };
  // One case walked for real; the others are its copies, spread over eighty days, with steps that took minutes to days.
  const model = await db.tx((tx) => engine.start(tx, { key: 'bench', stream: 'past:model', variables: { n: 9 }, actor: systemActor }));
  for (let step = 0; step < 6; step++) {
    const [first] = await engine.tasksOf(db, { instanceId: model });
    if (first) await db.tx((tx) => engine.completeTask(tx, first.id, { output: { n: 9, step }, actor: ada }));
    else await db.tx((tx) => engine.message(tx, { stream: 'past:model', name: 'approved' }));
  }
  const [story] = await engine.instancesOf(db, 'past:model');
  if (story?.state !== 'completed') throw new Error(`the case to copy is ${story?.state ?? 'not there'}`);
  await bench.db.query(`with made as (insert into process_instance (key, version, stream, state, started_at, ended_at, ends, data)
      select 'bench', version, 'past:' || g, 'completed', now() - interval '81 days' + g * interval '11 minutes', now() - interval '80 days' + g * interval '11 minutes', ends, data from process_instance, generate_series(1, ${cases}) g where id = ${model} returning id, started_at),
    visits as (insert into process_visit select made.id, visit, element, type, model, via, made.started_at + visit * interval '5 minutes', made.started_at + visit * interval '5 minutes' + ((made.id * 37 + visit) % 900) * interval '1 minute', outcome, by_name, due_at from made, process_visit where instance_id = ${model})
    insert into process_task (instance_id, wait, visit, key, version, stream, element, kind, title, role, state, opened_at, done_at, done_by, output, words)
      select made.id, wait, visit, key, version, stream, element, kind, title, role, 'done', made.started_at + visit * interval '5 minutes', made.started_at + visit * interval '5 minutes' + ((made.id * 37 + visit) % 900) * interval '1 minute', 'Agent ' || made.id % 12, output, words from made, process_task where instance_id = ${model}`);
  await bench.db.query('vacuum analyze process_instance, process_visit, process_task');
  const call = createClient({ base: bench.base, language: () => 'en', headers: () => ({ authorization: `Bearer ${bench.key}` }) });
  const seconds = async (work: () => Promise<unknown>) => { const from = performance.now(); await work(); return (performance.now() - from) / 1000; };
  const from = new Date(Date.now() - 91 * 86_400_000).toISOString();
  const bare = await seconds(() => bench.db.query(`select v.element, v.via, count(*), sum(v.left_at - v.entered_at) from process_visit v join process_instance i on i.id = v.instance_id where i.key = 'bench' and v.entered_at >= $1 group by 1, 2`, [from]));
  const heat = await seconds(() => call(api.processes.heat, { params: { key: 'bench' }, query: { from } }));
  const simulated = await seconds(async () => {
    const { id } = await call(api.processes.simulate, { params: { key: 'bench' }, body: { from, limit: cases } });
    for (;;) {
      const { state, reason, result } = await call(api.processes.simulation, { params: { id } });
      if (state === 'done') { if ((result?.cases ?? 0) < cases) throw new Error(`only ${result?.cases} cases were played`); return; }
      if (state === 'failed' || state === 'cancelled') throw new Error(`the simulation ${state}: ${reason ?? ''}`);
      await sleep(50);
    }
  });
  return [
    { workload: 'heat map', figure: `${cases.toLocaleString('en')} tickets`, value: heat, unit: 's', limit: bare, target: '< 5 s', ok: heat < 5, note: 'limit: one bare statement over the same visits' },
    { workload: 'heat map and simulation', figure: `${cases.toLocaleString('en')} tickets`, value: heat + simulated, unit: 's', limit: bare, target: '< 30 s', ok: heat + simulated < 30, note: 'both diagrams played' },
  ];
}
