import type { Actor } from '../../platform/bus/index.ts';
import type { Sql, Tx } from '../../platform/db/index.ts';
import { hot } from '../../platform/db/index.ts';
import type { ChangeField } from './store.ts';

export interface Placing { id: number; ownerId: number | null; teamId: number | null; status: string }
/** Owner, team and state of many tickets; answers with the names of the new ones. */
export const placeTickets = (tx: Tx, rows: readonly Placing[], now: Date) => tx.rows<{ id: number; ownerName: string | null; teamName: string | null }>(hot`update ticket t set owner_id = w."ownerId", team_id = w."teamId", status = w.status, status_since = case when t.status = w.status then t.status_since else ${now} end, updated_at = ${now}, version = t.version + 1
  from json_to_recordset(${JSON.stringify(rows)}::json) as w(id bigint, "ownerId" bigint, "teamId" bigint, status text) where t.id = w.id
  returning t.id, (select name from agent where id = t.owner_id) as "ownerName", (select name from team where id = t.team_id) as "teamName"`);
/** Audit lines of many tickets, one each. */
export const insertChanges = (tx: Tx, lines: readonly { ticketId: number; fields: readonly ChangeField[]; reason: string | null }[], at: Date, actor: Actor) => tx.rows<{ id: number; ticketId: number }>(hot`insert into ticket_change (ticket_id, at, actor, fields, reason)
  select "ticketId", ${at}, ${JSON.stringify(actor)}::jsonb, fields, reason from json_to_recordset(${JSON.stringify(lines)}::json) as w("ticketId" bigint, fields jsonb, reason text) returning id, ticket_id as "ticketId"`);
/** Newest words of customers on their tickets; `unread` is only ever set here. */
export const notingWords = (rows: readonly { id: number; preview: string; unread: boolean; at: Date }[]): Sql => hot`update ticket t set preview = w.preview, unread = t.unread or w.unread, updated_at = w.at
  from json_to_recordset(${JSON.stringify(rows)}::json) as w(id bigint, preview text, unread boolean, at timestamptz) where t.id = w.id`;
