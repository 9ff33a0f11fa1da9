import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface LinkRow {
  id: number; accountId: number; ticketId: number; remoteId: string | null; remoteUrl: string; generation: number; door: 'here' | 'there'; cursor: string | null;
  statusHere: string | null; statusThere: string | null; ownerHere: string | null; ownerThere: string | null; awaitsMessageId: number | null; levelAt: Date | null; error: string | null; askedAt: Date; mergedAt: Date | null; mergedThere: string | null;
}
const columns = sql`l.id, l.account_id as "accountId", l.ticket_id as "ticketId", l.remote_id as "remoteId", l.remote_url as "remoteUrl", l.generation, l.door, l.cursor,
  l.status_here as "statusHere", l.status_there as "statusThere", l.owner_here as "ownerHere", l.owner_there as "ownerThere", l.awaits_message_id as "awaitsMessageId", l.level_at as "levelAt", l.error, l.asked_at as "askedAt", l.merged_at as "mergedAt", l.merged_there as "mergedThere"`;
export const findLink = (db: Handle, id: number) => db.one<LinkRow>(sql`select ${columns} from mirror_link l where l.id = ${id}`);
export const linksOfTicket = (db: Handle, ticketId: number) => db.rows<LinkRow>(sql`select ${columns} from mirror_link l where l.ticket_id = ${ticketId} order by l.id`);
export const linkOfTicket = (db: Handle, accountId: number, ticketId: number) => db.one<LinkRow>(sql`select ${columns} from mirror_link l where l.account_id = ${accountId} and l.ticket_id = ${ticketId}`);
export const linkByRemote = (db: Handle, accountId: number, remoteId: string) => db.one<LinkRow>(sql`select ${columns} from mirror_link l where l.account_id = ${accountId} and l.remote_id = ${remoteId}`);
/** Undefined when either side has its twin already. */
export const insertLink = (tx: Tx, l: { accountId: number; ticketId: number; remoteId: string | null; remoteUrl?: string; door: 'here' | 'there'; at: Date }) =>
  tx.one<LinkRow>(sql`with l as (insert into mirror_link (account_id, ticket_id, remote_id, remote_url, door, asked_at) values (${l.accountId}, ${l.ticketId}, ${l.remoteId}, ${l.remoteUrl ?? ''}, ${l.door}, ${l.at}) on conflict do nothing returning *) select ${columns} from l`);
/** Tickets that stand at a mirrored door and have no twin yet, with the desk that mirrors them. */
export const unlinked = (db: Handle, ticketIds: readonly number[]) => db.rows<{ ticketId: number; accountId: number }>(hot`select distinct on (tc.ticket_id, a.mirror_id) tc.ticket_id as "ticketId", a.mirror_id as "accountId"
  from ticket_conversation tc join conversation c on c.id = tc.conversation_id join channel_account a on a.id = c.channel_account_id join channel_account d on d.id = a.mirror_id
  where tc.ticket_id = any(${ticketIds}) and a.mode = 'mirror' and d.enabled and not exists (select from mirror_link l where l.account_id = a.mirror_id and l.ticket_id = tc.ticket_id)`);
export const linksOf = (db: Handle, ticketIds: readonly number[]) => db.rows<{ id: number; ticketId: number; awaitsMessageId: number | null }>(hot`select l.id, l.ticket_id as "ticketId", l.awaits_message_id as "awaitsMessageId" from mirror_link l join channel_account a on a.id = l.account_id
  where l.ticket_id = any(${ticketIds}) and a.enabled and (l.door = 'there' or exists (select from ticket b where b.id = l.ticket_id and b.merged_into is not null) or exists (select from ticket_conversation tc join conversation c on c.id = tc.conversation_id join channel_account o on o.id = c.channel_account_id where tc.ticket_id = l.ticket_id and o.mode = 'mirror' and o.mirror_id = l.account_id))`);
export const ticketsOfConversations = (db: Handle, ids: readonly number[]) => db.rows<{ ticketId: number }>(hot`select distinct ticket_id as "ticketId" from ticket_conversation where conversation_id = any(${ids})`);

/** One at a time brings both sides together; whoever died is forgotten after the lease. */
export const claim = async (db: Handle, id: number, lease: string) =>
  (await db.run(sql`update mirror_link set lease = ${lease}, lease_until = now() + interval '3 minutes' where id = ${id} and (lease is null or lease_until < now())`)) > 0;
/** False when somebody else took over. */
export const renew = async (db: Handle, id: number, lease: string) => (await db.run(hot`update mirror_link set lease_until = now() + interval '3 minutes' where id = ${id} and lease = ${lease} and lease_until > now()`)) > 0;
export const release = (db: Handle, id: number, lease: string) => db.run(sql`update mirror_link set lease = null, lease_until = null where id = ${id} and lease = ${lease}`);

export const setRemote = (db: Handle, id: number, r: { remoteId: string; url: string }) => db.run(sql`update mirror_link set remote_id = ${r.remoteId}, remote_url = ${r.url} where id = ${id}`);
export const startAnew = (db: Handle, id: number) => db.run(sql`update mirror_link set remote_id = null, cursor = null, generation = generation + 1, status_there = null, owner_there = null, merged_there = null where id = ${id}`);
export const setCursor = (tx: Handle, id: number, cursor: string | null, url: string) => tx.run(sql`update mirror_link set cursor = ${cursor}, remote_url = ${url} where id = ${id}`);
export const setAwaits = (tx: Handle, id: number, messageId: number | null) => tx.run(sql`update mirror_link set awaits_message_id = ${messageId} where id = ${id}`);
export const clearAwaits = (tx: Handle, id: number, messageId: number) => tx.run(sql`update mirror_link set awaits_message_id = null where id = ${id} and awaits_message_id <= ${messageId}`);
export const setStatusBase = (tx: Handle, id: number, here: string | null, there: string | null) => tx.run(sql`update mirror_link set status_here = ${here}, status_there = ${there} where id = ${id}`);
export const setStatusHere = (tx: Handle, id: number, here: string) => tx.run(sql`update mirror_link set status_here = ${here} where id = ${id}`);
export const setOwnerBase = (tx: Handle, id: number, here: string | null, there: string | null) => tx.run(sql`update mirror_link set owner_here = ${here}, owner_there = ${there} where id = ${id}`);
export const setLevel = (db: Handle, id: number, at: Date) => db.run(sql`update mirror_link set level_at = ${at}, error = null where id = ${id}`);
export const setError = (db: Handle, id: number, error: string) => db.run(sql`update mirror_link set error = ${error.slice(0, 500)} where id = ${id}`);

/** Messages of the ticket that the other side has not, oldest first: what has left, failed to, or come in, not what repeats words or waits to be taken back. `also`: one that is on its way out by the desk itself. */
export const toPush = (db: Handle, link: Pick<LinkRow, 'id' | 'ticketId' | 'accountId'>, also: number | null) => db.rows<{ id: number }>(sql`select m.id from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id
  where tc.ticket_id = ${link.ticketId} and not exists (select from mirror_message x where x.link_id = ${link.id} and x.message_id = m.id)
    and (m.id = ${also}::bigint or (m.direction = 'in' and m.flag is distinct from 'bounce') or (m.direction = 'out' and m.delivery in ('sent', 'delivered', 'failed', 'unsure') and m.channel_account_id <> ${link.accountId}
      and m.meta ->> 'purpose' is null and not m.meta ? 'followUpOf' and not m.meta ? 'insteadOf'))
  order by m.id limit 200`);
export const messageTwin = (db: Handle, linkId: number, messageId: number) => db.one<{ remoteId: string }>(sql`select remote_id as "remoteId" from mirror_message where link_id = ${linkId} and message_id = ${messageId}`);
export const knownRemote = async (db: Handle, linkId: number, ids: readonly string[]) => new Set((await db.rows<{ id: string }>(hot`select remote_id as id from mirror_message where link_id = ${linkId} and remote_id = any(${ids}) union all select remote_id from mirror_note where link_id = ${linkId} and remote_id = any(${ids})`)).map((r) => r.id));
export const insertTwin = (tx: Handle, t: { linkId: number; messageId: number; remoteId: string; origin: 'here' | 'there'; at: Date }) =>
  tx.run(hot`insert into mirror_message (link_id, message_id, remote_id, origin, at) values (${t.linkId}, ${t.messageId}, ${t.remoteId}, ${t.origin}, ${t.at}) on conflict do nothing`);
/** A message of ours on this ticket, or on the one it became part of? Marks are signed, yet a ticket may have been copied over there. */
export const isOfTicket = async (db: Handle, ticketId: number, messageId: number) => (await db.one(sql`select 1 as one from message m join ticket_conversation tc on tc.conversation_id = m.conversation_id where m.id = ${messageId} and tc.ticket_id in (${ticketId}, (select merged_into from ticket where id = ${ticketId}))`)) !== undefined;

/** Notes of the ticket that the other side has not, written since it has a twin, oldest first. */
export const notesToPush = (db: Handle, link: Pick<LinkRow, 'id' | 'ticketId' | 'askedAt'>) => db.rows<{ id: number; body: string; name: string; email: string | null; files: { id: number; name: string; type: string; size: number }[] }>(sql`select n.id, n.body, coalesce(a.name, n.author_name) as name, a.email,
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size) order by f.id) from file f where f.id = any(n.files)), '[]') as files
  from ticket_note n left join agent a on a.id = n.author_id where n.ticket_id = ${link.ticketId} and n.at >= ${link.askedAt} and not exists (select from mirror_note x where x.link_id = ${link.id} and x.note_id = n.id) order by n.id limit 100`);
export const insertNoteTwin = (tx: Handle, t: { linkId: number; noteId: number; remoteId: string; origin: 'here' | 'there'; at: Date }) =>
  tx.run(sql`insert into mirror_note (link_id, note_id, remote_id, origin, at) values (${t.linkId}, ${t.noteId}, ${t.remoteId}, ${t.origin}, ${t.at}) on conflict do nothing`);
export const noteExists = async (db: Handle, id: number) => (await db.one(sql`select 1 as one from ticket_note where id = ${id}`)) !== undefined;
/** Heard of once; `at` where our ticket is part of the other now, too. */
export const setMergedThere = (tx: Tx, id: number, m: { remoteId: string; at: Date | null }) => tx.run(sql`update mirror_link set merged_there = ${m.remoteId}, merged_at = coalesce(${m.at}, merged_at) where id = ${id}`);
/** What stands on the twin of the merged one need not be written once more to the twin that stays. */
export async function shareTwins(tx: Tx, fromId: number, intoId: number): Promise<void> {
  await tx.run(sql`insert into mirror_message (link_id, message_id, remote_id, origin, at) select ${intoId}, message_id, remote_id, origin, at from mirror_message where link_id = ${fromId} on conflict do nothing`);
  await tx.run(sql`insert into mirror_note (link_id, note_id, remote_id, origin, at) select ${intoId}, note_id, remote_id, origin, at from mirror_note where link_id = ${fromId} on conflict do nothing`);
}
/** The desk may merge whatever it shows. */
export const anyTicket: Sql = sql`true`;
export const setMerged = (db: Handle, id: number, at: Date | null) => db.run(sql`update mirror_link set merged_at = ${at} where id = ${id}`);

export interface DeskRow { accountId: number; cursor: string | null; lookedAt: Date | null; holdUntil: Date | null }
export const findDesk = (db: Handle, accountId: number) => db.one<DeskRow>(hot`select account_id as "accountId", cursor, looked_at as "lookedAt", hold_until as "holdUntil" from mirror_desk where account_id = ${accountId}`);
export const moveDesk = (tx: Handle, accountId: number, cursor: string, at: Date) => tx.run(sql`insert into mirror_desk (account_id, cursor, looked_at) values (${accountId}, ${cursor}, ${at}) on conflict (account_id) do update set cursor = excluded.cursor, looked_at = excluded.looked_at, hold_until = null`);
export const holdDesk = (db: Handle, accountId: number, until: Date) => db.run(sql`insert into mirror_desk (account_id, hold_until) values (${accountId}, ${until}) on conflict (account_id) do update set hold_until = greatest(mirror_desk.hold_until, excluded.hold_until)`);
