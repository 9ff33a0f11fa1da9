import type { PushService } from '../../../integrations/push.ts';
import type { Casework } from '../../casework/index.ts';
import type { Charges } from '../../charges/index.ts';
import type { Counter } from '../../counter/index.ts';
import type { Dispatch } from '../../dispatch/index.ts';
import type { Org, Postman } from '../../org/index.ts';
import type { Products } from '../../products/index.ts';
import type { House } from './house.ts';
import { createMyPapers } from './papers.ts';
import { createPush } from './push/push.ts';
import { createTelling } from './push/telling.ts';
import { portalHomeRoutes } from './routes-home.ts';
import { portalRoutes } from './routes.ts';
import { type PortalParts, createTicketPage } from './ticket-page.ts';

interface AfterSales { readonly products: Products; readonly casework: Casework; readonly charges: Charges; readonly dispatch: Dispatch; readonly counter: Counter }
type Parts = Omit<PortalParts, 'casework' | 'quotes'> & { readonly org: Org; readonly house: House; readonly postman: () => Postman | null; readonly afterSales: AfterSales; readonly push: PushService };

/** The customers' portal over all rooms: their requests, products, visits and papers, and the notices to their browsers. */
export function createPortal({ afterSales, push: service, ...desk }: Parts) {
  const { platform, conversations, tickets, org } = desk;
  const { products, casework, charges, dispatch, counter } = afterSales;
  const parts = {
    ...desk, casework,
    quotes: async (...[ticketId, handle]: Parameters<NonNullable<PortalParts['quotes']>>) => {
      const { quotes, invoices } = await charges.ofTicket(ticketId, handle);
      return quotes.map((q) => ({ ...q, invoice: invoices.find((i) => i.id === q.invoiceId) ?? null }));
    },
  };
  const push = createPush(platform, service);
  const { waysOf } = createTicketPage(parts);
  const journey = async (ticketId: number) => {
    const ticket = await tickets.get(ticketId);
    return ticket ? ((await waysOf(platform.db, [ticket], new Map())).get(ticketId) ?? []) : [];
  };
  return {
    push,
    telling: createTelling({ platform, push, tickets, conversations, org, journey }),
    routes: [...portalRoutes(parts), ...portalHomeRoutes({ ...parts, products, dispatch, papers: createMyPapers(charges, counter), push })],
  };
}
