import { randomUUID } from 'node:crypto';
import { charges as contract } from '@aftercare/contract/charges';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Download, implement, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Charges } from './charges.ts';
import { publicRoutes } from './routes-public.ts';
import type { InvoiceRecord } from './invoices.ts';

/** Payments and settings of others' services stay inside. */
const bare = ({ kind, state, number, fault }: InvoiceRecord['electronic']) => ({ kind, state, number, fault });
export const shown = ({ seller: _, payments, electronic, creditNotes, ...invoice }: InvoiceRecord) => ({
  ...invoice, electronic: bare(electronic), creditNotes: creditNotes.map((c) => ({ ...c, electronic: bare(c.electronic) })),
  payments: payments.map(({ refundedMinor: __, externalId: ___, ...p }) => p),
});

export function chargeRoutes(platform: Pick<Platform, 'db' | 'clock'>, charges: Charges, tickets: Tickets) {
  const { db } = platform;
  const { quotes, invoices, payments, settings } = charges;
  /** A quote or invoice of a ticket the caller may see. */
  const quoteFor = async (handle: Handle, principal: Principal, id: number) => {
    const quote = await quotes.load(handle, id);
    await tickets.load(handle, principal, quote.ticketId);
    return quote;
  };
  const invoiceFor = async (handle: Handle, principal: Principal, id: number) => {
    const invoice = await invoices.load(handle, id);
    await tickets.load(handle, principal, invoice.ticketId);
    return invoice;
  };
  const creditNoteFor = async (handle: Handle, principal: Principal, id: number) => {
    const note = await charges.creditNotes.load(handle, id);
    await tickets.load(handle, principal, note.ticketId);
    return note;
  };
  const pdf = (bytes: Uint8Array, name: string) => new Download(bytes, { type: 'application/pdf', name: `${name.replaceAll(/[^\w.-]/g, '-')}.pdf`, inline: true });

  return [
    implement(contract.ofTicket, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      const found = await charges.ofTicket(params.id);
      return { quotes: found.quotes, invoices: found.invoices.map(shown) };
    }),
    implement(contract.quote, ({ params, body, principal, transact }) => transact(async (tx) => {
      await tickets.load(tx, principal, params.id);
      return charges.quote(tx, { ticketId: params.id, ...given(body), actor: actorOf(principal) });
    })),
    implement(contract.updateQuote, ({ params, body, principal }) => db.tx(async (tx) => {
      await quoteFor(tx, principal, params.id);
      return quotes.view(await quotes.change(tx, params.id, given(body)));
    })),
    implement(contract.sendQuote, ({ params, principal }) => db.tx(async (tx) => {
      await quoteFor(tx, principal, params.id);
      return charges.send(tx, params.id, actorOf(principal));
    })),
    implement(contract.answerQuote, ({ params, body, principal }) => db.tx(async (tx) => {
      await quoteFor(tx, principal, params.id);
      return quotes.view(await quotes.answer(tx, params.id, { ...body, actor: actorOf(principal) }));
    })),
    implement(contract.quotePdf, async ({ params, principal }) => {
      const quote = await quoteFor(db, principal, params.id);
      return pdf(await charges.quotePdf(quote.id), quote.number);
    }),
    implement(contract.invoice, ({ params, body, principal, transact }) => transact(async (tx) => {
      await quoteFor(tx, principal, params.id);
      return shown(await invoices.issue(tx, params.id, body, actorOf(principal)));
    })),
    implement(contract.invoicePdf, async ({ params, principal }) => {
      const invoice = await invoiceFor(db, principal, params.id);
      return pdf(await charges.invoicePdf(invoice.id), invoice.number);
    }),
    implement(contract.invoiceXml, async ({ params, principal }) => {
      const invoice = await invoiceFor(db, principal, params.id);
      const xml = await charges.electronic.xml(invoice.id);
      if (!xml) throw new Refusal('not-found');
      return new Download(xml, { type: 'application/xml; charset=utf-8', name: `${invoice.number.replaceAll(/[^\w.-]/g, '-')}.xml` });
    }),
    implement(contract.payLink, async ({ params, principal }) => {
      await invoiceFor(db, principal, params.id);
      return shown(await payments.link(params.id));
    }),
    implement(contract.recordPayment, ({ params, body, principal, transact }) => transact(async (tx) => {
      await invoiceFor(tx, principal, params.id);
      return shown(await payments.record(tx, params.id, body, actorOf(principal)));
    })),
    implement(contract.refund, ({ params, body, principal, transact }) => transact(async (tx) => {
      await invoiceFor(tx, principal, params.id);
      return shown(await payments.refund(tx, { invoiceId: params.id, ...body, key: `http:${randomUUID()}`, actor: actorOf(principal) }));
    })),
    implement(contract.credit, ({ params, body, principal, transact }) => transact(async (tx) => {
      await invoiceFor(tx, principal, params.id);
      await charges.creditNotes.issue(tx, { invoiceId: params.id, grossMinor: body.amountMinor, reason: body.reason, key: `http:${randomUUID()}`, actor: actorOf(principal) });
      return shown(await invoices.load(tx, params.id));
    })),
    implement(contract.creditNotePdf, async ({ params, principal }) => {
      const note = await creditNoteFor(db, principal, params.id);
      return pdf(await charges.creditNotePdf(note.id), note.number);
    }),
    implement(contract.creditNoteXml, async ({ params, principal }) => {
      const note = await creditNoteFor(db, principal, params.id);
      const xml = await charges.electronic.creditXml(note.id);
      if (!xml) throw new Refusal('not-found');
      return new Download(xml, { type: 'application/xml; charset=utf-8', name: `${note.number.replaceAll(/[^\w.-]/g, '-')}.xml` });
    }),
    implement(contract.settings, () => settings.read()),
    implement(contract.saveSettings, ({ body }) => db.tx((tx) => settings.save(tx, body))),
    ...publicRoutes(platform, charges, tickets),
  ];
}
/** Without the keys that were left out. */
function given<T extends { currency?: unknown; language?: unknown }>({ currency, language, ...rest }: T) {
  return { ...rest, ...(currency === undefined ? {} : { currency }), ...(language === undefined ? {} : { language }) } as Omit<T, 'currency' | 'language'> & { currency?: NonNullable<T['currency']>; language?: NonNullable<T['language']> };
}
