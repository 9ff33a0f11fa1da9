import { type Sql, sql } from '../../../platform/db/index.ts';

export interface ValueRow { currency: string; ordersMinor: number; orders: number; invoicedMinor: number; paidMinor: number; creditMinor: number }
/** What a customer brought, by currency: orders that stand, what was billed for service and paid, what was given back. `visible` speaks of `t`. */
export const valueOf = (customerId: number, visible: Sql): Sql => sql`select currency, sum(orders)::bigint as "ordersMinor", sum(n)::int as orders, sum(invoiced)::bigint as "invoicedMinor", sum(paid)::bigint as "paidMinor", sum(credit)::bigint as "creditMinor" from (
    select currency, total_minor as orders, 1 as n, 0 as invoiced, 0 as paid, 0 as credit from shop_order where customer_id = ${customerId} and status not in ('cancelled', 'refunded')
    union all select i.currency, 0, 0, i.gross_minor, i.paid_minor - i.refunded_minor, 0 from ticket t join invoice i on i.ticket_id = t.id where t.customer_id = ${customerId} and ${visible}
    union all select k.currency, 0, 0, 0, 0, k.gross_minor from ticket t join invoice i on i.ticket_id = t.id join credit_note k on k.invoice_id = i.id where t.customer_id = ${customerId} and ${visible}) v
  group by currency order by sum(orders) + sum(invoiced) - sum(credit) desc`;
/** Their last words, newest first, as many as tell how they feel. */
export const lastWords = (customerId: number, visible: Sql): Sql => sql`select m.at, m.text from (select k.conversation_id from ticket t join ticket_conversation k on k.ticket_id = t.id where t.customer_id = ${customerId} and ${visible} order by t.id desc limit 50) k
  cross join lateral (select at, left(body, 400) as text from message where conversation_id = k.conversation_id and direction = 'in' and author_kind = 'customer' order by id desc limit 12) m order by m.at desc limit 80`;
export const marks = (customerId: number, visible: Sql): Sql => sql`select s.answered_at as at, s.overall from ticket t join survey s on s.ticket_id = t.id where t.customer_id = ${customerId} and s.answered_at is not null and s.overall is not null and ${visible} order by s.answered_at desc limit 100`;
