import { z } from 'zod';
import type { App } from '../app.ts';
import { type CaseFacts, caseFacts, createCasework } from '../modules/casework/index.ts';
import { createProcesses, type ProcessEngine, type TaskRow } from '../modules/processes/index.ts';
import { type Actor, systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Action, Module, Platform } from '../platform/module/index.ts';
import type { Random } from './random.ts';
import * as store from './store-casework.ts';

const minute = 60_000;
const hour = 60 * minute;
/** What really happens: rows of rooms, so that a case can go on by hand. Everything else is imagined: nothing leaves the house. */
const isReal = (name: string) => /^(repairs|returns|followups)\./.test(name) || name === 'tickets.note';
const imagined: Readonly<Record<string, unknown>> = { 'shipments.to-us': { shipped: true }, 'shipments.to-customer': { shipped: true } };
const words: Readonly<Record<string, readonly string[]>> = {
  happened: ['用了三天就漏水，之前报修没人回电', '说好周二上门，等了一天没人来', '换来的机器还是同样的毛病'], proposal: ['今天安排工程师上门检修，免费更换密封件，并延保三个月', '直接换新，旧机由快递上门取回，运费由我们承担'],
  default: ['已和客户确认', '按标准完成', '见照片'],
};

/** Requests that follow a process stand at believable steps of it, walked by the real engine on the real diagrams in a past of its own. */
export async function makeCasework(app: App, tx: Tx, random: Random): Promise<void> {
  const now = app.platform.clock.now();
  let at = now;
  const { platform, facts } = quietly(app.platform, tx, () => at);
  // Nobody moves a shift meanwhile, and every step asks for them.
  const shifts = app.org.calendars(tx);
  const org = { ...app.org, calendars: () => shifts };
  const engine = createProcesses(platform, org);
  engine.useActions([{ name: 'demo', actions: app.modules.flatMap((m) => m.actions ?? []).map((a) => imaginedAction(a as unknown as Action)) } as Module]);
  const casework = createCasework(platform, org, app.tickets, app.sla, engine);
  const tell = async () => { for (let batch = facts.splice(0); batch.length > 0; batch = facts.splice(0)) await caseFacts(casework, batch, tx); };
  const names = new Map((await app.org.agents(tx)).map((a) => [a.id, a.name]));

  const open = await store.openBound(tx, 90);
  const solved = await store.solvedBound(tx, new Date(now.getTime() - 40 * hour), 12);
  // A few questions are worked by the book, as a supervisor may start it.
  const asked = await store.openQuestions(tx, 8);
  for (const ticket of [...open, ...asked, ...solved]) {
    await tx.nested(async () => {
      const finished = ticket.solvedAt !== null;
      at = finished ? (ticket.solvedAt ?? now) : ticket.openedAt;
      const actor: Actor = ticket.ownerId === null ? systemActor : { kind: 'agent', id: ticket.ownerId, name: names.get(ticket.ownerId) ?? '' };
      const [instanceId] = await casework.starting.start(tx, [{ ticketId: ticket.id, process: ticket.process, moment: finished ? 'solved' : 'opened', once: `demo:${ticket.id}`, actor: systemActor, again: false }]);
      if (instanceId && !finished) await walk(engine, tx, ticket, instanceId, actor, random, { set: (t) => { at = t; }, get: () => at, now });
      const stands = instanceId ? (await engine.instancesOf(tx, `ticket:${ticket.id}`)).find((i) => i.id === instanceId)?.state : undefined;
      // What cannot go on by hand (a unit that is not known) is no example.
      if (stands === 'stuck' || stands === 'failed') throw new NoExample();
      await tell();
    }).catch((error: unknown) => { if (!(error instanceof NoExample)) throw error; facts.length = 0; });
  }
  await store.pastCalls(tx, now, [...names].slice(0, 12), ['现在用着很好，师傅很专业', '挺满意，就是等了两天', '修好了，谢谢', '还行，希望下次快一点'], (n) => random.int(0, n - 1));
}

/** A case that cannot go on by hand: it is taken back. */
class NoExample extends Error {}

interface Hands { readonly set: (at: Date) => void; readonly get: () => Date; readonly now: Date }
/** Takes a few steps; the last one shortly before now, so that nothing of it is long overdue. */
async function walk(engine: ProcessEngine, tx: Tx, ticket: store.BoundTicket, instanceId: number, actor: Actor, random: Random, time: Hands): Promise<void> {
  const fresh = time.now.getTime() - ticket.openedAt.getTime() < 3 * hour;
  const wanted = fresh ? 0 : random.int(1, 4);
  for (let taken = 0; taken < (ticket.status === 'pending' ? 8 : wanted); taken++) {
    const tasks = await engine.tasksOf(tx, { instanceId });
    const last = taken + 1 >= wanted;
    const end = time.now.getTime() - (last ? random.int(3, 50) * minute : 0);
    const from = time.get().getTime();
    time.set(new Date(last ? Math.max(from, end) : from + Math.max(5 * minute, random.next() * (end - from) * 0.6)));
    const [task] = tasks;
    if (task) await engine.completeTask(tx, task.id, { output: answersOf(task, random, time.now), actor });
    else if (ticket.status === 'pending') return;
    else {
      const waits = (await engine.storiesOf(tx, `ticket:${ticket.id}`)).find((s) => s.id === instanceId)?.waiting ?? [];
      const message = waits.find((w) => w.kind === 'message' && w.name !== null);
      if (typeof message?.name !== 'string' || (await engine.message(tx, { stream: `ticket:${ticket.id}`, name: message.name, payload: { ticketId: ticket.id }, keep: false })) === 0) return;
    }
  }
}

/** What somebody writes down at a step, going the usual way. */
function answersOf(task: TaskRow, random: Random, now: Date): Record<string, unknown> {
  const answer = (key: string, type: string, options: readonly string[]): unknown => {
    if (type === 'choice') return key === 'cause' || key === 'wish' ? random.pick(options) : options[0];
    if (type === 'number') return 4;
    if (type === 'boolean') return true;
    if (type === 'date') return new Date(now.getTime() + random.int(1, 5) * 24 * hour).toISOString().slice(0, 10);
    return type === 'photo' || type === 'signature' ? [] : random.pick(words[key] ?? words['default'] ?? ['']);
  };
  return Object.fromEntries(task.form.map((f) => [String(f.key), answer(String(f.key), f.type, f.options.map((o) => String(o.key)))]));
}

const imaginedAction = (action: Action): Action<never, unknown> => (isReal(action.name) ? action : { ...action, input: z.unknown(), run: () => Promise.resolve(imagined[action.name] ?? {}) }) as unknown as Action<never, unknown>;

/** The platform with a clock of its own and a log that goes nowhere; facts are gathered instead. */
function quietly(platform: Platform, tx: Tx, now: () => Date): { platform: Platform; facts: CaseFacts } {
  const facts: CaseFacts = [];
  const inside = <T>(work: (t: Tx) => Promise<T>) => work(tx);
  const db = { ...platform.db, rows: tx.rows, one: tx.one, run: tx.run, tx: inside };
  const gather = (events: readonly { type: { name: string; version: number }; stream: string; payload: unknown; actor: Actor }[]) => {
    for (const e of events) facts.push({ id: facts.length, at: now(), stream: e.stream, type: e.type.name, version: e.type.version, payload: e.payload, actor: e.actor, correlation: null });
    return Promise.resolve();
  };
  return { facts, platform: { ...platform, db, work: db, clock: { ...platform.clock, now }, bus: { ...platform.bus, publishAll: (_, events) => gather(events), publish: (_, type, event) => gather([{ type, ...event }]) } } };
}
