import type { Masked, Principal, Reach } from '../../platform/auth/index.ts';
import type { HeldRole } from './store.ts';

const reachOfRole = ({ scope, limits }: HeldRole): Reach => ({ of: scope, regions: limits.regions ?? [], brands: limits.brands ?? [], sites: limits.sites ?? [], vendors: limits.vendors ?? [] });
const isWide = (r: Reach) => r.of === 'all' && r.regions.length + r.brands.length + r.sites.length + r.vendors.length === 0;

/** Somebody with these roles: what one of them allows or shows is allowed and shown, and only what all of them mask is masked. */
export function principalOf(who: Pick<Principal, 'kind' | 'id' | 'name' | 'teams' | 'language'>, roles: readonly HeldRole[]): Principal {
  const reach = roles.map(reachOfRole);
  const masked = roles.length === 0 ? [] : (['phone', 'identity'] satisfies Masked[]).filter((m) => roles.every((r) => r.masked.includes(m)));
  return { ...who, rights: new Set(roles.flatMap((r) => r.rights)), scope: reach.some(isWide) ? 'all' : 'team', reach, masked: new Set(masked) };
}
