import type { State, Wait } from './engine/state.ts';
import type { Model } from './model/model.ts';
import type { Watching } from './session.ts';

export type Mapping = Readonly<Record<string, string>>;

/**
 * A state as it stands in the other version, and what begins to watch there: events that are new count from now, changed ones take
 * the place of what watched before and count from when that began. Events that are no more stop watching.
 */
export function moved(state: State, from: Model, to: Model, mapping: Mapping): { state: State; watching: Watching[] } {
  const own = new Set(state.scopes.filter((s) => s.model === '').map((s) => s.id));
  const named = (id: string) => mapping[id] ?? id;
  const was = new Map([...from.nodes.keys()].map((id) => [named(id), from.nodes.get(id)]));
  const changed = (id: string) => JSON.stringify(was.get(id)?.event) !== JSON.stringify(to.nodes.get(id)?.event);
  const after: State = {
    ...state,
    tokens: state.tokens.map((t) => (own.has(t.scope) ? { ...t, at: named(t.at), via: t.via === null ? null : named(t.via) } : t)),
    scopes: state.scopes.map((s) => (s.model !== '' ? (s.node && s.parent !== null && own.has(s.parent) ? { ...s, node: named(s.node) } : s) : { ...s, node: s.node && named(s.node), inside: s.inside === from.id ? to.id : s.inside && named(s.inside) })),
    waits: state.waits.flatMap((w) => (own.has(w.scope) ? (to.nodes.has(named(w.node)) ? [{ ...w, node: named(w.node) }] : []) : [w])),
  };
  const watching: Watching[] = [];
  const stays = (w: Wait) => w.kind === 'task' || w.kind === 'retry' || !own.has(w.scope) || !changed(w.node);
  for (const w of after.waits) if (!stays(w)) watching.push({ node: w.node, scope: w.scope, token: w.token, since: w.since });
  after.waits = after.waits.filter(stays);
  const fresh = (node: string, scope: number, token: number | null) => { if (!was.has(node)) watching.push({ node, scope, token, since: null }); };
  for (const t of after.tokens) {
    if (!own.has(t.scope) || t.inner || t.leaving || (t.held !== 'wait' && t.held !== 'inside')) continue;
    const node = to.nodes.get(t.at);
    for (const id of node?.boundaries ?? []) if (!['error', 'escalation'].includes(to.nodes.get(id)?.event.kind ?? '')) fresh(id, t.scope, t.id);
    if (node?.kind === 'event-gateway') for (const flow of node.outgoing) fresh(to.flows.get(flow)?.to ?? '', t.scope, t.id);
  }
  for (const scope of after.scopes) {
    if (scope.model !== '' || scope.inside === null) continue;
    for (const sub of to.scopes.get(scope.inside)?.eventSubs ?? []) for (const start of to.scopes.get(sub)?.starts ?? []) if (!was.has(sub) && !['error', 'escalation'].includes(to.nodes.get(start)?.event.kind ?? '')) fresh(start, scope.id, null);
  }
  return { state: after, watching };
}
