import type { Node } from '../model/model.ts';
import type { Token, Wait } from './state.ts';
import { feelOf, isFeel } from './values.ts';
import type { Walk } from './walk.ts';

/** Adds a wait to the state. */
export function arm(walk: Walk, wait: Omit<Wait, 'id' | 'since'>): Wait {
  const added: Wait = { id: walk.next(), since: walk.port.now.toISOString(), ...wait };
  walk.state.waits.push(added);
  return added;
}

/** Begins to wait for what an event listens to. Durations count from now unless `since` says otherwise. */
export async function armEvent(walk: Walk, node: Node, where: { scope: number; token: number | null }, since: Date = walk.port.now): Promise<void> {
  const { event } = node;
  if (event.kind === 'message' || event.kind === 'signal') arm(walk, { kind: event.kind, node: node.id, name: event.name, ...where });
  else if (event.kind === 'condition') {
    arm(walk, { kind: 'condition', node: node.id, name: event.expression, held: false, ...where });
    walk.touched = true;
  } else if (event.kind === 'timer') {
    const text = isFeel(event.text) ? String(walk.port.evaluate(feelOf(event.text), walk.seen(where.scope))) : event.text;
    const cycle = event.timer === 'cycle' ? /^R(\d*)\/(?:([^P/][^/]*)\/)?(P[^/]+)$/.exec(text) : null;
    if (event.timer === 'cycle' && !cycle) throw new Error(`“${node.title.en}”: ${text} is no cycle such as R3/PT10M`);
    const [, times = '', begin, every = ''] = cycle ?? [];
    const due = begin ? new Date(begin) : await walk.port.due(cycle ? every : text, since);
    arm(walk, { kind: 'timer', node: node.id, due: due.toISOString(), ...(cycle ? { left: times === '' ? -1 : Number(times), every } : {}), ...where });
  }
}

/** Boundary events begin to watch a step. Errors and escalations are looked for when they happen. */
export async function armBoundaries(walk: Walk, token: Token, node: Node): Promise<void> {
  if (token.inner) return;
  for (const id of node.boundaries) await armEvent(walk, walk.node({ scope: token.scope, at: id }), { scope: token.scope, token: token.id });
}
