import { portal as contract } from '@aftercare/contract/portal';
import type { FastifyRequest } from 'fastify';
import { RateLimiter, Refusal, implement } from '../../../platform/http/index.ts';
import type { Handle } from '../../../platform/db/index.ts';
import type { PortalParts } from './ticket-page.ts';
import type { createWho } from './who.ts';

const purposes = ['service', 'survey', 'marketing'] as const;

/** The customer's own page of how they want to be reached, and the way to another channel. */
export function wishRoutes({ platform, customers, conversations, tickets }: PortalParts, who: ReturnType<typeof createWho>) {
  const { db, clock } = platform;
  const limit = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });

  /** Whose page it is: the signed-in customer, or the one of the ticket whose link this is. */
  async function customerOf(request: FastifyRequest, query: { ticketId?: number | undefined; token?: string | undefined }): Promise<number> {
    if (!query.ticketId) return who.customer(request);
    await who.assertMay(request, query.ticketId, query.token);
    const ticket = await tickets.get(query.ticketId);
    if (!ticket) throw new Refusal('not-found');
    return ticket.customerId;
  }
  async function wishes(id: number, handle: Handle) {
    const customer = await customers.get(id, handle);
    if (!customer) throw new Refusal('not-found');
    const { consents, hours, usual } = await customers.consent.of(handle, id);
    const kinds = [...new Set((await conversations.accounts.rows()).filter((a) => a.enabled && !['webhook', 'counter', 'review'].includes(a.kind)).map((a) => a.kind))];
    const newest = (purpose: (typeof purposes)[number], channel: string) => customers.consent.agreed(consents, purpose, channel, usual);
    return {
      name: customer.name, language: customer.language, preferredChannel: customer.preferredChannel, channels: kinds, hours,
      allowed: purposes.flatMap((purpose) => kinds.map((channel) => ({ purpose, channel, granted: newest(purpose, channel) }))),
      history: consents.slice(0, 50).map(({ actor, ...c }) => ({ ...c, by: actor.name })),
    };
  }
  return [
    implement(contract.goOn, async ({ params, query, body, request }) => {
      limit.take(request.ip);
      await who.assertMay(request, params.id, query.token);
      const ticket = await tickets.get(params.id);
      if (!ticket) throw new Refusal('not-found');
      return tickets.goOnElsewhere(ticket, body.wants);
    }),
    implement(contract.wishes, async ({ query, request }) => wishes(await customerOf(request, query), db)),
    implement(contract.saveWishes, async ({ query, body, request }) => {
      limit.take(request.ip);
      const id = await customerOf(request, query);
      return db.tx(async (tx) => {
        const customer = await customers.get(id, tx);
        const actor = { kind: 'customer' as const, id, name: customer?.name ?? '' };
        await customers.consent.record(tx, id, { ...body, source: 'portal' }, actor);
        const patch = { ...(body.preferredChannel === undefined ? {} : { preferredChannel: body.preferredChannel }), ...(body.language ? { language: body.language } : {}) };
        if (Object.keys(patch).length > 0) await customers.update(tx, id, patch, null, actor);
        return wishes(id, tx);
      });
    }),
  ];
}
