/** Tickets somebody opened last, on this device: the first thing the palette offers. */
export interface Recent { readonly id: number; readonly subject: string; readonly customer: string }
type Store = Pick<Storage, 'getItem' | 'setItem'>;
const most = 8;
const keyOf = (agentId: number) => `aftercare-recent-${agentId}`;

export function readRecent(agentId: number, store: Store): Recent[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(agentId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is Recent => typeof (one as Recent | null)?.id === 'number' && typeof (one as Recent).subject === 'string') : [];
  } catch { return []; }
}
export function rememberOpened(agentId: number, one: Recent, store: Store): void {
  try { store.setItem(keyOf(agentId), JSON.stringify([one, ...readRecent(agentId, store).filter((other) => other.id !== one.id)].slice(0, most))); } catch { /* a device may keep nothing */ }
}
