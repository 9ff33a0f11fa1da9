import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';

const open = 500_000;
/** Deadlines that fall due one after the other, and those of one and the same moment. */
const steady = 3000;
const seconds = 60;
const burst = 500;

/** Two clocks on each of 250,000 open tickets, round the clock; none of them due for days. */
async function fill(bench: Bench): Promise<void> {
  const { db } = bench;
  await db.query(`insert into ticket (subject, type, status, priority, channel, language, customer_id, opened_at, updated_at, preview)
    select 'Clock ' || n, 'inquiry', 'open', 'normal', 'mail', 'en', (select min(id) from customer), now(), now(), '' from generate_series(1, ${open / 2}) n`);
  await db.query(`with p as (select id, name, calendar_id from sla_policy where enabled order by position desc, id limit 1),
    made as (insert into sla_clock (ticket_id, target, policy_id, policy_name, calendar_id, target_seconds, warn_share, state, started_at, due_at, warn_at, used_seconds, counted_at)
      select t.id, k.target, p.id, p.name, p.calendar_id, 30 * 86400, 0.9, 'running', s.at, s.at + interval '30 days', s.at + interval '27 days', 0, s.at
      from ticket t, p, (values ('solution'), ('closing')) k(target), lateral (select date_trunc('second', now()) - make_interval(secs => t.id % 86400) as at) s where t.subject like 'Clock %' returning id, started_at, calendar_id)
    insert into sla_ledger (clock_id, at, kind, reason, target_seconds, calendar_id) select id, started_at, 'started', 'opened', 30 * 86400, calendar_id from made`);
  await db.query('vacuum analyze ticket, sla_clock, sla_ledger');
}

/** Moves clocks so that their deadlines come from `from` on, one every 1/rate seconds, or all at once; their ledgers say the same. */
async function arm(bench: Bench, count: number, from: Date, rate: number | null): Promise<void> {
  await bench.db.query(`with chosen as (select id, ($2::timestamptz + make_interval(secs => case when $3::float8 is null then 0 else floor((row_number() over (order by id) - 1) / $3::float8) end)) as due
      from (select id from sla_clock where state = 'running' and target = 'solution' and breached_at is null and due_at > now() + interval '1 day' order by id desc limit $1) c),
    moved as (update sla_clock k set due_at = c.due, started_at = c.due - interval '30 days', counted_at = c.due - interval '30 days', warn_at = c.due - interval '3 days', warned_at = c.due - interval '3 days' from chosen c where k.id = c.id returning k.id, k.started_at)
    update sla_ledger l set at = m.started_at from moved m where l.clock_id = m.id`, [count, from, rate]);
}

/** How long after its moment each breach younger than an event was there for everybody to see; looks every 50 ms until there are so many. */
async function lateness(bench: Bench, after: string, count: number, longestMs: number): Promise<number[]> {
  const until = performance.now() + longestMs;
  const late: number[] = [];
  for (const seen = new Set<string>(); late.length < count && performance.now() < until; await sleep(50)) {
    const { rows } = await bench.db.query<{ id: string; at: number }>(`select id::text, extract(epoch from (payload ->> 'at')::timestamptz)::float8 as at from event where type = 'sla.breached' and id > $1`, [after]);
    for (const { id, at } of rows) if (!seen.has(id)) { seen.add(id); late.push(Date.now() / 1000 - at); }
  }
  return late;
}
const newest = async (bench: Bench) => (await bench.db.query<{ id: string }>('select coalesce(max(id), 0)::text as id from event')).rows[0]?.id ?? '0';
const soon = (inSeconds: number) => new Date((Math.ceil(Date.now() / 1000) + inSeconds) * 1000);

/** Deadlines among 500,000 open clocks: how long after its moment each is told. */
export async function clocks(bench: Bench): Promise<Line[]> {
  await fill(bench);
  const { rows } = await bench.db.query<{ n: number }>(`select count(*)::int as n from sla_clock where state = 'running'`);
  const before = await newest(bench);
  await arm(bench, steady, soon(15), steady / seconds);
  const each = await lateness(bench, before, steady, 150_000);
  const again = await newest(bench);
  await arm(bench, burst, soon(10), null);
  const once = await lateness(bench, again, burst, 60_000);
  const line = (figure: string, late: readonly number[], wanted: number): Line => ({
    workload: 'clocks: deadlines', figure, value: Math.max(0, ...late), unit: 's', target: '< 2 s', ok: late.length >= wanted && Math.max(...late) < 2, note: `${late.length} of ${wanted} told, p50 ${quantile(late, 0.5).toFixed(2)} s, p99 ${quantile(late, 0.99).toFixed(2)} s, ${rows[0]?.n} open clocks`,
  });
  return [line(`latest of ${steady / seconds}/s`, each, steady), line(`latest of ${burst} at once`, once, burst)];
}
