import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

/** A kind of record; what lies on shelves too. */
export type OriginKind = string;
export interface Origin { kind: OriginKind; foreignId: string; rowId: number }
export const originsOf = (db: Handle, source: string, wanted: readonly { kind: OriginKind; foreignId: string }[]) => db.rows<Origin>(hot`select o.kind, o.foreign_id as "foreignId", o.row_id as "rowId"
  from (select distinct kind, "foreignId" from json_to_recordset(${JSON.stringify(wanted)}::json) as w(kind text, "foreignId" text)) w cross join lateral (select * from import_origin o where o.source = ${source} and o.kind = w.kind and o.foreign_id = w."foreignId" limit 1) o`);
export const putOrigins = (tx: Tx, source: string, list: readonly Origin[]) => tx.run(hot`insert into import_origin (source, kind, foreign_id, row_id) select ${source}, kind, "foreignId", "rowId"
  from json_to_recordset(${JSON.stringify(list)}::json) as w(kind text, "foreignId" text, "rowId" bigint) on conflict (source, kind, foreign_id) do update set row_id = excluded.row_id`);
export const dropOrigins = (tx: Tx, kind: OriginKind, rowIds: readonly number[]) => tx.run(sql`delete from import_origin where kind = ${kind} and row_id = any(${rowIds}::bigint[])`);
/** One run of one source at a time: what came is found, not made twice. */
export const takeTurns = (tx: Tx, source: string) => tx.run(hot`select pg_advisory_xact_lock(hashtextextended('import ' || ${source}, 0))`);
/** Which of these rows are still there, however they came. */
export const standing = (db: Handle, table: 'customer' | 'agent' | 'team', ids: readonly number[]) => db.rows<{ id: number; active: boolean; joinedInto: number | null; name: string }>(
  table === 'customer' ? sql`select id, true as active, joined_into as "joinedInto", name from customer where id = any(${ids}::bigint[])`
    : table === 'agent' ? sql`select id, status = 'active' as active, null::bigint as "joinedInto", name from agent where id = any(${ids}::bigint[])` : sql`select id, true as active, null::bigint as "joinedInto", name from team where id = any(${ids}::bigint[])`);
/** Tickets of messages; notes and changes on them. */
export const ticketsOfMessages = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; ticketId: number; conversationId: number }>(sql`select m.id, k.ticket_id as "ticketId", m.conversation_id as "conversationId" from message m join ticket_conversation k on k.conversation_id = m.conversation_id where m.id = any(${ids}::bigint[])`);
export const ticketsOfNotes = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; ticketId: number }>(sql`select id, ticket_id as "ticketId" from ticket_note where id = any(${ids}::bigint[])`);
export const ticketsOfChanges = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; ticketId: number }>(sql`select id, ticket_id as "ticketId" from ticket_change where id = any(${ids}::bigint[])`);
export async function dropPieces(tx: Tx, table: 'message' | 'ticket_note' | 'ticket_change', ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(table === 'message' ? sql`delete from message where id = any(${ids}::bigint[])` : table === 'ticket_note' ? sql`delete from ticket_note where id = any(${ids}::bigint[])` : sql`delete from ticket_change where id = any(${ids}::bigint[])`);
}
export const bulkFiles = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; key: string; name: string; type: string; size: number }>(sql`select id, key, name, type, size from file where id = any(${ids}::bigint[])`);
export const nameFiles = (tx: Tx, list: readonly { id: number; name: string }[]) => tx.run(hot`update file f set name = w.name from json_to_recordset(${JSON.stringify(list)}::json) as w(id bigint, name text) where f.id = w.id`);
export const claimFiles = (tx: Tx, ids: readonly number[]) => tx.run(sql`update file set claimed = true where id = any(${ids}::bigint[]) and not claimed`);
