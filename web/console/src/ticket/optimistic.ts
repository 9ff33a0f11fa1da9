import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Ticket, TicketChanges, TicketRow } from '../data/types.ts';

/** Names that a change brings along, to be shown before the server answers. */
export interface Names { readonly owner?: string | null; readonly team?: string | null }

/** The ticket as it will be after the change. */
export function patched(ticket: Ticket, changes: TicketChanges, names: Names = {}): Ticket {
  const { ownerId, teamId, fields, ...same } = changes;
  const moves = same.status !== undefined && same.status !== ticket.status;
  return {
    ...ticket, ...(moves ? { waitsFor: '' } : {}), ...same, ...(fields ? { fields: { ...ticket.fields, ...fields } } : {}),
    ...(ownerId === undefined ? {} : { owner: ownerId === null ? null : { id: ownerId, name: names.owner ?? '' } }),
    ...(teamId === undefined ? {} : { team: teamId === null ? null : { id: teamId, name: names.team ?? '' } }),
  };
}

/** The same for its row in lists. */
export function patchedRow(row: TicketRow, changes: TicketChanges, names: Names = {}): TicketRow {
  const { subject, type, status, priority, tags, snoozedUntil, ownerId, teamId } = changes;
  const given = Object.fromEntries(Object.entries({ subject, type, status, priority, tags, snoozedUntil, teamId }).filter(([, value]) => value !== undefined));
  return { ...row, ...given, ...(ownerId === undefined ? {} : { ownerId, ownerName: ownerId === null ? null : (names.owner ?? null) }) };
}

type Lists = InfiniteData<{ items: TicketRow[]; next: string | null }>;

function everyRow(client: QueryClient, id: number, draw: (row: TicketRow) => TicketRow): void {
  client.setQueriesData<Lists>({ queryKey: ['list'] }, (data) => (data ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((row) => (row.id === id ? draw(row) : row)) })) } : data));
}

/** Shows a change in every loaded list. */
export function patchRows(client: QueryClient, id: number, changes: TicketChanges, names?: Names): void {
  everyRow(client, id, (row) => patchedRow(row, changes, names));
}

/** Somebody is to look at it again. */
export function markUnread(client: QueryClient, id: number): void {
  everyRow(client, id, (row) => ({ ...row, unread: true }));
}
/** A ticket that is looked at is read. */
export function markRead(client: QueryClient, id: number): void {
  everyRow(client, id, (row) => (row.unread ? { ...row, unread: false } : row));
}
