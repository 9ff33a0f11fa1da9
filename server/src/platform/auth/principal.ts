import type { Actor } from '../bus/index.ts';
import { Refusal } from '../http/refusal.ts';

/** Rows one role shows: of all, of their teams or only their own; of these only what lies in each list that is not empty. */
export interface Reach {
  readonly of: 'all' | 'team' | 'own';
  readonly regions: readonly string[];
  readonly brands: readonly number[];
  readonly sites: readonly number[];
  readonly vendors: readonly number[];
}
/** Values shown with stars to some: numbers people are rung by, numbers of their papers. */
export type Masked = 'phone' | 'identity';

/** Who is asking, with what they may do. Rights are names such as `tickets.write`. */
export interface Principal {
  readonly kind: 'agent' | 'key';
  readonly id: number;
  readonly name: string;
  readonly rights: ReadonlySet<string>;
  /** `all`: every row. `team`: what one of `reach` shows, and what is theirs. */
  readonly scope: 'all' | 'team';
  readonly teams: readonly number[];
  /** One per role; their teams alone where left out. */
  readonly reach?: readonly Reach[];
  /** Shown with stars. */
  readonly masked?: ReadonlySet<Masked>;
  readonly language: 'zh-CN' | 'en';
}

const theirTeams: readonly Reach[] = [{ of: 'team', regions: [], brands: [], sites: [], vendors: [] }];
/** What somebody whose scope is not `all` sees; a row shown by one of these is seen. */
export const reachOf = (principal: Principal): readonly Reach[] => principal.reach ?? theirTeams;
/** Are their teams all that decides? Then indexes by team answer. */
export const isByTeamAlone = (principal: Principal): boolean => principal.scope === 'team' && reachOf(principal).every((r) => r.of === 'team' && r.regions.length + r.brands.length + r.sites.length + r.vendors.length === 0);

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
