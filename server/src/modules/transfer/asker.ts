import type { Masked, Principal, Reach } from '../../platform/auth/index.ts';

/** Who asked, as far as it decides what they see: kept while work is done for them. */
export interface Asker { kind: 'agent' | 'key'; id: number; name: string; rights: string[]; scope: 'all' | 'team'; teams: number[]; reach: Reach[] | null; masked: Masked[]; language: 'zh-CN' | 'en' }
export const askerOf = (p: Principal): Asker => ({ kind: p.kind, id: p.id, name: p.name, rights: [...p.rights], scope: p.scope, teams: [...p.teams], reach: p.reach ? [...p.reach] : null, masked: [...(p.masked ?? [])], language: p.language });
export const principalOf = ({ reach, masked, rights, ...a }: Asker): Principal => ({ ...a, rights: new Set(rights), masked: new Set(masked), ...(reach ? { reach } : {}) });
