import type { Actor } from '../bus/index.ts';
import { Refusal } from '../http/refusal.ts';

/** Who is asking, with what they may do. Rights are names such as `tickets.write`; `scope` limits rows to own teams. */
export interface Principal {
  readonly kind: 'agent' | 'key';
  readonly id: number;
  readonly name: string;
  readonly rights: ReadonlySet<string>;
  readonly scope: 'all' | 'team';
  readonly teams: readonly number[];
  readonly language: 'zh-CN' | 'en';
}

/** `self` is everybody who is signed in; `*` is everything. */
export function may(principal: Principal, right: string): boolean {
  if (right === 'self') return principal.kind === 'agent';
  return principal.rights.has('*') || principal.rights.has(right);
}

/** Throws `not-allowed` with the right that is missing. */
export function need(principal: Principal, right: string): void {
  if (!may(principal, right)) throw new Refusal('not-allowed', { params: { right } });
}

export function actorOf(principal: Principal): Actor {
  return { kind: principal.kind === 'agent' ? 'agent' : 'api', id: principal.kind === 'agent' ? principal.id : null, name: principal.name };
}
