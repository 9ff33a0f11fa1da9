import type { Handle, Sql } from '../../platform/db/index.ts';
import { all, sql } from '../../platform/db/index.ts';
import { invoiceState, openMinor } from './store-invoices.ts';

export type PaperKind = 'quote' | 'invoice' | 'credit';
export interface PaperRow { kind: PaperKind; id: number; quoteId: number | null; number: string; ticketId: number; subject: string; at: Date; amountMinor: number; openMinor: number; currency: 'CNY' | 'EUR' | 'USD' | 'GBP' | 'HKD' | 'JPY'; state: string; validUntil: Date | null }
const quotes = sql`select 'quote' as kind, q.id, q.id as "quoteId", 'Q' || q.ticket_id || '-' || q.version as number, q.ticket_id as "ticketId", t.subject, q.sent_at as at, q.gross_minor as "amountMinor", q.gross_minor as "openMinor", q.currency, q.state, q.valid_until as "validUntil", t.customer_id as "customerId"
  from quote q join ticket t on t.id = q.ticket_id where q.sent_at is not null and q.state <> 'replaced'`;
const invoices = sql`select 'invoice' as kind, i.id, i.quote_id as "quoteId", i.number, i.ticket_id as "ticketId", t.subject, i.issued_at as at, i.gross_minor as "amountMinor", ${openMinor} as "openMinor", i.currency,
  ${invoiceState} as state, null::timestamptz as "validUntil", t.customer_id as "customerId" from invoice i join ticket t on t.id = i.ticket_id`;

const credits = sql`select 'credit' as kind, c.id, null::bigint as "quoteId", c.number, c.ticket_id as "ticketId", t.subject, c.issued_at as at, c.gross_minor as "amountMinor", 0::bigint as "openMinor", c.currency,
  'given' as state, null::timestamptz as "validUntil", t.customer_id as "customerId" from credit_note c join ticket t on t.id = c.ticket_id`;
const sheets: Readonly<Record<PaperKind, Sql>> = { quote: quotes, invoice: invoices, credit: credits };

/** What went out to a customer, newest first; `before`: time, kind and id of the last one seen. */
export const papersOf = (db: Handle, customerId: number, o: { before: { at: Date; kind: string; id: number } | null; limit: number }) => db.rows<PaperRow>(sql`select * from (
    select * from (${quotes} and t.customer_id = ${customerId}) x union all select * from (${invoices} where t.customer_id = ${customerId}) y union all select * from (${credits} where t.customer_id = ${customerId}) z) p
  where ${all(o.before ? [sql`(p.at, p.kind, p.id) < (${o.before.at}, ${o.before.kind}, ${o.before.id})`] : [])} order by p.at desc, p.kind desc, p.id desc limit ${o.limit}`);
export const paperOf = (db: Handle, customerId: number, kind: PaperKind, id: number) =>
  db.one<PaperRow>(sql`select * from (${sheets[kind]}) p where p.id = ${id} and p."customerId" = ${customerId}`);
