import { ticketIn } from '@aftercare/contract/live';
import { ChargeLine } from '@aftercare/contract/charges';
import { Currency } from '@aftercare/contract/money';
import { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Charges } from './charges.ts';

const ticketOf = (c: ActionContext): number => {
  const id = ticketIn(c.stream);
  if (!id) throw new ProcessError('no-ticket', { stream: c.stream });
  return id;
};

/** What a drawn process may do with money. Each runs in the transaction of its step. */
export function chargeActions(charges: Charges) {
  return [
    defineAction({
      name: 'charges.quote', title: { zh: '报价并发送给客户', en: 'Quote and send to the customer' },
      input: z.object({ lines: z.array(ChargeLine).min(1).max(100), currency: Currency.optional(), note: z.string().max(2000).optional(), send: z.boolean().default(true) }),
      output: z.object({ quoteId: z.int(), grossMinor: z.int(), currency: z.string() }),
      async run({ lines, currency, note, send }, c) {
        const tx = c.tx as Tx;
        const quote = await charges.quote(tx, { ticketId: ticketOf(c), lines, actor: c.actor, ...(currency ? { currency } : {}), ...(note ? { note } : {}) });
        if (send) await charges.send(tx, quote.id, c.actor);
        return { quoteId: quote.id, grossMinor: quote.grossMinor, currency: quote.currency };
      },
    }),
    defineAction({
      name: 'charges.invoice', title: { zh: '开具账单', en: 'Invoice what was approved' }, input: z.object({ quoteId: z.int().positive().optional() }),
      output: z.object({ invoiceId: z.int(), number: z.string(), grossMinor: z.int() }),
      async run(input, c) {
        const tx = c.tx as Tx;
        const ticketId = ticketOf(c);
        const approved = (await charges.ofTicket(ticketId, tx)).quotes.filter((q) => q.state === 'approved');
        const quote = approved.find((q) => (input.quoteId === undefined ? q.invoiceId === null : q.id === input.quoteId)) ?? approved[0];
        if (!quote) throw new ProcessError('not-approved', { ticketId });
        const invoice = await charges.invoice(tx, quote.id, {}, c.actor);
        return { invoiceId: invoice.id, number: invoice.number, grossMinor: invoice.grossMinor };
      },
    }),
    defineAction({
      name: 'charges.refund', title: { zh: '退款', en: 'Give money back' }, input: z.object({ invoiceId: z.int().positive().optional(), amountMinor: z.int().positive().optional(), reason: z.string().min(1).max(500) }),
      output: z.object({ invoiceId: z.int(), refundedMinor: z.int() }),
      async run({ invoiceId, amountMinor, reason }, c) {
        const tx = c.tx as Tx;
        const ticketId = ticketOf(c);
        const paid = (await charges.ofTicket(ticketId, tx)).invoices.find((i) => (invoiceId === undefined ? i.paidMinor > i.refundedMinor : i.id === invoiceId));
        if (!paid) throw new ProcessError('nothing-paid', { ticketId });
        try {
          const invoice = await charges.refund(tx, { invoiceId: paid.id, amountMinor: amountMinor ?? paid.paidMinor - paid.refundedMinor, reason, key: c.taskKey, actor: c.actor });
          return { invoiceId: invoice.id, refundedMinor: invoice.refundedMinor };
        } catch (error) {
          if (error instanceof Refusal && error.code === 'invalid-input') throw new ProcessError('too-much', { limit: paid.paidMinor - paid.refundedMinor });
          throw error;
        }
      },
    }),
  ];
}
