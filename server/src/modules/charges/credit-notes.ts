import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { creditOf, leftOf } from './crediting.ts';
import { ChargesCredited } from './events.ts';
import { seriesOf } from './invoices.ts';
import { percent } from './money-text.ts';
import type { SettingsOfCharges } from './settings.ts';
import * as store from './store-credit-notes.ts';
import * as invoices from './store-invoices.ts';

/** Credit notes: each tied to an invoice, numbered without gaps in a series of their own, never more than was billed, never changed. */
export function createCreditNotes({ bus, clock, jobs }: Pick<Platform, 'bus' | 'clock' | 'jobs'>, org: Pick<Org, 'company'>, settings: SettingsOfCharges) {
  const load = async (handle: Handle, id: number): Promise<store.CreditRecord> => {
    const row = await store.findCreditNote(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  return {
    load,
    /** Once for each key: again gives the same note. Who credits one invoice takes turns. @throws Refusal `not-found`, `invalid-input` for more than is left of the bill */
    async issue(tx: Tx, c: { invoiceId: number; grossMinor: number; reason: string; key: string; actor?: Actor }): Promise<store.CreditRecord> {
      const invoice = await invoices.lockInvoice(tx, c.invoiceId);
      if (!invoice) throw new Refusal('not-found');
      const before = await store.creditNoteByKey(tx, c.key);
      if (before) return load(tx, before);
      const limit = invoice.grossMinor - invoice.creditedMinor;
      // A bill of nothing, or one that is taken back whole.
      if (limit < 1) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'charges.nothing-to-credit', params: { number: invoice.number } }] });
      if (c.grossMinor > limit || c.grossMinor < 1) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'field.tooMany', params: { limit } }] });
      const house = await settings.read(tx);
      const now = clock.now();
      const { timeZone } = await org.company(tx);
      const { series, write } = seriesOf(house.creditSeries, Number(new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric' }).format(now)));
      const taxesBefore = await store.taxesCredited(tx, invoice.id);
      if (c.grossMinor > leftOf(invoice, taxesBefore)) throw new Refusal('conflict', { key: 'charges.taxes-differ', params: { number: invoice.number } });
      const credited = creditOf(invoice, taxesBefore, c.grossMinor, (rate) => say(invoice.language, 'charges.paper.credit-line', { number: invoice.number, reason: c.reason, rate: percent(rate) }));
      const place = await invoices.nextInSeries(tx, series);
      const { kind } = invoice.electronic;
      const id = await store.insertCreditNote(tx, {
        ...credited, invoiceId: invoice.id, ticketId: invoice.ticketId, number: write(place), series, place, key: c.key, currency: invoice.currency, language: invoice.language, seller: invoice.seller, buyer: invoice.buyer, reason: c.reason, issuedAt: now,
        electronic: { kind, state: kind === 'none' ? 'none' : 'waiting', number: null, fault: null },
      });
      // A link asks for what was open before.
      await invoices.dropLinks(tx, invoice.id);
      if (kind !== 'none') await jobs.enqueue(tx, 'charges.e-credit', { creditNoteId: id });
      const row = await load(tx, id);
      await bus.publish(tx, ChargesCredited, { stream: `ticket:${row.ticketId}`, actor: c.actor ?? systemActor, payload: { ticketId: row.ticketId, invoiceId: invoice.id, creditNoteId: id, number: row.number, grossMinor: row.grossMinor, currency: row.currency, reason: c.reason, at: now.toISOString() } });
      return row;
    },
  };
}
export type CreditNotes = ReturnType<typeof createCreditNotes>;
