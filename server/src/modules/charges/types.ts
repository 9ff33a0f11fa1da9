import type { Buyer as BuyerShape, ChargeLine, Invoice, Quote } from '@aftercare/contract/charges';
import type { Currency } from '@aftercare/contract/money';
import type { z } from 'zod';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/index.ts';

export type LineInput = z.input<typeof ChargeLine>;
export interface QuoteInput {
  readonly ticketId: number;
  /** Net prices in minor units, tax rates in basis points. */
  readonly lines: readonly LineInput[];
  /** Of the settings unless told. */
  readonly currency?: Currency;
  readonly note?: string;
  /** The customer's unless told. */
  readonly language?: 'zh-CN' | 'en';
  readonly actor?: Actor;
}
/** Who is billed, where it differs from the ticket's customer. */
export type Buyer = z.infer<typeof BuyerShape>;
export type QuoteRow = Loose<Quote>;
export type InvoiceRow = Loose<Invoice>;

/** What other modules ask of charges. Events on `ticket:ID`: charges.quoted, approved, declined, expired, invoiced, paid, refunded. */
export interface ChargeCommands {
  /** Drafts a quote; an unanswered one of the ticket is replaced by this new version. */
  quote(tx: Tx, input: QuoteInput): Promise<QuoteRow>;
  /** Sends it by the customer's door, with a link to answer. */
  send(tx: Tx, quoteId: number, actor?: Actor): Promise<QuoteRow>;
  approve(tx: Tx, quoteId: number, actor?: Actor): Promise<QuoteRow>;
  decline(tx: Tx, quoteId: number, reason: string, actor?: Actor): Promise<QuoteRow>;
  /** Invoices an approved quote, once: again gives the same invoice. */
  invoice(tx: Tx, quoteId: number, buyer?: Buyer, actor?: Actor): Promise<InvoiceRow>;
  refund(tx: Tx, input: { invoiceId: number; amountMinor: number; reason: string; key: string; actor?: Actor }): Promise<InvoiceRow>;
  ofTicket(ticketId: number, handle?: Handle): Promise<{ quotes: QuoteRow[]; invoices: InvoiceRow[] }>;
}
