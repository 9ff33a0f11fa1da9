import { type Model, type Node, flowOf, nodeOf } from '../model/model.ts';
import type { Token } from './state.ts';
import type { Walk } from './walk.ts';

/** A token arrived at a parallel gateway: goes on with one of each incoming flow. @returns false while some are missing */
export function joinParallel(walk: Walk, token: Token, node: Node): boolean {
  if (node.incoming.length < 2) return true;
  token.held = 'join';
  const here = walk.state.tokens.filter((t) => t.at === node.id && t.scope === token.scope && t.held === 'join');
  const one = node.incoming.map((flow) => here.find((t) => t.via === flow));
  if (one.some((t) => t === undefined)) return false;
  for (const t of one as Token[]) if (t !== token) walk.take(t, 'completed');
  return true;
}

const reaches = new WeakMap<Model, Map<string, ReadonlySet<string>>>();
/** Elements from which a flow can be reached without passing the element it leads to. */
function reachedFrom(model: Model, flowId: string): ReadonlySet<string> {
  let known = reaches.get(model);
  if (!known) reaches.set(model, (known = new Map()));
  const ready = known.get(flowId);
  if (ready) return ready;
  const goal = flowOf(model, flowId);
  const found = new Set<string>();
  const look = [goal.from];
  for (let id = look.pop(); id !== undefined; id = look.pop()) {
    if (found.has(id) || id === goal.to) continue;
    found.add(id);
    const node = nodeOf(model, id);
    for (const incoming of node.incoming) look.push(flowOf(model, incoming).from);
    if (node.attachedTo) look.push(node.attachedTo);
    if (node.kind === 'catch' && node.event.kind === 'link') for (const other of model.nodes.values()) if (other.kind === 'throw' && other.event.kind === 'link' && other.event.name === node.event.name) look.push(other.id);
  }
  known.set(flowId, found);
  return found;
}

/**
 * Lets inclusive gateways go on that nothing more can come to: no token elsewhere reaches an incoming flow that is still
 * empty, unless it reaches a filled one too (BPMN 2.0.2, 13.4.3).
 * @returns whether one went on
 */
export function joinInclusive(walk: Walk): boolean {
  const { state } = walk;
  for (const first of state.tokens) {
    if (first.held !== 'join') continue;
    const node = walk.node(first);
    if (node.kind !== 'inclusive') continue;
    const model = walk.model(first.scope);
    const here = state.tokens.filter((t) => t.at === node.id && t.scope === first.scope && t.held === 'join');
    const filled = node.incoming.filter((flow) => here.some((t) => t.via === flow));
    const empty = node.incoming.filter((flow) => !filled.includes(flow));
    const expected = state.tokens.some((t) => t.scope === first.scope && t.at !== node.id && empty.some((flow) => reachedFrom(model, flow).has(t.at)) && !filled.some((flow) => reachedFrom(model, flow).has(t.at)));
    if (expected) continue;
    const one = filled.map((flow) => here.find((t) => t.via === flow) as Token);
    const last = one.pop() as Token;
    for (const t of one) walk.take(t, 'completed');
    walk.done(last);
    return true;
  }
  return false;
}
