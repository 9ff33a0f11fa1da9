import { Agenda, quantile } from '../../../platform/simulation/index.ts';
import { type Chooser, Choices } from './choice.ts';
import { Measure } from './measure.ts';
import type { Boundary, Drawn, EventSub, Flow, Node } from './drawn.ts';
import type { Past, PastCase, Setting, World } from './past.ts';
import { Staff } from './staff.ts';

interface Scope { readonly parent: Token | null; readonly case: Case; alive: boolean; tokens: number; readonly arrived: Map<string, number>; /** How often everything in it was stopped by an event sub-process that took over. */ stopped: number }
interface Token { readonly node: Node; readonly scope: Scope; readonly visit: number; readonly at: number; readonly due: number | null; alive: boolean; waits: boolean; staff: Staff<Token> | null; inner: Scope | null; /** Of its scope when it came. */ readonly era: number }
interface Case extends Chooser { readonly at: number; readonly visits: Map<string, number>; steps: number; done: boolean }
type Happening = { readonly arrival: PastCase; readonly index: number } | { readonly leave: Token } | { readonly strike: Boundary; readonly on: Token } | { readonly come: EventSub; readonly into: Scope };

/** A diagram in which a case goes round for ever is left, and told. */
const mostSteps = 400;
/** Milliseconds of work before others of this process get their turn. */
const turn = 20;

export interface Progress { (share: number): boolean | Promise<boolean> }

/**
 * Plays cases on a diagram: who comes when, which way, how long, and waiting for people who are busy.
 * @param progress is told the share done from time to time; answering false stops
 * @throws Error('stopped')
 */
export async function play(model: Drawn, past: Past, setting: Setting, world: World, progress: Progress = () => true) {
  const choices = new Choices(model, past, setting, world);
  const measure = new Measure(model);
  const agenda = new Agenda<Happening>();
  const staff = new Map<string, Staff<Token>>();
  const staffOf = (role: string) => {
    let found = staff.get(role);
    if (!found) staff.set(role, (found = new Staff(role, Math.max(1, setting.people[role] ?? 1))));
    return found;
  };
  const endless = new Set<string>();
  const living = (token: Token): boolean => token.alive && token.era === token.scope.stopped && alive(token.scope);
  const alive = (scope: Scope): boolean => scope.alive && (scope.parent === null || living(scope.parent));

  const follow = (scope: Scope, flows: readonly Flow[], at: number) => {
    for (const flow of flows) scope.case.taken.set(flow.id, (scope.case.taken.get(flow.id) ?? 0) + 1);
    scope.tokens += flows.length - 1;
    if (flows.length === 0) { settle(scope, at); return; }
    for (const flow of flows) enter(scope, flow.to, at);
  };
  /** After a token is gone: joins that wait for nobody else go on, an empty scope is left. */
  const settle = (scope: Scope, at: number) => {
    if (!alive(scope)) return;
    if (scope.tokens === 0) {
      scope.alive = false;
      if (scope.parent) leave(scope.parent, at);
      else { scope.case.done = true; measure.finished(scope.case.at, at); }
      return;
    }
    const waiting = [...scope.arrived.values()].reduce((sum, n) => sum + n, 0);
    if (waiting < scope.tokens) return;
    for (const [id, n] of scope.arrived) {
      const node = model.nodes.get(id);
      if (node?.kind === 'or' && n > 0) { join(scope, node, n, at); return; }
    }
  };
  const join = (scope: Scope, node: Node, n: number, at: number) => {
    scope.arrived.delete(node.id);
    scope.tokens -= n - 1;
    measure.passed(node.id);
    const visit = count(scope.case, node.id);
    follow(scope, node.kind === 'or' ? choices.someOf(scope.case, node, visit) : node.out, at);
  };
  const count = (of: Case, id: string) => { const n = (of.visits.get(id) ?? 0) + 1; of.visits.set(id, n); return n; };

  const enter = (scope: Scope, id: string, at: number): void => {
    const node = model.nodes.get(id);
    if (!node || !alive(scope)) return;
    if (++scope.case.steps > mostSteps) { if (scope.case.steps === mostSteps + 1) endless.add(id); return; }
    if ((node.kind === 'and' || node.kind === 'or') && node.comesFrom > 1) {
      const n = (scope.arrived.get(id) ?? 0) + 1;
      scope.arrived.set(id, n);
      if (node.kind === 'and' && n >= node.comesFrom) join(scope, node, n, at);
      else settle(scope, at);
      return;
    }
    const visit = count(scope.case, id);
    if (node.kind === 'xor' || node.kind === 'event') { measure.passed(id); const way = choices.oneOf(scope.case, node, visit); follow(scope, way ? [way] : [], at); return; }
    if (node.kind === 'and' || node.kind === 'pass') { measure.passed(id); follow(scope, node.out, at); return; }
    if (node.kind === 'or') { measure.passed(id); follow(scope, choices.someOf(scope.case, node, visit), at); return; }
    if (node.kind === 'end') { measure.passed(id); scope.tokens--; settle(scope, at); return; }
    if (node.kind === 'terminate') { measure.passed(id); scope.tokens = 0; settle(scope, at); return; }
    if (node.kind === 'fault') { measure.passed(id); fail(scope, at); return; }
    begin({ node, scope, visit, at, due: node.deadline ? world.after(node.deadline, at, scope.case.variables) : null, alive: true, waits: false, staff: null, inner: null, era: scope.stopped });
  };
  /** An error: to the boundary of the nearest sub-process that catches it; nobody does: the case ends. */
  const fail = (scope: Scope, at: number): void => {
    const host = scope.parent;
    const handler = model.eventSubs.find((sub) => sub.fault && sub.host === (host?.node.id ?? null));
    if (handler && come(handler, scope, at)) return;
    if (!host) { scope.tokens = 0; settle(scope, at); return; }
    const caught = host.node.boundaries.find((b) => b.fault);
    if (caught) strike(caught, host, at);
    else { scope.alive = false; fail(host.scope, at); }
  };

  const begin = (token: Token) => {
    const { node, scope, at } = token;
    measure.entered(node.id);
    if (node.kind === 'scope') {
      token.inner = { parent: token, case: scope.case, alive: true, tokens: Math.max(1, node.starts.length), arrived: new Map(), stopped: 0 };
      watch(token, null);
      watchAll(token.inner, at);
      if (node.starts.length === 0) { token.inner.tokens = 0; settle(token.inner, at); }
      for (const start of node.starts) enter(token.inner, start, at);
      return;
    }
    if (node.kind === 'work') {
      const crew = staffOf(node.role ?? '');
      watch(token, null);
      token.waits = true;
      measure.queue(node.id).change(at, 1);
      crew.wait(token, at);
      hand(crew, at);
      return;
    }
    const seconds = choices.seconds(scope.case, node, token.visit);
    const until = node.timer ? world.after(node.timer, at, scope.case.variables) : null;
    const end = until ?? at + seconds * 1000;
    watch(token, end);
    if (end <= at) leave(token, at);
    else agenda.add(end, { leave: token });
  };
  /** What may come in between: timers as drawn, other events as often as they came. */
  const watch = (token: Token, end: number | null) => {
    const { node, scope, at, visit } = token;
    for (const boundary of node.boundaries) {
      const timer = boundary.timer ? world.after(boundary.timer, at, scope.case.variables) : null;
      if (timer !== null) agenda.add(timer, { strike: boundary, on: token });
      else if (!boundary.fault && choices.happens(scope.case, node.id, boundary.id, visit)) {
        const span = end === null ? choices.seconds(scope.case, node, visit) * 1000 : end - at;
        agenda.add(at + span * choices.chance(scope.case, boundary.id, -visit), { strike: boundary, on: token });
      }
    }
  };
  /** The same for all that runs in a scope. */
  const watchAll = (scope: Scope, at: number) => {
    const host = scope.parent?.node ?? null;
    for (const sub of model.eventSubs) {
      if (sub.host !== (host?.id ?? null) || sub.fault) continue;
      const timer = sub.timer ? world.after(sub.timer, at, scope.case.variables) : null;
      if (timer !== null) agenda.add(timer, { come: sub, into: scope });
      else if (choices.happens(scope.case, host?.id ?? model.starts[0] ?? '', sub.start, scope.parent?.visit ?? 1)) {
        const span = host && scope.parent ? choices.seconds(scope.case, host, scope.parent.visit) : quantile(past.hours, 0.5) * 3600;
        agenda.add(at + span * 1000 * choices.chance(scope.case, sub.start, -1), { come: sub, into: scope });
      }
    }
  };
  /** An event sub-process begins: beside what runs in its scope, or in place of it. @returns false when there is nothing left to come between */
  const come = (sub: EventSub, scope: Scope, at: number): boolean => {
    const node = model.nodes.get(sub.id);
    if (!node || !alive(scope) || scope.stopped > 0) return false;
    if (sub.interrupts) {
      scope.stopped++;
      scope.arrived.clear();
      scope.tokens = 1;
    } else scope.tokens++;
    begin({ node, scope, visit: count(scope.case, sub.id), at, due: null, alive: true, waits: false, staff: null, inner: null, era: scope.stopped });
    return true;
  };
  /** Gives waiting work to people who are free. */
  const hand = (crew: Staff<Token>, at: number) => {
    while (crew.free) {
      const token = crew.take(at);
      if (!token) return;
      if (token.waits) { token.waits = false; measure.queue(token.node.id).change(at, -1); }
      if (!living(token)) continue;
      const seconds = Math.max(1, Math.round(choices.seconds(token.scope.case, token.node, token.visit)));
      crew.begin(seconds);
      token.staff = crew;
      agenda.add(world.addWorking(at, seconds), { leave: token });
    }
  };
  const release = (token: Token, at: number) => {
    const crew = token.staff;
    if (!crew) return;
    token.staff = null;
    crew.end();
    hand(crew, at);
  };
  const leave = (token: Token, at: number): void => {
    if (living(token)) {
      token.alive = false;
      measure.left(token.node.id, token.at, at, token.due);
      const fault = token.node.kind === 'scope' ? undefined : token.node.boundaries.find((b) => b.fault && choices.happens(token.scope.case, token.node.id, b.id, token.visit));
      if (fault) enter(token.scope, fault.id, at);
      else follow(token.scope, token.node.out.length > 1 ? token.node.out.filter((f) => !f.condition || world.holds(f.condition, token.scope.case.variables) !== false) : token.node.out, at);
    }
    release(token, at);
  };
  const strike = (boundary: Boundary, token: Token, at: number) => {
    if (!living(token)) return;
    if (boundary.interrupts) {
      token.alive = false;
      if (token.inner) token.inner.alive = false;
      measure.left(token.node.id, token.at, at, token.due);
      enter(token.scope, boundary.id, at);
      release(token, at);
    } else { token.scope.tokens++; enter(token.scope, boundary.id, at); }
  };

  const arrivals = arriving(past.cases, setting, choices);
  for (const [index, arrival] of arrivals.entries()) agenda.add(arrival.at, { arrival, index });
  let came = 0;
  let looked = performance.now();
  for (let event = agenda.next(); event; event = agenda.next()) {
    const { at, what } = event;
    // What would come between in a case that is over makes no day longer.
    if ('come' in what && !alive(what.into)) continue;
    measure.now(at);
    if ('arrival' in what) {
      came++;
      const one: Case = { index: what.index, at, variables: what.arrival.variables, flows: what.arrival.flows, taken: new Map(), visits: new Map(), steps: 0, done: false };
      const root: Scope = { parent: null, case: one, alive: true, tokens: Math.max(1, model.starts.length > 1 ? 1 : model.starts.length), arrived: new Map(), stopped: 0 };
      measure.came(at);
      // Several start events: each case begins at the one it did, or the first.
      watchAll(root, at);
      const start = model.starts[0];
      if (start) enter(root, start, at);
    } else if ('leave' in what) leave(what.leave, at);
    else if ('come' in what) come(what.come, what.into, at);
    else strike(what.strike, what.on, at);
    if (performance.now() - looked > turn) {
      if (!(await progress(came / Math.max(1, arrivals.length)))) throw new Error('stopped');
      await new Promise((resolve) => { setImmediate(resolve); });
      looked = performance.now();
    }
  }
  return { side: measure.side([...staff.values()], world), assumed: [...choices.assumed], evenly: [...choices.evenly], endless: [...endless] };
}

/** The arrivals of the past, thinned or doubled to the demand asked for. */
function arriving(cases: readonly PastCase[], { demand }: Setting, choices: Choices): PastCase[] {
  if (demand === 1) return [...cases];
  const made = cases.flatMap((one, index) => {
    const of = { index, variables: {}, flows: {}, taken: new Map<string, number>() };
    const copies = Math.floor(demand) + (choices.chance(of, 'demand', 0) < demand % 1 ? 1 : 0);
    // A copy comes some time before the next real one, so that the pattern of the day stays.
    const gap = (cases[index + 1]?.at ?? one.at + 60_000) - one.at;
    return Array.from({ length: copies }, (_, n) => ({ ...one, at: one.at + (n === 0 ? 0 : gap * choices.chance(of, 'demand', n)) }));
  });
  return made.sort((a, b) => a.at - b.at);
}
