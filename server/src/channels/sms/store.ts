import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

/** What was handed over, once per key, for counting what it costs. */
export const count = (db: Handle, s: { accountId: number; key: string; at: Date; segments: number; priceMicro: number }) =>
  db.run(sql`insert into sms_sent (account_id, key, at, segments, price_micro) values (${s.accountId}, ${s.key}, ${s.at}, ${s.segments}, ${s.priceMicro}) on conflict (account_id, key) do nothing`);
/** Use of an account since a moment: pieces, what they cost, short links and how many of them were followed. */
export const since = (db: Handle, accountId: number, at: Date) =>
  db.one<{ segments: number; priceMicro: number; links: number; opened: number }>(sql`select coalesce(sum(segments), 0)::int as segments, coalesce(sum(price_micro), 0)::bigint as "priceMicro",
    (select count(*)::int from short_link l join message m on m.id = l.message_id where m.channel_account_id = ${accountId} and l.created_at >= ${at}) as links,
    (select count(*)::int from short_link l join message m on m.id = l.message_id where m.channel_account_id = ${accountId} and l.created_at >= ${at} and l.hits > 0) as opened
    from sms_sent where account_id = ${accountId} and at >= ${at}`);
