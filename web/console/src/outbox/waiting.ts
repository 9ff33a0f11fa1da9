import type { Ticket, TicketChanges } from '../data/types.ts';
import type { Names } from '../ticket/optimistic.ts';
import type { Outgoing } from '../ticket/composer/useSend.ts';

interface Kept { readonly ticketId: number; readonly subject: string; readonly at: number }
/** An answer or note that could not leave because there was no line. Its key makes sure that it takes effect once, however often it is sent. */
export interface WaitingWords extends Kept { readonly sent: Outgoing }
/** A change of the ticket. The version it was made on keeps it from undoing what others changed meanwhile; `before` is what stood there. */
export interface WaitingChange extends Kept { readonly change: { readonly key: string; readonly changes: TicketChanges; readonly before: TicketChanges; readonly names?: Names; readonly namesBefore?: Names; readonly version: number | null } }
export type Waiting = WaitingWords | WaitingChange;
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The server remembers keys for 24 hours; what has waited nearly as long is not sent by itself any more. */
export const tooOldMs = 20 * 3_600_000;
const most = 50;
const placeOf = (agentId: number) => `aftercare-outbox-${agentId}`;
export const keyOf = (one: Waiting) => ('sent' in one ? one.sent.key : one.change.key);
const isWaiting = (one: unknown): one is Waiting => { const kept = one as Partial<WaitingWords & WaitingChange> | null; return typeof kept?.ticketId === 'number' && (typeof kept.sent?.key === 'string' || typeof kept.change?.key === 'string'); };

export function readWaiting(agentId: number, store: Store): Waiting[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(placeOf(agentId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isWaiting) : [];
  } catch {
    return [];
  }
}
/** @returns whether it is kept; a device may refuse storage, or be full */
export function writeWaiting(agentId: number, list: readonly Waiting[], store: Store): boolean {
  try {
    if (list.length === 0) store.removeItem(placeOf(agentId));
    else store.setItem(placeOf(agentId), JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}
export const isPlace = (key: string | null, agentId: number) => key === placeOf(agentId);
export const added = (list: readonly Waiting[], one: Waiting): Waiting[] | null => (list.length >= most ? null : [...list.filter((other) => keyOf(other) !== keyOf(one)), one]);
export const without = (list: readonly Waiting[], key: string): Waiting[] => list.filter((one) => keyOf(one) !== key);

/** What this window did to a ticket is no change of others: what was made on the version before it stands on the one after. */
export const moved = (list: readonly Waiting[], ticketId: number, from: number | null, to: number): Waiting[] => list.map((one) => ('change' in one && one.ticketId === ticketId && from !== null && one.change.version === from ? { ...one, change: { ...one.change, version: to } } : one));

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
/** What stands in the fields that a change touches. */
export function standing(ticket: Ticket, changes: TicketChanges): TicketChanges {
  const now: Record<string, unknown> = { ...ticket, ownerId: ticket.owner?.id ?? null, teamId: ticket.team?.id ?? null };
  const fields = changes.fields && Object.fromEntries(Object.keys(changes.fields).map((key) => [key, ticket.fields[key] ?? null]));
  return { ...Object.fromEntries(Object.keys(changes).map((key) => [key, now[key] ?? null])), ...(fields ? { fields } : {}) };
}
/** It is so already: the change had arrived, only its answer was lost. */
export function isSo(ticket: Ticket, changes: TicketChanges): boolean {
  const now = standing(ticket, changes) as Record<string, unknown>;
  return Object.entries(changes).every(([key, wanted]) => same(now[key], wanted));
}
