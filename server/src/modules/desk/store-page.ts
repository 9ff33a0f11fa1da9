import type { ChannelKind } from '@aftercare/contract/basics';
import type { TicketStatus } from '@aftercare/contract/tickets';
import { type Handle, type Sql, prepared, raw, sql } from '../../platform/db/index.ts';

/** A ticket's page, read in one look: pieces of JSON text as the contract has them, and what code decides by. */
export interface PageRow {
  status: TicketStatus; unread: boolean; prefers: ChannelKind | null; lastKind: ChannelKind | null; identities: { kind: string; value: string }[];
  ticket: string; customer: string; timeline: string | null; oldest: string | null; more: boolean; clocks: string; links: string; survey: string;
  /** Conversations with words of the customer that no agent has seen. */
  unseen: { conversationId: number; messageId: number }[] | null;
}

const ticket = raw(`json_build_object('id', t.id, 'subject', t.subject, 'type', t.type, 'status', t.status, 'priority', t.priority, 'channel', t.channel, 'language', t.language,
  'customer', json_build_object('id', c.id, 'name', c.name, 'tier', c.tier), 'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end, 'team', case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end,
  'product', t.product, 'serial', t.serial, 'unitId', t.unit_id, 'tags', t.tags, 'fields', t.fields, 'openedAt', t.opened_at, 'updatedAt', t.updated_at, 'solvedAt', t.solved_at, 'closedAt', t.closed_at, 'snoozedUntil', t.snoozed_until, 'reopened', t.reopened, 'version', t.version)::text`);
const customer = raw(`json_build_object('id', c.id, 'kind', c.kind, 'name', c.name, 'companyId', c.company_id, 'companyName', p.name, 'tier', c.tier, 'language', c.language, 'preferredChannel', c.preferred_channel,
  'tags', c.tags, 'note', c.note, 'identities', i.identities, 'createdAt', c.created_at, 'version', c.version)::text`);
const clocks = raw(`coalesce((select json_agg(json_build_object('id', k.id, 'target', k.target, 'state', k.state, 'dueAt', k.due_at, 'startedAt', k.started_at, 'warnAt', k.warn_at, 'metAt', k.met_at, 'breachedAt', k.breached_at,
  'targetSeconds', k.target_seconds, 'usedSeconds', k.used_seconds, 'policy', k.policy_name) order by k.id) from sla_clock k where k.ticket_id = t.id), '[]')::text`);
const surveyOf = (alias: string) => `json_build_object('id', ${alias}.id, 'ticketId', ${alias}.ticket_id, 'askedAt', ${alias}.asked_at, 'answeredAt', ${alias}.answered_at, 'answer', ${alias}.answer)`;
const survey = raw(`coalesce((select ${surveyOf('s')} from survey s where s.ticket_id = t.id order by s.id desc limit 1), 'null')::text`);
/** The other ticket's part in the link, as seen from this one. */
const links = (visible: Sql) => sql`coalesce((select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'ticket', json_build_object('id', t.id, 'subject', t.subject, 'status', t.status)) order by l.id) from (
    select id, to_id as other, case kind when 'parent' then 'child' else kind end as kind from ticket_link where from_id = page.id
    union all select id, from_id, case kind when 'follow-up' then 'follows' else kind end from ticket_link where to_id = page.id) l
  join ticket t on t.id = l.other where ${visible}), '[]')::text`;
const unseen = raw(`(select json_agg(json_build_object('conversationId', v.id, 'messageId', w.id)) from ticket_conversation tc join conversation v on v.id = tc.conversation_id
  cross join lateral (select m.id from message m where m.conversation_id = v.id order by m.id desc limit 1) w where tc.ticket_id = t.id and w.id > v.agent_read_id)`);
const lastKind = raw(`(select a.kind from ticket_conversation tc join conversation v on v.id = tc.conversation_id join channel_account a on a.id = v.channel_account_id where tc.ticket_id = t.id order by v.last_message_at desc, v.id desc limit 1)`);

const attachments = raw(`case when m.attachments = '[]' then '[]'::json else (select json_agg(json_build_object('id', (f ->> 'fileId')::bigint, 'name', f ->> 'name', 'type', f ->> 'type', 'size', (f ->> 'size')::bigint, 'url', '/api/v1/files/' || (f ->> 'key'), 'inline', (f ->> 'inline')::boolean)) from jsonb_array_elements(m.attachments) f) end`);
/** A message as a record: made for many rows at once, it is cheaper so than by naming each key. */
const message = sql`select m.id, m.conversation_id as "conversationId", a.kind as channel, m.direction, w as author, m.body as text, m.html, m.quoted, m.subject, ${attachments} as attachments, m.delivery, m.delivery_error as "deliveryError", m.flag, m.at,
    case when m.id <= case m.direction when 'out' then v.customer_read_id else v.agent_read_id end then m.at end as "readAt" from (select m.author_kind as kind, m.author_id as id, m.author_name as name) w`;
const note = raw(`(select json_build_object('kind', 'note', 'at', n.at, 'note', json_build_object('id', n.id, 'ticketId', n.ticket_id, 'author', json_build_object('id', n.author_id, 'name', (select name from agent where id = n.author_id)), 'text', n.body, 'mentions', n.mentions,
    'files', case when n.files = '{}' then '[]'::json else coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'url', '/api/v1/files/' || f.key) order by f.id) from file f where f.id = any(n.files)), '[]') end, 'at', n.at))
  from ticket_note n where n.id = k.id)`);
const change = raw(`(select json_build_object('kind', 'change', 'at', h.at, 'id', h.id, 'actor', h.actor, 'fields', h.fields, 'reason', h.reason, 'undoable', not h.undone) from ticket_change h where h.id = k.id)`);
const clockEvent = raw(`(select json_build_object('kind', 'clock', 'at', l.at, 'target', s.target, 'event', l.kind) from sla_ledger l join sla_clock s on s.id = l.clock_id where l.id = k.id)`);
const stepItem = raw(`(select json_build_object('kind', 'step', 'at', s.entered_at, 'id', s.id, 'what', s.kind, 'title', s.title, 'until', s.left_at, 'outcome', s.outcome, 'by', coalesce(s.done_by, (select name from agent where id = s.assignee_id))) from casework_step s where s.id = k.id)`);
const surveyItem = raw(`(select json_build_object('kind', 'survey', 'at', k.at, 'survey', ${surveyOf('s')}) from survey s where s.id = k.id)`);

/** Newest items of every kind, found by their keys first; `sort` sets the order of what happened at the same moment. */
function timeline(before: readonly string[] | null, limit: number): Sql {
  const older = before ? sql`where (u.at, u.sort, u.id) < (${before[0]}::timestamptz, ${before[1]}::int, ${before[2]}::bigint)` : raw('');
  return sql`select '[' || string_agg(case k.sort when 0 then '{"kind":"message","at":' || to_json(m.at) || ',"message":' || row_to_json(x) || '}' else (case k.sort when 1 then ${note} when 2 then ${change} when 3 then ${clockEvent} when 4 then ${surveyItem} else ${stepItem} end)::text end, ',' order by k.n desc) filter (where k.n <= ${raw(String(limit))}) || ']' as items,
      max(k.at::text || '|' || k.sort || '|' || k.id) filter (where k.n = ${raw(String(limit))}) as oldest, count(*) > ${raw(String(limit))} as more
    from (select u.*, row_number() over (order by u.at desc, u.sort desc, u.id desc) as n from (
        select m.at, 0 as sort, m.id from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id = page.id
        union all select n.at, 1, n.id from ticket_note n where n.ticket_id = page.id
        union all select h.at, 2, h.id from ticket_change h where h.ticket_id = page.id
        union all select l.at, 3, l.id from sla_clock s join sla_ledger l on l.clock_id = s.id where s.ticket_id = page.id and l.kind in ('warned', 'breached', 'met')
        union all select coalesce(s.answered_at, s.asked_at), 4, s.id from survey s where s.ticket_id = page.id
        union all select s.entered_at, 5, s.id from casework_step s where s.ticket_id = page.id and s.kind in ('task', 'note')
      ) u ${older} order by u.at desc, u.sort desc, u.id desc limit ${raw(String(limit + 1))}) k
    left join message m on k.sort = 0 and m.id = k.id left join conversation v on v.id = m.conversation_id left join channel_account a on a.id = m.channel_account_id left join lateral (${message}) x on true`;
}

/** Everything a ticket's page shows, in one statement; undefined when there is no such ticket or it may not be seen (`visible` speaks of `t`). */
export const readPage = (db: Handle, id: number, visible: Sql, before: readonly string[] | null, limit: number) => db.one<PageRow>(prepared(sql`
  select t.status, t.unread, c.preferred_channel as prefers, ${lastKind} as "lastKind", i.identities, ${ticket} as ticket, ${customer} as customer, l.items as timeline, l.oldest, l.more,
    ${clocks} as clocks, ${links(visible)} as links, ${survey} as survey, ${unseen} as unseen
  from ticket t join ticket page on page.id = t.id join customer c on c.id = t.customer_id left join customer p on p.id = c.company_id left join agent o on o.id = t.owner_id left join team g on g.id = t.team_id
  cross join lateral (select coalesce(json_agg(json_build_object('id', d.id, 'kind', d.kind, 'value', d.value, 'verified', d.verified) order by d.id), '[]') as identities from identity d where d.customer_id = c.id) i
  cross join lateral (${timeline(before, limit)}) l
  where t.id = ${id} and ${visible}`));
