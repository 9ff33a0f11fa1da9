import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface OfferRow { ticketId: number; agentId: number; queueId: number | null; at: Date; expiresAt: Date; /** So many missed in a row, and they are set away. */ misses: number }
const columns = sql`ticket_id as "ticketId", agent_id as "agentId", queue_id as "queueId", at, expires_at as "expiresAt", misses`;
export async function putOffers(tx: Tx, rows: readonly OfferRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(hot`insert into routing_offer (ticket_id, agent_id, queue_id, at, expires_at, misses) select "ticketId", "agentId", "queueId", at, "expiresAt", misses
    from json_to_recordset(${JSON.stringify(rows)}::json) as w("ticketId" bigint, "agentId" bigint, "queueId" bigint, at timestamptz, "expiresAt" timestamptz, misses int)
    on conflict (ticket_id) do update set agent_id = excluded.agent_id, queue_id = excluded.queue_id, at = excluded.at, expires_at = excluded.expires_at, misses = excluded.misses`);
}
export const offersOf = (db: Handle, agentId: number) => db.rows<OfferRow>(sql`select ${columns} from routing_offer where agent_id = ${agentId} order by expires_at limit 100`);
export const offerOf = (db: Handle, ticketId: number) => db.one<OfferRow>(sql`select ${columns} from routing_offer where ticket_id = ${ticketId}`);
/** Nobody has to take these any more. */
export const dropOffers = (tx: Tx, ticketIds: readonly number[]) => tx.run(hot`delete from routing_offer where ticket_id = any(${ticketIds})`);
export const expiredOffers = (tx: Tx, now: Date, limit: number) => tx.rows<OfferRow>(sql`delete from routing_offer where ticket_id in (select ticket_id from routing_offer where expires_at <= ${now} order by expires_at limit ${limit} for update skip locked) returning ${columns}`);
/** @returns how many in a row by now */
export const countMisses = (tx: Tx, rows: readonly { agentId: number; n: number }[]) => tx.rows<{ agentId: number; misses: number }>(sql`update agent_load l set misses = l.misses + w.n from json_to_recordset(${JSON.stringify(rows)}::json) as w("agentId" bigint, n int) where l.agent_id = w."agentId" returning l.agent_id as "agentId", l.misses`);
export const forgetMisses = (tx: Tx, agentIds: readonly number[]) => tx.run(hot`update agent_load set misses = 0 where agent_id = any(${agentIds}) and misses > 0`);
