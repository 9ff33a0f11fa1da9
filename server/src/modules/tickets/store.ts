import type { ChannelKind } from '@aftercare/contract/basics';
import type { FieldValue } from '@aftercare/contract/tickets';
import type { z } from 'zod';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, prepared, raw, sql } from '../../platform/db/index.ts';
import type { TicketFacts } from './events.ts';

export interface TicketRow {
  id: number; subject: string; type: string; status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; priority: 'low' | 'normal' | 'high' | 'urgent'; channel: ChannelKind; language: 'zh-CN' | 'en';
  customerId: number; customerName: string; tier: 'standard' | 'silver' | 'gold' | 'vip'; contract: string; region: string; ownerId: number | null; ownerName: string | null; teamId: number | null; teamName: string | null;
  product: string; serial: string; unitId: number | null; tags: string[]; fields: Record<string, z.infer<typeof FieldValue>>; openedAt: Date; updatedAt: Date; firstAnsweredAt: Date | null; solvedAt: Date | null; closedAt: Date | null; snoozedUntil: Date | null; waitsFor: string;
  reopened: number; dueAt: Date | null; dueTarget: string | null; breached: boolean; unread: boolean; version: number; mergedInto: number | null;
}
const columns = sql`t.id, t.subject, t.type, t.status, t.priority, t.channel, t.language, t.customer_id as "customerId", c.name as "customerName", c.tier, c.service_level as contract, c.region, t.owner_id as "ownerId", o.name as "ownerName", t.team_id as "teamId", g.name as "teamName",
  t.product, t.serial, t.unit_id as "unitId", t.tags, t.fields, t.opened_at as "openedAt", t.updated_at as "updatedAt", t.first_answered_at as "firstAnsweredAt", t.solved_at as "solvedAt", t.closed_at as "closedAt", t.snoozed_until as "snoozedUntil", t.waits_for as "waitsFor", t.reopened, t.due_at as "dueAt", t.due_target as "dueTarget", t.breached, t.unread, t.version, t.merged_into as "mergedInto"`;
const from = sql`from ticket t join customer c on c.id = t.customer_id left join agent o on o.id = t.owner_id left join team g on g.id = t.team_id`;

/** A list the planner does not see: otherwise it would weigh each list's length anew, which costs more than the look itself. */
const hiddenIds = (ids: readonly number[]) => sql`(select ${ids}::bigint[])::bigint[]`;
export const findTicket = (db: Handle, id: number, condition: Sql = all([])) => db.one<TicketRow>(prepared(sql`select ${columns} ${from} where t.id = ${id} and ${condition}`));
/** Held until the end of the transaction: changes of one ticket take turns. */
export const lockTicket = async (tx: Tx, id: number, condition: Sql = all([])) => {
  await tx.run(hot`select 1 from ticket where id = ${id} for no key update`);
  return findTicket(tx, id, condition);
};
export const findTickets = (db: Handle, ids: readonly number[]) => db.rows<TicketRow>(prepared(sql`select ${columns} ${from} where t.id = any(${hiddenIds(ids)})`));
export const visibleAmong = (db: Handle, ids: readonly number[], condition: Sql) => db.rows<{ id: number }>(sql`select t.id from ticket t where t.id = any(${ids}::bigint[]) and ${condition}`);
const lockTickets = (tx: Tx, ids: readonly number[]) => tx.run(hot`select 1 from ticket where id = any(${ids}) order by id for no key update`);
/**
 * Locked, then read: two statements that leave together. Not one: a row waited for is looked at again with the customer it was joined to
 * before, and is gone from the answer when it has another one now.
 */
export const lockedTickets = async (tx: Tx, ids: readonly number[]): Promise<TicketRow[]> => (await Promise.all([lockTickets(tx, ids), findTickets(tx, ids)]))[1];

export function factsOf(t: TicketRow): TicketFacts {
  return { ticketId: t.id, type: t.type, status: t.status, priority: t.priority, channel: t.channel, language: t.language, customerId: t.customerId, tier: t.tier, contract: t.contract, region: t.region, ownerId: t.ownerId, teamId: t.teamId, tags: t.tags, openedAt: t.openedAt.toISOString(), snoozedUntil: t.snoozedUntil?.toISOString() ?? null, waitsFor: t.waitsFor };
}

export interface NewTicket {
  subject: string; type: string; status: string; priority: string; channel: string; language: string; customerId: number; ownerId: number | null; teamId: number | null;
  product: string; serial: string; /** As units are compared; a unit with this number is recognised. */ serialKey: string; tags: readonly string[]; fields: unknown; openedAt: Date; preview: string; unread: boolean;
}
/** One statement for any number of tickets; ids in the order given. */
export const insertTickets = (tx: Handle, tickets: readonly NewTicket[]) => tx.rows<{ id: number; tier: TicketRow['tier']; contract: string; region: string }>(hot`with wanted as (
    select * from json_to_recordset(${JSON.stringify(tickets.map((t, n) => ({ ...t, n })))}::json) as w(subject text, type text, status text, priority text, channel text, language text, "customerId" bigint, "ownerId" bigint, "teamId" bigint, product text, serial text, "serialKey" text, tags text[], fields jsonb, "openedAt" timestamptz, preview text, unread boolean, n int)
  ), made as (
    insert into ticket (subject, type, status, priority, channel, language, customer_id, owner_id, team_id, product, serial, unit_id, tags, fields, opened_at, updated_at, status_since, preview, unread)
    select subject, type, status, priority, channel, language, "customerId", "ownerId", "teamId", product, serial, (select case when count(*) = 1 then min(u.id) end from product_unit u where u.serial_key = nullif("serialKey", '')), tags, coalesce(fields, '{}'), "openedAt", "openedAt", "openedAt", preview, unread from wanted order by n
    returning id, customer_id)
  select m.id, c.tier, c.service_level as contract, c.region from made m join customer c on c.id = m.customer_id order by m.id`);

const writable = { subject: 'subject', type: 'type', status: 'status', priority: 'priority', ownerId: 'owner_id', teamId: 'team_id', product: 'product', serial: 'serial', unitId: 'unit_id', tags: 'tags', fields: 'fields', snoozedUntil: 'snoozed_until', waitsFor: 'waits_for', solvedAt: 'solved_at', closedAt: 'closed_at', reopened: 'reopened', unread: 'unread', firstAnsweredAt: 'first_answered_at', preview: 'preview', statusSince: 'status_since' } as const;
export type TicketPatch = Partial<Record<keyof typeof writable, unknown>>;
/** The new version. */
export async function patchTicket(tx: Tx, id: number, patch: TicketPatch, now: Date, countsAsChange: boolean): Promise<void> {
  const sets = (Object.keys(writable) as (keyof typeof writable)[]).filter((f) => patch[f] !== undefined).map((f) => sql`${raw(writable[f])} = ${f === 'fields' ? JSON.stringify(patch[f]) : patch[f]}`);
  const assignments = sets.reduce((left, right) => sql`${left}, ${right}`, sql`updated_at = ${now}`);
  await tx.run(sql`update ticket set ${assignments}${countsAsChange ? raw(', version = version + 1') : raw('')} where id = ${id}`);
}
export const setDue = (tx: Tx, rows: readonly { ticketId: number; dueAt: Date | null; dueTarget: string | null; breached: boolean }[]) => tx.rows<{ id: number; teamId: number | null; ownerId: number | null }>(hot`update ticket t set due_at = w."dueAt", due_target = w."dueTarget", breached = w.breached
  from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketId" bigint, "dueAt" timestamptz, "dueTarget" text, breached boolean)
  where t.id = w."ticketId" and (t.due_at is distinct from w."dueAt" or t.due_target is distinct from w."dueTarget" or t.breached <> w.breached) returning t.id, t.team_id as "teamId", t.owner_id as "ownerId"`);
export const wakeSnoozed = (tx: Tx, now: Date) => tx.rows<{ id: number }>(sql`select id from ticket where snoozed_until is not null and snoozed_until <= ${now} order by snoozed_until limit 100 for update skip locked`);
export const dueToClose = (tx: Tx, before: Date) => tx.rows<{ id: number }>(sql`select id from ticket where status = 'solved' and solved_at < ${before} order by id limit 100 for update skip locked`);

export interface ChangeField { field: string; from: unknown; to: unknown; fromName?: string | null; toName?: string | null }
export interface ChangeRow { id: number; ticketId: number; at: Date; actor: Actor; fields: ChangeField[]; reason: string | null; undone: boolean }
export const insertChange = async (tx: Tx, c: { ticketId: number; at: Date; actor: Actor; fields: readonly ChangeField[]; reason: string | null }) =>
  (await tx.one<{ id: number }>(hot`insert into ticket_change (ticket_id, at, actor, fields, reason) values (${c.ticketId}, ${c.at}, ${JSON.stringify(c.actor)}::jsonb, ${JSON.stringify(c.fields)}::jsonb, ${c.reason}) returning id`))?.id ?? 0;
export const findChange = (db: Handle, ticketId: number, id: number) => db.one<ChangeRow>(sql`select id, ticket_id as "ticketId", at, actor, fields, reason, undone from ticket_change where id = ${id} and ticket_id = ${ticketId}`);
export const markUndone = (tx: Tx, id: number) => tx.run(sql`update ticket_change set undone = true where id = ${id}`);

export const lastChangeId = async (db: Handle, ticketId: number) => (await db.one<{ id: number | null }>(sql`select max(id) as id from ticket_change where ticket_id = ${ticketId}`))?.id ?? 0;
export const changesSince = async (db: Handle, ticketId: number, after: number) => (await db.rows<{ id: number }>(sql`select id from ticket_change where ticket_id = ${ticketId} and id > ${after} order by id`)).map((r) => r.id);
export const ticketOfConversations = (db: Handle, ids: readonly number[]) => db.rows<{ conversationId: number; ticketId: number }>(prepared(sql`select conversation_id as "conversationId", ticket_id as "ticketId" from ticket_conversation where conversation_id = any(${hiddenIds(ids)})`));
export const conversationsOf = (db: Handle, ticketId: number) => db.rows<{ conversationId: number }>(hot`select conversation_id as "conversationId" from ticket_conversation where ticket_id = ${ticketId} order by conversation_id`);
export const linkConversations = (tx: Tx, pairs: readonly { conversationId: number; ticketId: number }[]) => tx.run(hot`insert into ticket_conversation (conversation_id, ticket_id) select "conversationId", "ticketId"
  from json_to_recordset(${JSON.stringify(pairs)}::json) as w("conversationId" bigint, "ticketId" bigint) on conflict (conversation_id) do nothing`);

export const insertNote = (tx: Tx, n: { ticketId: number; authorId: number | null; authorName?: string; body: string; mentions: readonly number[]; files: readonly number[]; at: Date }) =>
  tx.one<{ id: number }>(sql`insert into ticket_note (ticket_id, author_id, author_name, body, mentions, files, at) values (${n.ticketId}, ${n.authorId}, ${n.authorName ?? ''}, ${n.body}, ${n.mentions}, ${n.files}, ${n.at}) returning id`);
export const deleteNote = (tx: Tx, ticketId: number, id: number) => tx.run(sql`delete from ticket_note where id = ${id} and ticket_id = ${ticketId}`);
export const insertLink = (tx: Tx, l: { from: number; to: number; kind: string }) => tx.run(sql`insert into ticket_link (from_id, to_id, kind) values (${l.from}, ${l.to}, ${l.kind}) on conflict do nothing`);
export const deleteLink = (tx: Tx, ticketId: number, id: number) => tx.run(sql`delete from ticket_link where id = ${id} and (from_id = ${ticketId} or to_id = ${ticketId})`);
export const listTypes = (db: Handle) => db.rows<{ key: string; name: { zh: string; en: string }; active: boolean; position: number }>(sql`select key, name, active, position from ticket_type order by position`);
export const customerLanguages = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; language: 'zh-CN' | 'en' }>(sql`select id, language from customer where id = any(${ids})`);
/** The one unit with this number; undefined when there is none or several brands use it. */
export const unitOfSerial = async (db: Handle, serialKey: string) => {
  const found = serialKey === '' ? [] : await db.rows<{ id: number }>(hot`select id from product_unit where serial_key = ${serialKey} limit 2`);
  return found.length === 1 ? found[0]?.id : undefined;
};
/** Tickets that waited for a unit with this number to be known. */
export const adoptUnits = (tx: Tx, units: readonly { unitId: number; serialKey: string }[]) => tx.rows<{ id: number }>(hot`update ticket t set unit_id = w."unitId", version = version + 1
  from json_to_recordset(${JSON.stringify(units)}::json) as w("unitId" bigint, "serialKey" text)
  where t.unit_id is null and t.serial <> '' and upper(regexp_replace(t.serial, '[^A-Za-z0-9]', '', 'g')) = w."serialKey" and not exists (select 1 from product_unit o where o.serial_key = w."serialKey" and o.id <> w."unitId") returning t.id`);
