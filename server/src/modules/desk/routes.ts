import { desk as contract } from '@aftercare/contract/desk';
import { implement } from '../../platform/http/index.ts';
import type { Desk } from './desk.ts';
import type { SeesOf } from './sees.ts';

export function deskRoutes(desk: Desk, sees: SeesOf) {
  return [
    implement(contract.sees, ({ params }) => sees(params.id)),
    implement(contract.beginning, async () => (await desk.beginning()) as never),
    implement(contract.views, async ({ principal }) => ({ items: await desk.views.all(principal) })),
    implement(contract.saveView, ({ body, principal }) => desk.views.save(principal, body)),
    implement(contract.changeView, ({ params, body, principal }) => desk.views.change(principal, params.id, body)),
    implement(contract.deleteView, async ({ params, principal }) => { await desk.views.remove(principal, params.id); return { done: true as const }; }),
    implement(contract.list, ({ params, query, principal }) => desk.lists.page(params.key, principal, query)),
    implement(contract.ticketPage, ({ params, query, principal }) => desk.ticketPage(params.id, principal, query.before, query.peek !== undefined)),
    implement(contract.unread, async ({ params, principal }) => { await desk.markUnread(params.id, principal); return { done: true as const }; }),
    implement(contract.search, ({ query, principal }) => desk.search(query.q, principal, query.after, query.limit)),
    implement(contract.searchTags, ({ query, principal }) => desk.searchTags(query.q, principal)),
    implement(contract.customerTimeline, ({ params, query, principal }) => desk.timeline(params.id, principal, query)),
    implement(contract.companyTickets, ({ params, query, principal }) => desk.companyTickets(params.id, principal, query.after, query.limit)),
    implement(contract.customerPage, ({ params, principal }) => desk.customerPage(params.id, principal)),
  ];
}
