import { conversations as conversationContract } from '@aftercare/contract/conversations';
import { tickets as contract } from '@aftercare/contract/tickets';
import { actorOf } from '../../platform/auth/index.ts';
import { ifMatch, implement, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import { messageView } from './message-view.ts';
import { fillTemplate } from './templates.ts';
import type { TicketRow, Tickets } from './tickets.ts';

/** The ticket as the contract says it. */
export function ticketView(t: TicketRow) {
  return {
    id: t.id, subject: t.subject, type: t.type, status: t.status, priority: t.priority, channel: t.channel, language: t.language, customer: { id: t.customerId, name: t.customerName, tier: t.tier },
    owner: t.ownerId && t.ownerName ? { id: t.ownerId, name: t.ownerName } : null, team: t.teamId && t.teamName ? { id: t.teamId, name: t.teamName } : null, product: t.product, serial: t.serial, unitId: t.unitId, tags: t.tags, fields: t.fields,
    openedAt: t.openedAt, updatedAt: t.updatedAt, solvedAt: t.solvedAt, closedAt: t.closedAt, snoozedUntil: t.snoozedUntil, waitsFor: t.waitsFor, reopened: t.reopened, mergedInto: t.mergedInto, version: t.version,
  };
}
const done = { done: true as const };

export function ticketRoutes(platform: Platform, tickets: Tickets, conversations: Conversations, customers: Customers, org: Org) {
  const { db, clock } = platform;
  const messageOf = async (id: number) => {
    const message = await conversations.message(id);
    const ticketId = message ? await tickets.ticketOfConversation(message.conversationId) : undefined;
    if (!message || !ticketId) throw new Refusal('not-found');
    return { message, ticketId };
  };
  return [
    implement(contract.open, async ({ body, principal, transact, language, request }) => {
      const who = body.customer;
      if (!body.customerId && !who) throw new Refusal('invalid-input', { key: 'tickets.customer-needed', fields: [{ path: 'customerId', key: 'field.required' }] });
      if (principal.kind === 'agent') await tickets.design.assertOpen(db, { type: body.type, fields: body.fields, door: 'staff' });
      if (body.customerId && principal.scope !== 'all') await customers.load(db, principal, body.customerId);
      const asked = { ...body, language: who?.language ?? null, openedAt: clock.now(), actor: actorOf(principal) };
      if (body.customerId && !request.headers['idempotency-key'] && Object.keys(body.fields).length === 0) return tickets.openGathered({ ...asked, customerId: body.customerId }).then((o) => ({ id: o.id, status: o.status, version: 1 }));
      return transact(async (tx) => {
      const customerId = body.customerId ?? (await customers.findOrCreate(tx, {
        name: who?.name ?? '', language: who?.language ?? language,
        addresses: [...(who?.email ? [{ kind: 'email' as const, value: who.email }] : []), ...(who?.phone ? [{ kind: 'phone' as const, value: who.phone }] : [])],
      })).id;
      await tickets.design.assertValues(tx, body.fields, { actor: asked.actor, customerId });
      const [opened] = await tickets.openBy(tx, [{ ...asked, customerId }]);
      if (!opened) throw new Error('the ticket was not written');
      return { id: opened.id, status: opened.status, version: 1 };
      });
    }),
    implement(contract.get, async ({ params, principal, reply }) => {
      const ticket = await tickets.load(db, principal, params.id);
      void reply.header('etag', `"${ticket.version}"`);
      return ticketView(ticket);
    }),
    implement(contract.update, async ({ params, body, principal, request, reply }) => {
      const { reason, ...changes } = body;
      const { ticket, changeId } = await db.tx((tx) => tickets.change(tx, params.id, changes, { actor: actorOf(principal), reason: reason ?? null, version: ifMatch(request), visible: tickets.visible(principal) }));
      void reply.header('etag', `"${ticket.version}"`).header('x-change-id', String(changeId));
      return ticketView(ticket);
    }),
    implement(contract.undo, async ({ params, principal }) => ticketView(await db.tx((tx) => tickets.undo(tx, params.id, params.changeId, { actor: actorOf(principal), visible: tickets.visible(principal) })))),
    implement(contract.addNote, ({ params, body, principal, transact }) => transact((tx) => tickets.addNote(tx, principal, params.id, body, actorOf(principal)))),
    implement(contract.link, async ({ params, body, principal }) => { await db.tx((tx) => tickets.link(tx, principal, params.id, body)); return done; }),
    implement(contract.unlink, async ({ params, principal }) => { await db.tx((tx) => tickets.unlink(tx, principal, params.id, params.linkId)); return done; }),
    implement(contract.types, async () => ({ items: await tickets.types() })),
    implement(contract.customerLink, async ({ params, principal }) => ({ url: tickets.customerUrl((await tickets.load(db, principal, params.id)).id) })),

    implement(conversationContract.reply, ({ params, body, principal, transact }) => transact(async (tx) => messageView(await tickets.reply(tx, principal, params.id, body)))),
    implement(conversationContract.recall, async ({ params, principal }) => {
      const { ticketId } = await messageOf(params.id);
      await tickets.load(db, principal, ticketId);
      await db.tx((tx) => conversations.recall(tx, params.id, actorOf(principal)));
      return done;
    }),
    implement(conversationContract.retry, async ({ params, principal }) => {
      const { ticketId } = await messageOf(params.id);
      await tickets.load(db, principal, ticketId);
      await db.tx((tx) => conversations.retry(tx, params.id));
      return messageView((await messageOf(params.id)).message);
    }),
    implement(conversationContract.arrived, async ({ params, principal }) => {
      const { ticketId } = await messageOf(params.id);
      await tickets.load(db, principal, ticketId);
      await db.tx((tx) => conversations.settle(tx, params.id, true));
      return messageView((await messageOf(params.id)).message);
    }),
    implement(conversationContract.raw, async ({ params, principal }) => {
      const { ticketId } = await messageOf(params.id);
      await tickets.load(db, principal, ticketId);
      const raw = await conversations.raw(params.id);
      if (!raw) throw new Refusal('not-found');
      return { content: raw.subarray(0, 512 * 1024).toString('utf8'), truncated: raw.length > 512 * 1024 };
    }),
    implement(conversationContract.getDraft, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      const draft = await conversations.draft(principal.id, params.id);
      const files = draft ? await conversations.files(draft.files) : [];
      return { text: draft?.text ?? '', kind: draft?.kind ?? 'reply', savedAt: draft?.savedAt ?? null, files: files.map((f) => ({ id: f.id, name: f.name, type: f.type, size: f.size, url: `/api/v1/files/${f.key}` })) };
    }),
    implement(conversationContract.saveDraft, async ({ params, body, principal }) => {
      await tickets.load(db, principal, params.id);
      await conversations.saveDraft(principal.id, params.id, body);
      return done;
    }),
    implement(conversationContract.renderTemplate, async ({ params, principal }) => {
      const ticket = await tickets.load(db, principal, params.id);
      const [template, company] = await Promise.all([conversations.template(params.templateId), org.company()]);
      if (!template) throw new Refusal('not-found');
      const { text } = fillTemplate(template.body, { ticket, agentName: principal.name, company, link: tickets.customerUrl(ticket.id), now: clock.now() });
      return { text };
    }),
  ];
}
