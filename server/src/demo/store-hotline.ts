import { type Handle, sql } from '../platform/db/index.ts';
import type { Columns } from './store.ts';

export const call: Columns = { number_id: 'bigint', external_id: 'text', via: 'text', caller: 'text', customer_id: 'bigint', conversation_id: 'bigint', ticket_id: 'bigint', state: 'text', language: 'text', tier: 'text', team_id: 'bigint', started_at: 'timestamptz', queued_at: 'timestamptz', agent_id: 'bigint', answered_at: 'timestamptz', ended_at: 'timestamptz', outcome: 'text', callback: 'text', disposition: 'text', note: 'text', wrapped_up_at: 'timestamptz' };

export interface PhoneTicket { id: number; customerId: number; conversationId: number; ownerId: number | null; status: string; language: 'zh-CN' | 'en'; tier: string; openedAt: Date; phone: string | null }
/** The newest requests that came by telephone, with the caller's number where it is known. */
export const phoneTickets = (db: Handle, n: number) => db.rows<PhoneTicket>(sql`select t.id, t.customer_id as "customerId", c.conversation_id as "conversationId", t.owner_id as "ownerId", t.status, t.language, k.tier, t.opened_at as "openedAt",
  (select value from identity i where i.customer_id = t.customer_id and i.kind = 'phone' limit 1) as phone
  from ticket t join customer k on k.id = t.customer_id join lateral (select conversation_id from ticket_conversation where ticket_id = t.id order by conversation_id limit 1) c on true where t.channel = 'phone' order by t.id desc limit ${n}`);
