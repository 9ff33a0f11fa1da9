import type { ChannelKind } from '@aftercare/contract/basics';
import type { TicketStatus } from '@aftercare/contract/tickets';
import { type Handle, type Sql, prepared, raw, sql } from '../../platform/db/index.ts';

/** A ticket's page, read in one look: pieces of JSON text as the contract has them, and what code decides by. */
export interface PageRow {
  status: TicketStatus; unread: boolean; prefers: ChannelKind | null; asked: ChannelKind | null; identities: { kind: string; value: string }[];
  /** Conversation, channel, newest message, up to which message agents have read; the one written to last comes first. */
  conversations: [number, ChannelKind, number | null, number][] | null;
  ticket: string; customer: string; oldest: string | null; more: boolean; clocks: string; links: string; survey: string;
  /** Items, oldest first, with `itemEnd` between them: JSON, or a message's `id version read`. */
  timeline: string | null;
}
/** Never stands in JSON as it is. */
export const itemEnd = '\u001f';

const ticket = raw(`json_build_object('id', t.id, 'subject', t.subject, 'type', t.type, 'status', t.status, 'priority', t.priority, 'channel', t.channel, 'language', t.language,
  'customer', json_build_object('id', c.id, 'name', c.name, 'tier', c.tier), 'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end, 'team', case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end,
  'product', t.product, 'serial', t.serial, 'unitId', t.unit_id, 'tags', t.tags, 'fields', t.fields, 'openedAt', t.opened_at, 'updatedAt', t.updated_at, 'solvedAt', t.solved_at, 'closedAt', t.closed_at, 'snoozedUntil', t.snoozed_until, 'waitsFor', t.waits_for, 'reopened', t.reopened, 'mergedInto', t.merged_into, 'version', t.version)::text`);
const customer = raw(`json_build_object('id', c.id, 'kind', c.kind, 'name', c.name, 'companyId', c.company_id, 'companyName', p.name, 'tier', c.tier, 'language', c.language, 'preferredChannel', c.preferred_channel,
  'tags', c.tags, 'note', c.note, 'identities', i.identities, 'createdAt', c.created_at, 'version', c.version)::text`);
const clocks = raw(`coalesce((select json_agg(json_build_object('id', k.id, 'target', k.target, 'state', k.state, 'dueAt', k.due_at, 'startedAt', k.started_at, 'warnAt', k.warn_at, 'metAt', k.met_at, 'breachedAt', k.breached_at,
  'targetSeconds', k.target_seconds, 'usedSeconds', k.used_seconds, 'policy', k.policy_name,
  'escalation', case when k.told_at is not null then json_build_object('percent', k.climbed, 'at', k.told_at, 'acknowledged', case when k.acknowledged_at is not null then json_build_object('by', k.acknowledged_by, 'at', k.acknowledged_at) end) end) order by k.id) from sla_clock k where k.ticket_id = t.id), '[]')::text`);
const surveyOf = (alias: string) => `json_build_object('id', ${alias}.id, 'ticketId', ${alias}.ticket_id, 'askedAt', ${alias}.asked_at, 'answeredAt', ${alias}.answered_at, 'answer', ${alias}.answer)`;
const survey = raw(`coalesce((select ${surveyOf('s')} from survey s where s.ticket_id = t.id order by s.id desc limit 1), 'null')::text`);
/** The other ticket's part in the link, as seen from this one. */
const links = (visible: Sql) => sql`coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'ticket', json_build_object('id', t.id, 'subject', t.subject, 'status', t.status)) order by l.id) from (
    select id, to_id as other, case kind when 'parent' then 'child' else kind end as kind from ticket_link where from_id = page.id
    union all select id, from_id, case kind when 'follow-up' then 'follows' else kind end from ticket_link where to_id = page.id) l
  join ticket t on t.id = l.other where ${visible}), '[]')::text`;
const conversations = raw(`(select json_agg(json_build_array(v.id, a.kind, (select m.id from message m where m.conversation_id = v.id order by m.id desc limit 1), v.agent_read_id) order by v.last_message_at desc, v.id desc)
  from ticket_conversation tc join conversation v on v.id = tc.conversation_id join channel_account a on a.id = v.channel_account_id where tc.ticket_id = t.id)`);

const note = raw(`json_build_object('kind', 'note', 'at', n.at, 'note', json_build_object('id', n.id, 'ticketId', n.ticket_id, 'author', json_build_object('id', n.author_id, 'name', coalesce((select name from agent where id = n.author_id), n.author_name)), 'text', n.body, 'mentions', n.mentions,
    'files', case when n.files = '{}' then '[]'::json else coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'url', '/api/v1/files/' || f.key) order by f.id) from file f where f.id = any(n.files)), '[]') end, 'at', n.at))`);
const change = raw(`json_build_object('kind', 'change', 'at', h.at, 'id', h.id, 'actor', h.actor, 'fields', h.fields, 'reason', h.reason, 'undoable', not h.undone)`);
const clockEvent = raw(`json_build_object('kind', 'clock', 'at', l.at, 'target', s.target, 'event', l.kind, 'words', case when l.kind in ('escalated', 'acknowledged') then split_part(l.reason, '|', 2) else '' end)`);
const stepItem = raw(`json_build_object('kind', 'step', 'at', s.entered_at, 'id', s.id, 'what', s.kind, 'title', s.title, 'until', s.left_at, 'outcome', s.outcome, 'by', coalesce(s.done_by, (select name from agent where id = s.assignee_id)))`);
/** Calls that were served; of the others the customer's timeline has words already. */
const callItem = raw(`json_build_object('kind', 'call', 'at', q.ended_at, 'id', q.id, 'direction', q.direction, 'caller', q.caller, 'number', (select name from hotline_number where id = q.number_id), 'outcome', coalesce(q.outcome, ''), 'agent', (select name from agent where id = q.agent_id),
  'seconds', round(extract(epoch from q.ended_at - q.answered_at))::int, 'disposition', q.disposition, 'note', q.note,
  'recordings', coalesce((select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'seconds', r.seconds, 'transcript', r.transcript, 'summary', r.summary) order by r.id) from hotline_recording r where r.call_id = q.id), '[]'))`);
const surveyItem = raw(`json_build_object('kind', 'survey', 'at', coalesce(s.answered_at, s.asked_at), 'survey', ${surveyOf('s')})`);
const readUpTo = raw(`case m.direction when 'out' then v.customer_read_id else v.agent_read_id end`);

/** Newest items of every kind; `sort` sets the order of what happened at the same moment. Messages are only named, with what tells whether they changed. */
function timeline(before: readonly string[] | null, limit: number): Sql {
  const [count, enough] = [raw(String(limit)), raw(String(limit + 1))];
  const older = (at: Sql, sort: number, id: Sql) => (before ? sql`and (${at}, ${raw(String(sort))}, ${id}) < (${before[0]}::timestamptz, ${before[1]}::int, ${before[2]}::bigint)` : raw(''));
  /** The newest of one kind, before anything is made of them. */
  const arm = (sort: number, at: Sql, alias: Sql, from: Sql, item: Sql) => sql`(select ${at} as at, ${raw(String(sort))} as sort, ${alias}.id, ${item}::text as item from ${from} ${older(at, sort, sql`${alias}.id`)} order by 1 desc, 3 desc limit ${enough})`;
  return sql`select string_agg(k.item, ${raw(`E'${'\\x1f'}'`)} order by k.n desc) filter (where k.n <= ${count}) as items,
      max(k.at::text || '|' || k.sort || '|' || k.id) filter (where k.n = ${count}) as oldest, count(*) > ${count} as more
    from (select u.*, row_number() over (order by u.at desc, u.sort desc, u.id desc) as n from (
        ${arm(0, raw('m.at'), raw('m'), raw('ticket_conversation tc join conversation v on v.id = tc.conversation_id join message m on m.conversation_id = v.id where tc.ticket_id = page.id'), sql`(m.id || ' ' || m.xmin || case when m.id <= ${readUpTo} then ' r' else ' u' end)`)}
        union all ${arm(1, raw('n.at'), raw('n'), raw('ticket_note n where n.ticket_id = page.id'), note)}
        union all ${arm(2, raw('h.at'), raw('h'), raw('ticket_change h where h.ticket_id = page.id'), change)}
        union all ${arm(3, raw('l.at'), raw('l'), raw(`sla_clock s join sla_ledger l on l.clock_id = s.id where s.ticket_id = page.id and l.kind in ('warned', 'breached', 'met', 'escalated', 'acknowledged')`), clockEvent)}
        union all ${arm(4, raw('coalesce(s.answered_at, s.asked_at)'), raw('s'), raw('survey s where s.ticket_id = page.id'), surveyItem)}
        union all ${arm(5, raw('s.entered_at'), raw('s'), raw(`casework_step s where s.ticket_id = page.id and s.kind in ('task', 'note')`), stepItem)}
        union all ${arm(6, raw('q.ended_at'), raw('q'), raw(`hotline_call q where q.ticket_id = page.id and q.state = 'ended' and q.outcome not in ('abandoned', 'missed', 'callback')`), callItem)}
      ) u order by u.at desc, u.sort desc, u.id desc limit ${enough}) k`;
}

/** Everything a ticket's page shows but its messages, in one statement; undefined when there is no such ticket or it may not be seen (`visible` speaks of `t`). */
export const readPage = (db: Handle, id: number, visible: Sql, before: readonly string[] | null, limit: number) => db.one<PageRow>(prepared(sql`
  select t.status, t.unread, c.preferred_channel as prefers,
    (select a.kind from continuation k join conversation v on v.id = k.conversation_id join channel_account a on a.id = v.channel_account_id where k.ticket_id = t.id and k.used_at is not null order by k.used_at desc limit 1) as asked, i.identities, ${conversations} as conversations, ${ticket} as ticket, ${customer} as customer, l.items as timeline, l.oldest, l.more,
    ${clocks} as clocks, ${links(visible)} as links, ${survey} as survey
  from ticket t join ticket page on page.id = t.id join customer c on c.id = t.customer_id left join customer p on p.id = c.company_id left join agent o on o.id = t.owner_id left join team g on g.id = t.team_id
  cross join lateral (select coalesce(json_agg(json_build_object('id', d.id, 'kind', d.kind, 'value', d.value, 'verified', d.verified) order by d.id), '[]') as identities from identity d where d.customer_id = c.id) i
  cross join lateral (${timeline(before, limit)}) l
  where t.id = ${id} and ${visible}`));

const attachments = raw(`case when m.attachments = '[]' then '[]'::json else (select json_agg(json_build_object('id', (f ->> 'fileId')::bigint, 'name', f ->> 'name', 'type', f ->> 'type', 'size', (f ->> 'size')::bigint, 'url', '/api/v1/files/' || (f ->> 'key'), 'inline', (f ->> 'inline')::boolean)) from jsonb_array_elements(m.attachments) f) end`);
export interface MessageRow { id: number; version: string; at: string; message: string }
/** Messages as JSON without their last key, `readAt`; `version` changes whenever the row does. */
export const messageRows = (db: Handle, ids: readonly number[]) => db.rows<MessageRow>(prepared(sql`select m.id, m.xmin::text as version, to_json(m.at)::text as at, row_to_json(x)::text as message from message m join channel_account a on a.id = m.channel_account_id
  cross join lateral (select m.id, m.conversation_id as "conversationId", a.kind as channel, m.direction, w as author, m.body as text, m.html, m.quoted, m.subject, ${attachments} as attachments, m.delivery, m.delivery_error as "deliveryError", m.meta -> 'why' as "deliveryReason", m.flag, (m.meta ->> 'splitTo')::bigint as "splitTo", m.meta -> 'elsewhere' as elsewhere, m.at
    from (select m.author_kind as kind, m.author_id as id, m.author_name as name) w) x
  where m.id = any((select ${ids}::bigint[])::bigint[])`));
