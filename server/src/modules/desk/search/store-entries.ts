import { type Handle, type Tx, hot, raw, sql } from '../../../platform/db/index.ts';

export type EntryKind = 'subject' | 'message' | 'note';
export interface Source { ticketId: number; kind: EntryKind; itemId: number; at: Date; text: string }
/** `tokens`: distinct words. */
export interface Entry { readonly ticketId: number; readonly kind: EntryKind; readonly itemId: number; readonly at: Date; readonly body: string; readonly tokens: readonly string[] }

const rawSubject = raw(`t.id as "ticketId", 'subject' as kind, t.id as "itemId", t.opened_at as at, concat_ws(' ', t.subject, nullif(t.product, ''), nullif(t.serial, ''), t.fields ->> 'importedId') as text`);
export const subjects = (db: Handle, ticketIds: readonly number[]) => db.rows<Source>(sql`select ${rawSubject} from ticket t where t.id = any(${ticketIds})`);
export const messages = (db: Handle, pairs: readonly { ticketId: number; itemId: number }[]) => db.rows<Source>(hot`select w."ticketId", 'message' as kind, m.id as "itemId", m.at, m.body as text
  from json_to_recordset(${JSON.stringify(pairs)}::json) as w("ticketId" bigint, "itemId" bigint) join message m on m.id = w."itemId"`);
/** Everything said on tickets so far; for the first words of a ticket, which may come without a fact of their own. */
export const messagesOfTickets = (db: Handle, ticketIds: readonly number[]) => db.rows<Source>(hot`select tc.ticket_id as "ticketId", 'message' as kind, m.id as "itemId", m.at, m.body as text
  from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id = any(${ticketIds})`);
export const notes = (db: Handle, ids: readonly number[]) => db.rows<Source>(hot`select n.ticket_id as "ticketId", 'note' as kind, n.id as "itemId", n.at, n.body as text from ticket_note n where n.id = any(${ids})`);

/** Writes entries; a text that is there already is replaced. */
export const putEntries = (tx: Handle, entries: readonly Entry[]) => tx.run(hot`insert into search_entry (ticket_id, kind, item_id, at, body, tokens)
  select "ticketId", kind, "itemId", at, body, array_to_tsvector(tokens)
  from json_to_recordset(${JSON.stringify(entries)}::json) as e("ticketId" bigint, kind text, "itemId" bigint, at timestamptz, body text, tokens text[])
  on conflict (kind, item_id) do update set ticket_id = excluded.ticket_id, at = excluded.at, body = excluded.body, tokens = excluded.tokens where search_entry.body <> excluded.body or search_entry.ticket_id <> excluded.ticket_id`);
export const dropMessages = (tx: Tx, ids: readonly number[]) => tx.run(sql`delete from search_entry where kind = 'message' and item_id = any(${ids})`);
export const dropNote = (tx: Tx, id: number) => tx.run(sql`delete from search_entry where kind = 'note' and item_id = ${id}`);
export const dropTickets = (tx: Tx, ids: readonly number[]) => tx.run(sql`delete from search_entry where ticket_id = any(${ids}::bigint[])`);
/** What stands on another ticket now is found there. */
export const moveEntries = (tx: Tx, ticketId: number, conversations: readonly number[], notes: readonly number[]) => tx.run(sql`update search_entry set ticket_id = ${ticketId}
  where (kind = 'message' and item_id in (select id from message where conversation_id = any(${conversations}))) or (kind = 'note' and item_id = any(${notes}))`);

/** All texts of the tickets in a stretch of numbers. */
export const sourcesOf = (db: Handle, from: number, to: number) => db.rows<Source>(sql`select * from (
    select ${rawSubject} from ticket t where t.id >= ${from} and t.id < ${to}
    union all select tc.ticket_id, 'message', m.id, m.at, m.body from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id >= ${from} and tc.ticket_id < ${to}
    union all select n.ticket_id, 'note', n.id, n.at, n.body from ticket_note n where n.ticket_id >= ${from} and n.ticket_id < ${to}) x order by "ticketId", "itemId"`);
export const newestEntry = async (db: Handle) => (await db.one<{ id: number }>(sql`select coalesce(max(id), 0) as id from search_entry`))?.id ?? 0;
/** Entries of these tickets up to `newest` whose text is no more. */
export const dropStale = (tx: Handle, from: number, to: number, newest: number, kept: readonly { kind: EntryKind; itemId: number }[]) => tx.run(sql`delete from search_entry e where e.ticket_id >= ${from} and e.ticket_id < ${to} and e.id <= ${newest}
  and not exists (select from json_to_recordset(${JSON.stringify(kept)}::json) as k(kind text, "itemId" bigint) where k.kind = e.kind and k."itemId" = e.item_id)`);
