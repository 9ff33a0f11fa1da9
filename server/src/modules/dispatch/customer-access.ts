import type { FastifyRequest } from 'fastify';
import { readSession } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import { Refusal, assertSameOrigin } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Messages } from './messages.ts';
import { findVisit, type VisitRow } from './store-visits.ts';

/** Cookie of the portal's session. */
const customerCookie = 'aftercare_customer';

/** Lets the customer of a visit pass: by the link of the visit, the link of its ticket, or the portal's session. */
export function createCustomerAccess({ db, clock, config }: Pick<Platform, 'db' | 'clock' | 'config'>, tickets: Pick<Tickets, 'get' | 'readCustomerToken'>, messages: Pick<Messages, 'readToken'>) {
  async function mayTicket(request: FastifyRequest, ticketId: number, token: string | undefined): Promise<boolean> {
    if (token !== undefined && tickets.readCustomerToken(token) === ticketId) return true;
    const session = request.cookies[customerCookie];
    if (!session) return false;
    assertSameOrigin(request, config.publicUrl);
    const customerId = await readSession(db, 'customer', session, clock.now());
    return customerId !== undefined && (await tickets.get(ticketId))?.customerId === customerId;
  }
  return {
    /** @throws Refusal `not-signed-in` without proof; `not-found` for another one's visit, whether it exists or not */
    async visit(request: FastifyRequest, id: number, token: string | undefined): Promise<VisitRow> {
      const row = await findVisit(db, id);
      if (token !== undefined && messages.readToken(token) === id && row) return row;
      if (row && (await mayTicket(request, row.ticketId, token))) return row;
      throw new Refusal(token === undefined && !request.cookies[customerCookie] ? 'not-signed-in' : 'not-found', { key: 'visits.link-needed' });
    },
    async ticket(request: FastifyRequest, ticketId: number, token: string | undefined): Promise<void> {
      if (!(await mayTicket(request, ticketId, token))) throw new Refusal(token === undefined && !request.cookies[customerCookie] ? 'not-signed-in' : 'not-found', { key: 'visits.link-needed' });
    },
    actor: (row: VisitRow): Actor => ({ kind: 'customer', id: row.customerId, name: row.customerName }),
  };
}
export type CustomerAccess = ReturnType<typeof createCustomerAccess>;
