import { ChargeLine } from '@aftercare/contract/charges';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import { type Handle, type Tx, storable } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { ChargesApproved, ChargesDeclined, ChargesExpired, ChargesQuoted } from './events.ts';
import { moneyText } from './money-text.ts';
import { price } from './pricing.ts';
import type { SettingsOfCharges } from './settings.ts';
import * as store from './store-quotes.ts';
import type { QuoteInput } from './types.ts';

export type QuoteRecord = store.QuoteRecord;
const day = 86_400_000;

/** Quotes: drafted, sent, answered by the customer's link or told by phone, never changed after they are out. */
export function createQuotes(platform: Platform, org: Pick<Org, 'company'>, tickets: Tickets, settings: SettingsOfCharges) {
  const { bus, clock, config, secrets } = platform;
  const load = async (handle: Handle, id: number) => {
    const row = await store.findQuote(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const tokenOf = (quoteId: number) => secrets.sign('quote', String(quoteId), null);
  const urlOf = (quoteId: number) => `${config.publicUrl}/portal/quote?t=${tokenOf(quoteId)}`;
  const view = (row: store.QuoteRecord) => ({ ...row, url: row.sentAt ? urlOf(row.id) : null });
  const fact = (row: store.QuoteRecord) => ({ ticketId: row.ticketId, quoteId: row.id, version: row.version, grossMinor: row.grossMinor, currency: row.currency, at: clock.now().toISOString() });
  const state = (row: store.QuoteRecord) => new Refusal('conflict', { key: `charges.is-${row.state}` });

  async function bodyOf(tx: Tx, input: Omit<QuoteInput, 'ticketId'>, language: 'zh-CN' | 'en') {
    const lines = input.lines.map((line) => ChargeLine.parse(line)).map((line) => ({ ...line, description: storable(line.description) }));
    const priced = price(lines);
    // A discount may not turn a bill into a payment, also not for one tax rate.
    if (lines.length === 0 || priced.taxes.some((t) => t.netMinor < 0)) throw new Refusal('invalid-input', { fields: [{ path: 'lines', key: 'charges.below-zero' }] });
    if (priced.grossMinor > 1_000_000_000) throw new Refusal('invalid-input', { fields: [{ path: 'lines', key: 'charges.too-much' }] });
    return { ...priced, currency: input.currency ?? (await settings.read(tx)).currency, note: storable(input.note ?? ''), language: input.language ?? language };
  }

  async function write(tx: Tx, { ticketId, ...input }: QuoteInput): Promise<store.QuoteRecord> {
    const ticket = await tickets.get(ticketId, tx);
    if (!ticket) throw new Refusal('not-found');
    const body = await bodyOf(tx, input, ticket.language);
    await store.lockTicket(tx, ticketId);
    await store.replaceOpen(tx, ticketId);
    const made = await store.insertQuote(tx, { ...body, ticketId, at: clock.now() });
    return load(tx, made?.id ?? 0);
  }

  async function send(tx: Tx, id: number, actor: Actor = systemActor): Promise<store.QuoteRecord> {
    const row = await store.lockQuote(tx, id);
    if (!row) throw new Refusal('not-found');
    if (row.state === 'sent') return row;
    if (row.state !== 'draft') throw state(row);
    const now = clock.now();
    const validUntil = new Date(now.getTime() + (await settings.read(tx)).validDays * day);
    await store.markSent(tx, id, now, validUntil);
    const ticket = await tickets.get(row.ticketId, tx);
    const { name: company, timeZone } = await org.company(tx);
    if (ticket) {
      const until = new Intl.DateTimeFormat(row.language, { dateStyle: 'long', timeZone }).format(validUntil);
      const text = say(row.language, row.version > 1 ? 'charges.message-again' : 'charges.message', { name: ticket.customerName, id: ticket.id, subject: ticket.subject, amount: moneyText(row.grossMinor, row.currency, row.language), until, url: urlOf(id), company });
      await tickets.writeTo(tx, ticket, { text, files: [], sendAt: null, channel: undefined, author: { kind: 'system', id: null, name: company }, meta: { quoteId: id } }, actor).catch((error: unknown) => {
        // Who came to the counter may have no door: the link can still be shown or printed.
        if (!(error instanceof Refusal && error.code === 'conflict')) throw error;
      });
    }
    await bus.publish(tx, ChargesQuoted, { stream: `ticket:${row.ticketId}`, actor, payload: { ...fact(row), validUntil: validUntil.toISOString() } });
    return load(tx, id);
  }

  /** `version`: the one the customer saw. Again with the same answer does nothing. */
  async function answer(tx: Tx, id: number, a: { approve: boolean; reason: string; version?: number; actor: Actor }): Promise<store.QuoteRecord> {
    const row = await store.lockQuote(tx, id);
    if (!row) throw new Refusal('not-found');
    if (a.version !== undefined && a.version !== row.version) throw new Refusal('conflict', { key: 'charges.is-replaced' });
    const wanted = a.approve ? 'approved' : 'declined';
    if (row.state === wanted) return row;
    if (row.state !== 'sent') throw state(row);
    if (row.validUntil && row.validUntil < clock.now()) throw new Refusal('conflict', { key: 'charges.is-expired' });
    await store.answer(tx, id, { state: wanted, at: clock.now(), by: a.actor.name, reason: storable(a.reason) });
    const told = { stream: `ticket:${row.ticketId}`, actor: a.actor };
    if (a.approve) await bus.publish(tx, ChargesApproved, { ...told, payload: fact(row) });
    else await bus.publish(tx, ChargesDeclined, { ...told, payload: { ...fact(row), reason: a.reason } });
    return load(tx, id);
  }

  return {
    load, view, urlOf, write, send, answer,
    async lock(tx: Tx, id: number): Promise<store.QuoteRecord> {
      const row = await store.lockQuote(tx, id);
      if (!row) throw new Refusal('not-found');
      return row;
    },
    ofTicket: (handle: Handle, ticketId: number) => store.quotesOf(handle, ticketId),
    /** @throws Refusal `conflict` once it is out: then a new version is written */
    async change(tx: Tx, id: number, input: Omit<QuoteInput, 'ticketId'>): Promise<store.QuoteRecord> {
      const row = await store.lockQuote(tx, id);
      if (!row) throw new Refusal('not-found');
      if (row.state !== 'draft') throw state(row);
      await store.saveQuote(tx, id, await bodyOf(tx, { currency: row.currency, ...input }, row.language));
      return load(tx, id);
    },
    /** The quote a link leads to now. @throws Refusal `not-found` for a link that is not ours */
    async byToken(handle: Handle, token: string): Promise<store.QuoteRecord> {
      const read = secrets.verify('quote', token, clock.now());
      const row = 'payload' in read ? await store.shownFor(handle, Number(read.payload)) : undefined;
      if (!row?.sentAt) throw new Refusal('not-found');
      return row.state === 'sent' && row.validUntil && row.validUntil < clock.now() ? { ...row, state: 'expired' } : row;
    },
    /** Ends quotes nobody answered in time. */
    async expireDue(tx: Tx): Promise<number> {
      const rows = await store.overdue(tx, clock.now());
      for (const row of rows) {
        await store.answer(tx, row.id, { state: 'expired', at: clock.now(), by: null, reason: '' });
        await bus.publish(tx, ChargesExpired, { stream: `ticket:${row.ticketId}`, actor: systemActor, payload: fact(row) });
      }
      return rows.length;
    },
  };
}
export type Quotes = ReturnType<typeof createQuotes>;
