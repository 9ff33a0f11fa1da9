import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../../server/src/app.ts';
import { systemActor } from '../../../server/src/platform/bus/index.ts';
import { loadConfig } from '../../../server/src/platform/config/index.ts';
import { silentLog } from '../../../server/src/platform/log/index.ts';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';
import { bareSteps, timed } from './process-limits.ts';
import { insight } from './process-insight.ts';

const words = '<extensionElements><aftercare:standard zh="好" en="well"/></extensionElements>';
const task = (id: string) => `<userTask id="${id}" name="${id}" aftercare:role="agent" aftercare:deadline="P2WD">${words}</userTask>`;
const flow = (from: string, to: string, condition = '') => `<sequenceFlow id="${from}-${to}" name="${from} ${to}" sourceRef="${from}" targetRef="${to}">${condition ? `<conditionExpression>${condition}</conditionExpression>` : ''}</sequenceFlow>`;
/** Fifteen elements: gateways of each kind, people, a timer at a boundary, a message. */
const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" id="definitions" targetNamespace="t"><message id="message-approved" name="approved"/>
<process id="bench" name="Bench" isExecutable="true"><startEvent id="s" name="s"/>${task('look')}<boundaryEvent id="late" name="late" attachedToRef="look" cancelActivity="false"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>${task('remind')}
<exclusiveGateway id="x" name="which?" default="x-fork"/>${task('ask')}<exclusiveGateway id="m"/><parallelGateway id="fork"/>${task('a')}${task('b')}<parallelGateway id="join"/><receiveTask id="approved" name="approved" messageRef="message-approved"/>${task('last')}<endEvent id="e" name="e"/>
${flow('s', 'look')}${flow('late', 'remind')}${flow('remind', 'e')}${flow('look', 'x')}${flow('x', 'ask', '= n &gt; 5')}${flow('x', 'fork')}${flow('ask', 'm')}${flow('m', 'approved')}${flow('fork', 'a')}${flow('fork', 'b')}${flow('a', 'join')}${flow('b', 'join')}${flow('join', 'm')}${flow('approved', 'last')}${flow('last', 'e')}</process></definitions>`;
const waiting = 100_000;

/** The engine on the database of the running installation: starting, stepping, and 100,000 instances that wait through a restart. */
export async function processes(bench: Bench, seconds: number): Promise<Line[]> {
  const lines: Line[] = [];
  const config = loadConfig({}, { AFTERCARE_DATA: join(bench.dataDir, 'bench'), DATABASE_URL: bench.databaseUrl, PUBLIC_URL: bench.base, PORT: '0', SMTP_PORT: '0' });
  const app = await createApp({ config, databaseUrl: bench.databaseUrl, log: silentLog, roles: [] });
  const engine = app.afterSales.processes;
  const { work: db } = app.platform;
  try {
    await db.tx((tx) => engine.deploy(tx, { key: 'bench', kind: 'bpmn', xml: diagram, actor: systemActor }));
    const input = (i: number) => ({ key: 'bench', stream: `bench:${i}`, variables: { n: i % 10, name: '王芳', items: [1, 2, 3] }, actor: systemActor });

    let n = 0;
    const open: number[] = [];
    const starts = await timed(bench, 8, seconds, async () => { open.push(await db.tx((tx) => engine.start(tx, input(++n)))); return true; });
    // What a bare driver does at best by the same means: a row with as much in it, written and committed.
    const bare = await bareSteps(bench, seconds);
    lines.push({ workload: 'process start', figure: 'one by one, 8 lanes', value: starts.rate, unit: '/s', limit: bare.inserts.rate, target: '> 300/s', ok: starts.rate > 300, note: `p95 ${starts.p95.toFixed(1)} ms`, cpu: starts.cpu, limitCpu: bare.inserts.cpu });
    const many = await timed(bench, 2, seconds, async () => { await db.tx((tx) => engine.startMany(tx, Array.from({ length: 100 }, () => input(++n)))); return true; });
    lines.push({ workload: 'process start', figure: 'a hundred at once', value: many.rate * 100, unit: '/s', limit: bare.inserts.rate, target: '> 1000/s', ok: many.rate * 100 > 1000 });

    // Alone: what one step costs from lock to commit. Then as many as the machine takes.
    const next = async (): Promise<boolean> => {
      const id = open.pop();
      if (id === undefined) return false;
      const [first] = await engine.tasksOf(db, { instanceId: id });
      if (first) await db.tx((tx) => engine.completeTask(tx, first.id, { actor: systemActor }));
      if (first) open.unshift(id);
      return true;
    };
    const alone = await timed(bench, 1, seconds, next);
    lines.push({ workload: 'process step', figure: 'p50 alone', value: alone.p50, unit: 'ms', limit: bare.alone.p50, target: '< 8 ms', ok: alone.p50 < 8, note: 'finding the task, lock, step, save, facts, commit; the database also serves those who follow the facts', cpu: alone.cpu, limitCpu: bare.alone.cpu });
    const crowd = await timed(bench, 8, seconds, next);
    lines.push({ workload: 'process step', figure: '8 lanes', value: crowd.rate, unit: '/s', limit: bare.steps.rate, target: '> 300/s', ok: crowd.rate > 300, note: `p95 ${crowd.p95.toFixed(1)} ms`, cpu: crowd.cpu, limitCpu: bare.steps.cpu });

    lines.push(...(await insight(bench, app)), ...(await afterRestart(bench, app)));
  } finally { await app.stop(); }
  return lines;
}

/** Copies of a waiting instance; 2,000 of them have a timer that falls due while the server is away. */
async function afterRestart(bench: Bench, app: Awaited<ReturnType<typeof createApp>>): Promise<Line[]> {
  const due = 2000;
  const empty = await bench.restart();
  const engine = app.afterSales.processes;
  const { work: db } = app.platform;
  const model = await db.tx((tx) => engine.start(tx, { key: 'bench', stream: 'bench:model', variables: { n: 1 }, actor: systemActor }));
  await bench.db.query(`with made as (insert into process_instance (key, version, stream, state, started_at, ends, data) select key, version, 'waiting:' || g, state, started_at, ends, data from process_instance, generate_series(1, ${waiting}) g where id = ${model} returning id),
    visits as (insert into process_visit select made.id, visit, element, type, model, via, entered_at, left_at, outcome, by_name, due_at from made, process_visit where instance_id = ${model}),
    tasks as (insert into process_task (instance_id, wait, visit, key, version, stream, element, kind, title, role, state, opened_at, due_at, words) select made.id, wait, visit, key, version, stream, element, kind, title, role, state, opened_at, due_at, words from made, process_task where instance_id = ${model})
    insert into process_timer select made.id, t.wait, case when made.id % ${waiting / due} = 0 then now() + interval '2 seconds' else t.due_at end from made, process_timer t where t.instance_id = ${model}`);
  await bench.db.query('vacuum analyze process_instance, process_visit, process_task, process_timer, process_wait');
  await sleep(2000);
  const bare = performance.now();
  await bench.db.query(`select count(*) from process_timer t join process_instance i on i.id = t.instance_id where t.due_at <= now()`);
  const look = (performance.now() - bare) / 1000;
  const ready = await bench.restart();
  const from = performance.now();
  const late = async () => (await bench.db.query<{ n: number }>(`select count(*)::int as n from process_timer where due_at <= now()`)).rows[0]?.n ?? 0;
  while ((await late()) > 0 && performance.now() - from < 120_000) await sleep(100);
  const firing = (performance.now() - from) / 1000;
  const ids = (await bench.db.query<{ id: number }>(`select id::int from process_instance where stream like 'waiting:%' order by hashint8(id) limit 300`)).rows;
  const times: number[] = [];
  for (const { id } of ids) {
    const [first] = await engine.tasksOf(db, { instanceId: id });
    const begun = performance.now();
    if (first) await db.tx((tx) => engine.completeTask(tx, first.id, { actor: systemActor }));
    times.push(performance.now() - begun);
  }
  const note = `${waiting.toLocaleString('en')} instances wait`;
  return [
    { workload: 'ready after restart', figure: 'with waiting processes', value: ready / 1000, unit: 's', limit: empty / 1000, target: '< 3 s', ok: ready < 3000, note },
    { workload: 'timers due while away', figure: 'all fired after', value: firing, unit: 's', target: '< 20 s', ok: firing < 20, note: `${due} of them; a bare look for those due takes ${look.toFixed(3)} s` },
    { workload: 'process step', figure: 'p95 among them', value: quantile(times, 0.95), unit: 'ms', target: '< 15 ms', ok: quantile(times, 0.95) < 15, note },
  ];
}
