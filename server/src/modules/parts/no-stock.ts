import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { whereIs } from './store-stock.ts';

/** Says what is missing here and where the house has it, so that whoever is turned away knows where to turn. Sites by their keys, which are the same in every language. */
export async function noStockRefusal(tx: Tx, wanted: { partId: number; siteId: number; quantity: number }, part: { number: string }, free: number): Promise<Refusal> {
  const all = await whereIs(tx, wanted.partId);
  const here = all.find((s) => s.siteId === wanted.siteId);
  const elsewhere = all.filter((s) => s.siteId !== wanted.siteId && s.available > 0).slice(0, 5);
  return new Refusal('no-stock', {
    key: elsewhere.length > 0 ? 'parts.no-stock-here' : 'parts.no-stock',
    params: {
      part: part.number, site: here?.siteKey ?? `#${wanted.siteId}`, available: free, wanted: wanted.quantity,
      list: elsewhere.map((s) => `${s.siteKey} × ${s.available}`).join(' · '), elsewhere: elsewhere.map(({ siteId, siteKey, available }) => ({ siteId, siteKey, available })),
    },
  });
}
