import { type Handle, type Tx, sql } from '../platform/db/index.ts';
import type { Columns } from './store.ts';

export interface RepairTicket { id: number; customerId: number; customerName: string; phone: string; product: string; serial: string; status: string; openedAt: Date; solvedAt: Date | null }
/** Repairs of the last four months, newest first. */
export const repairTickets = (db: Handle, n: number) => db.rows<RepairTicket>(sql`select t.id, t.customer_id as "customerId", c.name as "customerName", coalesce((select value from identity i where i.customer_id = c.id and i.kind = 'phone' order by i.id limit 1), '') as phone,
  t.product, t.serial, t.status, t.opened_at as "openedAt", t.solved_at as "solvedAt" from ticket t join customer c on c.id = t.customer_id where t.type in ('repair', 'exchange') and t.product <> '' and t.opened_at > now() - interval '120 days' order by t.id desc limit ${n}`);
export const agentByMail = async (db: Handle, mail: string) => (await db.one<{ id: number; name: string }>(sql`select id, name from agent where lower(email) = lower(${mail})`)) ?? null;
export const workAt = (tx: Tx, agentId: number, siteIds: readonly number[]) => tx.run(sql`insert into site_agent (site_id, agent_id) select s, ${agentId} from unnest(${siteIds}::bigint[]) s on conflict do nothing`);

export const job: Columns = {
  id: 'bigint', ticket_id: 'bigint', key: 'text', kind: 'text', region: 'text', product: 'text', serial: 'text', summary: 'text', customer: 'jsonb', queue: 'bigint[]', state: 'text', vendor_id: 'bigint', contract_id: 'bigint', amount_minor: 'bigint', currency: 'text',
  offered_at: 'timestamptz', accepted_at: 'timestamptz', due_at: 'timestamptz', done_at: 'timestamptz', checked_at: 'timestamptz', redone: 'int', reopened: 'boolean', rating: 'smallint', proof: 'jsonb', created_by: 'jsonb', files: 'bigint[]', way: 'text', version: 'int',
};
export const offer: Columns = { job_id: 'bigint', vendor_id: 'bigint', contract_id: 'bigint', amount_minor: 'bigint', state: 'text', offered_at: 'timestamptz', answer_by: 'timestamptz', answered_at: 'timestamptz', reason: 'text' };
export const progress: Columns = { job_id: 'bigint', kind: 'text', body: 'text', files: 'bigint[]', at: 'timestamptz', actor: 'jsonb' };
export const claim: Columns = { job_id: 'bigint', kind: 'text', raised_by: 'text', amount_minor: 'bigint', reason: 'text', files: 'bigint[]', state: 'text', raised_at: 'timestamptz', actor: 'jsonb', decided_at: 'timestamptz', answer: 'text' };
export const queueNumber: Columns = { site_id: 'bigint', service_id: 'bigint', day: 'date', letter: 'text', number: 'int', state: 'text', taken_at: 'timestamptz', called_at: 'timestamptz', calls: 'int', desk: 'text', agent_id: 'bigint', ended_at: 'timestamptz' };
export const item: Columns = {
  id: 'bigint', code: 'text', site_id: 'bigint', ticket_id: 'bigint', customer_id: 'bigint', product: 'text', serial: 'text', fault: 'text', condition: 'jsonb', accessories: 'jsonb', photos: 'bigint[]', received_at: 'timestamptz', received_by: 'bigint', promised_at: 'timestamptz',
  holder: 'text', holder_site_id: 'bigint', holder_name: 'text', bound_for_id: 'bigint', seal: 'text', links: 'int', returned_at: 'timestamptz',
};
export const custody: Columns = { item_id: 'bigint', link: 'int', act: 'text', from_kind: 'text', from_site_id: 'bigint', from_name: 'text', to_kind: 'text', to_site_id: 'bigint', to_name: 'text', seal: 'text', seal_held: 'boolean', note: 'text', files: 'bigint[]', at: 'timestamptz', actor: 'jsonb' };
export const servicesOf = (db: Handle, siteId: number) => db.rows<{ id: number; letter: string }>(sql`select id, letter from counter_service where site_id = ${siteId} order by position`);
