import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface ServiceRow { id: number; siteId: number; letter: string; name: { zh: string; en: string }; position: number; active: boolean; waiting: number }
export interface NumberRow {
  id: number; siteId: number; letter: string; number: number; service: { zh: string; en: string }; state: 'waiting' | 'called' | 'serving' | 'done' | 'no-show' | 'left'; takenAt: Date; calledAt: Date | null; calls: number; desk: string;
  agentId: number | null; agent: string | null; ticketId: number | null;
}
/** The day it is at a site. */
const dayAt = (siteId: number, now: Date) => sql`(select (${now}::timestamptz at time zone coalesce(c.time_zone, k.time_zone))::date from company k, site s left join calendar c on c.id = s.calendar_id where s.id = ${siteId})`;
const columns = sql`n.id, n.site_id as "siteId", n.letter, n.number, v.name as service, n.state, n.taken_at as "takenAt", n.called_at as "calledAt", n.calls, n.desk, n.agent_id as "agentId", a.name as agent, n.ticket_id as "ticketId"`;
const from = sql`counter_number n join counter_service v on v.id = n.service_id left join agent a on a.id = n.agent_id`;

export const services = (db: Handle, siteId: number, now: Date) => db.rows<ServiceRow>(sql`select v.id, v.site_id as "siteId", v.letter, v.name, v.position, v.active,
  (select count(*)::int from counter_number n where n.service_id = v.id and n.state = 'waiting' and n.day = ${dayAt(siteId, now)}) as waiting from counter_service v where v.site_id = ${siteId} order by v.position, v.letter`);
export const upsertService = (tx: Tx, siteId: number, s: { letter: string; name: object; active: boolean; position: number }) => tx.run(sql`insert into counter_service (site_id, letter, name, active, position)
  values (${siteId}, ${s.letter}, ${JSON.stringify(s.name)}::jsonb, ${s.active}, ${s.position}) on conflict (site_id, letter) do update set name = excluded.name, active = excluded.active, position = excluded.position`);
/** What is no longer named stays for the numbers it gave, switched off. */
export const retireServices = (tx: Tx, siteId: number, letters: readonly string[]) => tx.run(sql`update counter_service set active = false where site_id = ${siteId} and not (letter = any(${letters}))`);
export const countServices = async (db: Handle, siteId: number) => (await db.one<{ n: number }>(sql`select count(*)::int as n from counter_service where site_id = ${siteId}`))?.n ?? 0;

/** The next number of a letter today. Callers take turns by the service's row. */
export async function takeNumber(tx: Tx, serviceId: number, siteId: number, now: Date): Promise<NumberRow | undefined> {
  const service = await tx.one<{ letter: string }>(sql`select letter from counter_service where id = ${serviceId} and site_id = ${siteId} and active for update`);
  if (!service) return undefined;
  const made = await tx.one<{ id: number }>(sql`insert into counter_number (site_id, service_id, day, letter, number, taken_at)
    select ${siteId}, ${serviceId}, d.day, ${service.letter}, coalesce((select max(number) from counter_number where site_id = ${siteId} and day = d.day and letter = ${service.letter}), 0) + 1, ${now}
    from (select ${dayAt(siteId, now)} as day) d returning id`);
  return made ? findNumber(tx, made.id) : undefined;
}
export const findNumber = (db: Handle, id: number) => db.one<NumberRow>(sql`select ${columns} from ${from} where n.id = ${id}`);
export const lockNumber = (tx: Tx, id: number) => tx.one<{ siteId: number; state: NumberRow['state']; agentId: number | null }>(sql`select site_id as "siteId", state, agent_id as "agentId" from counter_number where id = ${id} for update`);
/** Who waited longest; rows another clerk is taking at this moment are passed over. */
export const callNext = (tx: Tx, o: { siteId: number; agentId: number | null; desk: string; letters: readonly string[]; now: Date }) => tx.one<{ id: number }>(sql`update counter_number set state = 'called', called_at = ${o.now}, calls = 1, desk = ${o.desk}, agent_id = ${o.agentId}
  where id = (select n.id from counter_number n where n.site_id = ${o.siteId} and n.state = 'waiting' and n.day = ${dayAt(o.siteId, o.now)} and (cardinality(${o.letters}::text[]) = 0 or n.letter = any(${o.letters})) order by n.taken_at, n.id limit 1 for update skip locked) returning id`);
export const recall = (tx: Tx, id: number, now: Date) => tx.run(sql`update counter_number set calls = calls + 1, called_at = ${now} where id = ${id}`);
export const setState = (tx: Tx, id: number, state: NumberRow['state'], now: Date) => tx.run(sql`update counter_number set state = ${state}, ended_at = ${state === 'done' || state === 'no-show' || state === 'left' ? now : null},
  agent_id = case when ${state}::text = 'waiting' then null else agent_id end, desk = case when ${state}::text = 'waiting' then '' else desk end where id = ${id}`);
export const setTicket = (tx: Tx, id: number, siteId: number, ticketId: number) => tx.run(sql`update counter_number set ticket_id = ${ticketId}, state = case when state = 'called' then 'serving' else state end where id = ${id} and site_id = ${siteId}`);

export const waiting = (db: Handle, siteId: number, now: Date, limit = 200) => db.rows<NumberRow>(sql`select ${columns} from ${from} where n.site_id = ${siteId} and n.day = ${dayAt(siteId, now)} and n.state = 'waiting' order by n.taken_at, n.id limit ${limit}`);
export const called = (db: Handle, siteId: number, now: Date) => db.rows<NumberRow>(sql`select ${columns} from ${from} where n.site_id = ${siteId} and n.day = ${dayAt(siteId, now)} and n.state in ('called', 'serving') order by n.called_at desc, n.id desc limit 50`);
export const today = async (db: Handle, siteId: number, now: Date) => (await db.one<{ taken: number; done: number; noShow: number; waitMinutes: number | null }>(sql`select count(*)::int as taken, count(*) filter (where state = 'done')::int as done,
  count(*) filter (where state = 'no-show')::int as "noShow", (avg(extract(epoch from called_at - taken_at)) / 60)::float8 as "waitMinutes" from counter_number where site_id = ${siteId} and day = ${dayAt(siteId, now)}`)) ?? { taken: 0, done: 0, noShow: 0, waitMinutes: null };
export const ahead = async (db: Handle, siteId: number, id: number, now: Date) => (await db.one<{ n: number }>(hot`select count(*)::int as n from counter_number w join counter_number me on me.id = ${id} where w.site_id = ${siteId} and w.day = me.day and w.state = 'waiting' and (w.taken_at, w.id) < (me.taken_at, me.id) and ${now}::timestamptz is not null`))?.n ?? 0;
