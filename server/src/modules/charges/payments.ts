import { type PaymentNotice, type PaymentService, ServiceRefused } from '../../integrations/payment.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ChargesPaid, ChargesRefunded } from './events.ts';
import type { CreditNotes } from './credit-notes.ts';
import type { Invoices } from './invoices.ts';
import type { Quotes } from './quotes.ts';
import type { SettingsOfCharges } from './settings.ts';
import * as store from './store-invoices.ts';

/** Payments by the service's link; the others are noted by hand. */
const byLink = 'link';

/** Money in and out of invoices. The database refuses more paid than billed and more given back than paid. */
export function createPayments(platform: Platform, parts: { service: PaymentService; settings: SettingsOfCharges; invoices: Invoices; quotes: Quotes; creditNotes: CreditNotes }) {
  const { bus, clock, db, jobs, work, log } = platform;
  const { service, settings, invoices, quotes, creditNotes } = parts;
  const openOf = (row: store.InvoiceRecord) => row.openMinor;
  const lock = async (tx: Tx, id: number) => {
    const row = await store.lockInvoice(tx, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  async function book(tx: Tx, row: store.InvoiceRecord, amountMinor: number, method: string, actor: Actor): Promise<void> {
    await store.addPaid(tx, row.id, amountMinor);
    await bus.publish(tx, ChargesPaid, {
      stream: `ticket:${row.ticketId}`, actor,
      payload: { ticketId: row.ticketId, invoiceId: row.id, number: row.number, grossMinor: row.grossMinor, currency: row.currency, amountMinor, openMinor: openOf(row) - amountMinor, method, at: clock.now().toISOString() },
    });
  }

  return {
    /** Cash, card or transfer. @throws Refusal `invalid-input` for more than is open */
    async record(tx: Tx, invoiceId: number, p: { amountMinor: number; method: string; reference: string }, actor: Actor): Promise<store.InvoiceRecord> {
      const row = await lock(tx, invoiceId);
      if (p.amountMinor > openOf(row)) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'field.tooMany', params: { limit: openOf(row) } }] });
      await store.insertPayment(tx, { invoiceId, ...p, provider: 'hand', externalId: null, url: null, state: 'paid', at: clock.now() });
      // What a link asks for is no longer what is open.
      await store.dropLinks(tx, invoiceId);
      await book(tx, row, p.amountMinor, p.method, actor);
      return invoices.load(tx, invoiceId);
    },

    /**
     * A link for what is open. The service is asked outside any transaction, with a key made from what is asked: the same
     * question gives the same link. @throws Refusal `conflict` when nothing is open or no service is set up
     */
    async link(invoiceId: number): Promise<store.InvoiceRecord> {
      const row = await invoices.load(db, invoiceId);
      const account = await settings.payments();
      if (!account) throw new Refusal('conflict', { key: 'charges.no-service' });
      if (openOf(row) <= 0) throw new Refusal('conflict', { key: 'charges.nothing-open' });
      const known = row.payments.find((p) => p.state === 'pending' && p.amountMinor === openOf(row));
      if (known) return row;
      const made = await service.link({
        idempotencyKey: `${row.number}:${row.paidMinor}:${openOf(row)}:${row.payments.length}`, reference: row.number, amountMinor: openOf(row), currency: row.currency, description: say(row.language, 'charges.payment-for', { number: row.number }),
        language: row.language, returnUrl: row.quoteId ? quotes.urlOf(row.quoteId) : platform.config.publicUrl,
      }, account).catch((error: unknown) => {
        log.warn({ reason: (error as Error).message, invoice: row.number }, 'the payment service made no link');
        throw new Refusal(error instanceof ServiceRefused ? 'conflict' : 'not-ready', { key: 'charges.service-refused', params: { reason: (error as Error).message } });
      });
      return db.tx(async (tx) => {
        const now = await lock(tx, invoiceId);
        if (openOf(now) !== openOf(row)) throw new Refusal('conflict');
        await store.dropLinks(tx, invoiceId);
        await store.insertPayment(tx, { invoiceId, amountMinor: openOf(row), method: byLink, provider: byLink, externalId: made.externalId, url: made.url, reference: '', state: 'pending', at: clock.now() });
        return invoices.load(tx, invoiceId);
      });
    },

    /** Reads a message of the service's. Throws `NotTheService`, or a ZodError or SyntaxError. */
    read: (message: Parameters<PaymentService['read']>[0], account: Parameters<PaymentService['read']>[1]) => service.read(message, account, clock.now()),

    /** What the service tells, once: twice is acknowledged and changes nothing. @throws Refusal `invalid-input` when amount or currency are not what was asked; `not-found` for a payment that is not ours */
    async take(tx: Tx, notice: PaymentNotice): Promise<{ duplicate: boolean }> {
      const known = await store.findPayment(tx, byLink, notice.externalId);
      if (!known) throw new Refusal('not-found');
      const row = await lock(tx, known.invoiceId);
      const payment = await store.findPayment(tx, byLink, notice.externalId);
      if (!payment || payment.state === 'paid') return { duplicate: true };
      if (notice.state === 'failed') {
        await store.setPaymentState(tx, payment.id, 'failed', clock.now());
        return { duplicate: payment.state === 'failed' };
      }
      if (notice.amountMinor !== payment.amountMinor || notice.currency !== row.currency) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'field.choice' }] });
      if (payment.amountMinor > openOf(row)) {
        // Paid twice, by an old link: the money is there, so it is noted, and goes back by hand.
        log.error({ invoice: row.number, payment: notice.externalId }, 'paid by link what was paid already: give it back at the payment service');
        throw new Refusal('conflict', { key: 'charges.nothing-open' });
      }
      await store.setPaymentState(tx, payment.id, 'paid', clock.now());
      await book(tx, row, payment.amountMinor, byLink, systemActor);
      return { duplicate: false };
    },

    /** Gives money back, oldest payment first; by the service where it came by it; with a credit note for what was not credited before. Once for each key. @throws Refusal `invalid-input` for more than was paid */
    async refund(tx: Tx, r: { invoiceId: number; amountMinor: number; reason: string; key: string; actor?: Actor }): Promise<store.InvoiceRecord> {
      const row = await lock(tx, r.invoiceId);
      if (await store.refundsByKey(tx, r.invoiceId, r.key)) return row;
      const limit = row.paidMinor - row.refundedMinor;
      if (limit < 1) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'charges.nothing-to-refund', params: { number: row.number } }] });
      if (r.amountMinor > limit || r.amountMinor < 1) throw new Refusal('invalid-input', { fields: [{ path: 'amountMinor', key: 'field.tooMany', params: { limit } }] });
      // Money can go back only where it came from.
      const held = row.payments.reduce((sum, p) => sum + (p.state === 'paid' ? p.amountMinor - p.refundedMinor : 0), 0);
      if (r.amountMinor > held) throw new Refusal('conflict', { key: 'charges.payments-differ', params: { number: row.number } });
      const over = row.paidMinor - row.refundedMinor - (row.grossMinor - row.creditedMinor);
      const credit = r.amountMinor - Math.max(0, over);
      if (credit > 0) await creditNotes.issue(tx, { invoiceId: row.id, grossMinor: credit, reason: r.reason, key: `refund:${row.id}:${r.key}`, ...(r.actor ? { actor: r.actor } : {}) });
      let left = r.amountMinor;
      for (const p of row.payments) {
        const part = Math.min(left, p.state === 'paid' ? p.amountMinor - p.refundedMinor : 0);
        if (part === 0) continue;
        left -= part;
        const linked = p.provider === byLink;
        const made = await store.insertRefund(tx, { invoiceId: row.id, paymentId: p.id, amountMinor: part, reason: r.reason, state: linked ? 'requested' : 'done', key: `${r.key}/${p.id}`, at: clock.now() });
        await store.addRefunded(tx, row.id, p.id, part);
        if (linked) await jobs.enqueue(tx, 'charges.refund', { refundId: made?.id ?? 0 });
      }
      await bus.publish(tx, ChargesRefunded, {
        stream: `ticket:${row.ticketId}`, actor: r.actor ?? systemActor,
        payload: { ticketId: row.ticketId, invoiceId: row.id, number: row.number, grossMinor: row.grossMinor, currency: row.currency, amountMinor: r.amountMinor, reason: r.reason, at: clock.now().toISOString() },
      });
      return invoices.load(tx, row.id);
    },

    /** The job behind a refund by the service: tried again until it answers; refused for good, the money counts as ours again and people see why. */
    async carryOut(refundId: number): Promise<void> {
      const refund = await store.findRefund(work, refundId);
      if (refund?.state !== 'requested') return;
      const account = await settings.payments(work);
      if (!account) throw new Error('no payment service is set up, so the refund waits');
      try {
        const { externalId } = await service.refund({ idempotencyKey: refund.key, externalId: refund.paymentExternalId ?? '', amountMinor: refund.amountMinor, currency: refund.currency, reason: refund.reason }, account);
        await work.tx((tx) => store.endRefund(tx, refundId, 'done', externalId, null));
      } catch (error) {
        if (!(error instanceof ServiceRefused)) throw error;
        await work.tx(async (tx) => {
          await lock(tx, refund.invoiceId);
          if ((await store.endRefund(tx, refundId, 'failed', null, error.message)) > 0) await store.addRefunded(tx, refund.invoiceId, refund.paymentId, -refund.amountMinor);
        });
      }
    },
  };
}
export type Payments = ReturnType<typeof createPayments>;
