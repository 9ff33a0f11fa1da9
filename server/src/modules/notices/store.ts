import { createHash } from 'node:crypto';
import type { NoticeKind, NoticeSettings, NoticeShown, NoticeWays } from '@aftercare/contract/notices';
import type { EscalationParty } from '@aftercare/contract/sla';
import { type Handle, type Tx, hot, sql } from '../../platform/db/index.ts';

export interface NoticeRow { id: number; kind: NoticeShown; ticketId: number | null; subject: string; who: string; words: string; at: Date; readAt: Date | null }
export interface NewNotice { readonly agentId: number; readonly kind: NoticeShown; readonly ticketId: number | null; readonly who: string; readonly words: string; readonly at: Date; readonly key: string; /** Instead of those the person chose; a rung of a chain brings its own. */ readonly ways?: NoticeWays; /** Also in quiet hours. */ readonly atOnce?: boolean }
const columns = sql`n.id, n.kind, n.ticket_id as "ticketId", coalesce(t.subject, '') as subject, n.who, n.words, n.at, n.read_at as "readAt"`;

/** Those that are new; a fact that comes again adds nothing. `shown` false: read already, as it is only mailed or pushed. */
export const insertNotices = (tx: Tx, list: readonly (NewNotice & { shown: boolean; digest: boolean })[]) => tx.rows<{ id: number; agentId: number; key: string }>(hot`insert into notice (agent_id, kind, ticket_id, who, words, at, read_at, digest, key)
  select "agentId", kind, "ticketId", who, words, at, case when not shown then at end, digest, key from json_to_recordset(${JSON.stringify(list)}::json) as w("agentId" bigint, kind text, "ticketId" bigint, who text, words text, at timestamptz, shown boolean, digest boolean, key text)
  on conflict (agent_id, key) do nothing returning id, agent_id as "agentId", key`);
export const listNotices = (db: Handle, o: { agentId: number; unread: boolean; before: number | null; limit: number }) => db.rows<NoticeRow>(sql`select ${columns} from notice n left join ticket t on t.id = n.ticket_id
  where n.agent_id = ${o.agentId} and (not ${o.unread} or n.read_at is null) and (${o.before}::bigint is null or n.id < ${o.before}) order by n.id desc limit ${o.limit}`);
/** Beyond a hundred nobody counts. */
export const countUnread = async (db: Handle, agentId: number) => (await db.one<{ n: number }>(hot`select count(*)::int as n from (select from notice where agent_id = ${agentId} and read_at is null limit 100) x`))?.n ?? 0;
export const markRead = (tx: Handle, o: { agentId: number; ids: readonly number[] | null; ticketId: number | null; at: Date }) => tx.run(sql`update notice set read_at = ${o.at} where agent_id = ${o.agentId} and read_at is null
  and (${o.ids}::bigint[] is null or id = any(${o.ids}::bigint[])) and (${o.ticketId}::bigint is null or ticket_id = ${o.ticketId})`);
export const findNotice = (db: Handle, id: number) => db.one<NoticeRow & { agentId: number }>(sql`select ${columns}, n.agent_id as "agentId" from notice n left join ticket t on t.id = n.ticket_id where n.id = ${id}`);
export const dropOld = (db: Handle, before: Date) => db.run(sql`delete from notice where at < ${before}`);

export interface Person { id: number; name: string; email: string; language: 'zh-CN' | 'en'; timeZone: string; ways: Partial<Record<NoticeKind, NoticeWays>>; digest: NoticeSettings['digest']; digestAt: number; digestedAt: Date | null; quietFrom: number | null; quietTo: number | null }
const person = sql`a.id, a.name, a.email, a.language, a.time_zone as "timeZone", coalesce(s.ways, '{}') as ways, coalesce(s.digest, 'off') as digest, coalesce(s.digest_at, 540) as "digestAt", s.digested_at as "digestedAt", s.quiet_from as "quietFrom", s.quiet_to as "quietTo"`;
/** Those of them who work here. */
export const people = (db: Handle, ids: readonly number[]) => db.rows<Person>(sql`select ${person} from agent a left join notice_setting s on s.agent_id = a.id where a.id = any(${ids}::bigint[]) and a.status = 'active'`);
export const saveSettings = (tx: Handle, agentId: number, s: NoticeSettings) => tx.run(sql`insert into notice_setting (agent_id, ways, digest, digest_at, quiet_from, quiet_to) values (${agentId}, ${JSON.stringify(s.ways)}::jsonb, ${s.digest}, ${s.digestAt}, ${s.quietFrom}, ${s.quietTo})
  on conflict (agent_id) do update set ways = excluded.ways, digest = excluded.digest, digest_at = excluded.digest_at, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`);
export const membersOf = (db: Handle, teamIds: readonly number[]) => db.rows<{ teamId: number; agentId: number }>(sql`select team_id as "teamId", agent_id as "agentId" from team_member where team_id = any(${teamIds}::bigint[])`);
/** People with one of these roles; of a task's team where it has one. */
export const deciders = (db: Handle, tasks: readonly { taskId: number; role: string; teamId: number | null }[]) => db.rows<{ taskId: number; agentId: number }>(sql`select w."taskId", a.id as "agentId" from json_to_recordset(${JSON.stringify(tasks)}::json) as w("taskId" bigint, role text, "teamId" bigint)
  cross join lateral (select a.id from agent a where a.status = 'active' and w.role = any(a.roles) and (w."teamId" is null or exists (select from team_member m where m.team_id = w."teamId" and m.agent_id = a.id)) order by a.id limit 20) a`);
/** Whom a party of a rung means. A role means those of the ticket's team who have it; where there is none, all who have it. */
export const partiesOf = async (db: Handle, o: { who: readonly EscalationParty[]; ownerId: number | null; teamId: number | null }): Promise<number[]> => {
  const found: number[] = [];
  for (const party of o.who) {
    if (party.kind === 'owner') found.push(...(o.ownerId ? [o.ownerId] : []));
    else if (party.kind === 'agent') found.push(party.agentId);
    else if (party.kind === 'team') found.push(...(o.teamId ? (await membersOf(db, [o.teamId])).map((m) => m.agentId) : []));
    else found.push(...(await db.rows<{ id: number }>(sql`with of_role as (select a.id, exists (select from team_member m where m.agent_id = a.id and m.team_id = ${o.teamId}) as near from agent a where a.status = 'active' and ${party.role} = any(a.roles))
      select id from of_role where near or not exists (select from of_role where near) order by id limit 50`)).map((r) => r.id));
  }
  return [...new Set(found)];
};
/** Somebody took it on: nobody need look at it any more. */
export const readEscalated = (tx: Tx, ticketId: number, at: Date) => tx.run(sql`update notice set read_at = ${at} where ticket_id = ${ticketId} and kind = 'escalated' and read_at is null`);
export const noteWords = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; body: string; author: string }>(sql`select n.id, n.body, coalesce(a.name, n.author_name) as author from ticket_note n left join agent a on a.id = n.author_id where n.id = any(${ids}::bigint[])`);
export const messageWords = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; body: string; author: string }>(sql`select id, left(body, 400) as body, author_name as author from message where id = any(${ids}::bigint[])`);

/** Messages that did not arrive or perhaps did, with whom that concerns: who wrote it and whose ticket it is; else the ticket's team. What wrote itself and failed is no news. */
export const undelivered = async (db: Handle, ids: readonly number[]) => (ids.length === 0 ? [] : db.rows<{ messageId: number; ticketId: number; body: string; agentId: number }>(sql`with m as (
    select m.id, left(m.body, 400) as body, t.id as ticket_id, t.owner_id, t.team_id, case when m.author_kind = 'agent' then m.author_id end as author_id
    from message m join ticket t on t.id = (m.meta ->> 'ticketId')::bigint where m.id = any(${ids}::bigint[]) and (m.delivery = 'unsure' or (m.delivery = 'failed' and m.author_kind = 'agent')))
  select m.id as "messageId", m.ticket_id as "ticketId", m.body, w.id as "agentId" from m cross join lateral (
    select m.owner_id as id where m.owner_id is not null union select m.author_id where m.author_id is not null
    union select x.agent_id from team_member x where x.team_id = m.team_id and m.owner_id is null and m.author_id is null) w`));

/** Who has something waiting for a digest, of people whose last one is older than `before`. */
export const waitingForDigest = (db: Handle) => db.rows<Person>(sql`select ${person} from agent a join notice_setting s on s.agent_id = a.id where a.status = 'active' and exists (select from notice n where n.agent_id = a.id and n.digest)`);
export const takeDigest = (tx: Tx, agentId: number) => tx.rows<NoticeRow>(sql`with taken as (update notice set digest = false where agent_id = ${agentId} and digest returning *) select ${columns} from taken n left join ticket t on t.id = n.ticket_id order by n.id desc limit 5000`);
export const digested = (tx: Tx, agentId: number, at: Date) => tx.run(sql`update notice_setting set digested_at = ${at} where agent_id = ${agentId}`);

const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest('base64url');
export const savePush = (tx: Tx, p: { agentId: number; endpoint: string; target: Buffer; at: Date }) => tx.run(sql`insert into notice_push (agent_id, endpoint_hash, target, created_at) values (${p.agentId}, ${hashOf(p.endpoint)}, ${p.target}, ${p.at})
  on conflict (endpoint_hash) do update set agent_id = excluded.agent_id, target = excluded.target, created_at = excluded.created_at`);
export const trimPush = (tx: Tx, agentId: number, keep: number) => tx.run(sql`delete from notice_push where agent_id = ${agentId} and id in (select id from notice_push where agent_id = ${agentId} order by created_at desc, id desc offset ${keep})`);
export const dropPush = (db: Handle, agentId: number, endpoint: string) => db.run(sql`delete from notice_push where agent_id = ${agentId} and endpoint_hash = ${hashOf(endpoint)}`);
export const dropPushRow = (db: Handle, id: number) => db.run(sql`delete from notice_push where id = ${id}`);
export const pushOf = (db: Handle, agentId: number) => db.rows<{ id: number; target: Buffer }>(sql`select id, target from notice_push where agent_id = ${agentId} order by id`);
