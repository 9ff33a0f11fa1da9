import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type Field = 'status' | 'owner';
export type ConflictReason = 'both-changed' | 'nobody-here' | 'nobody-there';
export interface ConflictRow { id: number; linkId: number; ticketId: number; accountId: number; subject: string; remoteUrl: string; field: Field; here: string; there: string; reason: ConflictReason; foundAt: Date }
const columns = sql`c.id, c.link_id as "linkId", l.ticket_id as "ticketId", l.account_id as "accountId", t.subject, l.remote_url as "remoteUrl", c.field, c.here, c.there, c.reason, c.found_at as "foundAt"`;
const from = sql`from mirror_conflict c join mirror_link l on l.id = c.link_id join ticket t on t.id = l.ticket_id`;

export const openConflict = (db: Handle, linkId: number, field: Field) => db.one<ConflictRow>(sql`select ${columns} ${from} where c.link_id = ${linkId} and c.field = ${field} and c.resolved_at is null`);
export const conflictsOfLinks = (db: Handle, linkIds: readonly number[]) => db.rows<ConflictRow>(sql`select ${columns} ${from} where c.link_id = any(${linkIds}) and c.resolved_at is null order by c.id`);
export const conflictsOf = (db: Handle, accountId: number, visible: Sql, after: number | null, limit: number) => db.rows<ConflictRow>(sql`select ${columns} ${from} where l.account_id = ${accountId} and c.resolved_at is null and ${visible} and (${after}::bigint is null or c.id > ${after}) order by c.id limit ${limit}`);
export const findConflict = (db: Handle, id: number) => db.one<ConflictRow>(sql`select ${columns} ${from} where c.id = ${id} and c.resolved_at is null`);
/** One open one for a field; a second finding says how both stand now. */
export const noteConflict = (tx: Tx, c: { linkId: number; field: Field; here: string; there: string; reason: ConflictReason; at: Date }) =>
  tx.one<{ isNew: boolean }>(sql`insert into mirror_conflict (link_id, field, here, there, reason, found_at) values (${c.linkId}, ${c.field}, ${c.here}, ${c.there}, ${c.reason}, ${c.at})
    on conflict (link_id, field) where resolved_at is null do update set here = excluded.here, there = excluded.there, reason = excluded.reason returning (xmax = 0) as "isNew"`);
export const resolveConflict = (tx: Tx, id: number, chosen: 'here' | 'there' | 'same', by: unknown, at: Date) =>
  tx.run(sql`update mirror_conflict set resolved_at = ${at}, resolved_by = ${JSON.stringify(by)}::jsonb, chosen = ${chosen} where id = ${id} and resolved_at is null`);

export interface DeskCounts { links: number; failing: number; conflicts: number; messages: number; levelAt: Date | null }
export const countsOf = (db: Handle, accountId: number) => db.one<DeskCounts>(sql`select count(*)::int as links, count(*) filter (where l.error is not null)::int as failing, max(l.level_at) as "levelAt",
  (select count(*)::int from mirror_conflict c join mirror_link k on k.id = c.link_id where k.account_id = ${accountId} and c.resolved_at is null) as conflicts,
  (select count(*)::int from mirror_message m join mirror_link k on k.id = m.link_id where k.account_id = ${accountId}) as messages
  from mirror_link l where l.account_id = ${accountId}`);
export const failingOf = (db: Handle, accountId: number, visible: Sql, limit: number) => db.rows<{ linkId: number; ticketId: number; subject: string; error: string; remoteUrl: string }>(sql`select l.id as "linkId", l.ticket_id as "ticketId", t.subject, l.error, l.remote_url as "remoteUrl"
  from mirror_link l join ticket t on t.id = l.ticket_id where l.account_id = ${accountId} and l.error is not null and ${visible} order by l.id limit ${limit}`);
