import { readSession } from '../../../platform/auth/index.ts';
import { Refusal, assertSameOrigin } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { FastifyRequest } from 'fastify';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';

export const customerCookie = 'aftercare_customer';

/** Who stands before the portal: the holder of a ticket's signed link, or a customer who signed in with a code. */
export function createWho({ db, secrets, clock, config }: Platform, tickets: Tickets, customers: Pick<Customers, 'merging'>) {
  const sessionOf = async (request: FastifyRequest): Promise<number | undefined> => {
    const token = request.cookies[customerCookie];
    if (!token) return undefined;
    assertSameOrigin(request, config.publicUrl);
    const id = await readSession(db, 'customer', token, clock.now());
    // Signed in before two customers became one.
    return id === undefined ? undefined : customers.merging.current(id, db);
  };
  /** Only to a ticket of the same customer: two who were joined may be two again. */
  const standing = async (ticketId: number): Promise<number> => {
    const now = (await tickets.relations.standing(db, ticketId)) ?? ticketId;
    return now !== ticketId && (await tickets.get(now))?.customerId === (await tickets.get(ticketId))?.customerId ? now : ticketId;
  };
  return {
    /** The signed-in customer, if any. */
    maybe: sessionOf,
    /** The signed-in customer. Refusal `not-signed-in`. */
    async customer(request: FastifyRequest): Promise<number> {
      const id = await sessionOf(request);
      if (id === undefined) throw new Refusal('not-signed-in', { key: 'portal.link-needed' });
      return id;
    },
    /**
     * Lets pass whoever may see this ticket. Refusals: `not-found` for another one's ticket, whether it exists or not;
     * `not-signed-in` without proof or with a forged one; `link-expired`. Answers with the ticket where the matter stands now: a merged one leads on.
     */
    async assertMay(request: FastifyRequest, ticketId: number, token: string | undefined): Promise<number> {
      const read = token === undefined ? undefined : secrets.verify('ticket', token, clock.now());
      if (read && 'payload' in read) {
        if (read.payload === String(ticketId)) return standing(ticketId);
        throw new Refusal('not-found');
      }
      const customerId = await sessionOf(request);
      if (customerId !== undefined) {
        if ((await tickets.get(ticketId))?.customerId === customerId) return standing(ticketId);
        throw new Refusal('not-found');
      }
      if (read?.fault === 'expired') throw new Refusal('link-expired');
      throw new Refusal('not-signed-in', { key: read ? 'portal.link-forged' : 'portal.link-needed' });
    },
  };
}
