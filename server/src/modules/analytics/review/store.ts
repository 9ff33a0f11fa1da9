import type { Handle, Sql, Tx } from '../../../platform/db/index.ts';
import { raw, sql } from '../../../platform/db/index.ts';

export interface ChannelUse {
  channel: string; tickets: number; customers: number; answered: number; solved: number; firstResponse: number | null; solution: number | null; rated: number; rating: number | null; reopened: number; left: number; leftSolved: number; stayed: number; stayedSolved: number;
}
/** Where nothing limits what is seen; `visible` speaks of `t`. */
const whole = raw('true');
/** Tickets opened in a period, by the channel they began on; automatic ones are nobody's request. `left`: talked about on another channel as well. */
export const use = (db: Handle, from: Date, to: Date, visible: Sql | null) => db.rows<ChannelUse>(sql`with k as (
    select t.id, t.channel, t.customer_id, t.first_answered_at, t.solved_at, t.opened_at, t.reopened, exists (select from ticket_conversation tc join conversation c on c.id = tc.conversation_id join channel_account a on a.id = c.channel_account_id where tc.ticket_id = t.id and a.kind <> t.channel) as moved,
      (select avg(s.overall) from survey s where s.ticket_id = t.id and s.answered_at is not null) as rating
    from ticket t where t.opened_at >= ${from} and t.opened_at < ${to} and not 'automatic' = any(t.tags) and ${visible ?? whole})
  select channel, count(*)::int as tickets, count(distinct customer_id)::int as customers, count(first_answered_at)::int as answered, count(solved_at)::int as solved,
    percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - opened_at)) filter (where first_answered_at is not null) as "firstResponse",
    percentile_cont(0.5) within group (order by extract(epoch from solved_at - opened_at)) filter (where solved_at is not null) as solution,
    count(rating)::int as rated, avg(rating)::float8 as rating, count(*) filter (where reopened > 0)::int as reopened,
    count(*) filter (where moved)::int as left, count(*) filter (where moved and solved_at is not null)::int as "leftSolved", count(*) filter (where not moved)::int as stayed, count(*) filter (where not moved and solved_at is not null)::int as "stayedSolved" from k group by channel order by tickets desc`);
export const messages = (db: Handle, from: Date, to: Date, visible: Sql | null) => db.rows<{ channel: string; sent: number; failed: number }>(sql`select a.kind as channel, count(*)::int as sent, count(*) filter (where m.delivery = 'failed')::int as failed
  from message m join channel_account a on a.id = m.channel_account_id where m.direction = 'out' and m.at >= ${from} and m.at < ${to} and ${visible ? sql`exists (select from ticket_conversation tc join ticket t on t.id = tc.ticket_id where tc.conversation_id = m.conversation_id and ${visible})` : whole} group by 1`);
/** From the channel a ticket began on to the others it went on by. */
export const switches = (db: Handle, from: Date, to: Date, visible: Sql | null) => db.rows<{ from: string; to: string; tickets: number }>(sql`select t.channel as from, a.kind as to, count(distinct t.id)::int as tickets from ticket t join ticket_conversation tc on tc.ticket_id = t.id
  join conversation c on c.id = tc.conversation_id join channel_account a on a.id = c.channel_account_id where t.opened_at >= ${from} and t.opened_at < ${to} and a.kind <> t.channel and not 'automatic' = any(t.tags) and ${visible ?? whole} group by 1, 2 order by 3 desc limit 100`);
/** Customers who came by both. */
export const overlap = (db: Handle, from: Date, to: Date, visible: Sql | null) => db.rows<{ a: string; b: string; customers: number }>(sql`with c as (select distinct t.customer_id, t.channel from ticket t where t.opened_at >= ${from} and t.opened_at < ${to} and not 'automatic' = any(t.tags) and ${visible ?? whole})
  select l.channel as a, r.channel as b, count(*)::int as customers from c l join c r on r.customer_id = l.customer_id and r.channel > l.channel group by 1, 2 order by 3 desc limit 100`);
export const costs = (db: Handle) => db.rows<{ channel: string; messageMinor: number; monthMinor: number }>(sql`select channel, message_minor as "messageMinor", month_minor as "monthMinor" from channel_cost order by channel`);
export const saveCost = (tx: Tx, c: { channel: string; messageMinor: number; monthMinor: number }) => tx.run(sql`insert into channel_cost (channel, message_minor, month_minor) values (${c.channel}, ${c.messageMinor}, ${c.monthMinor})
  on conflict (channel) do update set message_minor = excluded.message_minor, month_minor = excluded.month_minor`);
