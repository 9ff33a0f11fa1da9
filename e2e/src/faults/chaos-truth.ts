import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ChaosDoor, Person } from './people.ts';

async function connected<T>(url: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url });
  db.on('error', () => {});
  await db.connect();
  try { return await work(db); } finally { await db.end(); }
}

/** Which ticket each person's words are on. */
export async function findTickets(url: string, doors: readonly ChaosDoor[]): Promise<void> {
  const { rows } = await connected(url, (db) => db.query<{ account: string; thread: string; ticket: string }>('select c.channel_account_id as account, c.thread_key as thread, max(tc.ticket_id) as ticket from conversation c join ticket_conversation tc on tc.conversation_id = c.id group by 1, 2'));
  const tickets = new Map(rows.map((r) => [`${r.account}\n${r.thread}`, Number(r.ticket)]));
  for (const { accountId, people } of doors) for (const person of people) person.ticketId = tickets.get(`${accountId}\n${person.id}`) ?? person.ticketId;
}

/** They wrote two hours ago, so that tonight's answer is none to somebody who is awake. */
export const letHoursPass = (url: string, door: ChaosDoor) => connected(url, (db) => db.query(`update message set at = at - interval '2 hours', meta = meta || jsonb_build_object('at', to_char((at - interval '2 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) where channel_account_id = $1 and direction = 'in' and meta ->> 'aged' is null`, [door.accountId]));

/** Until nothing is on its way that could still leave. Pauses between tries pass quickly: they are about patience, not about order; whoever waits for a turn is called. */
export async function untilSent(url: string, seconds: number): Promise<number> {
  let left = -1;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(2000)) {
    left = await connected(url, async (db) => {
      await db.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null and attempts between 1 and max_attempts - 1 and run_at > now() and run_at < now() + interval \'15 minutes\'');
      const { rows } = await db.query<{ n: string }>(`select (select count(*) from message where direction = 'out' and delivery in ('queued', 'sending') and coalesce(send_at, at) <= now()) + (select count(*) from raw_item where state = 'pending') as n`);
      return Number(rows[0]?.n);
    }).catch(() => -1);
    if (left === 0) return 0;
  }
  return left;
}

/** Every fault found in what people heard and in the order of what they said. What a break left in doubt must say so, and somebody be told. */
export async function examineTalks(url: string, doors: readonly ChaosDoor[]): Promise<{ faults: string[]; unsure: number; arrived: number }> {
  const faults: string[] = [];
  let [unsure, arrived] = [0, 0];
  const heard = (person: Person) => person.door.shown.map((s) => /ans-[0-9a-f-]{36}/.exec(`${s.text ?? ''}${s.template ?? ''}`)?.[0] ?? '').filter((mark) => person.answers.includes(mark));
  const states = new Map<string, string>();
  for (const r of (await connected(url, (db) => db.query<{ mark: string; delivery: string; error: string | null }>(`select substring(body from 'ans-[0-9a-f-]{36}') as mark, delivery, delivery_error as error from message where direction = 'out' and body ~ 'ans-' order by id`))).rows) states.set(r.mark, `${states.has(r.mark) ? `${states.get(r.mark)}, then ` : ''}${r.delivery} ${r.error ?? ''}`.trim());
  const order = new Map((await connected(url, (db) => db.query<{ thread: string; account: string; marks: string[] }>(`select c.thread_key as thread, c.channel_account_id as account, array_agg(substring(m.body from 'mark-[a-z]+-[0-9a-f-]{36}') order by m.id) as marks
    from message m join conversation c on c.id = m.conversation_id where m.direction = 'in' and m.body ~ 'mark-' group by 1, 2`))).rows.map((r) => [`${r.account}\n${r.thread}`, r.marks]));
  for (const door of doors) for (const person of door.people) {
    const marks = heard(person);
    const unique = [...new Set(marks)];
    if (person.shut !== null) {
      for (const mark of unique) faults.push(`${person.name}: ${mark} was sent although ${person.shut === 'window' ? 'the window was shut' : 'it was their night'}`);
      continue;
    }
    if (unique.length < marks.length) faults.push(`${person.name}: ${marks.length - unique.length} answers came twice`);
    const doubtful = new Set(person.answers.filter((mark) => states.get(mark)?.startsWith('unsure') === true));
    unsure += doubtful.size;
    arrived += marks.filter((mark) => doubtful.has(mark)).length;
    // Some platforms take so many answers to one word and no more; what they refuse goes by another door.
    const refused = (mark: string) => states.get(mark)?.startsWith('failed The platform has closed the time') === true;
    for (const mark of person.answers) if (!marks.includes(mark) && !refused(mark) && !doubtful.has(mark)) faults.push(`${person.name}: ${mark} was taken and did not arrive (${states.get(mark) ?? 'unknown'})`);
    const wanted = person.answers.filter((mark) => unique.includes(mark));
    if (wanted.join() !== unique.join()) faults.push(`${person.name}: answers arrived out of order`);
    const said = order.get(`${door.accountId}\n${person.id}`) ?? [];
    if (person.said.join() !== said.filter((mark) => person.said.includes(mark)).join()) faults.push(`${person.name}: words stand out of order`);
  }
  return { faults, unsure, arrived };
}
