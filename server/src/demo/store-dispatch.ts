import type { Dispatch } from '../modules/dispatch/index.ts';
import { type Handle, type Tx, sql } from '../platform/db/index.ts';
import * as store from './store.ts';

/** A visit as the planner reads it. */
export type DemoVisit = Parameters<Dispatch['days']['build']>[2][number];

export const insertTerritory = async (tx: Tx, t: { name: { zh: string; en: string }; regions: string[]; polygon: readonly (readonly number[])[] }) =>
  (await tx.one<{ id: number }>(sql`insert into territory (name, regions, polygon) values (${JSON.stringify(t.name)}::jsonb, ${t.regions}, ${JSON.stringify(t.polygon)}::jsonb) returning id`))?.id ?? 0;

const week = (spans: readonly (readonly [string, string])[], sunday: readonly (readonly [string, string])[]) => JSON.stringify({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: sunday });
export const insertTechnician = (tx: Tx, t: { agentId: number; homeName: string; lat: number; lon: number; vanSiteId: number | null; territoryIds: number[]; early: boolean; phone: string }) => {
  const span = t.early ? (['08:00', '17:30'] as const) : (['09:30', '19:00'] as const);
  return tx.run(sql`insert into technician (agent_id, home_name, home_lat, home_lon, van_site_id, territory_ids, shift, lunch, phone)
    values (${t.agentId}, ${t.homeName}, ${t.lat}, ${t.lon}, ${t.vanSiteId}, ${t.territoryIds}, ${week([span], [span])}::jsonb, ${JSON.stringify({ from: '11:30', until: '13:00', minutes: 45 })}::jsonb, ${t.phone}) on conflict (agent_id) do nothing`);
};

export interface TicketToVisit { id: number; subject: string; customerId: number; customerName: string; product: string; phone: string | null }
/** Requests that a technician would go to: repairs of customers here, newest first. */
export const ticketsToVisit = (db: Handle, n: number) => db.rows<TicketToVisit>(sql`select t.id, t.subject, t.product, c.id as "customerId", c.name as "customerName", (select value from identity i where i.customer_id = c.id and i.kind = 'phone' limit 1) as phone
  from ticket t join customer c on c.id = t.customer_id where t.language = 'zh-CN' and t.type in ('repair', 'support', 'exchange') and t.product ~ '扫地机器人|打印机|一体机|门锁|净化器|咖啡机|空气炸锅|吸尘器' order by t.id desc limit ${n}`);

const columns: store.Columns = {
  id: 'bigint', ticket_id: 'bigint', title: 'text', fault: 'text', contact_name: 'text', phone: 'text', address: 'text', region: 'text', lat: 'float8', lon: 'float8', minutes: 'int', skills: 'jsonb', parts: 'jsonb', checklist: 'jsonb', priority: 'text', state: 'text',
  window_from: 'timestamptz', window_to: 'timestamptz', technician_id: 'bigint', starts_at: 'timestamptz', locked: 'boolean', published_at: 'timestamptz', on_the_way_at: 'timestamptz', eta_at: 'timestamptz', arrived_at: 'timestamptz', finished_at: 'timestamptz',
  checked: 'text[]', note: 'text', reason: 'text', signed_by: 'text', created_at: 'timestamptz',
};
export const insertVisits = (tx: Tx, rows: readonly DemoVisit[]) => store.insertRows(tx, 'visit', columns, rows.map((v) => ({
  id: v.id, ticket_id: v.ticketId, title: v.title, fault: v.fault, contact_name: v.contactName, phone: v.phone, address: v.address, region: v.region, lat: v.lat, lon: v.lon, minutes: v.minutes, skills: v.skills, parts: v.parts, checklist: v.checklist, priority: v.priority, state: v.state,
  window_from: v.windowFrom, window_to: v.windowTo, technician_id: v.technicianId, starts_at: v.startsAt, locked: v.locked, published_at: v.publishedAt, on_the_way_at: v.onTheWayAt, eta_at: v.etaAt, arrived_at: v.arrivedAt, finished_at: v.finishedAt,
  checked: v.checked, note: v.note, reason: v.reason, signed_by: v.signedBy, created_at: v.createdAt,
})));
export const publishDay = async (tx: Tx, day: string, at: Date, by: string) => {
  await tx.run(sql`insert into dispatch_day (day, published_at, published_by) values (${day}::date, ${at}, ${by}) on conflict (day) do nothing`);
  await tx.run(sql`update visit set published_at = ${at} where published_at is null and technician_id is not null and starts_at >= ${day}::date::timestamp at time zone 'Asia/Shanghai' and starts_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
};
