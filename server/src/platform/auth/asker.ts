import type { Masked, Principal, Reach } from './principal.ts';

/** Who asked for work in the background, kept with it: what they might do and see then. */
export interface Asker { kind: 'agent' | 'key'; id: number; name: string; rights: string[]; scope: 'all' | 'team'; teams: number[]; reach?: Reach[]; masked?: Masked[]; language: 'zh-CN' | 'en' }

export const askerOf = (p: Principal): Asker => ({ kind: p.kind, id: p.id, name: p.name, rights: [...p.rights], scope: p.scope, teams: [...p.teams], ...(p.reach ? { reach: [...p.reach] } : {}), ...(p.masked ? { masked: [...p.masked] } : {}), language: p.language });
export const principalOfAsker = ({ masked, ...a }: Asker): Principal => ({ ...a, rights: new Set(a.rights), ...(masked ? { masked: new Set(masked) } : {}) });
