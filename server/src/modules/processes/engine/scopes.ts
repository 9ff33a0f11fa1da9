import type { Node } from '../model/model.ts';
import type { VisitOutcome } from './port.ts';
import { type Scope, type Token, rootScope, scopeById } from './state.ts';
import { feelOf, mapped } from './values.ts';
import { armBoundaries, armEvent } from './arming.ts';
import type { Walk } from './walk.ts';

/** Arms the event sub-processes of a scope and puts tokens on its starts. */
export async function openScope(walk: Walk, scope: Scope): Promise<void> {
  const inside = walk.scopeModel(scope);
  for (const subId of inside.eventSubs) {
    const [startId] = walk.model(scope.id).scopes.get(subId)?.starts ?? [];
    const start = startId ? walk.node({ scope: scope.id, at: startId }) : null;
    if (start && ['timer', 'message', 'signal', 'condition'].includes(start.event.kind)) await armEvent(walk, start, { scope: scope.id, token: null });
  }
  for (const start of inside.starts) walk.put(start, scope.id, null);
  if (inside.starts.length === 0) walk.settle(scope.id);
}

function addScope(walk: Walk, scope: Omit<Scope, 'id'>): Scope {
  const added = { id: walk.next(), ...scope };
  walk.state.scopes.push(added);
  return added;
}

export async function openSub(walk: Walk, token: Token, node: Node): Promise<void> {
  token.held = 'inside';
  const parent = scopeById(walk.state, token.scope);
  const scope = addScope(walk, { node: node.id, model: parent.model, inside: node.id, parent: token.scope, token: token.id, vars: null });
  if (!token.inner) await armBoundaries(walk, token, node);
  await openScope(walk, scope);
}

export async function openCall(walk: Walk, token: Token, node: Node): Promise<void> {
  const seen = walk.seen(token.scope);
  const key = node.called?.startsWith('=') ? String(walk.port.evaluate(feelOf(node.called), seen)) : (node.called ?? '');
  const { name, model } = await walk.port.call(key);
  if (depth(walk, token.scope) > 20) throw new Error(`The process ${key} calls itself without end`);
  walk.learn(name, model);
  token.held = 'inside';
  const vars = node.inputs.length > 0 ? mapped(node.inputs, seen, walk.port) : { ...seen };
  const scope = addScope(walk, { node: node.id, model: name, inside: model.id, parent: token.scope, token: token.id, vars, closed: true });
  if (!token.inner) await armBoundaries(walk, token, node);
  await openScope(walk, scope);
}
function depth(walk: Walk, scope: number): number {
  let n = 0;
  for (let id: number | null = scope; id !== null; id = scopeById(walk.state, id).parent) n += 1;
  return n;
}

/** Starts an event sub-process in a scope. */
export async function openEventSub(walk: Walk, around: Scope, subId: string): Promise<void> {
  const scope = addScope(walk, { node: subId, model: around.model, inside: subId, parent: around.id, token: null, vars: null });
  await openScope(walk, scope);
}

/** Takes a scope away with everything in it. */
export function closeScope(walk: Walk, scope: Scope, outcome: VisitOutcome): void {
  const { state } = walk;
  for (const child of state.scopes.filter((s) => s.parent === scope.id && s.token === null)) closeScope(walk, child, outcome);
  for (const token of state.tokens.filter((t) => t.scope === scope.id)) walk.take(token, outcome);
  state.waits = state.waits.filter((w) => w.scope !== scope.id);
  state.scopes = state.scopes.filter((s) => s !== scope);
}

/** Stops what runs in a scope, but leaves the scope itself for the handler that took over. */
export function interruptScope(walk: Walk, scope: Scope, outcome: VisitOutcome): void {
  const { state } = walk;
  for (const child of state.scopes.filter((s) => s.parent === scope.id && s.token === null)) closeScope(walk, child, outcome);
  for (const token of state.tokens.filter((t) => t.scope === scope.id)) walk.take(token, outcome);
  state.waits = state.waits.filter((w) => w.scope !== scope.id);
}

/** A terminate end event: its scope is over at once. */
export function terminate(walk: Walk, token: Token): void {
  const scope = scopeById(walk.state, token.scope);
  walk.take(token, 'completed');
  interruptScope(walk, scope, 'cancelled');
  if (scope.id === rootScope) walk.state.outcome = 'completed';
  else walk.settle(scope.id);
}

/** A multi-instance: one inner token per item, all at once or one after the other. */
export async function openLoop(walk: Walk, token: Token, node: Node): Promise<void> {
  const { loop } = node;
  if (!loop) return;
  const seen = walk.seen(token.scope);
  const source = walk.port.evaluate(feelOf(loop.collection ?? loop.cardinality ?? '0'), seen);
  const items = Array.isArray(source) ? (source as unknown[]) : Array.from({ length: count(source, node) }, (_, i) => i + 1);
  if (items.length === 0) {
    if (loop.results) walk.set(token.scope, { [loop.results]: [] });
    return walk.leave(token);
  }
  token.held = 'inside';
  token.loop = { items, next: 0, done: 0, results: items.map(() => null) };
  await armBoundaries(walk, token, node);
  for (let i = 0; i < (loop.sequential ? 1 : items.length); i++) openOne(walk, token, node);
}

function count(source: unknown, node: Node): number {
  const n = Number(source);
  if (!Number.isInteger(n) || n < 0 || n > 1000) throw new Error(`“${node.title.en}” wants a list or a number of times up to 1000, and got ${JSON.stringify(source)}`);
  return n;
}

function openOne(walk: Walk, token: Token, node: Node): void {
  const { loop } = token;
  if (!loop || !node.loop) return;
  const index = loop.next++;
  const parent = scopeById(walk.state, token.scope);
  const scope = addScope(walk, { node: node.id, model: parent.model, inside: null, parent: token.scope, token: token.id, vars: { [node.loop.item]: loop.items[index], loopCounter: index + 1, ...(node.loop.results ? { output: null } : {}) } });
  walk.put(node.id, scope.id, null, { inner: true });
}

/** One of many is done: the next, or the whole step. */
export function progressLoop(walk: Walk, inner: Token): void {
  const scope = scopeById(walk.state, inner.scope);
  const outer = walk.token(scope.token);
  if (!outer?.loop) return;
  const { loop } = outer;
  const node = walk.node(outer);
  const index = Number(scope.vars?.['loopCounter'] ?? 1) - 1;
  if (node.loop?.results) loop.results[index] = scope.vars?.['output'] ?? null;
  loop.done += 1;
  closeScope(walk, scope, 'completed');
  const numbers = { numberOfInstances: loop.items.length, numberOfCompletedInstances: loop.done, numberOfActiveInstances: loop.next - loop.done };
  const enough = node.loop?.until && walk.port.holds(feelOf(node.loop.until), { ...walk.seen(outer.scope), ...scope.vars, ...numbers }, `${node.id}:until`);
  if (!enough && loop.next < loop.items.length && node.loop?.sequential) return openOne(walk, outer, node);
  if (!enough && loop.done < loop.items.length) return;
  if (node.loop?.results) walk.set(outer.scope, { [node.loop.results]: loop.results });
  delete outer.loop;
  walk.done(outer);
}
