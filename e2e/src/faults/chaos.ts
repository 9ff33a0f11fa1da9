import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@aftercare/contract';
import { examineTalks, findTickets, letHoursPass, untilSent } from './chaos-truth.ts';
import { type Acknowledged, knockNowAndThen } from './doors.ts';
import { type ChaosDoor, type Person, answer, mayBeAnswered, openDoors, refusals, speak } from './people.ts';
import { prepare } from './prepare.ts';
import { type Victim, startCluster } from './processes.ts';
import { examine, untilQuiet } from './truth.ts';

/**
 * All platforms at once: people write by every door, agents answer, platforms are slow, fail, throttle and bring things again and out
 * of order, and processes are killed. Then: nothing lost, nothing double, order per conversation kept, no answer outside a window,
 * nobody messaged at night. `node e2e/src/faults/chaos.ts [--seconds 60] [--rate 50] [--kill-every 20] [--seed 7]`.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, rate: { type: 'string', default: '50' }, 'kill-every': { type: 'string', default: '20' }, people: { type: 'string', default: '12' }, seed: { type: 'string', default: String(Date.now() % 100_000) } } });
const [seconds, rate, killEvery] = [Number(values.seconds), Number(values.rate), Number(values['kill-every'])];
let state = Number(values.seed) || 1;
const random = () => { state = (state * 48_271) % 2_147_483_647; return state / 2_147_483_647; };
const print = (text: string) => void process.stdout.write(`${text}\n`);
/** Lets a free person do `work` until told to stop, so that `perSecond` messages come of it; ends when all of it is done. @param each messages that come of one work, in the mean */
async function pace(perSecond: number, each: number, running: () => boolean, choose: () => Person | undefined, work: (person: Person) => Promise<number>, flag: 'busy' | 'answering'): Promise<void> {
  const inside = new Set<Promise<unknown>>();
  const begun = performance.now();
  let due = begun;
  let came = 0;
  while (running()) {
    const owed = ((performance.now() - begun) / 1000) * perSecond - came - inside.size * each;
    // What an outage held up comes after it, a third faster than usual: not lost, and no flood.
    due += (1000 * each) / (owed > perSecond ? perSecond * 1.33 : perSecond);
    await sleep(Math.max(0, due - performance.now()));
    due = Math.max(due, performance.now() - 1000);
    const person = choose();
    if (!person) continue;
    person[flag] = true;
    const one: Promise<unknown> = work(person).then((written) => { came += written; }, () => {}).finally(() => { person[flag] = false; inside.delete(one); });
    inside.add(one);
  }
  await Promise.all(inside);
}

print(`${seconds} s at ${rate} messages a second in total, a kill every ${killEvery} s, seed ${values.seed}`);
const cluster = await startCluster();
const acknowledged: Acknowledged[] = [];
let doors: ChaosDoor[] = [];
const faults: string[] = [];
let answers = 0;
let kills = 0;
try {
  const address = await prepare(cluster);
  const base = `http://127.0.0.1:${cluster.port}`;
  const call = createClient({ base, language: () => 'en', headers: () => ({ authorization: `Bearer ${cluster.key}` }), fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(10_000) }) });
  doors = await openDoors(base, call, Number(values.people));
  const people = doors.flatMap((d) => d.people);
  // Those whom nothing may reach say their word first; for them hours pass.
  const shut = people.filter((p) => p.shut !== null);
  for (const person of shut) await speak(person, acknowledged, () => 1);
  for (let tries = 0; tries < 100 && shut.some((p) => p.ticketId === null); tries++) { await sleep(300); await findTickets(cluster.databaseUrl, doors).catch(() => {}); }
  for (const door of doors) if (door.people.some((p) => p.shut === 'quiet')) await letHoursPass(cluster.databaseUrl, door);

  for (const door of doors) door.misbehave(random);
  let running = true;
  const open = people.filter((p) => p.shut === null);
  const pick = (list: readonly Person[]) => list[Math.floor(random() * list.length)];
  const looking = (async () => { while (running) { await findTickets(cluster.databaseUrl, doors).catch(() => {}); await sleep(1000); } })();
  const work = [
    pace(rate * 0.42, 1, () => running, () => pick(open.filter((p) => !p.busy)), (p) => speak(p, acknowledged, random), 'busy'),
    pace(rate * 0.5, 1.3, () => running, () => pick(people.filter((p) => !p.answering && p.ticketId !== null && mayBeAnswered(p))), async (p) => { const written = await answer(call, p, random); answers += written; return written; }, 'answering'),
    knockNowAndThen(address, () => running, acknowledged, (4 * 1000) / (rate * 0.08)),
  ];
  const victims: readonly Victim[] = ['worker', 'api', 'worker', 'postgres'];
  const begun = performance.now();
  for (let next = killEvery; next < seconds; next += killEvery) {
    await sleep(Math.max(0, next * 1000 - (performance.now() - begun)));
    const victim = victims[kills % victims.length] ?? 'worker';
    await cluster.kill(victim);
    kills += 1;
    print(`  ${next} s: killed ${victim} after ${acknowledged.length} in, ${answers} answers`);
  }
  await sleep(Math.max(0, seconds * 1000 - (performance.now() - begun)));
  running = false;
  await Promise.all([...work, looking]);
  const lasted = (performance.now() - begun) / 1000;
  print(`  ${acknowledged.length} in and ${answers} answers in ${lasted.toFixed(0)} s: ${((acknowledged.length + answers) / lasted).toFixed(1)} a second`);
  for (const door of doors) door.behave();
  await cluster.ready();
  const left = await untilSent(cluster.databaseUrl, 240);
  if (left !== 0) faults.push(`${left} messages were still on their way after four minutes`);
  await untilQuiet(cluster.databaseUrl).catch((error: Error) => faults.push(error.message));
  faults.push(...(await examine(cluster.databaseUrl, acknowledged)));
  const talks = await examineTalks(cluster.databaseUrl, doors);
  faults.push(...talks.faults);
  print(`  ${talks.unsure} answers say that nobody knows whether they arrived (${talks.arrived} of them did), ${kills} kills`);
} finally {
  await cluster.stop();
  for (const door of doors) await door.stop().catch(() => {});
}
for (const [words, times] of refusals) print(`  the API said «${words.slice(0, 120)}» ${times} times`);
for (const fault of faults.slice(0, 60)) print(`  ${fault}`);
print(Object.entries(Object.groupBy(acknowledged, (a) => a.door)).map(([door, list]) => `${door} ${list?.length ?? 0}`).join(', '));
print(`${faults.length === 0 && answers > 0 ? 1 : 0} passed, ${faults.length} failed`);
process.exit(faults.length > 0 || answers === 0 ? 1 : 0);
