import type { Invoice } from '@aftercare/contract/charges';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type InvoiceRecord = Omit<Invoice, 'issuedAt' | 'payments' | 'refunds' | 'creditNotes'> & {
  readonly creditNotes: (Omit<Invoice['creditNotes'][number], 'issuedAt'> & { issuedAt: string })[];
  readonly issuedAt: Date; readonly seller: Record<string, string>;
  readonly payments: (Omit<Invoice['payments'][number], 'at'> & { at: string; refundedMinor: number; externalId: string | null })[]; readonly refunds: (Omit<Invoice['refunds'][number], 'at'> & { at: string })[];
};
/** How an invoice stands, `i`: read from what was paid, given back and credited, so that no two places can disagree. */
export const invoiceState = sql`case when i.refunded_minor > 0 and i.refunded_minor = i.paid_minor then 'refunded' when i.credited_minor = i.gross_minor then 'credited' when i.paid_minor - i.refunded_minor >= i.gross_minor - i.credited_minor then 'paid' when i.paid_minor > 0 then 'partly-paid' else 'open' end`;
/** What is still to be paid of it, `i`. */
export const openMinor = sql`greatest(i.gross_minor - i.credited_minor - i.paid_minor + i.refunded_minor, 0)::int8`;
const columns = sql`i.id, i.ticket_id as "ticketId", i.quote_id as "quoteId", i.number, i.currency, i.lines, i.taxes, i.net_minor as "netMinor", i.tax_minor as "taxMinor", i.gross_minor as "grossMinor", i.language, i.seller, i.buyer, i.issued_at as "issuedAt", i.due_on as "dueOn",
  i.paid_minor as "paidMinor", i.refunded_minor as "refundedMinor", i.credited_minor as "creditedMinor", ${openMinor} as "openMinor", i.electronic,
  ${invoiceState} as state,
  coalesce((select json_agg(json_build_object('id', p.id, 'amountMinor', p.amount_minor, 'refundedMinor', p.refunded_minor, 'method', p.method, 'provider', p.provider, 'state', p.state, 'at', to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reference', p.reference, 'url', case when p.state = 'pending' then p.url end, 'externalId', p.external_id) order by p.id) from payment p where p.invoice_id = i.id), '[]') as payments,
  coalesce((select json_agg(json_build_object('id', r.id, 'amountMinor', r.amount_minor, 'reason', r.reason, 'state', r.state, 'at', to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'number', i.number || '-R' || r.id) order by r.id) from refund r where r.invoice_id = i.id), '[]') as refunds,
  coalesce((select json_agg(json_build_object('id', c.id, 'number', c.number, 'grossMinor', c.gross_minor, 'reason', c.reason, 'issuedAt', to_char(c.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'electronic', c.electronic) order by c.id) from credit_note c where c.invoice_id = i.id), '[]') as "creditNotes"`;

export const findInvoice = (db: Handle, id: number) => db.one<InvoiceRecord>(sql`select ${columns} from invoice i where i.id = ${id}`);
export const lockInvoice = async (tx: Tx, id: number) => {
  await tx.run(sql`select from invoice where id = ${id} for update`);
  return findInvoice(tx, id);
};
export const invoiceOfQuote = (db: Handle, quoteId: number) => db.one<{ id: number }>(sql`select id from invoice where quote_id = ${quoteId}`);
export const invoicesOf = (db: Handle, ticketId: number) => db.rows<InvoiceRecord>(sql`select ${columns} from invoice i where i.ticket_id = ${ticketId} order by i.id desc`);
/** The next number of a series; whoever else asks waits until we commit, so that a roll-back leaves no gap. */
export const nextInSeries = async (tx: Tx, series: string) =>
  (await tx.one<{ last: number }>(sql`insert into invoice_series (series, last) values (${series}, 1) on conflict (series) do update set last = invoice_series.last + 1 returning last`))?.last ?? 0;
export interface NewInvoice extends Pick<InvoiceRecord, 'ticketId' | 'quoteId' | 'number' | 'currency' | 'lines' | 'taxes' | 'netMinor' | 'taxMinor' | 'grossMinor' | 'language' | 'seller' | 'buyer' | 'issuedAt' | 'dueOn' | 'electronic'> { readonly series: string; readonly place: number }
export const insertInvoice = (tx: Tx, i: NewInvoice) => tx.one<{ id: number }>(sql`insert into invoice (ticket_id, quote_id, number, series, place, currency, lines, taxes, net_minor, tax_minor, gross_minor, language, seller, buyer, issued_at, due_on, electronic)
  values (${i.ticketId}, ${i.quoteId}, ${i.number}, ${i.series}, ${i.place}, ${i.currency}, ${JSON.stringify(i.lines)}::jsonb, ${JSON.stringify(i.taxes)}::jsonb, ${i.netMinor}, ${i.taxMinor}, ${i.grossMinor}, ${i.language}, ${JSON.stringify(i.seller)}::jsonb, ${JSON.stringify(i.buyer)}::jsonb,
    ${i.issuedAt}, ${i.dueOn}, ${JSON.stringify(i.electronic)}::jsonb) returning id`);
export const setElectronic = (tx: Tx, id: number, electronic: Invoice['electronic'] & { url?: string }) => tx.run(sql`update invoice set electronic = ${JSON.stringify(electronic)}::jsonb where id = ${id}`);
export const saveXml = (tx: Tx, id: number, xml: string) => tx.run(sql`update invoice set xml = ${xml} where id = ${id}`);
export const findXml = async (db: Handle, id: number) => (await db.one<{ xml: string | null }>(sql`select xml from invoice where id = ${id}`))?.xml ?? undefined;

export const insertPayment = (tx: Tx, p: { invoiceId: number; amountMinor: number; method: string; provider: string; externalId: string | null; url: string | null; reference: string; state: string; at: Date }) => tx.one<{ id: number }>(sql`insert into payment (invoice_id, amount_minor, method, provider, external_id, url, reference, state, at)
  values (${p.invoiceId}, ${p.amountMinor}, ${p.method}, ${p.provider}, ${p.externalId}, ${p.url}, ${p.reference}, ${p.state}, ${p.at}) on conflict (provider, external_id) do nothing returning id`);
export const addPaid = (tx: Tx, invoiceId: number, amountMinor: number) => tx.run(sql`update invoice set paid_minor = paid_minor + ${amountMinor} where id = ${invoiceId}`);
export const findPayment = (db: Handle, provider: string, externalId: string) => db.one<{ id: number; invoiceId: number; amountMinor: number; state: string }>(sql`select id, invoice_id as "invoiceId", amount_minor as "amountMinor", state from payment where provider = ${provider} and external_id = ${externalId}`);
export const setPaymentState = (tx: Tx, id: number, state: string, at: Date) => tx.run(sql`update payment set state = ${state}, at = ${at} where id = ${id} and state <> 'paid'`);
/** Links that ask for more than is still open are of no use any more. */
export const dropLinks = (tx: Tx, invoiceId: number) => tx.run(sql`update payment set state = 'failed' where invoice_id = ${invoiceId} and state = 'pending'`);

export interface RefundRow { id: number; invoiceId: number; paymentId: number; amountMinor: number; reason: string; state: string; key: string; externalId: string | null; provider: string; paymentExternalId: string | null; currency: string }
const refundColumns = sql`r.id, r.invoice_id as "invoiceId", r.payment_id as "paymentId", r.amount_minor as "amountMinor", r.reason, r.state, r.key, p.provider, p.external_id as "paymentExternalId", i.currency`;
export const findRefund = (db: Handle, id: number) => db.one<RefundRow>(sql`select ${refundColumns} from refund r join payment p on p.id = r.payment_id join invoice i on i.id = r.invoice_id where r.id = ${id}`);
export const refundsByKey = async (db: Handle, invoiceId: number, key: string) => (await db.one(sql`select from refund where invoice_id = ${invoiceId} and (key = ${key} or starts_with(key, ${`${key}/`})) limit 1`)) !== undefined;
export const insertRefund = (tx: Tx, r: { invoiceId: number; paymentId: number; amountMinor: number; reason: string; state: string; key: string; at: Date }) =>
  tx.one<{ id: number }>(sql`insert into refund (invoice_id, payment_id, amount_minor, reason, state, key, at) values (${r.invoiceId}, ${r.paymentId}, ${r.amountMinor}, ${r.reason}, ${r.state}, ${r.key}, ${r.at}) returning id`);
/** Counts money as given back, or (negative) as not. The database refuses more than was paid. */
export async function addRefunded(tx: Tx, invoiceId: number, paymentId: number, amountMinor: number): Promise<void> {
  await tx.run(sql`update payment set refunded_minor = refunded_minor + ${amountMinor} where id = ${paymentId}`);
  await tx.run(sql`update invoice set refunded_minor = refunded_minor + ${amountMinor} where id = ${invoiceId}`);
}
export const endRefund = (tx: Tx, id: number, state: 'done' | 'failed', externalId: string | null, fault: string | null) => tx.run(sql`update refund set state = ${state}, external_id = ${externalId}, fault = ${fault} where id = ${id} and state = 'requested'`);
