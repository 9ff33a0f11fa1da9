import type { Handle } from '../../../platform/db/index.ts';
import { sql } from '../../../platform/db/index.ts';

/** Tickets under way, newest first, and how many are over. */
export const openTicketIds = async (db: Handle, customerId: number, limit: number) => (await db.rows<{ id: number }>(sql`select id from ticket where customer_id = ${customerId} and status <> 'closed' order by id desc limit ${limit}`)).map((r) => r.id);
export const countClosed = async (db: Handle, customerId: number) => (await db.one<{ n: number }>(sql`select count(*)::int as n from (select from ticket where customer_id = ${customerId} and status = 'closed' limit 1000) x`))?.n ?? 0;

export interface AboutUnit { unitId: number; ticketId: number | null; proof: 'waiting' | 'accepted' | 'refused' | null }
/** What is under way about units of a customer: their own newest open request, and how their newest paper fared. */
export const aboutUnits = (db: Handle, customerId: number, unitIds: readonly number[]) => db.rows<AboutUnit>(sql`select u.id as "unitId",
    (select t.id from ticket t where t.unit_id = u.id and t.customer_id = ${customerId} and t.status not in ('solved', 'closed') order by t.id desc limit 1) as "ticketId",
    (select p.state from purchase_proof p where p.unit_id = u.id order by p.state = 'accepted' desc, p.id desc limit 1) as proof
  from product_unit u where u.id = any(${unitIds}) and u.customer_id = ${customerId}`);
/** Requests about one unit that this customer made. */
export const ticketsOfUnit = (db: Handle, customerId: number, unitId: number) => db.rows<{ id: number; subject: string; status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; openedAt: Date }>(sql`select id, subject, status, opened_at as "openedAt"
  from ticket where unit_id = ${unitId} and customer_id = ${customerId} order by id desc limit 50`);
/** Whether a unit is this customer's. */
export const ownsUnit = async (db: Handle, customerId: number, unitId: number) => (await db.one(sql`select from product_unit where id = ${unitId} and customer_id = ${customerId}`)) !== undefined;
