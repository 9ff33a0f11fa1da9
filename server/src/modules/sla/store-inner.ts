import type { InnerClock } from '@aftercare/contract/sla';
import type { Handle } from '../../platform/db/index.ts';
import { prepared, raw, sql } from '../../platform/db/index.ts';

/** What counts beside the customer's clock, as its own room keeps it. */
export interface InnerRow {
  source: InnerClock['source']; id: number; titleZh: string; titleEn: string; party: string; /** Where nobody has it yet: the role whose it is. */ roleZh: string | null; roleEn: string | null; startedAt: Date; dueAt: Date | null; /** Instead of `dueAt`: minutes of working time. */ minutes: number | null;
  endedAt: Date | null; cancelled: boolean;
  /** When its party could not go on, by its own states: a vendor who waits for a part, or for our word about money or the work. */
  waits: { on: 'part' | 'claim'; from: string; to: string | null }[];
}
const most = 40;
/** From a report that says so to the next one that says otherwise, and from a claim to its decision. */
const waitsOfJob = raw(`coalesce((select json_agg(w) from (
    select 'part' as "on", p.at as "from", (select min(q.at) from vendor_progress q where q.job_id = p.job_id and q.id > p.id and q.kind not in ('note', 'waiting-for-part')) as "to" from vendor_progress p where p.job_id = j.id and p.kind = 'waiting-for-part'
    union all select 'claim', c.raised_at, c.decided_at from vendor_claim c where c.job_id = j.id) w), '[]')`);
/** Steps of its process, questions to departments and partners, outsourced jobs and the offers of them, tasks with a date: what goes on first, then the newest. */
export const innerOf = (db: Handle, ticketId: number) => db.rows<InnerRow>(prepared(sql`select * from (
  select 'step' as source, k.id, k.title ->> 'zh' as "titleZh", k.title ->> 'en' as "titleEn", coalesce(a.name, g.name, '') as party, r.name ->> 'zh' as "roleZh", r.name ->> 'en' as "roleEn", k.opened_at as "startedAt", k.due_at as "dueAt", null::int as minutes, case when k.state <> 'open' then coalesce(k.done_at, k.opened_at) end as "endedAt", k.state = 'cancelled' as cancelled, '[]'::json as waits
    from process_task k left join agent a on a.id = k.assignee_id left join team g on g.id = k.team_id left join role r on r.key = k.role where k.stream = ${`ticket:${ticketId}`} and k.due_at is not null
  union all select 'aside', s.conversation_id, s.subject, s.subject, s.name, null, null, coalesce(s.asked_at, s.opened_at), null, s.answer_minutes, coalesce(s.answered_at, s.closed_at), s.closed_at is not null and s.answered_at is null, '[]' from ticket_aside s where s.ticket_id = ${ticketId}
  union all select 'job', j.id, j.summary, j.summary, coalesce(v.name, ''), null, null, coalesce(j.accepted_at, j.offered_at), j.due_at, null, case when j.state = 'cancelled' then coalesce(j.done_at, j.due_at) else j.done_at end, j.state = 'cancelled', ${waitsOfJob} from vendor_job j left join vendor v on v.id = j.vendor_id where j.ticket_id = ${ticketId} and j.accepted_at is not null
  union all select 'offer', o.id, j.summary, j.summary, v.name, null, null, o.offered_at, o.answer_by, null, o.answered_at, false, '[]' from vendor_offer o join vendor_job j on j.id = o.job_id join vendor v on v.id = o.vendor_id where j.ticket_id = ${ticketId} and o.state = 'open'
  union all select 'task', k.id, k.title, k.title, coalesce(a.name, ''), null, null, k.created_at, k.due_at, null, k.done_at, false, '[]' from ticket_task k left join agent a on a.id = k.assignee_id where k.ticket_id = ${ticketId} and k.due_at is not null) i
  order by (i."endedAt" is not null), i."startedAt" desc limit ${most}`));
