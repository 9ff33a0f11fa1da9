import type { Handle } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export const refuse = (db: Handle, accountId: number, phone: string, words: string, at: Date) =>
  db.run(sql`insert into sms_refusal (account_id, phone, words, at) values (${accountId}, ${phone}, ${words.slice(0, 100)}, ${at}) on conflict (account_id, phone) do nothing`);
export const welcome = (db: Handle, accountId: number, phone: string) => db.run(sql`delete from sms_refusal where account_id = ${accountId} and phone = ${phone}`);
export const refused = async (db: Handle, accountId: number, phone: string) => (await db.one(hot`select 1 as one from sms_refusal where account_id = ${accountId} and phone = ${phone}`)) !== undefined;
export const count = (db: Handle, accountId: number, at: Date, segments: number, priceMicro: number) =>
  db.run(sql`insert into sms_sent (account_id, at, segments, price_micro) values (${accountId}, ${at}, ${segments}, ${priceMicro})`);
export const since = (db: Handle, accountId: number, at: Date) =>
  db.one<{ segments: number; priceMicro: number }>(sql`select coalesce(sum(segments), 0)::int as segments, coalesce(sum(price_micro), 0)::bigint as "priceMicro" from sms_sent where account_id = ${accountId} and at >= ${at}`);
