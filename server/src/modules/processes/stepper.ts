import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { evaluate, holds } from '../../platform/feel/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { BusinessCalendar, CompiledCalendar } from '../../platform/time/index.ts';
import { type Org, createKnownCalendars } from '../org/index.ts';
import { instantOf, needsCalendar, parseWhen } from './deadlines.ts';
import type { Definitions } from './definitions.ts';
import { armEvent } from './engine/arming.ts';
import { decodeState } from './engine/codec.ts';
import type { Port } from './engine/port.ts';
import { type State, newState } from './engine/state.ts';
import { feelOf, isFeel } from './engine/values.ts';
import { fire } from './engine/waits.ts';
import { Walk } from './engine/walk.ts';
import type { Model } from './model/model.ts';
import { refusalOf } from './refused.ts';
import type { Registry } from './registry.ts';
import { Session, type Subject, type Trigger, wordsIn } from './session.ts';
import * as store from './store.ts';
import { type StepWrites, saveSteps } from './store-steps.ts';
import type { Variables } from './types.ts';

/** Pauses before an automatic step is tried again: 10 s, 40 s … 6 h, twelve times. */
const mostAttempts = 12;
const pauseMs = (attempts: number) => Math.min(6 * 3_600_000, 10_000 * 4 ** (attempts - 1));
/** Told in a ring within one transaction. */
const deepest = 200;

export type TellOthers = (tx: Tx, subject: Subject, told: Session['told'], actor: Actor) => Promise<void>;

/** Load, step, save: all in the transaction of the caller, the instance's row locked. */
export function createStepper(platform: Pick<Platform, 'bus' | 'clock' | 'log'>, org: Pick<Org, 'calendars'>, definitions: Definitions, registry: Registry, tellOthers: TellOthers, timerSet: (due: Date) => void) {
  const { bus, clock } = platform;
  const calendars = createKnownCalendars(org);
  const taskIds = store.createNumbers('process_task_id_seq');
  /** Instances in hand of a transaction: what comes to them meanwhile waits its turn. */
  const inHand = new WeakMap<Tx, Map<number, Session>>();
  const depths = new WeakMap<Tx, number>();

  /** Read once in a transaction; beforehand, together with what is locked, where steps have wanted it. */
  const known = new WeakMap<Handle, ReturnType<typeof calendars.load>>();
  let wanted = false;
  const calendarsOf = (tx: Handle | Tx) => {
    if (!('soon' in tx)) return calendars.load(tx);
    const reading = known.get(tx) ?? calendars.load(tx);
    known.set(tx, reading);
    return reading;
  };
  const expectCalendars = (tx: Tx) => { if (wanted) calendarsOf(tx).catch(() => {}); };
  const calendarFor = async (tx: Handle, variables: Variables): Promise<CompiledCalendar | null> => {
    const { compiled } = await calendarsOf(tx);
    return compiled.get(String(variables['calendarId'])) ?? compiled.values().next().value ?? null;
  };
  const due = async (tx: Tx, text: string, from: Date, variables: Variables): Promise<Date> => {
    const when = parseWhen(text);
    if (!needsCalendar(when)) return instantOf(when, from, null);
    wanted = true;
    return instantOf(when, from, await calendarFor(tx, variables));
  };

  function portOf(tx: Tx, session: Session): Port {
    const { now, subject } = session;
    const feel = (expression: string, variables: Variables) => evaluate(feelOf(expression), variables, { now });
    return {
      now, evaluate: feel,
      holds: (condition, variables) => holds(feelOf(condition), variables, { now }),
      due: (text, from) => due(tx, text, from, session.state.scopes[0]?.vars ?? {}),
      act: ({ name, input, visit }) => registry.run(tx, name, input, { tx, now, stream: subject.stream, instanceId: subject.id, taskKey: `process:${subject.id}:${visit}`, actor: session.actor }),
      decide: ({ ref, input }) => definitions.decide(tx, ref, input, now),
      async call(key) {
        const version = await definitions.liveVersion(tx, key);
        return { name: `${key}@${version}`, model: await definitions.model(tx, key, version) };
      },
      givesBack: (node, error) => (session.answering ? refusalOf(node, error) : null),
      retryAt: (attempts) => (attempts >= mostAttempts ? null : new Date(now.getTime() + pauseMs(attempts))),
      tell: (what, name, payload) => void session.told.push({ what, name, payload }),
      entered: (visit) => session.entered(visit, feel),
      left: (visit, outcome, node) => session.left(visit, outcome, node),
    };
  }

  async function modelsFor(tx: Tx, key: string, version: number, state: State): Promise<Map<string, Model>> {
    const models = new Map([['', await definitions.model(tx, key, version)]]);
    for (const name of new Set(state.scopes.map((s) => s.model).filter(Boolean))) {
      const [called = '', number = ''] = name.split('@');
      models.set(name, await definitions.model(tx, called, Number(number)));
    }
    return models;
  }

  /** Applies one trigger and walks. @returns how many waits took it */
  async function apply(walk: Walk, session: Session, trigger: Trigger): Promise<number> {
    const { state } = session;
    const waits = (kind: 'message' | 'signal', name: string) => state.waits.filter((w) => w.kind === kind && w.name === name);
    switch (trigger.kind) {
      case 'begin': await walk.begin(); return 1;
      case 'set': walk.set(0, trigger.variables); await walk.run(); return 1;
      case 'watch':
        for (const w of trigger.for) await armEvent(walk, walk.node({ scope: w.scope, at: w.node }), { scope: w.scope, token: w.token }, w.since === null ? session.now : new Date(w.since));
        walk.touched = true;
        await walk.run();
        return 1;
      case 'end':
        Object.assign(state, { outcome: 'cancelled', reason: trigger.reason });
        await walk.run();
        return 1;
      case 'fire': {
        if (trigger.by) session.work.set(trigger.wait, { by: trigger.by, output: trigger.payload });
        session.answering = trigger.by !== undefined && trigger.by.kind !== 'system';
        const taken = await fire(walk, trigger.wait, trigger.payload);
        await walk.run();
        session.answering = false;
        return taken ? 1 : 0;
      }
      case 'message': case 'signal': {
        let taken = 0;
        for (const wait of waits(trigger.kind, trigger.name)) {
          if (await fire(walk, wait.id, trigger.payload)) taken += 1;
          await walk.run();
        }
        return taken;
      }
    }
  }

  /** Does all that is in the session's queue, and messages that were kept for what it waits for now. @returns how many waits took something */
  async function work(tx: Tx, session: Session): Promise<number> {
    const port = portOf(tx, session);
    const before = new Set<number>();
    let taken = 0;
    for (;;) {
      const trigger = session.queue.shift();
      if (trigger) {
        taken += await apply(new Walk(session.state, session.models, port), session, trigger);
        await describeTasks(tx, session, before);
        continue;
      }
      const mail = session.fresh().filter((w) => w.kind === 'message' && !before.has(w.id));
      for (const w of mail) before.add(w.id);
      if (mail.length === 0) return taken;
      store.lockMailbox(tx, session.subject.stream);
      for (const m of await store.takeMessages(tx, session.subject.stream, [...new Set(mail.map((w) => w.name ?? ''))], session.now)) session.queue.push({ kind: 'message', ...m });
    }
  }

  /** Says what a task that opened is about, with the variables of this moment. */
  async function describeTasks(tx: Tx, session: Session, known: Set<number>): Promise<void> {
    for (const wait of session.fresh().filter((w) => w.kind === 'task' && !known.has(w.id))) {
      known.add(wait.id);
      const walk = new Walk(session.state, session.models, portOf(tx, session));
      const token = session.state.tokens.find((t) => t.id === wait.token);
      if (!token) continue;
      const node = walk.node({ scope: wait.scope, at: wait.node });
      const seen = walk.seen(wait.scope);
      const feel = (source: string | null | undefined) => (source ? (isFeel(source) ? soft(() => evaluate(feelOf(source), seen, { now: session.now })) : source) : null);
      const asId = (source: string | null | undefined) => { const n = Number(feel(source) ?? Number.NaN); return Number.isInteger(n) && n > 0 ? n : null; };
      const deadline = feel(node.work?.deadline);
      const say = (words: { zh: string; en: string } | null | undefined) => (words ? wordsIn(words, seen, (e, v) => evaluate(e, v, { now: session.now })) : null);
      const [id = 0] = await taskIds(tx, 1);
      session.opened(wait.id, {
        id, visit: token.visit, ...pick(session.subject), element: node.id, kind: node.kind === 'manual' ? 'manual' : 'user', title: node.title,
        role: node.work?.role ? String(feel(node.work.role) ?? '') || null : null, teamId: asId(node.work?.team), assigneeId: asId(node.work?.assignee), openedAt: session.now,
        dueAt: typeof deadline === 'string' ? await due(tx, deadline, session.now, seen).catch(() => null) : null,
        words: { standard: say(node.work?.standard), script: say(node.work?.script), checklist: node.work?.checklist ?? [], form: node.work?.form ?? [], customer: say(node.customer) },
      });
    }
  }

  /** Writes sessions that have come to rest, and tells others what their diagrams said. */
  async function save(tx: Tx, sessions: readonly Session[]): Promise<void> {
    const each = sessions.map((s) => ({ session: s, writes: s.writes() }));
    const join = <K extends keyof StepWrites>(key: K) => each.flatMap((e) => e.writes[key] as never[]) as StepWrites[K];
    saveSteps(tx, { instances: join('instances'), visits: join('visits'), ends: join('ends'), tasks: join('tasks'), taskEnds: join('taskEnds'), waits: join('waits'), timers: join('timers'), gone: join('gone') });
    await bus.publishAll(tx, each.flatMap((e) => e.session.events(e.writes)));
    const due = Math.min(...join('timers').map((t) => t.dueAt.getTime()));
    if (Number.isFinite(due)) tx.afterCommit(() => timerSet(new Date(due)));
    const hand = inHand.get(tx);
    for (const s of sessions) hand?.delete(s.subject.id);
    for (const s of sessions) if (s.told.length > 0) await telling(tx, s);
  }
  async function telling(tx: Tx, session: Session): Promise<void> {
    const depth = (depths.get(tx) ?? 0) + 1;
    if (depth > deepest) throw new Error(`Diagrams tell each other messages in a ring (${session.told[0]?.name ?? ''})`);
    depths.set(tx, depth);
    await tellOthers(tx, session.subject, session.told, session.actor);
  }
  const hold = (tx: Tx, session: Session) => {
    const hand = inHand.get(tx) ?? new Map<number, Session>();
    inHand.set(tx, hand.set(session.subject.id, session));
  };

  /** A locked instance taken in hand; undefined when it is over or nobody waits for what comes. */
  async function sessionOf(tx: Tx, row: store.LockedInstance, triggers: readonly Trigger[], actor: Actor): Promise<Session | undefined> {
    if (!row.data || (row.state !== 'running' && row.state !== 'stuck')) return undefined;
    const state = decodeState(row.data);
    const wanted = triggers.filter((t) => t.kind !== 'fire' || state.waits.some((w) => w.id === t.wait));
    if (wanted.length === 0) return undefined;
    const session = new Session({ subject: { ...row, isNew: false }, state, models: await modelsFor(tx, row.key, row.version, state), now: clock.now(), actor });
    session.queue.push(...wanted);
    hold(tx, session);
    return session;
  }

  return {
    /** Instances of a stream this transaction has in hand. */
    inHandOf: (tx: Tx, stream: string): number[] => [...(inHand.get(tx)?.values() ?? [])].filter((s) => s.subject.stream === stream).map((s) => s.subject.id),

    /** Whether this transaction has it in hand. */
    holds: (tx: Tx, id: number): boolean => inHand.get(tx)?.has(id) ?? false,
    expectCalendars,

    /**
     * Brings a trigger to an instance.
     * @param options.row the instance where it is locked already
     * @returns how many waits took it; 0 when it is over or nobody waits. One that is in hand of this transaction takes it later and counts those that wait now.
     */
    async step(tx: Tx, id: number, trigger: Trigger, actor: Actor = systemActor, options: { row?: store.LockedInstance; prepare?: (session: Session) => void } = {}): Promise<number> {
      const held = inHand.get(tx)?.get(id);
      if (held) {
        held.queue.push(trigger);
        return trigger.kind === 'message' || trigger.kind === 'signal' ? held.state.waits.filter((w) => w.kind === trigger.kind && w.name === trigger.name).length : 1;
      }
      if (!options.row) expectCalendars(tx);
      const row = options.row ?? (await store.lockInstance(tx, id));
      const session = row && (await sessionOf(tx, row, [trigger], actor));
      if (!session) return 0;
      try {
        options.prepare?.(session);
        const taken = await work(tx, session);
        await save(tx, [session]);
        return taken;
      } finally {
        inHand.get(tx)?.delete(id);
      }
    },

    /** Fires waits of many instances and writes them together; those somebody else has in hand are left. @returns how many waits fired */
    async fireMany(tx: Tx, due: readonly { instanceId: number; wait: number }[]): Promise<number> {
      const sessions: Session[] = [];
      const byInstance = Map.groupBy(due, (d) => d.instanceId);
      expectCalendars(tx);
      try {
        for (const row of await store.lockFree(tx, [...byInstance.keys()])) {
          const session = await sessionOf(tx, row, (byInstance.get(row.id) ?? []).map(({ wait }) => ({ kind: 'fire', wait, payload: {} })), systemActor);
          if (session) sessions.push(session);
        }
        let taken = 0;
        // What comes to an earlier one while a later one steps is done in a further round.
        for (let left = sessions; left.length > 0; left = sessions.filter((s) => s.queue.length > 0)) for (const session of left) taken += await work(tx, session);
        await save(tx, sessions);
        return taken;
      } finally {
        for (const s of sessions) inHand.get(tx)?.delete(s.subject.id);
      }
    },

    /** Begins instances and writes them together. */
    async begin(tx: Tx, starts: readonly { subject: Omit<Subject, 'startedAt'>; variables: Variables; actor: Actor }[]): Promise<void> {
      const sessions: Session[] = [];
      const now = clock.now();
      expectCalendars(tx);
      try {
        for (const { subject, variables, actor } of starts) {
          const model = await definitions.model(tx, subject.key, subject.version);
          const session = new Session({ subject: { ...subject, startedAt: now }, state: newState(variables, model.id), models: new Map([['', model]]), now, actor });
          hold(tx, session);
          sessions.push(session);
          session.queue.push({ kind: 'begin' });
          await work(tx, session);
        }
        // What came to an earlier one while a later one began.
        for (const session of sessions) if (session.queue.length > 0) await work(tx, session);
        await save(tx, sessions);
      } finally {
        for (const s of sessions) inHand.get(tx)?.delete(s.subject.id);
      }
    },
    /** The business calendar a process counts by: the one its variables name, else the company's first. */
    calendarFor,
    /** That of the company, as it is stored. */
    calendarPlan: async (handle: Handle): Promise<BusinessCalendar | null> => (await org.calendars(handle))[0] ?? null,
  };
}
export type Stepper = ReturnType<typeof createStepper>;

const pick = ({ key, version, stream, ticketId }: Subject) => ({ key, version, stream, ticketId });
function soft(work: () => unknown): unknown {
  try { return work(); } catch { return null; }
}
