import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { ChargesInvoiced } from './events.ts';
import type { Quotes } from './quotes.ts';
import type { SettingsOfCharges } from './settings.ts';
import * as store from './store-invoices.ts';
import type { Buyer } from './types.ts';

export type InvoiceRecord = store.InvoiceRecord;
const day = 86_400_000;

/** `INV-{year}-{number:5}` → the series INV-2026- and how a number of it is written. */
export function seriesOf(template: string, year: number): { series: string; write: (n: number) => string } {
  const dated = template.replaceAll('{year}', String(year));
  return { series: dated.replace(/\{number(?::\d)?\}/, '#'), write: (n) => dated.replace(/\{number(?::(\d))?\}/, (_, width?: string) => String(n).padStart(Number(width ?? 1), '0')) };
}

/** Invoices: one for each approved quote, numbered without gaps, never changed. */
export function createInvoices(platform: Platform, parts: { org: Pick<Org, 'company'>; tickets: Tickets; customers: Customers; settings: SettingsOfCharges; quotes: Quotes }) {
  const { bus, clock, jobs } = platform;
  const { org, tickets, customers, settings, quotes } = parts;
  const load = async (handle: Handle, id: number) => {
    const row = await store.findInvoice(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  async function buyerOf(tx: Tx, customerId: number, given: Buyer): Promise<store.InvoiceRecord['buyer']> {
    const customer = await customers.get(customerId, tx);
    return { name: given.name || customer?.name || '', address: given.address ?? '', city: given.city ?? '', postcode: given.postcode ?? '', country: given.country ?? '', taxId: given.taxId ?? '', email: given.email || (customer?.identities.find((i) => i.kind === 'email')?.value ?? '') };
  }

  return {
    load,
    ofTicket: (handle: Handle, ticketId: number) => store.invoicesOf(handle, ticketId),
    /** Once: again gives the same invoice. @throws Refusal `conflict` when the quote is not approved */
    async issue(tx: Tx, quoteId: number, given: Buyer = {}, actor: Actor = systemActor): Promise<store.InvoiceRecord> {
      // Two requests for one quote take turns here, before a number is taken.
      const quote = await quotes.lock(tx, quoteId);
      const before = await store.invoiceOfQuote(tx, quoteId);
      if (before) return load(tx, before.id);
      const ticket = await tickets.get(quote.ticketId, tx);
      if (!ticket) throw new Refusal('not-found');
      if (quote.state !== 'approved') throw new Refusal('conflict', { key: 'charges.not-approved' });
      const house = await settings.read(tx);
      const now = clock.now();
      const { timeZone } = await org.company(tx);
      const date = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
      const { series, write } = seriesOf(house.invoiceSeries, Number(date(now).slice(0, 4)));
      const place = await store.nextInSeries(tx, series);
      const made = await store.insertInvoice(tx, {
        ticketId: quote.ticketId, quoteId, number: write(place), series, place, currency: quote.currency, lines: quote.lines, taxes: quote.taxes, netMinor: quote.netMinor, taxMinor: quote.taxMinor, grossMinor: quote.grossMinor, language: quote.language,
        seller: house.seller, buyer: await buyerOf(tx, ticket.customerId, given), issuedAt: now, dueOn: date(new Date(now.getTime() + house.dueDays * day)),
        electronic: { kind: house.electronic, state: house.electronic === 'none' ? 'none' : 'waiting', number: null, fault: null },
      });
      const row = await load(tx, made?.id ?? 0);
      if (house.electronic !== 'none') await jobs.enqueue(tx, 'charges.e-invoice', { invoiceId: row.id });
      await bus.publish(tx, ChargesInvoiced, { stream: `ticket:${row.ticketId}`, actor, payload: { ticketId: row.ticketId, invoiceId: row.id, quoteId, number: row.number, grossMinor: row.grossMinor, currency: row.currency, at: now.toISOString() } });
      return row;
    },
  };
}
export type Invoices = ReturnType<typeof createInvoices>;
