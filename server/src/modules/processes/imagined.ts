import { ProcessError } from '../../platform/module/index.ts';
import type { CompiledCalendar } from '../../platform/time/index.ts';
import { evaluate, holds } from '../../platform/feel/index.ts';
import { instantOf, parseWhen } from './deadlines.ts';
import type { Port, VisitOutcome } from './engine/port.ts';
import { type State, type Wait, newState, readVariables, rootScope } from './engine/state.ts';
import { fire } from './engine/waits.ts';
import { Walk } from './engine/walk.ts';
import type { Model, Node } from './model/model.ts';
import type { Variables } from './types.ts';

export interface ImaginedTrace { readonly at: Date; readonly what: 'enter' | 'leave' | 'cancel' | 'error'; readonly node: Node; readonly via: string | null }
export interface Imagination {
  readonly model: Model;
  readonly variables?: Variables;
  readonly start?: Date;
  readonly calendar?: CompiledCalendar | null;
  /** Other diagrams by key. */
  readonly called?: Readonly<Record<string, Model>>;
  /** Answers actions; a thrown ProcessError is one of the diagram. An empty object unless told. */
  readonly act?: (step: { node: Node; name: string; input: Variables; variables: Variables }) => unknown;
  readonly decide?: (step: { node: Node; ref: string; input: Variables }) => unknown;
  /** Reads times in place of the calendar. */
  readonly due?: (text: string, from: Date) => Date;
  /** Answers expressions in place of FEEL. */
  readonly feel?: (expression: string, variables: Variables) => unknown;
  /** Decides conditions in place of FEEL. */
  readonly holds?: (flow: string, condition: string, variables: Variables) => boolean;
}

/** An instance that exists in memory alone: for tries, scenarios, simulations and proofs. No action has an effect. */
export function imagine(options: Imagination) {
  const { model, calendar = null, called = {} } = options;
  let now = options.start ?? new Date(0);
  let state: State = newState(options.variables ?? {}, model.id);
  const trace: ImaginedTrace[] = [];
  const calls: { elementId: string; action: string; input: Variables }[] = [];
  const told: { what: 'message' | 'signal'; name: string; payload: Variables }[] = [];
  let heard = 0;
  const models = new Map([['', model]]);
  const early: { name: string; payload: Variables }[] = [];
  const whats: Record<VisitOutcome, ImaginedTrace['what']> = { completed: 'leave', cancelled: 'cancel', error: 'error' };

  const port = (): Port => ({
    now,
    evaluate: (expression, variables) => (options.feel ? options.feel(expression, variables) : evaluate(expression, variables, { now })),
    holds: (condition, variables, flow) => (options.holds ? options.holds(flow, condition, variables) : holds(condition.replace(/^\s*=/, ''), variables, { now })),
    due: (text, from) => Promise.resolve(options.due ? options.due(text, from) : options.feel ? from : instantOf(parseWhen(text), from, calendar)),
    act: (step) => {
      calls.push({ elementId: step.node.id, action: step.name, input: step.input });
      return Promise.resolve().then(() => options.act?.(step) ?? {});
    },
    decide: (step) => Promise.resolve().then(() => options.decide?.(step) ?? null),
    call: (key) => {
      const other = called[key];
      return other ? Promise.resolve({ name: `${key}@1`, model: other }) : Promise.reject(new ProcessError('not-deployed', { key }));
    },
    retryAt: () => null,
    tell: (what, name, payload) => void told.push({ what, name, payload }),
    entered: ({ node, via }) => void trace.push({ at: now, what: 'enter', node, via }),
    left: (_visit, outcome, node) => void trace.push({ at: now, what: whats[outcome], node, via: null }),
  });
  for (const [key, other] of Object.entries(called)) models.set(`${key}@1`, other);
  const walk = async (work: (walk: Walk) => Promise<unknown>) => {
    const w = new Walk(state, models, port());
    await work(w);
    await w.run();
    await deliver();
  };
  /** What the diagram told itself reaches it, once it waits for it. */
  const deliver = async (): Promise<void> => {
    for (let one = told[heard]; one; one = told[heard]) {
      heard += 1;
      await (one.what === 'message' ? self.message(one.name, one.payload) : self.signal(one.name, one.payload));
    }
    const kept = early.findIndex((m) => state.waits.some((w) => w.kind === 'message' && w.name === m.name));
    const [message] = kept < 0 ? [] : early.splice(kept, 1);
    if (message) await self.message(message.name, message.payload);
  };
  const fireAll = async (waits: readonly Wait[], payload: Variables): Promise<number> => {
    for (const wait of waits) await walk((w) => fire(w, wait.id, payload));
    return waits.length;
  };

  const self = {
    get state() { return state; },
    get now() { return now; },
    trace, calls, told,
    get variables() { return readVariables(state, rootScope); },
    begin: () => walk((w) => w.begin()),
    /** Goes on from a state kept earlier. */
    restore(kept: State) { state = structuredClone(kept); },
    waiting: (kind?: Wait['kind']) => state.waits.filter((w) => !kind || w.kind === kind),
    /** Sets the clock without firing anything. */
    at(time: Date) { now = time; },
    fire: (id: number, payload: Variables = {}) => walk((w) => fire(w, id, payload)),
    /** Completes the first open task of an element. @returns false when none is open */
    async complete(element: string, output: Variables = {}): Promise<boolean> {
      const wait = state.waits.find((w) => w.kind === 'task' && w.node === element);
      return wait ? (await fireAll([wait], output)) > 0 : false;
    },
    /** To all who wait for it; kept when nobody does. */
    async message(name: string, payload: Variables = {}): Promise<number> {
      const waits = state.waits.filter((w) => w.kind === 'message' && w.name === name);
      if (waits.length === 0) early.push({ name, payload });
      return fireAll(waits, payload);
    },
    signal: (name: string, payload: Variables = {}) => fireAll(state.waits.filter((w) => w.kind === 'signal' && w.name === name), payload),
    set: (variables: Variables) => walk((w) => { w.set(rootScope, variables); return Promise.resolve(); }),
    /** Moves the clock on, firing timers in their order. Text is a duration, working durations too. */
    async advance(by: string | Date): Promise<void> {
      const until = typeof by === 'string' ? instantOf(parseWhen(by), now, calendar) : by;
      for (;;) {
        const next = state.waits.filter((w) => w.kind === 'timer' && w.due && Date.parse(w.due) <= until.getTime()).toSorted((a, b) => Date.parse(a.due ?? '') - Date.parse(b.due ?? '') || a.id - b.id)[0];
        if (!next) break;
        now = new Date(Math.max(now.getTime(), Date.parse(next.due ?? '')));
        await fireAll([next], {});
      }
      now = until;
    },
  };
  return self;
}
export type Imagined = ReturnType<typeof imagine>;
