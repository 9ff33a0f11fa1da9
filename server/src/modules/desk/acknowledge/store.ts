import type { Tx } from '../../../platform/db/index.ts';
import { hot, sql } from '../../../platform/db/index.ts';

/**
 * Notes that a ticket is being confirmed. False when it was before, or when this customer got `most` confirmations since `since`.
 * Callers for one customer take turns.
 */
export async function noteAcknowledgement(tx: Tx, a: { ticketId: number; customerId: number; at: Date; since: Date; most: number }): Promise<boolean> {
  await tx.run(hot`select pg_advisory_xact_lock(hashtextextended('acknowledgement ' || ${a.customerId}::text, 0))`);
  return (await tx.run(sql`insert into acknowledgement (ticket_id, customer_id, at) select ${a.ticketId}, ${a.customerId}, ${a.at}
    where (select count(*) from acknowledgement where customer_id = ${a.customerId} and at > ${a.since}) < ${a.most} on conflict (ticket_id) do nothing`)) > 0;
}
