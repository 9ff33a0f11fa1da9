/** Where an instance stands: all there is to keep between two steps, as plain JSON. */
import type { Variables } from '../types.ts';

export interface Token {
  readonly id: number;
  /** Element it stands on. */
  readonly at: string;
  readonly scope: number;
  /** Flow it came by. */
  readonly via: string | null;
  /** Number of the visit it opened. */
  readonly visit: number;
  /** Set where it does not move by itself: at a join, around what is inside, or until a wait fires. */
  held?: 'join' | 'inside' | 'wait';
  /** One of many: the token of a single instance of a multi-instance. */
  readonly inner?: true;
  loop?: { readonly items: readonly unknown[]; next: number; done: number; readonly results: unknown[] };
  /** The step itself is done; what is left is the way out. */
  leaving?: true;
  /** Variables a called process ended with. */
  result?: Variables;
  /** Times an automatic step failed so far. */
  attempts?: number;
}

export interface Scope {
  readonly id: number;
  /** Sub-process, call activity or multi-instance it belongs to; null for the whole. */
  readonly node: string | null;
  /** `key@version` of the diagram its elements are of; '' for the instance's own. */
  readonly model: string;
  /** Scope of that diagram whose steps run in it; null for one instance of many. */
  readonly inside: string | null;
  readonly parent: number | null;
  /** Token around it; null for the whole and for event sub-processes. */
  readonly token: number | null;
  /** Variables of its own; null where it shares those around it. */
  vars: Record<string, unknown> | null;
  /** Nothing outside is seen: the whole, and called processes. */
  readonly closed?: true;
}

export type WaitKind = 'task' | 'timer' | 'message' | 'signal' | 'condition' | 'retry';
export interface Wait {
  readonly id: number;
  readonly kind: WaitKind;
  /** Element that goes on when it fires: the step itself, a boundary event, a target of an event gateway, the start of an event sub-process. */
  readonly node: string;
  readonly scope: number;
  /** Token that waits or is being watched; null for event sub-processes. */
  readonly token: number | null;
  readonly since: string;
  /** Name of the message or signal, condition in FEEL. */
  readonly name?: string;
  readonly due?: string;
  /** Cycles: times that are left (-1 = without end), and the interval. */
  readonly left?: number;
  readonly every?: string;
  readonly reason?: string;
  /** Last answer of a condition: it fires when it becomes true. */
  held?: boolean;
}

export interface State {
  /** Next number for tokens, scopes, waits and visits. */
  n: number;
  tokens: Token[];
  scopes: Scope[];
  waits: Wait[];
  /** End events reached. */
  ends: string[];
  outcome: 'running' | 'completed' | 'failed' | 'cancelled';
  reason?: string;
}

export const rootScope = 0;
export function newState(variables: Variables, inside: string): State {
  return { n: 1, tokens: [], scopes: [{ id: rootScope, node: null, model: '', inside, parent: null, token: null, vars: { ...variables }, closed: true }], waits: [], ends: [], outcome: 'running' };
}

export function scopeById(state: State, id: number): Scope {
  const scope = state.scopes.find((s) => s.id === id);
  if (!scope) throw new Error(`Scope ${id} is gone`);
  return scope;
}

/** What can be seen from a scope: its own variables over those around it. */
export function readVariables(state: State, id: number): Record<string, unknown> {
  const seen: Record<string, unknown>[] = [];
  for (let scope: Scope | null = scopeById(state, id); scope; scope = scope.closed || scope.parent === null ? null : scopeById(state, scope.parent)) if (scope.vars) seen.push(scope.vars);
  return seen.length === 1 ? (seen[0] as Record<string, unknown>) : (Object.assign({}, ...seen.toReversed()) as Record<string, unknown>);
}

/** Sets variables where they are known, or in the outermost scope that is seen. */
export function writeVariables(state: State, id: number, values: Variables): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    let scope = scopeById(state, id);
    while (!(scope.vars && Object.hasOwn(scope.vars, name)) && !scope.closed && scope.parent !== null) scope = scopeById(state, scope.parent);
    (scope.vars ??= {})[name] = value;
  }
}
