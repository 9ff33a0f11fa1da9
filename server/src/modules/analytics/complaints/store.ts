import type { Handle, Sql } from '../../../platform/db/index.ts';
import { sql } from '../../../platform/db/index.ts';

type Names = { zh: string; en: string };
export interface Counted { complaints: number; repeated: number; open: number }
/** Days in which a second complaint is the same trouble. */
export const againDays = 90;
/** Complaints opened in a span; what was merged away is told by the one it became part of. At most so many, newest first. */
const complaints = (from: Date, to: Date, visible: Sql) => sql`complaint as (select t.id, t.subject, t.status, t.opened_at, t.solved_at, t.customer_id, t.unit_id, t.product, t.team_id, t.reopened, t.fields ->> 'complaintCause' as cause,
    (t.reopened > 0 or exists (select from ticket o where o.type = 'complaint' and o.merged_into is null and o.id <> t.id and (o.customer_id = t.customer_id or o.unit_id = t.unit_id) and o.opened_at < t.opened_at and o.opened_at > t.opened_at - ${againDays}::int * interval '1 day')) as again
  from ticket t where t.type = 'complaint' and t.merged_into is null and t.opened_at >= ${from} and t.opened_at < ${to} and ${visible} order by t.opened_at desc, t.id desc limit 20000)`;
const counts = sql`count(*)::int as complaints, count(*) filter (where c.again)::int as repeated, count(*) filter (where c.status not in ('solved', 'closed'))::int as open`;

export const total = (db: Handle, from: Date, to: Date, visible: Sql) => db.one<Counted & { solutionMedian: number | null; uncaused: number }>(sql`with ${complaints(from, to, visible)} select ${counts}, extract(epoch from percentile_cont(0.5) within group (order by c.solved_at - c.opened_at))::float8 as "solutionMedian",
  count(*) filter (where c.cause is null)::int as uncaused from complaint c`);
export const byCause = (db: Handle, from: Date, to: Date, visible: Sql) => db.rows<Counted & { key: string }>(sql`with ${complaints(from, to, visible)} select c.cause as key, ${counts} from complaint c where c.cause is not null group by 1 order by 2 desc, 1`);
export const byProduct = (db: Handle, from: Date, to: Date, visible: Sql) => db.rows<Counted & { product: string; cause: string | null }>(sql`with ${complaints(from, to, visible)} select c.product, ${counts}, mode() within group (order by c.cause) as cause from complaint c where c.product <> '' group by 1 order by 2 desc, 1 limit 12`);
export const byTeam = (db: Handle, from: Date, to: Date, visible: Sql) => db.rows<Counted & { team: string }>(sql`with ${complaints(from, to, visible)} select g.name as team, ${counts} from complaint c join team g on g.id = c.team_id group by 1 order by 2 desc, 1 limit 12`);
export interface Chain { customerId: number; customerName: string; product: string; count: number; lastAt: Date; tickets: { id: number; subject: string; status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; openedAt: string; cause: string | null }[] }
/** Customers with several complaints up to the end of the span, one of them in it. */
export const chains = (db: Handle, from: Date, to: Date, visible: Sql) => db.rows<Chain>(sql`with ${complaints(from, to, visible)}, who as (select c.customer_id, max(c.opened_at) as last from complaint c where c.again group by 1 order by 2 desc limit 30)
  select w.customer_id as "customerId", k.name as "customerName", w.last as "lastAt", coalesce(max(nullif(t.product, '')), '') as product, count(*)::int as count,
    json_agg(json_build_object('id', t.id, 'subject', t.subject, 'status', t.status, 'openedAt', t.opened_at, 'cause', t.fields ->> 'complaintCause') order by t.opened_at, t.id) as tickets
  from who w join customer k on k.id = w.customer_id join ticket t on t.customer_id = w.customer_id and t.type = 'complaint' and t.merged_into is null and t.opened_at < ${to} and t.opened_at > ${from}::timestamptz - ${againDays}::int * interval '1 day' and ${visible}
  group by 1, 2, 3 order by 3 desc`);
export const causeNames = async (db: Handle) => new Map(((await db.one<{ options: { key: string; name: Names }[] }>(sql`select options from ticket_field where key = 'complaintCause'`))?.options ?? []).map((o) => [o.key, o.name]));
