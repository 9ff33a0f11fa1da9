import { type Principal, may } from '../../platform/auth/index.ts';
import { Json, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { firstAnswered, firstArrived } from './store-beginning.ts';
import { createCompanyTickets } from './customer/company.ts';
import { moodOf } from './customer/mood.ts';
import { createTimeline } from './customer/timeline.ts';
import { createCounts } from './counts.ts';
import { createLists } from './list.ts';
import { createTicketPage } from './page.ts';
import { createReadMarks } from './read-marks.ts';
import { type Beyond, createFinding } from './search/index.ts';
import { customerPage } from './store-customer.ts';
import { markUnread } from './store-read-marks.ts';
import { createViews } from './view-list.ts';

const ticketsOfCustomer = 50;

/** The agent's screen: lists, pages and search. Reads what others publish and owns no truth. */
export function createDesk(platform: Platform, tickets: Tickets, conversations: Conversations, customers: Customers, beyond: Beyond) {
  const readMarks = createReadMarks(platform, conversations);
  return {
    lists: createLists(platform, tickets),
    views: createViews(platform, tickets),
    counts: createCounts(platform),
    ticketPage: createTicketPage(platform, tickets, conversations, readMarks),
    readMarks,
    ...createFinding(platform, tickets, customers, beyond),
    /** As if nobody had looked at it yet. @throws Refusal `not-found` where it is not seen */
    async markUnread(id: number, principal: Principal): Promise<void> {
      await readMarks.flush();
      await platform.db.tx(async (tx) => { await tickets.load(tx, principal, id); await markUnread(tx, id); });
    },
    async beginning() {
      const [arrived, answered] = await Promise.all([firstArrived(platform.db), firstAnswered(platform.db)]);
      return { arrived: arrived ?? null, answered: answered ?? null };
    },
    timeline: createTimeline(platform, customers, tickets),
    companyTickets: createCompanyTickets(platform, customers, tickets),
    async customerPage(id: number, principal: Principal): Promise<Json> {
      const { db, clock } = platform;
      const visible = tickets.visible(principal);
      // Asked together; nothing is shown of somebody the caller may not see.
      const [customer, page] = await Promise.all([customers.load(db, principal, id), customerPage(db, id, visible, ticketsOfCustomer, { orders: may(principal, 'orders.read'), words: may(principal, 'tickets.read') })]);
      if (!page) throw new Refusal('not-found');
      const { tickets: rows, value, words, marks, ...rest } = page;
      const more = { ...rest, value: value?.map((v) => ({ ...v, valueMinor: v.ordersMinor + v.invoicedMinor - v.creditMinor })) ?? null, mood: moodOf(marks, words, clock.now()) };
      return new Json(`{"customer":${JSON.stringify(customer)},"tickets":${rows},${JSON.stringify(more).slice(1)}`);
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;
