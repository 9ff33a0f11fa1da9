import { ticketFields as contract } from '@aftercare/contract/ticket-fields';
import { RateLimiter, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from './tickets.ts';

/** Types and fields of tickets, and the forms that come of them. */
export function fieldRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, tickets: Tickets) {
  const { design } = tickets;
  const limit = new RateLimiter({ clock, capacity: 300, refillPerSecond: 5 });
  return [
    implement(contract.list, async () => ({ items: await design.fields() })),
    implement(contract.save, ({ params, body }) => db.tx((tx) => design.save(tx, { ...body, key: params.key }))),
    implement(contract.remove, async ({ params }) => { await db.tx((tx) => design.remove(tx, params.key)); return { done: true as const }; }),
    implement(contract.order, async ({ body }) => ({ items: await db.tx((tx) => design.order(tx, body.keys)) })),
    implement(contract.saveType, ({ params, body }) => db.tx((tx) => design.saveType(tx, { ...body, key: params.key }))),
    implement(contract.ofTicket, async ({ params, principal, language }) => ({ items: await design.ofTicket(db, await tickets.load(db, principal, params.id), language === 'en' ? 'en' : 'zh') })),
    implement(contract.form, async ({ body }) => ({ items: await design.form(db, { ...body, door: 'staff' }) })),
    implement(contract.customerForm, async ({ body, request }) => { limit.take(request.ip); return { items: await design.form(db, body) }; }),
  ];
}
