import type { SimulationSide } from '@aftercare/contract/processes';
import type { CompiledCalendar } from '../../../platform/time/index.ts';
import { instantOf, parseWhen } from '../deadlines.ts';
import { type Imagined, imagine } from '../imagined.ts';
import { isFeel } from '../engine/values.ts';
import type { Model, Node } from '../model/model.ts';
import { Heap } from './heap.ts';
import { type Past, createDraws, randomFrom } from './past.ts';
import { Staff } from './staff.ts';

export interface SimulationInput {
  readonly model: Model;
  readonly past: Past;
  readonly calendar: CompiledCalendar | null;
  readonly people: Readonly<Record<string, number>>;
  /** Cases as a factor of the past. */
  readonly demand: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly seed: number;
}
interface Case { readonly run: Imagined; readonly began: number; readonly known: Set<number>; readonly opened: Map<string, number[]>; seen: number; steps: number; ended: number | null }
interface Happening { readonly at: number; readonly order: number; do(): Promise<void> | void }

const mostSteps = 400;
/** What a time that only data could tell is taken for. */
const unknownWait = 'P1D';
const quantile = (sorted: readonly number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
const rounded = (n: number) => Math.round(n * 100) / 100;

/** Plays cases on a diagram, with people who do one step at a time. The same input gives the same answer. */
export async function simulate(input: SimulationInput, progress: (share: number) => void = () => {}): Promise<SimulationSide> {
  const { model, calendar } = input;
  const random = randomFrom(input.seed);
  const draws = createDraws(input.past, input.hours, random);
  const happenings = new Heap<Happening>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  let order = 0;
  const plan = (at: number, what: () => Promise<void> | void) => happenings.push({ at, order: order++, do: what });
  const roles = new Map<string, Staff>();
  const staff = (role: string) => { let s = roles.get(role); if (!s) roles.set(role, (s = new Staff(input.people[role] ?? 1))); return s; };
  const stats = new Map<string, { durations: number[]; breaches: number; open: number; max: number; area: number; since: number }>();
  const statOf = (id: string) => { let s = stats.get(id); if (!s) stats.set(id, (s = { durations: [], breaches: 0, open: 0, max: 0, area: 0, since: 0 })); return s; };
  const times = new Map<string, ReturnType<typeof parseWhen>>();
  const due = (text: string | null, from: number): number | null => {
    if (!text) return null;
    const source = isFeel(text) || text === 'null' ? unknownWait : text;
    let when = times.get(source);
    if (!when) {
      try { when = parseWhen(source); } catch { when = parseWhen(unknownWait); }
      times.set(source, when);
    }
    // A date lies somewhere in the data: taken as a day from now.
    return when.kind === 'instant' ? from + 86_400 : instantOf(when, new Date(from * 1000), calendar).getTime() / 1000;
  };
  const finished: Case[] = [];
  let ended = 0;

  const queued = (id: string, now: number, by: number) => {
    const s = statOf(id);
    s.area += s.open * (now - s.since);
    s.since = now;
    s.open += by;
    s.max = Math.max(s.max, s.open);
  };
  /** Reads what a walk did, and plans what will come of what it waits for. */
  const settle = (one: Case, now: number) => {
    const { run } = one;
    for (; one.seen < run.trace.length; one.seen++) {
      const t = run.trace[one.seen];
      if (!t) continue;
      const open = one.opened.get(t.node.id) ?? [];
      if (t.what === 'enter') one.opened.set(t.node.id, [...open, now]);
      else { const from = open.shift(); if (from !== undefined) statOf(t.node.id).durations.push(now - from); }
    }
    if (run.state.outcome !== 'running') {
      one.ended = now;
      ended += 1;
      if (ended % 200 === 0) progress(ended / Math.max(1, total));
      return;
    }
    for (const wait of run.state.waits) {
      if (one.known.has(wait.id)) continue;
      one.known.add(wait.id);
      const node = model.nodes.get(wait.node);
      if (!node) continue;
      const fire = (at: number) => plan(at, async () => {
        if (run.state.outcome !== 'running' || !run.state.waits.some((w) => w.id === wait.id) || ++one.steps > mostSteps) return;
        run.at(new Date(at * 1000));
        await run.fire(wait.id);
        settle(one, at);
      });
      if (wait.kind === 'task') taskOf(one, wait.id, node, now);
      else if (wait.kind === 'timer') fire(Math.max(now, Date.parse(wait.due ?? '') / 1000));
      else if (wait.kind === 'message' || wait.kind === 'signal') {
        const token = run.state.tokens.find((t) => t.id === wait.token);
        const host = token ? (model.nodes.get(token.at) ?? null) : null;
        const after = draws.message(model, node, host === node ? null : host);
        if (after !== null) fire(now + after);
        else if (host?.kind === 'event-gateway' && !run.state.waits.some((w) => w.token === wait.token && w.kind === 'timer') && run.state.waits.filter((w) => w.token === wait.token).at(-1)?.id === wait.id) fire(now + 86_400);
      }
    }
  };
  const taskOf = (one: Case, waitId: number, node: Node, now: number) => {
    const people = staff(node.work?.role ?? '');
    const deadline = due(node.work?.deadline ?? null, now);
    queued(node.id, now, 1);
    people.ask(now, () => begin(clock));
    const begin = (from: number) => {
      queued(node.id, from, -1);
      const open = () => one.run.state.waits.some((w) => w.id === waitId);
      // Taken away by a boundary event before anybody came to it.
      if (!open()) return plan(from, () => people.done(from));
      const until = from + draws.work(node);
      plan(until, async () => {
        people.done(until);
        if (!open() || ++one.steps > mostSteps) return;
        if (deadline !== null && until > deadline) statOf(node.id).breaches += 1;
        one.run.at(new Date(until * 1000));
        await one.run.fire(waitId);
        settle(one, until);
      });
    };
  };

  const starts = spread(input.past.arrivals, input.demand, random);
  const total = starts.length;
  for (const at of starts) {
    plan(at, async () => {
      const run = imagine({
        model, calendar, start: new Date(at * 1000), holds: (flow) => draws.holds(model, flow), feel: (source) => (/^\d+$/.test(source) ? Number(source) : null),
        due: (text, from) => new Date((due(text, from.getTime() / 1000) ?? from.getTime() / 1000) * 1000),
      });
      const one: Case = { run, began: at, known: new Set(), opened: new Map(), seen: 0, steps: 0, ended: null };
      finished.push(one);
      await run.begin();
      settle(one, at);
    });
  }
  let clock = starts[0] ?? 0;
  const first = clock;
  for (let next = happenings.pop(); next; next = happenings.pop()) {
    clock = next.at;
    await next.do();
  }

  const hours = finished.flatMap((c) => (c.ended === null ? [] : [(c.ended - c.began) / 3600])).toSorted((a, b) => a - b);
  const elements = [...stats].filter(([id]) => { const n = model.nodes.get(id); return n && !['start', 'end', 'exclusive', 'parallel', 'inclusive'].includes(n.kind); }).map(([id, s]) => {
    const sorted = s.durations.toSorted((a, b) => a - b);
    return { id, entered: sorted.length, medianHours: rounded(quantile(sorted, 0.5) / 3600), p90Hours: rounded(quantile(sorted, 0.9) / 3600), breaches: s.breaches, maxQueue: s.max, meanQueue: clock > first ? rounded(s.area / (clock - first)) : 0 };
  });
  return {
    cases: total, completed: hours.length, medianHours: rounded(quantile(hours, 0.5)), p90Hours: rounded(quantile(hours, 0.9)), meanHours: rounded(hours.length > 0 ? hours.reduce((a, b) => a + b, 0) / hours.length : 0),
    breaches: elements.reduce((n, e) => n + e.breaches, 0), steps: elements.reduce((n, e) => n + e.entered, 0), elements,
    roles: [...roles].filter(([role]) => role !== '').map(([role, s]) => ({ role, people: s.people, busyShare: rounded(s.busyShare), maxQueue: s.maxQueue, meanQueue: rounded(s.meanQueue) })),
  };
}

/** The past's beginnings, thinned out or doubled up. */
function spread(arrivals: readonly number[], demand: number, random: () => number): number[] {
  const jitter = arrivals.length > 1 ? ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / arrivals.length : 3600;
  return arrivals.flatMap((at) => {
    const times = Math.floor(demand) + (random() < demand % 1 ? 1 : 0);
    return Array.from({ length: times }, (_, i) => (i === 0 ? at : at + random() * jitter));
  }).toSorted((a, b) => a - b);
}
