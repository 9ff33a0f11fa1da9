import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { ChangeField } from './store.ts';

export interface BroughtTicket {
  subject: string; type: string; status: string; priority: string; channel: string; language: string; customerId: number; ownerId: number | null; teamId: number | null; product: string; serial: string; /** Where it is known which one; otherwise the one with this serial number. */ unitId?: number | null; tags: readonly string[]; fields: unknown;
  openedAt: string; updatedAt: string; firstAnsweredAt: string | null; solvedAt: string | null; closedAt: string | null; reopened: number;
}
export const insertTickets = (tx: Tx, list: readonly (BroughtTicket & { serialKey: string })[]) => tx.rows<{ id: number }>(hot`insert into ticket (subject, type, status, priority, channel, language, customer_id, owner_id, team_id, product, serial, unit_id, tags, fields, opened_at, updated_at, status_since, first_answered_at, solved_at, closed_at, reopened)
  select subject, coalesce((select y.key from ticket_type y where y.key = w.type), (select y.key from ticket_type y order by (y.key = 'inquiry') desc, y.position limit 1)), status, priority, channel, language, "customerId", "ownerId", "teamId", product, serial,
    coalesce("unitId", (select case when count(*) = 1 then min(u.id) end from product_unit u where u.serial_key = nullif("serialKey", ''))), tags, fields, "openedAt", "updatedAt", coalesce("closedAt", "solvedAt", "updatedAt"), "firstAnsweredAt", "solvedAt", "closedAt", reopened
  from json_to_recordset(${JSON.stringify(list.map((t, n) => ({ ...t, n })))}::json) as w(subject text, type text, status text, priority text, channel text, language text, "customerId" bigint, "ownerId" bigint, "teamId" bigint, product text, serial text, "serialKey" text, "unitId" bigint, tags text[], fields jsonb,
    "openedAt" timestamptz, "updatedAt" timestamptz, "firstAnsweredAt" timestamptz, "solvedAt" timestamptz, "closedAt" timestamptz, reopened int, n int) order by n returning id`);

export interface BroughtNote { ticketId: number; authorId: number; body: string; files: readonly number[]; at: string }
export const insertNotes = (tx: Tx, list: readonly BroughtNote[]) => tx.rows<{ id: number }>(hot`insert into ticket_note (ticket_id, author_id, body, files, at)
  select "ticketId", "authorId", body, files, at from json_to_recordset(${JSON.stringify(list.map((n, i) => ({ ...n, i })))}::json) as w("ticketId" bigint, "authorId" bigint, body text, files bigint[], at timestamptz, i int) order by i returning id`);

export interface BroughtChange { ticketId: number; at: string; actor: Actor; fields: readonly ChangeField[]; reason: string | null }
export const insertChanges = async (tx: Tx, list: readonly BroughtChange[]) => {
  await tx.run(sql`select set_config('aftercare.importing', 'on', true)`);
  const rows = await tx.rows<{ id: number }>(hot`insert into ticket_change (ticket_id, at, actor, fields, reason)
    select "ticketId", at, actor, fields, reason from json_to_recordset(${JSON.stringify(list.map((c, n) => ({ ...c, n })))}::json) as w("ticketId" bigint, at timestamptz, actor jsonb, fields jsonb, reason text, n int) order by n returning id`);
  await tx.run(sql`select set_config('aftercare.importing', '', true)`);
  return rows;
};

export const retell = (tx: Tx, ids: readonly number[]) => tx.run(hot`update ticket t set preview = coalesce(w.words, t.preview), first_answered_at = coalesce(t.first_answered_at, w.answered), updated_at = greatest(t.updated_at, w.latest)
  from (select k.ticket_id, max(m.at) as latest, min(m.at) filter (where m.direction = 'out' and m.author_kind = 'agent') as answered, (array_agg(left(regexp_replace(trim(left(m.body, 400)), '\\s+', ' ', 'g'), 160) order by m.id desc) filter (where m.direction = 'in'))[1] as words
    from ticket_conversation k join message m on m.conversation_id = k.conversation_id where k.ticket_id = any((select ${ids}::bigint[])::bigint[]) group by k.ticket_id) w where t.id = w.ticket_id`);

export interface Cell { ownerId: number; teamId: number; status: string; channel: string; snoozed: boolean; n: number }
/** What these tickets are in the counts beside the views. */
export const cellsOf = (tx: Handle, ids: readonly number[]) => tx.rows<Cell>(hot`select coalesce(owner_id, 0) as "ownerId", coalesce(team_id, 0) as "teamId", status, channel, snoozed_until is not null as snoozed, count(*)::int as n from ticket where id = any(${ids}::bigint[]) group by 1, 2, 3, 4, 5`);

/** Changed by nobody, and nothing said on them but what came along. */
export const untouched = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number }>(sql`select t.id from ticket t where t.id = any(${ids}::bigint[]) and t.version = 1
  and not exists (select from ticket_conversation k join conversation c on c.id = k.conversation_id join channel_account a on a.id = c.channel_account_id where k.ticket_id = t.id and a.kind <> 'import')
  and not exists (select from ticket_note n where n.ticket_id = t.id and not exists (select from import_origin o where o.kind = 'note' and o.row_id = n.id))
  and not exists (select from ticket_change h where h.ticket_id = t.id and not exists (select from import_origin o where o.kind = 'change' and o.row_id = h.id))`);

export async function deleteTickets(tx: Tx, ids: readonly number[]): Promise<void> {
  const [mine] = [sql`(select conversation_id from ticket_conversation where ticket_id = any(${ids}::bigint[]))`];
  const talks = (await tx.rows<{ id: number }>(sql`select conversation_id as id from (${mine}) k`)).map((r) => r.id);
  await tx.run(sql`delete from import_origin o using ticket_note n where o.kind = 'note' and o.row_id = n.id and n.ticket_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from import_origin o using ticket_change h where o.kind = 'change' and o.row_id = h.id and h.ticket_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from import_origin where kind = 'ticket' and row_id = any(${ids}::bigint[])`);
  for (const table of [sql`search_entry`, sql`ticket_note`, sql`ticket_change`, sql`ticket_watcher`, sql`ticket_conversation`]) await tx.run(sql`delete from ${table} where ticket_id = any(${ids}::bigint[])`);
  await tx.run(sql`delete from message where conversation_id = any(${talks}::bigint[])`);
  await tx.run(sql`delete from conversation where id = any(${talks}::bigint[])`);
  await tx.run(sql`delete from customer_home where table_name = 'ticket' and row_key = any(${ids}::bigint[]) or table_name = 'conversation' and row_key = any(${talks}::bigint[])`);
  await tx.run(sql`delete from ticket where id = any(${ids}::bigint[])`);
}
