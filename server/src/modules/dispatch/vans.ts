import type { Names } from '@aftercare/contract/basics';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Parts } from '../parts/index.ts';

export interface VanPart { readonly siteId: number; readonly partId: number; readonly number: string; readonly name: Names; readonly available: number }

/** What dispatch needs of the store rooms: what lies in vans, and taking it out. */
export interface Vans {
  /** Parts that lie in these vans. */
  inVans(handle: Handle, siteIds: readonly number[]): Promise<VanPart[]>;
  /** @throws Refusal `no-stock`; the same key again does nothing */
  use(tx: Tx, use: { partId: number; siteId: number; quantity: number; serials: readonly string[]; for: string; ticketId: number; key: string; actor: Actor }): Promise<unknown>;
}

/** Most kinds of parts looked at in all vans together. */
const most = 10_000;

export function vansOf(parts: Pick<Parts, 'listStock' | 'useAtOnce'>): Vans {
  return {
    async inVans(handle, siteIds) {
      if (siteIds.length === 0) return [];
      const rows = await parts.listStock(handle, { sites: siteIds, after: null, limit: most });
      return rows.map(({ siteId, partId, number, name, available }) => ({ siteId, partId, number, name, available })) as VanPart[];
    },
    use: (tx, use) => parts.useAtOnce(tx, use),
  };
}
