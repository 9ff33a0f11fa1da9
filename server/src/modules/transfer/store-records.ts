import { type Handle, type Sql, all, sql } from '../../platform/db/index.ts';
import type { Attached, Of } from './record.ts';

/** Rows in the form of records, a page at a time by their numbers. Moments are ISO with a zone, as JSON has them; a colleague's number is told from a customer's. */
const iso = (column: Sql) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
export const teams = (db: Handle) => db.rows<Of<'team'>>(sql`select 'team' as kind, id::text as id, name from team order by id`);
export const agents = (db: Handle, after: number, limit: number) => db.rows<Of<'agent'>>(sql`select 'agent' as kind, 'agent:' || id as id, name, email from agent where id > ${after} order by id limit ${limit}`);
export const customers = (db: Handle, condition: Sql, after: number, limit: number) => db.rows<Of<'customer'>>(sql`select 'customer' as kind, c.id::text as id, c.name, c.kind = 'company' as company, c.company_id::text as "companyId", c.language, c.tier, c.tags, c.note, c.region, ${iso(sql`c.created_at`)} as since,
  coalesce((select json_agg(json_build_object('kind', i.kind, 'value', i.value, 'verified', i.verified) order by i.id) from identity i where i.customer_id = c.id), '[]') as addresses
  from customer c where c.joined_into is null and c.id > ${after} and ${condition} order by c.id limit ${limit}`);
export const companies = (db: Handle, condition: Sql) => sql`(${condition} or exists (select from customer p where p.company_id = c.id and ${condition}))`;
export const ticketIds = async (db: Handle, condition: Sql, after: number, limit: number) => (await db.rows<{ id: number }>(sql`select t.id from ticket t where t.id > ${after} and ${condition} order by t.id limit ${limit}`)).map((r) => r.id);
export const countTickets = async (db: Handle, condition: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from ticket t where ${condition}`))?.n ?? 0;
export const countCustomers = async (db: Handle, condition: Sql) => (await db.one<{ n: number }>(sql`select count(*)::int as n from customer c where c.joined_into is null and ${condition}`))?.n ?? 0;

export interface TicketOut extends Of<'ticket'> { ownerName: string | null; teamName: string | null; email: string | null; phone: string | null }
export const tickets = (db: Handle, ids: readonly number[]) => db.rows<TicketOut>(sql`select 'ticket' as kind, t.id::text as id, t.subject, t.type, t.status, t.priority, t.channel, t.language, t.customer_id::text as customer, c.name as "customerName", 'agent:' || t.owner_id as owner, o.name as "ownerName", t.team_id::text as team, g.name as "teamName", t.tags, t.fields, t.product, t.serial, t.unit_id::text as unit,
  ${iso(sql`t.opened_at`)} as "openedAt", ${iso(sql`t.updated_at`)} as "updatedAt", ${iso(sql`t.first_answered_at`)} as "firstAnsweredAt", ${iso(sql`t.solved_at`)} as "solvedAt", ${iso(sql`t.closed_at`)} as "closedAt", t.reopened,
  (select i.value from identity i where i.customer_id = c.id and i.kind = 'email' order by i.id limit 1) as email, (select i.value from identity i where i.customer_id = c.id and i.kind = 'phone' order by i.id limit 1) as phone
  from ticket t join customer c on c.id = t.customer_id left join agent o on o.id = t.owner_id left join team g on g.id = t.team_id where t.id = any(${ids}::bigint[]) order by t.id`);

interface Row { fileIds: number[] }
export type MessageOut = Omit<Of<'message'>, 'files'> & Row & { elsewhere: Attached[] | null };
export const messages = (db: Handle, ids: readonly number[], after: number, limit: number) => db.rows<MessageOut>(sql`select 'message' as kind, m.id::text as id, k.ticket_id::text as ticket, m.author_kind as from, case m.author_kind when 'agent' then 'agent:' || m.author_id else m.author_id::text end as by, m.author_name as name, m.body as text, m.html, m.subject, ${iso(sql`m.at`)} as at,
  coalesce((select array_agg((f ->> 'fileId')::bigint) from jsonb_array_elements(m.attachments) f), '{}') as "fileIds", m.meta -> 'elsewhere' as elsewhere
  from ticket_conversation k join message m on m.conversation_id = k.conversation_id where k.ticket_id = any(${ids}::bigint[]) and m.id > ${after} and m.delivery not in ('queued', 'sending') order by m.id limit ${limit}`);
export const notes = (db: Handle, ids: readonly number[], after: number, limit: number) => db.rows<Omit<Of<'note'>, 'files'> & Row>(sql`select 'note' as kind, n.id::text as id, n.ticket_id::text as ticket, 'agent:' || n.author_id as by, coalesce(a.name, n.author_name) as name, n.body as text, ${iso(sql`n.at`)} as at, n.files as "fileIds"
  from ticket_note n left join agent a on a.id = n.author_id where n.ticket_id = any(${ids}::bigint[]) and n.id > ${after} order by n.id limit ${limit}`);
export const changes = (db: Handle, ids: readonly number[], after: number, limit: number) => db.rows<Of<'change'>>(sql`select 'change' as kind, h.id::text as id, h.ticket_id::text as ticket, case h.actor ->> 'kind' when 'agent' then 'agent:' || (h.actor ->> 'id') when 'customer' then h.actor ->> 'id' end as by, coalesce(h.actor ->> 'name', '') as name, ${iso(sql`h.at`)} as at, h.reason, h.fields
  from ticket_change h where h.ticket_id = any(${ids}::bigint[]) and h.id > ${after} and not h.undone order by h.id limit ${limit}`);
export const filesOf = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; key: string; name: string; type: string; size: number }>(sql`select id, key, name, type, size from file where id = any(${ids}::bigint[])`);
export const among = (ids: readonly number[]) => sql`t.id = any(${ids}::bigint[])`;
export const both = (...conditions: Sql[]) => all(conditions);
/** Customers of these tickets. */
export const askers = (condition: Sql) => sql`exists (select from ticket t where t.customer_id = c.id and ${condition})`;
