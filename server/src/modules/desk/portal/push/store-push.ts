import { createHash } from 'node:crypto';
import type { Handle, Tx } from '../../../../platform/db/index.ts';
import { sql } from '../../../../platform/db/index.ts';

export interface KeyRow { publicKey: string; privateKey: Buffer }
export const findKey = (db: Handle) => db.one<KeyRow>(sql`select public_key as "publicKey", private_key as "privateKey" from push_key`);
/** Of two machines that make one at once the first one's stands. */
export const keepKey = (tx: Handle, k: KeyRow & { at: Date }) => tx.run(sql`insert into push_key (public_key, private_key, made_at) values (${k.publicKey}, ${k.privateKey}, ${k.at}) on conflict do nothing`);

const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest('base64url');
export const saveSubscription = (tx: Tx, s: { customerId: number; endpoint: string; target: Buffer; language: string; at: Date }) => tx.run(sql`insert into push_subscription (customer_id, endpoint_hash, target, language, created_at) values (${s.customerId}, ${hashOf(s.endpoint)}, ${s.target}, ${s.language}, ${s.at})
  on conflict (endpoint_hash) do update set customer_id = excluded.customer_id, target = excluded.target, language = excluded.language, created_at = excluded.created_at`);
/** The oldest beyond `keep` are forgotten: somebody has only so many devices. */
export const trimSubscriptions = (tx: Tx, customerId: number, keep: number) => tx.run(sql`delete from push_subscription where customer_id = ${customerId} and id in (select id from push_subscription where customer_id = ${customerId} order by created_at desc, id desc offset ${keep})`);
export const dropByEndpoint = (tx: Tx, endpoint: string) => tx.run(sql`delete from push_subscription where endpoint_hash = ${hashOf(endpoint)}`);
export const dropSubscription = (db: Handle, id: number) => db.run(sql`delete from push_subscription where id = ${id}`);
export const toldNow = (db: Handle, id: number, at: Date) => db.run(sql`update push_subscription set told_at = ${at} where id = ${id}`);
export interface SubscriptionRow { id: number; customerId: number; target: Buffer; language: 'zh-CN' | 'en' }
export const findSubscription = (db: Handle, id: number) => db.one<SubscriptionRow>(sql`select id, customer_id as "customerId", target, language from push_subscription where id = ${id}`);
export const subscriptionsOf = (db: Handle, customerId: number) => db.rows<SubscriptionRow>(sql`select id, customer_id as "customerId", target, language from push_subscription where customer_id = ${customerId} order by id`);
/** Those of these tickets whose customer listens. */
export const listeners = async (tx: Tx, ticketIds: readonly number[]) => new Set((await tx.rows<{ id: number }>(sql`select t.id from ticket t where t.id = any(${ticketIds}) and exists (select from push_subscription p where p.customer_id = t.customer_id)`)).map((r) => r.id));

/** Takes note of where a ticket stands; false when that was told already. */
export const claimStep = async (tx: Tx, ticketId: number, step: string) => (await tx.run(sql`insert into push_told (ticket_id, step) values (${ticketId}, ${step}) on conflict (ticket_id) do update set step = excluded.step where push_told.step <> excluded.step`)) === 1;
/** The same for a message of ours. */
export const claimMessage = async (tx: Tx, ticketId: number, messageId: number) => (await tx.run(sql`insert into push_told (ticket_id, step, message_id) values (${ticketId}, '', ${messageId}) on conflict (ticket_id) do update set message_id = excluded.message_id where push_told.message_id < excluded.message_id`)) === 1;
