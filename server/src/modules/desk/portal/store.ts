import type { Handle } from '../../../platform/db/index.ts';
import { sql } from '../../../platform/db/index.ts';

export interface MineRow { id: number; subject: string; status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; openedAt: Date; updatedAt: Date; product: string }
/** A customer's tickets, newest first. */
export const ticketsOfCustomer = (db: Handle, customerId: number, limit: number) => db.rows<MineRow>(sql`select id, subject, status, opened_at as "openedAt", updated_at as "updatedAt", product
  from ticket where customer_id = ${customerId} and merged_into is null order by id desc limit ${limit}`);
/** When somebody took each ticket first, and when it came to wait for the customer last. */
export const turnsOf = (db: Handle, ticketIds: readonly number[]) => db.rows<{ ticketId: number; takenAt: Date | null; waitingAt: Date | null }>(sql`select ticket_id as "ticketId",
    min(at) filter (where fields @> '[{"field":"ownerId"}]') as "takenAt", max(at) filter (where fields @> '[{"field":"status","to":"pending"}]') as "waitingAt"
  from ticket_change where ticket_id = any(${ticketIds}) and not undone group by ticket_id`);
