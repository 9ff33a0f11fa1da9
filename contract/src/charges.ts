import { z } from 'zod';
import { Id, IdParam, Instant, Language } from './basics.ts';
import { Currency, Minor, SignedMinor } from './money.ts';
import { route } from './route.ts';

export const LineKind = z.enum(['part', 'labour', 'visit', 'shipping', 'discount', 'other']);
export type LineKind = z.infer<typeof LineKind>;
/** One line of a quote or invoice. Prices are net; a discount's price is negative. */
export const ChargeLine = z.object({
  kind: LineKind,
  description: z.string().trim().min(1).max(300),
  /** Up to three decimals: 1.5 hours. */
  quantity: z.number().positive().max(100_000).refine((q) => Math.abs(q * 1000 - Math.round(q * 1000)) < 1e-6),
  unitMinor: SignedMinor,
  /** Basis points: 1300 = 13 %. */
  taxRate: z.int().min(0).max(10_000),
  partId: z.int().positive().nullable().default(null),
}).refine((l) => (l.kind === 'discount' ? l.unitMinor <= 0 : l.unitMinor >= 0), { path: ['unitMinor'] });
export type ChargeLine = z.infer<typeof ChargeLine>;
export const PricedLine = z.object({ ...ChargeLine.shape, netMinor: z.int() });
export const TaxSum = z.object({ rate: z.int(), netMinor: z.int(), taxMinor: z.int() });
/** `grossMinor` = `netMinor` + `taxMinor`; `netMinor` = sum of the lines; tax is rounded once for each rate. */
export const Totals = z.object({ netMinor: z.int(), taxMinor: z.int(), grossMinor: z.int(), taxes: z.array(TaxSum) });
export type Totals = z.infer<typeof Totals>;

export const QuoteState = z.enum(['draft', 'sent', 'approved', 'declined', 'expired', 'replaced']);
export type QuoteState = z.infer<typeof QuoteState>;
export const Quote = Totals.extend({
  id: z.int(), ticketId: z.int(), number: z.string(), version: z.int(), state: QuoteState, currency: Currency, lines: z.array(PricedLine), note: z.string(), language: Language,
  createdAt: Instant, sentAt: Instant.nullable(), validUntil: Instant.nullable(), answeredAt: Instant.nullable(), answeredBy: z.string().nullable(), reason: z.string(), invoiceId: z.int().nullable(),
  /** The customer's page, once sent. */
  url: z.string().nullable(),
});
export type Quote = z.infer<typeof Quote>;

export const Payment = z.object({ id: z.int(), amountMinor: z.int(), method: z.string(), provider: z.string(), state: z.enum(['pending', 'paid', 'failed']), at: Instant, reference: z.string(), url: z.string().nullable() });
export const Refund = z.object({ id: z.int(), amountMinor: z.int(), reason: z.string(), state: z.enum(['requested', 'done', 'failed']), at: Instant, number: z.string() });
const short = (length: number) => z.string().trim().max(length);
/** Who is billed; what is left out comes from the customer. */
export const Buyer = z.object({ name: short(200).optional(), address: short(300).optional(), city: short(100).optional(), postcode: short(20).optional(), country: z.union([z.literal(''), z.string().regex(/^[A-Z]{2}$/)]).optional(), taxId: short(40).optional(), email: short(320).optional() });
/** `credited`: taken back on paper before anything was paid. */
export const InvoiceState = z.enum(['open', 'partly-paid', 'paid', 'refunded', 'credited']);
export type InvoiceState = z.infer<typeof InvoiceState>;
/** Structured e-invoice: what kind, and how far it is. */
const Electronic = z.object({ kind: z.enum(['xrechnung', 'shudian', 'none']), state: z.enum(['none', 'waiting', 'issued', 'failed']), number: z.string().nullable(), fault: z.string().nullable() });
/** What was billed and is taken back; amounts are what is credited. */
export const CreditNote = z.object({ id: z.int(), number: z.string(), grossMinor: z.int(), reason: z.string(), issuedAt: Instant, electronic: Electronic });
export type CreditNote = z.infer<typeof CreditNote>;
export const Invoice = Totals.extend({
  id: z.int(), ticketId: z.int(), quoteId: z.int().nullable(), number: z.string(), state: InvoiceState, currency: Currency, lines: z.array(PricedLine), language: Language,
  buyer: Buyer.required(),
  issuedAt: Instant, dueOn: z.string(), paidMinor: z.int(), refundedMinor: z.int(), creditedMinor: z.int(), /** Still to be paid. */ openMinor: z.int(),
  payments: z.array(Payment), refunds: z.array(Refund), creditNotes: z.array(CreditNote),
  electronic: Electronic,
});
export type Invoice = z.infer<typeof Invoice>;
const Charges = z.object({ quotes: z.array(Quote), invoices: z.array(Invoice) });

/** A service of others that we speak to by signed requests; its secret is written, never read back. */
const Service = z.object({ endpoint: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]).default(''), secret: z.string().max(200).optional(), secretSet: z.boolean().default(false) });
export const ChargeSettings = z.object({
  currency: Currency, taxRate: z.int().min(0).max(10_000), validDays: z.int().min(1).max(180), dueDays: z.int().min(0).max(180),
  /** `{year}` and `{number}` (with its width, `{number:5}`) are put in. Each series counts without gaps. */
  invoiceSeries: z.string().trim().max(40).regex(/\{number(:\d)?\}/),
  /** The series of credit notes, written the same way. */
  creditSeries: z.string().trim().max(40).regex(/\{number(:\d)?\}/).default('CN-{year}-{number:5}'),
  electronic: z.enum(['xrechnung', 'shudian', 'none']),
  seller: z.object({
    name: z.string().trim().max(200), address: z.string().trim().max(300), city: z.string().trim().max(100), postcode: z.string().trim().max(20), country: z.string().regex(/^[A-Z]{2}$/),
    taxId: z.string().trim().max(40), email: z.string().trim().max(320), phone: z.string().trim().max(40), bank: z.string().trim().max(200), account: z.string().trim().max(60),
  }),
  /** Makes payment links; empty: customers pay at the counter or by transfer. */
  payments: Service,
  /** Issues 数电票. */
  taxInvoices: Service,
});
export type ChargeSettings = z.infer<typeof ChargeSettings>;

const QuoteWrite = z.object({ currency: Currency.optional(), note: z.string().max(2000).default(''), language: Language.optional(), lines: z.array(ChargeLine).min(1).max(100) });
export type QuoteWrite = z.infer<typeof QuoteWrite>;
const ByToken = z.object({ token: z.string().min(10).max(400) });
/** What the customer sees behind the link. */
export const PublicQuote = Quote.omit({ url: true, invoiceId: true, answeredBy: true }).extend({
  subject: z.string(), customerName: z.string(), company: z.string(), ticketUrl: z.string(),
  invoice: z.object({ number: z.string(), state: InvoiceState, openMinor: z.int(), payUrl: z.string().nullable(), creditNotes: z.array(CreditNote.pick({ id: true, number: true, grossMinor: true, issuedAt: true })) }).nullable(),
});
export type PublicQuote = z.infer<typeof PublicQuote>;

export const charges = {
  ofTicket: route({ method: 'GET', path: '/tickets/:id/charges', summary: 'Quotes, invoices and payments of a ticket', right: 'tickets.read', params: IdParam, response: Charges }),
  quote: route({ method: 'POST', path: '/tickets/:id/quotes', summary: 'Draft a quote; an open one is replaced by the new version', right: 'charges.write', status: 201, idempotent: true, params: IdParam, body: QuoteWrite, response: Quote }),
  updateQuote: route({ method: 'PUT', path: '/quotes/:id', summary: 'Change a draft', right: 'charges.write', params: IdParam, body: QuoteWrite, response: Quote }),
  sendQuote: route({ method: 'POST', path: '/quotes/:id/send', summary: 'Send it to the customer with a link to answer', right: 'charges.write', params: IdParam, response: Quote }),
  answerQuote: route({ method: 'POST', path: '/quotes/:id/answer', summary: 'The customer answered by phone or at the counter', right: 'charges.write', params: IdParam, body: z.object({ approve: z.boolean(), reason: z.string().trim().max(1000).default('') }), response: Quote }),
  quotePdf: route({ method: 'GET', path: '/quotes/:id/pdf', summary: 'The quote as PDF', right: 'tickets.read', params: IdParam, response: z.any() }),
  publicQuote: route({ method: 'GET', path: '/portal/quotes', summary: 'A quote by its link', public: 'the signed link is the proof', query: ByToken, response: PublicQuote }),
  publicAnswer: route({ method: 'POST', path: '/portal/quotes/answer', summary: 'Approve or decline a quote by its link', public: 'the signed link is the proof', query: ByToken, body: z.object({ approve: z.boolean(), version: z.int(), reason: z.string().trim().max(1000).default('') }), response: PublicQuote }),
  publicPdf: route({ method: 'GET', path: '/portal/quotes/pdf', summary: 'Quote or invoice as PDF by the link', public: 'the signed link is the proof', query: ByToken.extend({ what: z.enum(['quote', 'invoice', 'credit-note']).default('quote'), note: Id.optional() }), response: z.any() }),
  invoice: route({ method: 'POST', path: '/quotes/:id/invoice', summary: 'Invoice an approved quote', right: 'charges.manage', status: 201, idempotent: true, params: IdParam, body: Buyer, response: Invoice }),
  invoicePdf: route({ method: 'GET', path: '/invoices/:id/pdf', summary: 'The invoice as PDF', right: 'tickets.read', params: IdParam, response: z.any() }),
  invoiceXml: route({ method: 'GET', path: '/invoices/:id/xml', summary: 'The structured e-invoice', right: 'tickets.read', params: IdParam, response: z.any() }),
  payLink: route({ method: 'POST', path: '/invoices/:id/payment-link', summary: 'A link by which the customer pays what is open', right: 'charges.write', params: IdParam, response: Invoice }),
  recordPayment: route({ method: 'POST', path: '/invoices/:id/payments', summary: 'Cash, card or transfer was received', right: 'charges.write', status: 201, idempotent: true, params: IdParam, body: z.object({ amountMinor: Minor.min(1), method: z.enum(['cash', 'card', 'transfer', 'wechat', 'alipay']), reference: z.string().trim().max(100).default('') }), response: Invoice }),
  refund: route({ method: 'POST', path: '/invoices/:id/refunds', summary: 'Give money back, with a credit note', right: 'charges.manage', status: 201, idempotent: true, params: IdParam, body: z.object({ amountMinor: Minor.min(1), reason: z.string().trim().min(1).max(500) }), response: Invoice }),
  credit: route({ method: 'POST', path: '/invoices/:id/credit-notes', summary: 'Take back what was billed, without giving money back', right: 'charges.manage', status: 201, idempotent: true, params: IdParam, body: z.object({ amountMinor: Minor.min(1), reason: z.string().trim().min(1).max(500) }), response: Invoice }),
  creditNotePdf: route({ method: 'GET', path: '/credit-notes/:id/pdf', summary: 'The credit note as PDF', right: 'tickets.read', params: IdParam, response: z.any() }),
  creditNoteXml: route({ method: 'GET', path: '/credit-notes/:id/xml', summary: 'The structured credit note', right: 'tickets.read', params: IdParam, response: z.any() }),
  settings: route({ method: 'GET', path: '/charge-settings', summary: 'How we bill', right: 'org.read', response: ChargeSettings }),
  saveSettings: route({ method: 'PUT', path: '/charge-settings', summary: 'Change how we bill', right: 'charges.settings', body: ChargeSettings, response: ChargeSettings }),
  paymentHook: route({ method: 'POST', path: '/payments/events', summary: 'The payment service reports', public: 'the signature is the proof', signed: true, status: 202, bodyLimit: 64 * 1024, body: z.unknown(), response: z.object({ accepted: z.literal(true), duplicate: z.boolean() }) }),
};
