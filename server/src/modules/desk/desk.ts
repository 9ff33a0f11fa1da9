import type { Principal } from '../../platform/auth/index.ts';
import { Json, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { firstAnswered, firstArrived } from './store-beginning.ts';
import { createCounts } from './counts.ts';
import { createLists } from './list.ts';
import { createTicketPage } from './page.ts';
import { createReadMarks } from './read-marks.ts';
import { createSearch } from './search.ts';
import { createSearchIndex } from './search-index.ts';
import { customerFigures } from './store-customer.ts';
import { createViews } from './view-list.ts';

const ticketsOfCustomer = 50;

/** The agent's screen: lists, pages and search. Reads what others publish and owns no truth. */
export function createDesk(platform: Platform, tickets: Tickets, conversations: Conversations, customers: Customers) {
  const readMarks = createReadMarks(platform, conversations);
  return {
    lists: createLists(platform, tickets),
    views: createViews(platform, tickets),
    counts: createCounts(platform),
    ticketPage: createTicketPage(platform, tickets, conversations, readMarks),
    readMarks,
    search: createSearch(platform, tickets, customers),
    searchIndex: createSearchIndex(platform),
    async beginning() {
      const [arrived, answered] = await Promise.all([firstArrived(platform.db), firstAnswered(platform.db)]);
      return { arrived: arrived ?? null, answered: answered ?? null };
    },
    async customerPage(id: number, principal: Principal): Promise<Json> {
      const [customer, figures] = await Promise.all([customers.load(platform.db, principal, id), customerFigures(platform.db, id, tickets.visible(principal), ticketsOfCustomer)]);
      if (!figures) throw new Refusal('not-found');
      const { tickets: rows, ...rest } = figures;
      return new Json(`{"customer":${JSON.stringify(customer)},"tickets":${rows},${JSON.stringify(rest).slice(1)}`);
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;
