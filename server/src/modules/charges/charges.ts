import type { PaymentService } from '../../integrations/payment.ts';
import type { TaxInvoiceService } from '../../integrations/tax-invoice.ts';
import type { Actor } from '../../platform/bus/index.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createCreditNotes } from './credit-notes.ts';
import { creditNotePaper } from './credit-paper.ts';
import { invoicePaper, quotePaper } from './documents.ts';
import { createElectronic } from './electronic.ts';
import { createInvoices } from './invoices.ts';
import { createPayments } from './payments.ts';
import { createQuotes } from './quotes.ts';
import { type PaperKind, paperOf, papersOf } from './store-papers.ts';
import { createChargeSettings } from './settings.ts';
import type { Buyer, ChargeCommands, QuoteInput } from './types.ts';

export interface ChargeParts {
  readonly platform: Platform; readonly org: Pick<Org, 'company'>; readonly customers: Customers; readonly tickets: Tickets; readonly papers: Papers;
  readonly payments: PaymentService; readonly taxInvoices: TaxInvoiceService;
}

/** What work costs the customer: quoted, answered, invoiced, paid, given back. */
export function createCharges(parts: ChargeParts) {
  const { platform, org, customers, tickets, papers } = parts;
  const { db } = platform;
  const settings = createChargeSettings(platform, org);
  const quotes = createQuotes(platform, org, tickets, settings);
  const invoices = createInvoices(platform, { org, tickets, customers, settings, quotes });
  const creditNotes = createCreditNotes(platform, org, settings);
  const payments = createPayments(platform, { service: parts.payments, settings, invoices, quotes, creditNotes });
  const electronic = createElectronic(platform, parts.taxInvoices, settings);

  const house = async () => {
    const [{ name: company, timeZone }, { seller }] = await Promise.all([org.company(), settings.read()]);
    return { company, timeZone, seller };
  };
  const about = async (ticketId: number) => {
    const ticket = await tickets.get(ticketId);
    return { customer: ticket?.customerName ?? '', subject: ticket?.subject ?? '', ticketId };
  };

  const commands = {
    quote: async (tx: Tx, input: QuoteInput) => quotes.view(await quotes.write(tx, input)),
    send: async (tx: Tx, quoteId: number, actor?: Actor) => quotes.view(await quotes.send(tx, quoteId, actor)),
    approve: async (tx: Tx, quoteId: number, actor: Actor = systemActor) => quotes.view(await quotes.answer(tx, quoteId, { approve: true, reason: '', actor })),
    decline: async (tx: Tx, quoteId: number, reason: string, actor: Actor = systemActor) => quotes.view(await quotes.answer(tx, quoteId, { approve: false, reason, actor })),
    invoice: (tx: Tx, quoteId: number, buyer?: Buyer, actor?: Actor) => invoices.issue(tx, quoteId, buyer, actor),
    refund: payments.refund,
    async ofTicket(ticketId: number, handle: Handle = db) {
      const written = await quotes.ofTicket(handle, ticketId);
      return { quotes: written.map((q) => quotes.view(q)), invoices: await invoices.ofTicket(handle, ticketId) };
    },
  } satisfies ChargeCommands;

  return {
    ...commands,
    /** What went out to a customer, newest first. */
    papersOf: (customerId: number, o: Parameters<typeof papersOf>[2], handle: Handle = db) => papersOf(handle, customerId, o),
    /** One of a customer's own papers as PDF; undefined for what is not theirs. */
    async paper(customerId: number, kind: PaperKind, id: number): Promise<{ bytes: Uint8Array; number: string } | undefined> {
      const row = await paperOf(db, customerId, kind, id);
      return row && { bytes: await { quote: () => this.quotePdf(id), invoice: () => this.invoicePdf(id), credit: () => this.creditNotePdf(id) }[kind](), number: row.number };
    },
    settings, quotes, invoices, creditNotes, payments, electronic,
    /** PDF of a quote. */
    async quotePdf(quoteId: number): Promise<Uint8Array> {
      const quote = await quotes.load(db, quoteId);
      return papers.render(quotePaper(quote, await about(quote.ticketId), await house(), quote.sentAt ? quotes.urlOf(quote.id) : null));
    },
    async invoicePdf(invoiceId: number): Promise<Uint8Array> {
      const invoice = await invoices.load(db, invoiceId);
      return papers.render(invoicePaper(invoice, await about(invoice.ticketId), await house()));
    },
    async creditNotePdf(id: number): Promise<Uint8Array> {
      const note = await creditNotes.load(db, id);
      return papers.render(creditNotePaper(note, await about(note.ticketId), await house()));
    },
  };
}
export type Charges = ReturnType<typeof createCharges>;
