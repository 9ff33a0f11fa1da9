import type { EventSpec } from '../model/model.ts';
import type { Variables } from '../types.ts';
import { interruptScope, openEventSub } from './scopes.ts';
import { type Token, scopeById } from './state.ts';
import type { Walk } from './walk.ts';

const catches = (event: EventSpec, kind: 'error' | 'escalation', code: string) => event.kind === kind && (event.code === null || event.code === code || code.endsWith(`.${event.code}`));
const variable = (event: EventSpec) => ('variable' in event ? event.variable : null);

interface Fault { readonly kind: 'error' | 'escalation'; readonly code: string; readonly data: Variables }

/** A boundary event of the step that catches it, exact codes first. */
async function atBoundary(walk: Walk, token: Token, fault: Fault): Promise<boolean> {
  const node = walk.node(token);
  if (token.inner) return false;
  const candidates = node.boundaries.map((id) => walk.node({ scope: token.scope, at: id })).filter((b) => catches(b.event, fault.kind, fault.code));
  const boundary = candidates.find((b) => 'code' in b.event && b.event.code !== null) ?? candidates[0];
  if (!boundary) return false;
  walk.set(token.scope, { [variable(boundary.event) ?? fault.kind]: { code: fault.code, ...fault.data } });
  if (fault.kind === 'error' || boundary.interrupting) walk.take(token, fault.kind === 'error' ? 'error' : 'cancelled');
  walk.put(boundary.id, token.scope, null);
  return true;
}

async function raise(walk: Walk, from: number, token: Token | null, fault: Fault): Promise<boolean> {
  if (token && (await atBoundary(walk, token, fault))) return true;
  for (let id: number | null = from; id !== null; ) {
    const scope = scopeById(walk.state, id);
    if (scope.inside !== null) {
      for (const subId of walk.scopeModel(scope).eventSubs) {
        const start = walk.model(scope.id).scopes.get(subId)?.starts.map((s) => walk.node({ scope: scope.id, at: s }))[0];
        if (!start || !catches(start.event, fault.kind, fault.code)) continue;
        // A fault inside the handler itself goes further out.
        if (walk.state.scopes.some((s) => s.parent === scope.id && s.node === subId && isInside(walk, from, s.id))) continue;
        if (fault.kind === 'error' || start.interrupting) interruptScope(walk, scope, fault.kind === 'error' ? 'error' : 'cancelled');
        walk.set(scope.id, { [variable(start.event) ?? fault.kind]: { code: fault.code, ...fault.data } });
        await openEventSub(walk, scope, subId);
        return true;
      }
    }
    const around = walk.token(scope.token);
    if (around && (await atBoundary(walk, around, fault))) return true;
    id = scope.parent;
  }
  return false;
}

function isInside(walk: Walk, inner: number, outer: number): boolean {
  for (let id: number | null = inner; id !== null; id = scopeById(walk.state, id).parent) if (id === outer) return true;
  return false;
}

/** Looks for who catches an error, from the step outwards. @returns false when nobody does */
export const raiseError = (walk: Walk, scope: number, token: Token | null, code: string, data: Variables): Promise<boolean> => raise(walk, scope, token, { kind: 'error', code, data });
/** As an error, but what is not caught is no fault, and the thrower may go on. */
export const raiseEscalation = (walk: Walk, scope: number, _token: Token, code: string, data: Variables): Promise<boolean> => raise(walk, scope, null, { kind: 'escalation', code, data });
