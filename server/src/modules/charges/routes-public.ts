import { charges as contract } from '@aftercare/contract/charges';
import { z } from 'zod';
import { NotTheService } from '../../integrations/payment.ts';
import { SIGNATURE_HEADER } from '../../platform/crypto/webhook-signature.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Download, implement, RateLimiter, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Charges } from './charges.ts';
import type { QuoteRecord } from './quotes.ts';

/** What customers reach by their link, and what the payment service tells us. */
export function publicRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, charges: Charges, tickets: Tickets) {
  const { quotes, invoices, payments, settings } = charges;
  // Links cannot be guessed; a machine that tries is slowed down all the same.
  const tries = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  const byToken = async (handle: Handle, token: string, ip: string) => quotes.byToken(handle, token).catch((error: unknown) => { tries.take(ip); throw error; });

  async function page({ answeredBy: _, invoiceId, ...quote }: QuoteRecord) {
    const [ticket, house, invoice] = await Promise.all([tickets.get(quote.ticketId), settings.read(), invoiceId ? invoices.load(db, invoiceId) : null]);
    return {
      ...quote, subject: ticket?.subject ?? '', customerName: ticket?.customerName ?? '', company: house.seller.name, ticketUrl: tickets.customerUrl(quote.ticketId),
      invoice: invoice ? { number: invoice.number, state: invoice.state, openMinor: invoice.openMinor, payUrl: invoice.payments.find((p) => p.state === 'pending' && p.url)?.url ?? null, creditNotes: invoice.creditNotes.map(({ id, number, grossMinor, issuedAt }) => ({ id, number, grossMinor, issuedAt })) } : null,
    };
  }

  return [
    implement(contract.publicQuote, async ({ query, request }) => page(await byToken(db, query.token, request.ip))),
    implement(contract.publicAnswer, async ({ query, body, request }) => {
      const shown = await byToken(db, query.token, request.ip);
      const ticket = await tickets.get(shown.ticketId);
      await db.tx((tx) => quotes.answer(tx, shown.id, { ...body, actor: { kind: 'customer', id: ticket?.customerId ?? null, name: ticket?.customerName ?? '' } }));
      return page(await byToken(db, query.token, request.ip));
    }),
    implement(contract.publicPdf, async ({ query, request }) => {
      // Printing costs more than looking.
      tries.take(request.ip, 2);
      const quote = await byToken(db, query.token, request.ip);
      if (query.what !== 'quote' && !quote.invoiceId) throw new Refusal('not-found');
      if (query.what === 'credit-note') {
        const note = await charges.creditNotes.load(db, query.note ?? 0);
        if (note.invoiceId !== quote.invoiceId) throw new Refusal('not-found');
        return new Download(await charges.creditNotePdf(note.id), { type: 'application/pdf', name: `${note.number.replaceAll(/[^\w.-]/g, '-')}.pdf`, inline: true });
      }
      const bytes = query.what === 'invoice' && quote.invoiceId ? await charges.invoicePdf(quote.invoiceId) : await charges.quotePdf(quote.id);
      return new Download(bytes, { type: 'application/pdf', name: `${query.what}-${quote.number}.pdf`, inline: true });
    }),
    /** Believed by its signature, acknowledged once it is on disk. */
    implement(contract.paymentHook, async ({ request }) => {
      const account = await settings.payments();
      if (!account) throw new Refusal('not-found');
      const header = request.headers[SIGNATURE_HEADER.toLowerCase()];
      try {
        const notice = payments.read({ body: request.rawBody ?? Buffer.alloc(0), signature: typeof header === 'string' ? header : undefined }, account);
        const { duplicate } = await db.tx((tx) => payments.take(tx, notice));
        return { accepted: true as const, duplicate };
      } catch (error) {
        if (error instanceof SyntaxError) throw new Refusal('bad-request');
        if (error instanceof z.ZodError || !(error instanceof NotTheService)) throw error;
        tries.take(request.ip);
        throw new Refusal('signature-wrong', { key: `webhook.${error.reason}` });
      }
    }),
  ];
}
