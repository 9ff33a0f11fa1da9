import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export type Purpose = 'service' | 'survey' | 'marketing';
export interface ConsentRow { id: number; purpose: Purpose; channel: string; granted: boolean; at: Date; actor: Actor; words: string; source: string }
export interface QuietHours { quietFrom: number | null; quietTo: number | null; timeZone: string }

export const consentsOf = (db: Handle, customerId: number) => db.rows<ConsentRow>(hot`select id, purpose, channel, granted, at, actor, words, source from consent where customer_id = ${customerId} order by id desc limit 200`);
export const insertConsents = (tx: Tx, customerId: number, list: readonly { purpose: Purpose; channel: string; granted: boolean }[], proof: { at: Date; actor: Actor; words: string; source: string }) =>
  tx.run(sql`insert into consent (customer_id, purpose, channel, granted, at, actor, words, source) select ${customerId}::bigint, purpose, channel, granted, ${proof.at}, ${JSON.stringify(proof.actor)}::jsonb, ${proof.words}, ${proof.source}
    from json_to_recordset(${JSON.stringify(list)}::json) as w(purpose text, channel text, granted boolean)`);
export const hoursOf = (db: Handle, customerId: number) => db.one<QuietHours>(hot`select quiet_from as "quietFrom", quiet_to as "quietTo", time_zone as "timeZone" from contact_hours where customer_id = ${customerId} order by id desc limit 1`);
export const insertHours = (tx: Tx, customerId: number, h: QuietHours, at: Date, actor: Actor) =>
  tx.run(sql`insert into contact_hours (customer_id, quiet_from, quiet_to, time_zone, at, actor) values (${customerId}, ${h.quietFrom}, ${h.quietTo}, ${h.timeZone}, ${at}, ${JSON.stringify(actor)}::jsonb)`);
/** The newest word of each on each purpose and channel. */
export const consentsOfMany = (db: Handle, ids: readonly number[]) => db.rows<Pick<ConsentRow, 'purpose' | 'channel' | 'granted'> & { customerId: number }>(sql`select distinct on (customer_id, purpose, channel) customer_id as "customerId", purpose, channel, granted from consent where customer_id = any(${ids}::bigint[]) order by customer_id, purpose, channel, id desc`);
export const hoursOfMany = (db: Handle, ids: readonly number[]) => db.rows<QuietHours & { customerId: number }>(sql`select distinct on (customer_id) customer_id as "customerId", quiet_from as "quietFrom", quiet_to as "quietTo", time_zone as "timeZone" from contact_hours where customer_id = any(${ids}::bigint[]) order by customer_id, id desc`);
export const phoneOf = (db: Handle, customerId: number) => db.one<{ value: string }>(hot`select value from identity where customer_id = ${customerId} and kind = 'phone' order by verified desc, id limit 1`);
