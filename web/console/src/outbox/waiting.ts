import type { Outgoing } from '../ticket/composer/useSend.ts';

/** An answer or note that could not leave because there was no line. Its key makes sure that it takes effect once, however often it is sent. */
export interface Waiting { readonly ticketId: number; readonly subject: string; readonly at: number; readonly sent: Outgoing }
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The server remembers keys for 24 hours; what has waited nearly as long is not sent by itself any more. */
export const tooOldMs = 20 * 3_600_000;
const most = 50;
const keyOf = (agentId: number) => `aftercare-outbox-${agentId}`;

export function readWaiting(agentId: number, store: Store): Waiting[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(agentId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is Waiting => typeof (one as Waiting | null)?.ticketId === 'number' && typeof (one as Waiting).sent?.key === 'string') : [];
  } catch {
    return [];
  }
}
/** @returns whether it is kept; a device may refuse storage, or be full */
export function writeWaiting(agentId: number, list: readonly Waiting[], store: Store): boolean {
  try {
    if (list.length === 0) store.removeItem(keyOf(agentId));
    else store.setItem(keyOf(agentId), JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}
export const added = (list: readonly Waiting[], one: Waiting): Waiting[] | null => (list.length >= most ? null : [...list.filter((other) => other.sent.key !== one.sent.key), one]);
export const without = (list: readonly Waiting[], key: string): Waiting[] => list.filter((one) => one.sent.key !== key);
