import { type Handle, type Tx, hot, raw, sql } from '../../platform/db/index.ts';

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
export const ticketRange = (db: Handle) => db.one<{ first: number | null; last: number | null }>(sql`select min(id) as first, max(id) as last from ticket`);
export const forgetAll = (db: Handle) => db.run(sql`truncate search_entry`);
/** Bulk loads go faster without the big index; it is built in one go at the end. */
export const dropIndex = (db: Handle) => db.run(sql`drop index if exists search_entry_tokens`);
export const buildIndex = (db: Handle) => db.run(sql`create index if not exists search_entry_tokens on search_entry using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 256)`);
export const analyze = (db: Handle) => db.run(sql`analyze search_entry`);
