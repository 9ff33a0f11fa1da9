import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Acknowledged } from './doors.ts';

/** Waits until nothing is in hand any more: raw items, facts, moments that are over; processes that were killed a moment ago catch up. */
export async function untilQuiet(url: string): Promise<void> {
  const db = new pg.Client({ connectionString: url });
  db.on('error', () => {});
  await db.connect();
  try {
    for (let tries = 0; tries < 600; tries++) {
      const { rows } = await db.query<{ raw: string; behind: string; parked: string; late: string }>(`select (select count(*) from raw_item where state = 'pending') as raw,
        (select coalesce(max((select last_value from event_id_seq) - position), 0) from subscription) as behind, (select count(*) from parked_event) as parked,
        (select count(*) from sla_clock where state = 'running' and breached_at is null and due_at < now() - interval '5 seconds') as late`);
      const r = rows[0];
      if (r && Number(r.raw) === 0 && Number(r.behind) <= 0 && Number(r.parked) === 0 && Number(r.late) === 0) return;
      await sleep(200);
    }
    throw new Error('work was still in hand after two minutes');
  } finally { await db.end(); }
}

/** Every fault found, as sentences; empty when all is well. */
export async function examine(url: string, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const faults: string[] = [];
  try {
    const { rows } = await db.query<{ mark: string; n: string; tickets: string }>(`select substring(m.body from 'mark-[a-z]+-[0-9a-f-]{36}') as mark, count(*) as n, count(distinct tc.ticket_id) as tickets
      from message m left join ticket_conversation tc on tc.conversation_id = m.conversation_id where m.direction = 'in' and m.body ~ 'mark-' group by 1`);
    const found = new Map(rows.map((r) => [r.mark, r]));
    for (const { door, mark } of acknowledged) {
      const row = found.get(mark);
      if (!row) faults.push(`${door}: ${mark} was acknowledged and is lost`);
      else if (Number(row.n) !== 1) faults.push(`${door}: ${mark} is there ${row.n} times`);
      else if (Number(row.tickets) !== 1) faults.push(`${door}: ${mark} belongs to ${row.tickets} tickets`);
    }
    for (const { mark, n } of rows) if (Number(n) > 1) faults.push(`${mark} is there ${n} times`);
    const one = async (sql: string) => Number((await db.query<{ n: string }>(sql)).rows[0]?.n);
    const events = await one(`select count(*) as n from ticket t where (select count(*) from event e where e.stream = 'ticket:' || t.id and e.type = 'tickets.opened') <> 1`);
    if (events > 0) faults.push(`${events} tickets do not have exactly one tickets.opened`);
    const clocks = await one(`select count(*) as n from ticket t where not ('automatic' = any(t.tags)) and (select count(*) from sla_clock c where c.ticket_id = t.id) <> 3`);
    if (clocks > 0) faults.push(`${clocks} tickets do not have their three clocks`);
    const late = await one(`select count(*) as n from sla_clock where state = 'running' and breached_at is null and due_at < now() - interval '5 seconds'`);
    if (late > 0) faults.push(`${late} clocks are overdue and nobody was told`);
    const doubled = await one(`select count(*) as n from (select 1 from event where type = 'sla.breached' group by stream, payload->>'clockId', payload->>'target' having count(*) > 1) d`);
    if (doubled > 0) faults.push(`${doubled} breaches were told twice`);
    const counts = await one(`select count(*) as n from (select status, sum(n)::bigint as n from ticket_count group by status) k full join (select status, count(*) as n from ticket group by status) t using (status) where coalesce(k.n, 0) <> coalesce(t.n, 0)`);
    if (counts > 0) faults.push(`${counts} kept counts differ from the truth`);
    const unsearched = await one(`select count(*) as n from message m join ticket_conversation tc on tc.conversation_id = m.conversation_id where m.direction = 'in' and not exists (select from search_entry s where s.kind = 'message' and s.item_id = m.id)`);
    if (unsearched > 0) faults.push(`${unsearched} messages cannot be searched`);
    return faults;
  } finally { await db.end(); }
}
