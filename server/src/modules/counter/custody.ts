/** Who can have a product. Exactly one of them has it at any time. */
export interface Holder { readonly kind: 'site' | 'carrier' | 'vendor' | 'customer'; readonly siteId: number | null; readonly name: string }
export type Act = 'received' | 'sent' | 'arrived' | 'called-back' | 'handed-back';

/** From whose hands to whose each act goes. */
const moves: Readonly<Record<Act, readonly [from: Holder['kind'], to: Holder['kind']]>> = {
  received: ['customer', 'site'], sent: ['site', 'carrier'], arrived: ['carrier', 'site'], 'called-back': ['carrier', 'site'], 'handed-back': ['site', 'customer'],
};
export const mayAct = (holder: Holder, act: Act): boolean => act !== 'received' && moves[act][0] === holder.kind;
export const endsWith = (act: Act): Holder['kind'] => moves[act][1];

export interface Link { readonly link: number; readonly act: Act; readonly from: Holder; readonly to: Holder }
const same = (a: Holder, b: Holder) => a.kind === b.kind && a.siteId === b.siteId && a.name === b.name;

/** What is wrong with a chain; empty when it is whole: it begins at the customer's, and each link takes over from the one before. */
export function faultsOf(chain: readonly Link[]): string[] {
  return chain.flatMap((l, i) => {
    const before = chain[i - 1];
    return [
      ...(l.link === i + 1 ? [] : [`link ${l.link} stands at ${i + 1}`]),
      ...(before ? (same(before.to, l.from) ? [] : [`link ${l.link} takes over from ${l.from.name}, but ${before.to.name} had it`]) : l.act === 'received' ? [] : ['it does not begin with receiving']),
      ...(l.from.kind === moves[l.act][0] && l.to.kind === moves[l.act][1] ? [] : [`link ${l.link} is no ${l.act}`]),
    ];
  });
}
