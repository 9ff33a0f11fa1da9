import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { TicketRow } from './store.ts';

export interface MergeRow {
  id: number; fromId: number; fromSubject: string; intoId: number; intoSubject: string; at: Date; actor: Actor; conversations: number[]; notes: number[]; children: number[]; asides: number[]; statusBefore: TicketRow['status']; changeId: number; undoneAt: Date | null; undoneBy: Actor | null;
}
const merges = sql`select m.id, m.from_id as "fromId", f.subject as "fromSubject", m.into_id as "intoId", i.subject as "intoSubject", m.at, m.actor, m.conversations, m.notes, m.children, m.asides, m.status_before as "statusBefore", m.change_id as "changeId", m.undone_at as "undoneAt", m.undone_by as "undoneBy"
  from ticket_merge m join ticket f on f.id = m.from_id join ticket i on i.id = m.into_id`;
export const findMerge = (db: Handle, id: number) => db.one<MergeRow>(sql`${merges} where m.id = ${id}`);
export const mergesOf = (db: Handle, id: number) => db.rows<MergeRow>(sql`${merges} where m.into_id = ${id} or m.from_id = ${id} order by m.id desc limit 50`);
export const insertMerge = async (tx: Tx, m: { fromId: number; intoId: number; at: Date; actor: Actor; conversations: readonly number[]; notes: readonly number[]; children: readonly number[]; asides: readonly number[]; statusBefore: string; changeId: number }) =>
  (await tx.one<{ id: number }>(sql`insert into ticket_merge (from_id, into_id, at, actor, conversations, notes, children, asides, status_before, change_id)
    values (${m.fromId}, ${m.intoId}, ${m.at}, ${JSON.stringify(m.actor)}::jsonb, ${m.conversations}, ${m.notes}, ${m.children}, ${m.asides}, ${m.statusBefore}, ${m.changeId}) returning id`))?.id ?? 0;
export const markMergeUndone = (tx: Tx, id: number, at: Date, by: Actor) => tx.run(sql`update ticket_merge set undone_at = ${at}, undone_by = ${JSON.stringify(by)}::jsonb where id = ${id} and undone_at is null`);
export const setMergedInto = (tx: Tx, id: number, intoId: number | null) => tx.run(sql`update ticket set merged_into = ${intoId}, version = version + 1 where id = ${id}`);

/** Where tickets' matters stand now: each by the last of its chain. */
export const standing = async (db: Handle, ids: readonly number[]) => new Map((await db.rows<{ id: number; now: number }>(hot`with recursive up as (select id as first, id, merged_into, 0 as n from ticket where id = any(${ids})
  union all select u.first, t.id, t.merged_into, u.n + 1 from up u join ticket t on t.id = u.merged_into where u.n < 50) select first as id, id as now from up where merged_into is null`)).map((r) => [r.id, r.now]));

export const moveConversations = (tx: Tx, toId: number, ids: readonly number[]) => tx.run(sql`update ticket_conversation set ticket_id = ${toId} where conversation_id = any(${ids})`);
export const notesOf = (db: Handle, ticketId: number) => db.rows<{ id: number }>(sql`select id from ticket_note where ticket_id = ${ticketId} order by id`);
export const moveNotes = (tx: Tx, toId: number, ids: readonly number[]) => tx.run(sql`update ticket_note set ticket_id = ${toId} where id = any(${ids})`);
/** Children go over; those both have stay. */
export const moveChildren = (tx: Tx, fromId: number, toId: number, only: readonly number[] | null) => tx.rows<{ id: number }>(sql`update ticket_link l set from_id = ${toId} where from_id = ${fromId} and kind = 'parent' and to_id <> ${toId} and (${only}::bigint[] is null or to_id = any(${only}::bigint[]))
  and not exists (select from ticket_link o where o.from_id = ${toId} and o.to_id = l.to_id and o.kind = 'parent') returning to_id as id`);
/** What was said on a ticket by us first, for its promise of a first answer. */
export const firstAnswer = (db: Handle, conversationIds: readonly number[]) => db.one<{ id: number; conversationId: number; authorKind: string; authorId: number | null }>(sql`select id, conversation_id as "conversationId", author_kind as "authorKind", author_id as "authorId"
  from message where conversation_id = any(${conversationIds}) and direction = 'out' and author_kind in ('agent', 'bot') order by id limit 1`);

export interface LikeRow { id: number; subject: string; status: TicketRow['status']; openedAt: Date; customerId: number; unitId: number | null; serial: string; words: string }
const like = sql`select t.id, t.subject, t.status, t.opened_at as "openedAt", t.customer_id as "customerId", t.unit_id as "unitId", t.serial,
    coalesce((select left(m.body, 600) from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id = t.id and m.direction = 'in' order by m.id limit 1), t.preview) as words from ticket t`;
export const likeRow = (db: Handle, id: number) => db.one<LikeRow>(sql`${like} where t.id = ${id}`);
/** Tickets that may be the same matter: the customer's newest and those of the same unit, near in time. */
export const likeCandidates = (db: Handle, one: LikeRow, from: Date, to: Date, visible: Sql) => db.rows<LikeRow>(sql`${like} where t.id in (
    (select id from ticket where customer_id = ${one.customerId} order by id desc limit 60) union (select id from ticket where unit_id = ${one.unitId} order by id desc limit 30))
  and t.id <> ${one.id} and t.merged_into is null and not ('automatic' = any(t.tags)) and t.opened_at between ${from} and ${to} and ${visible}
  and not exists (select from ticket_distinct d where d.a_id = least(t.id, ${one.id}::bigint) and d.b_id = greatest(t.id, ${one.id}::bigint))
  -- How these two belong together is known: split off, a part, linked by hand.
  and not exists (select from ticket_link l where l.from_id = ${one.id} and l.to_id = t.id) and not exists (select from ticket_link l where l.from_id = t.id and l.to_id = ${one.id})`);
export const insertDistinct = (tx: Tx, aId: number, bId: number, at: Date, actor: Actor) => tx.run(sql`insert into ticket_distinct (a_id, b_id, at, actor) values (least(${aId}::bigint, ${bId}::bigint), greatest(${aId}::bigint, ${bId}::bigint), ${at}, ${JSON.stringify(actor)}::jsonb) on conflict do nothing`);

export const parentOf = (db: Handle, id: number) => db.one<{ id: number; subject: string; status: TicketRow['status'] }>(sql`select t.id, t.subject, t.status from ticket_link l join ticket t on t.id = l.from_id where l.to_id = ${id} and l.kind = 'parent' order by l.id limit 1`);
/** Whether `above` stands somewhere over `id`. */
export const isAbove = async (db: Handle, above: number, id: number) => (await db.one<{ found: boolean }>(sql`with recursive up as (select from_id from ticket_link where to_id = ${id} and kind = 'parent'
  union select l.from_id from up join ticket_link l on l.to_id = up.from_id and l.kind = 'parent') select exists (select from up where from_id = ${above}) as found`))?.found ?? false;
export interface ChildRow { id: number; subject: string; status: TicketRow['status']; priority: TicketRow['priority']; ownerName: string | null; customerName: string; dueAt: Date | null; breached: boolean }
export const childrenOf = (db: Handle, id: number, visible: Sql, limit: number) => db.rows<ChildRow>(sql`select t.id, t.subject, t.status, t.priority, o.name as "ownerName", c.name as "customerName", t.due_at as "dueAt", t.breached
  from ticket_link l join ticket t on t.id = l.to_id join customer c on c.id = t.customer_id left join agent o on o.id = t.owner_id
  where l.from_id = ${id} and l.kind = 'parent' and ${visible} order by (t.status in ('solved', 'closed')), t.breached desc, t.due_at nulls last, t.id limit ${limit}`);
export interface Roll { status: TicketRow['status']; n: number; late: number; nextDueAt: Date | null }
export const rollOf = (db: Handle, id: number, visible: Sql) => db.rows<Roll>(sql`select t.status, count(*)::int as n, count(*) filter (where t.breached and t.status not in ('solved', 'closed'))::int as late, min(t.due_at) filter (where t.status not in ('solved', 'closed')) as "nextDueAt"
  from ticket_link l join ticket t on t.id = l.to_id where l.from_id = ${id} and l.kind = 'parent' and ${visible} group by t.status`);
export const childIds = async (db: Handle, id: number, visible: Sql, limit: number) => (await db.rows<{ id: number }>(sql`select t.id from ticket_link l join ticket t on t.id = l.to_id where l.from_id = ${id} and l.kind = 'parent' and t.status not in ('solved', 'closed') and ${visible} order by t.id limit ${limit}`)).map((r) => r.id);
/** Where a ticket was split from, and whether it has nothing but the copies it began with. */
export const splitOrigin = (db: Handle, id: number, visible: Sql) => db.one<{ id: number; subject: string; untouched: boolean }>(sql`with mine as (select m.meta from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id = ${id} order by m.id limit 500)
  select t.id, t.subject, (select bool_and(meta ? 'splitFrom') from mine) as untouched
  from (select (meta ->> 'splitFrom')::bigint as id from mine where meta ? 'splitFrom' limit 1) f join message o on o.id = f.id and (o.meta ->> 'splitTo')::bigint = ${id}
  join ticket_conversation tc on tc.conversation_id = o.conversation_id join ticket t on t.id = tc.ticket_id where ${visible}`);
