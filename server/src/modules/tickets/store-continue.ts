import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export const insertContinuation = (tx: Tx, c: { code: string; ticketId: number; wants: string; at: Date; expiresAt: Date }) =>
  tx.run(sql`insert into continuation (code, ticket_id, wants, created_at, expires_at) values (${c.code}, ${c.ticketId}, ${c.wants}, ${c.at}, ${c.expiresAt})`);
/** Takes codes that are still good; each is taken once. */
export const takeContinuations = (tx: Tx, list: readonly { code: string; conversationId: number }[], now: Date) => tx.rows<{ code: string; ticketId: number; conversationId: number; customerId: number }>(hot`update continuation c set used_at = ${now}, conversation_id = w."conversationId"
  from json_to_recordset(${JSON.stringify(list)}::json) as w(code text, "conversationId" bigint), ticket t where c.code = w.code and t.id = c.ticket_id and c.used_at is null and c.expires_at > ${now}
  returning c.code, c.ticket_id as "ticketId", w."conversationId", t.customer_id as "customerId"`);
/** Where the customer asked to go on, last. */
export const wantedKind = (db: Handle, ticketId: number) => db.one<{ kind: string; conversationId: number }>(hot`select a.kind, c.conversation_id as "conversationId" from continuation c join conversation v on v.id = c.conversation_id join channel_account a on a.id = v.channel_account_id
  where c.ticket_id = ${ticketId} and c.used_at is not null order by c.used_at desc limit 1`);
/** A conversation that began as a ticket of its own goes over to the one it belongs to. */
export const moveConversation = (tx: Tx, conversationId: number, ticketId: number) => tx.run(sql`insert into ticket_conversation (conversation_id, ticket_id) values (${conversationId}, ${ticketId}) on conflict (conversation_id) do update set ticket_id = excluded.ticket_id`);
