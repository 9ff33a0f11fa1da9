import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { portal as contract } from '@aftercare/contract/portal';
import type { Actor } from '../../../platform/bus/index.ts';
import { type Tx, cut } from '../../../platform/db/index.ts';
import { readUpload } from '../../../platform/files/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { faultOfValue } from '../../tickets/index.ts';
import type { PortalParts } from './ticket-page.ts';

type Report = z.output<typeof contract.report.body>;

/** What customers bring in by the portal: reports, replies, and what they decide about their ticket. */
export function createPortalIntake({ platform, customers, conversations, tickets, surveys }: PortalParts) {
  const { clock, secrets } = platform;

  const door = async () => {
    const account = (await conversations.accounts.rows()).find((row) => row.kind === 'portal' && row.enabled);
    if (!account) throw new Refusal('not-ready', { key: 'portal.no-door' });
    return account;
  };
  const filesOf = (tokens: readonly string[]) => tokens.map((token) => {
    const fileId = readUpload(secrets, 'portal', token, clock.now());
    if (fileId === null) throw new Refusal('link-expired', { key: 'portal.file-gone' });
    return fileId;
  });
  const found = async (tx: Tx, ticketId: number) => {
    const ticket = await tickets.get(ticketId, tx);
    if (!ticket) throw new Refusal('not-found');
    return ticket;
  };
  const actorOf = (ticket: { customerId: number; customerName: string }): Actor => ({ kind: 'customer', id: ticket.customerId, name: ticket.customerName });

  /** What a page sends under a key of its own is one message for ever, from whichever line and however late it comes again. */
  const nameOf = (key: string | undefined) => `portal:${key && key.length >= 20 ? createHash('sha256').update(key).digest('base64url') : randomUUID()}`;

  /** Answers to what the form asks, no more: nobody writes into fields that are not theirs. A file is named by the token of its upload. */
  async function formOf(tx: Tx, body: Report): Promise<{ asked: Record<string, unknown>; brought: number[] }> {
    await tickets.design.assertOpen(tx, { type: body.type, fields: body.fields, door: 'portal' });
    const form = new Map((await tickets.design.form(tx, { type: body.type, fields: body.fields, door: 'portal' })).map((f) => [f.key, f]));
    const brought: number[] = [];
    const numbered = ([key, value]: [string, unknown]): [string, unknown] => {
      if (form.get(key)?.kind !== 'file' || typeof value !== 'string') return [key, value];
      const ids = filesOf([value]);
      brought.push(...ids);
      return [key, ids[0]];
    };
    const given = Object.entries(body.fields).filter(([key, value]) => form.has(key) && value !== '' && value !== null && !(form.get(key)?.kind === 'file' && typeof value !== 'string')).map(numbered);
    const faults = given.flatMap(([key, value]) => { const field = form.get(key); const fault = field ? faultOfValue(field, value) : null; return fault ? [{ path: `fields.${key}`, key: fault }] : []; });
    if (faults.length > 0) throw new Refusal('invalid-input', { fields: faults });
    return { asked: Object.fromEntries(given), brought };
  }

  /** A new ticket with its first message, both in one transaction; the number can be told at once. */
  async function report(tx: Tx, body: Report, key?: string): Promise<number> {
    if (!body.email && !body.phone) throw new Refusal('invalid-input', { key: 'portal.contact-needed', fields: [{ path: 'email', key: 'field.required' }] });
    const { asked, brought } = await formOf(tx, body);
    const account = await door();
    // What was brought for a field stands in the talk as well: it is kept with the message.
    const files = [...filesOf(body.files.map((file) => file.token)), ...brought];
    const tried = body.guided.map((g) => `${g.question} – ${g.answer}`).join('\n');
    const text = tried ? `${body.text}\n\n${tried}` : body.text;
    const name = nameOf(key);
    const taken = await conversations.ingestIn(tx, {
      accountId: account.id, externalId: name, threadKey: name,
      from: { name: body.name, language: body.language, addresses: [...(body.email ? [{ kind: 'email' as const, value: body.email }] : []), ...(body.phone ? [{ kind: 'phone' as const, value: body.phone }] : [])] },
      subject: body.subject, text, files: files.map((fileId) => ({ fileId, inline: false })), at: clock.now(), meta: { proofs: files.filter((_, i) => body.files[i]?.purpose === 'proof') },
    });
    const before = taken.duplicate ? await tickets.ticketOfConversation(taken.conversationId, tx) : undefined;
    if (before !== undefined) return before;
    const types = await tickets.types(tx);
    const { id } = await tickets.open(tx, {
      subject: body.subject.trim() || cut(text.replace(/\s+/g, ' ').trim(), 80), type: types.some((type) => type.active && type.key === body.type) ? body.type : 'inquiry', priority: 'normal', channel: 'portal', language: body.language,
      customerId: taken.customerId, teamId: account.teamId, product: body.product, serial: body.serial, fields: { ...asked, ...Object.fromEntries(Object.entries({ purchasedOn: body.purchasedOn, address: body.address, reason: body.reason, faultKey: body.faultKey }).filter((entry): entry is [string, string] => Boolean(entry[1]))) },
      openedAt: clock.now(), preview: cut(text.replace(/\s+/g, ' ').trim(), 160), unread: true, actor: { kind: 'customer', id: taken.customerId, name: body.name },
    });
    await tickets.linkConversation(tx, taken.conversationId, id);
    return id;
  }

  async function say(tx: Tx, ticketId: number, text: string, fileTokens: readonly string[], key?: string): Promise<void> {
    const ticket = await found(tx, ticketId);
    if (ticket.status === 'closed') throw new Refusal('conflict', { key: 'tickets.closed' });
    const files = filesOf(fileTokens);
    const conversationId = await tickets.conversationFor(tx, ticket, 'portal');
    const customer = await customers.get(ticket.customerId, tx);
    await conversations.ingestIn(tx, {
      accountId: (await conversations.conversation(conversationId, tx))?.accountId ?? 0, externalId: nameOf(key), threadKey: `ticket:${ticketId}`, thread: { conversationId },
      from: { name: ticket.customerName, language: customer?.language ?? null, addresses: customer?.identities ?? [] }, subject: '', text, files: files.map((fileId) => ({ fileId, inline: false })), at: clock.now(),
    });
  }

  return {
    report,
    reply: say,
    async close(tx: Tx, ticketId: number): Promise<void> {
      const ticket = await found(tx, ticketId);
      await tickets.change(tx, ticketId, { status: 'closed' }, { actor: actorOf(ticket), reason: 'customer-closed' });
    },
    async reopen(tx: Tx, ticketId: number, text: string): Promise<void> {
      const ticket = await found(tx, ticketId);
      // Pressed twice, or somebody else was quicker: it is open, and no word is lost.
      if (ticket.status === 'solved' || ticket.status === 'closed') await tickets.change(tx, ticketId, { status: 'open' }, { actor: actorOf(ticket), reason: 'customer-reopened' });
      if (text.trim() !== '') await say(tx, ticketId, text, []);
    },
    rate: (tx: Tx, ticketId: number, answer: Parameters<PortalParts['surveys']['answer']>[2]) => surveys.answer(tx, ticketId, answer, 'portal'),
  };
}
