import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { api, createClient } from '@aftercare/contract';
import pg from 'pg';
import { type Victim, startCluster } from './processes.ts';

/**
 * Kills processes while 500 drawn processes are stepping – timers, actions with an effect, steps for people, round and round – and
 * counts: none lost, no step twice, every effect once. `node e2e/src/faults/stepping.ts [--rounds 10] [--instances 500]`.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, instances: { type: 'string', default: '500' }, seed: { type: 'string', default: String(Date.now() % 100_000) } } });
const [rounds, instances] = [Number(values.rounds), Number(values.instances)];
let state = Number(values.seed) || 1;
const random = () => { state = (state * 48_271) % 2_147_483_647; return state / 2_147_483_647; };
const victims: readonly Victim[] = ['api', 'worker', 'worker', 'postgres'];
const laps = 5;

const title = (zh: string, en: string) => `<aftercare:title zh="${zh}" en="${en}"/>`;
const diagram = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" id="definitions" targetNamespace="t">
<process id="stepping" name="Stepping" isExecutable="true">
  <startEvent id="s" name="begins"/>
  <exclusiveGateway id="again" name="again"/>
  <intermediateCatchEvent id="wait" name="a moment"><timerEventDefinition><timeDuration>PT0.5S</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <serviceTask id="note" name="note"><extensionElements><aftercare:action name="tickets.note"><aftercare:input name="en" value="lap {= if lap = null then 1 else lap + 1}"/><aftercare:output name="lap" value="= if lap = null then 1 else lap + 1"/></aftercare:action></extensionElements></serviceTask>
  <userTask id="work" name="work" aftercare:role="agent" aftercare:deadline="PT1H"><extensionElements>${title('做', 'Work')}<aftercare:standard zh="好" en="well"/></extensionElements></userTask>
  <exclusiveGateway id="enough" name="enough?" default="done"/>
  <endEvent id="e" name="ends"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="again"/><sequenceFlow id="f2" sourceRef="again" targetRef="wait"/><sequenceFlow id="f3" sourceRef="wait" targetRef="note"/>
  <sequenceFlow id="f4" sourceRef="note" targetRef="work"/><sequenceFlow id="f5" sourceRef="work" targetRef="enough"/>
  <sequenceFlow id="more" name="more" sourceRef="enough" targetRef="again"><conditionExpression>= lap &lt; ${laps}</conditionExpression></sequenceFlow><sequenceFlow id="done" name="yes" sourceRef="enough" targetRef="e"/>
</process></definitions>`;

process.stdout.write(`${rounds} rounds with ${instances} instances, seed ${values.seed}\n`);
const cluster = await startCluster();
const faults: string[] = [];
const acknowledged = new Map<number, number>();
try {
  const call = createClient({ base: `http://127.0.0.1:${cluster.port}`, language: () => 'en', headers: () => ({ authorization: `Bearer ${cluster.key}` }) });
  /** What a caller does whose request broke: the same again, until it is answered. */
  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try { return await work(); } catch (error) {
        const { status } = (error as { problem?: { status?: number } }).problem ?? {};
        if ((status !== undefined && status < 500) || tries > 1800) throw error;
        await sleep(100);
      }
    }
  };
  await insist(() => call(api.processes.deploy, { params: { key: 'stepping' }, body: { xml: diagram } }));
  // Tickets of this house follow nothing but what is started here.
  await insist(() => call(api.casework.saveBindings, { body: { items: [] } }));
  const starts = Array.from({ length: instances }, (_, i) => i);
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let i = starts.pop(); i !== undefined; i = starts.pop()) {
      const { id } = await insist(() => call(api.tickets.open, { body: { customer: { name: 'Faults', email: 'faults@example.com' }, subject: `Stepping ${i}`, text: 'go' } }));
      await insist(() => call(api.casework.start, { params: { id }, body: { process: 'stepping' } }));
    }
  }));
  process.stdout.write('  all started\n');

  let running = true;
  const db = new pg.Pool({ connectionString: cluster.databaseUrl, max: 1 });
  db.on('error', () => {});
  const one = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => { for (;;) { try { return (await db.query<R>(text)).rows; } catch { await sleep(200); } } };
  /** People who complete whatever is open, and try again what was not answered. */
  const people = Array.from({ length: 6 }, async (_, person) => {
    while (running) {
      const { items } = await call(api.processes.tasks, { query: { limit: 60 } }).catch(() => ({ items: [] }));
      const mine = items.filter((t) => t.id % 6 === person);
      for (const t of mine) {
        try {
          await call(api.processes.complete, { params: { id: t.id }, body: { output: { by: person } } });
          acknowledged.set(t.id, (acknowledged.get(t.id) ?? 0) + 1);
        } catch { await sleep(20); }
      }
      if (mine.length === 0) await sleep(100);
    }
  });
  /** Visits that ended: how far everything has come. */
  const ended = async () => (await one<{ n: number }>(`select count(*)::int as n from process_visit where element in ('wait', 'note', 'work') and left_at is not null`))[0]?.n ?? 0;
  for (let round = 1; round <= rounds; round++) {
    // Never into a start: what is killed is what steps.
    await cluster.ready();
    const before = await ended();
    for (let tries = 0; tries < 300 && (await ended()) < before + instances / 10; tries++) await sleep(200);
    await sleep(random() * 500);
    const victim = victims[Math.floor(random() * victims.length)] ?? 'worker';
    await cluster.kill(victim);
    process.stdout.write(`  round ${round}: killed ${victim} after ${acknowledged.size} steps of people\n`);
  }
  const until = Date.now() + 240_000;
  for (let left = instances; left > 0 && Date.now() < until; ) {
    await sleep(1000);
    left = (await one<{ n: number }>(`select count(*)::int as n from process_instance where key = 'stepping' and state in ('running', 'stuck')`))[0]?.n ?? 0;
  }
  running = false;
  await Promise.all(people);
  await sleep(2000);

  const count = async (what: string, text: string, expected: number) => {
    const n = (await one<{ n: number }>(text))[0]?.n ?? -1;
    process.stdout.write(`  ${what}: ${n}\n`);
    if (n !== expected) faults.push(`${what}: ${n}, not ${expected}`);
  };
  await count('instances completed', `select count(*)::int as n from process_instance where key = 'stepping' and state = 'completed'`, instances);
  await count('instances in all', `select count(*)::int as n from process_instance where key = 'stepping'`, instances);
  const visits = `from process_visit v join process_instance i on i.id = v.instance_id where i.key = 'stepping'`;
  for (const element of ['wait', 'note', 'work']) {
    await count(`visits of ${element}`, `select count(*)::int as n ${visits} and v.element = '${element}' and v.outcome = 'completed'`, instances * laps);
    await count(`instances with a wrong number of visits of ${element}`, `select count(*)::int as n from (select v.instance_id ${visits} and v.element = '${element}' group by 1 having count(*) <> ${laps}) x`, 0);
  }
  await count('visits left open', `select count(*)::int as n ${visits} and v.left_at is null`, 0);
  await count('facts of steps told twice', `select count(*)::int as n from (select payload->>'visit' from event where type = 'processes.step-left' and payload->>'process' = 'stepping' group by 1 having count(*) > 1) x`, 0);
  await count('effects', `select count(*)::int as n from casework_step where kind = 'note' and (title->>'en') like 'lap %'`, instances * laps);
  await count('instances whose laps were not noted one after the other', `select count(*)::int as n from (select ticket_id from casework_step where kind = 'note' and (title->>'en') like 'lap %' group by 1 having array_agg(distinct title->>'en') <> array['lap 1', 'lap 2', 'lap 3', 'lap 4', 'lap 5']) x`, 0);
  await count('timers left', `select count(*)::int as n from process_timer t join process_instance i on i.id = t.instance_id where i.key = 'stepping'`, 0);
  const twice = [...acknowledged].filter(([, n]) => n > 1);
  if (twice.length > 0) faults.push(`${twice.length} steps were acknowledged twice`);
  const undone = (await one<{ n: number }>(`select count(*)::int as n from process_task where id = any('{${[...acknowledged.keys()].join(',')}}') and state <> 'done'`))[0]?.n ?? 0;
  if (undone > 0) faults.push(`${undone} acknowledged steps are not done`);
  await db.end();
} finally { await cluster.stop(); }
for (const fault of faults) process.stdout.write(`  ${fault}\n`);
process.stdout.write(`${faults.length === 0 && acknowledged.size > 0 ? rounds : 0} passed, ${faults.length} failed\n`);
process.exit(faults.length > 0 || acknowledged.size === 0 ? 1 : 0);
