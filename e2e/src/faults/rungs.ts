import { setTimeout as sleep } from 'node:timers/promises';
import { api, createClient } from '@aftercare/contract';
import type { EscalationRung } from '@aftercare/contract/sla';
import { ALWAYS_OPEN } from '../../../server/src/platform/time/index.ts';
import pg from 'pg';
import type { Cluster } from './processes.ts';

/** Percents of a minute at which the chain of this house tells its administrators. */
const percents = [5, 10, 20, 40, 70, 100];
const name = 'Chain of the fault test';

/** Requests of the shop's door are promised in a minute, and climb a chain meanwhile: something is due all the time. */
export async function promiseRungs(cluster: Cluster): Promise<void> {
  await cluster.command(['user', 'add', '--email', 'lead@faults.example', '--name', 'Lead', '--role', 'administrator', '--password', 'a-long-word-of-the-fault-test']);
  const call = createClient({ base: `http://127.0.0.1:${cluster.port}`, language: () => 'en', headers: () => ({ authorization: `Bearer ${cluster.key}` }) });
  const { id } = await call(api.org.createCalendar, { body: { ...ALWAYS_OPEN, name } });
  await call(api.sla.createPolicy, { body: {
    name, match: { channels: ['webhook'], types: [], tiers: [], priorities: [] }, calendarId: id, targets: { 'first-response': 5, solution: 1, closing: 60 }, warnAt: 0.5, position: 1, enabled: true,
    escalations: percents.map((percent): EscalationRung => ({ percent, again: null, targets: ['solution'], who: [{ kind: 'role', role: 'administrator' }], how: { app: true, mail: false, push: false } })),
  } });
}

/** Each rung that has come: one line, one fact, one notice, whoever was killed in the middle of it. Sentences of what is wrong. */
export async function examineRungs(url: string): Promise<string[]> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const faults: string[] = [];
  const count = async (sql: string) => Number((await db.query<{ n: string }>(sql, [name])).rows[0]?.n);
  const none = async (what: string, sql: string, patience = 0) => {
    let n = await count(sql);
    // What comes late comes; what was lost with its process never does.
    for (const end = Date.now() + patience; n > 0 && Date.now() < end; n = await count(sql)) await sleep(500);
    if (n > 0) faults.push(`${n} ${what}`);
  };
  const mine = `sla_clock c join sla_ledger l on l.clock_id = c.id and l.kind = 'escalated' where c.policy_name = $1`;
  await none('rungs were never told', `select count(*) as n from sla_clock c cross join unnest(array[${percents.join(', ')}]) as p where c.policy_name = $1 and c.target = 'solution' and c.state in ('running', 'breached') and c.started_at + p * interval '0.6 seconds' < now() - interval '5 seconds'
    and not exists (select from sla_ledger l where l.clock_id = c.id and l.kind = 'escalated' and l.reason = 'escalated|' || p)`, 60_000);
  await none('rungs were told twice', `select count(*) as n from (select 1 from ${mine} group by l.clock_id, l.reason having count(*) > 1) x`);
  await none('lines of a rung do not have exactly one fact', `select count(*) as n from ${mine} and (select count(*) from event e where e.stream = 'ticket:' || c.ticket_id and e.type = 'sla.escalated' and (e.payload ->> 'clockId')::bigint = c.id and 'escalated|' || (e.payload ->> 'percent') = l.reason) <> 1`);
  await none('facts of a rung have told nobody', `select count(*) as n from event e where e.type = 'sla.escalated' and e.payload ->> 'policy' = $1 and e.at < now() - interval '5 seconds' and (select count(*) from notice n where n.key = e.id || ':escalated' and n.kind = 'escalated') <> (select count(*) from agent where 'administrator' = any(roles) and status = 'active')`, 60_000);
  const told = await db.query<{ n: string }>(`select count(*) as n from ${mine}`, [name]);
  process.stdout.write(`  rungs told: ${told.rows[0]?.n ?? 0}\n`);
  await db.end();
  if (Number(told.rows[0]?.n) === 0) faults.push('no rung was told at all');
  return faults;
}
