import { returns as contract } from '@aftercare/contract/returns';
import type { FastifyRequest } from 'fastify';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Bridge, type Units, benchLines } from '../repairs/index.ts';
import type { Shipments } from '../shipments/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { ReturnPage } from './page.ts';
import type { Parcels } from './parcels.ts';
import type { ReturnRow, Returns } from './returns.ts';
import { type Act, actsFor } from './states.ts';

/** Lets pass whoever may see this ticket on the customers' page. */
export type AssertMay = (request: FastifyRequest, ticketId: number, token: string | undefined) => Promise<void>;
export interface ReturnRouteNeeds { readonly returns: Returns; readonly parcels: Parcels; readonly page: ReturnPage; readonly shipments: Shipments; readonly tickets: Tickets; readonly units: Units; readonly bridge: Bridge; readonly assertMay: AssertMay }
interface Ask { readonly params: { readonly id: number }; readonly principal: Principal; readonly language: 'zh-CN' | 'en'; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> }

export function returnRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, { returns, parcels, page, shipments, tickets, units, bridge, assertMay }: ReturnRouteNeeds) {
  const act = ({ params, principal, language, transact }: Ask, which: Act, work: (tx: Tx, row: ReturnRow, actor: Actor) => Promise<unknown>) => transact(async (tx) => {
    const row = await returns.load(tx, principal, params.id);
    if (!actsFor(returns.facts(row)).includes(which)) throw new Refusal('conflict', { key: 'returns.not-now' });
    await work(tx, row, actorOf(principal));
    const after = await returns.get(row.id, tx);
    if (!after) throw new Refusal('not-found');
    return page.ours(tx, after, language);
  });
  const forCustomer = async (ticketId: number) => {
    const row = await returns.newestOf(db, ticketId);
    return { return: row ? await page.theirs(db, row) : null };
  };

  return [
    implement(contract.list, async ({ query, principal, language }) => {
      const [dueAt, id] = readCursor(query.after, 2);
      const rows = await returns.list(db, [tickets.visible(principal), returns.where.open(query.open === 'true'), ...(query.state ? [returns.where.state(query.state)] : []), ...(query.kind ? [returns.where.kind(query.kind)] : []), ...(dueAt ? [returns.where.after(String(dueAt), Number(id))] : [])], query.limit + 1);
      const { items, next } = toPage(rows, query.limit, (r) => [r.dueAt, r.id]);
      return { items: await benchLines(db, units, items, { language, now: clock.now() }), next };
    }),
    implement(contract.ofTicket, async ({ params, principal, language }) => {
      await tickets.load(db, principal, params.id);
      const items = [];
      for (const row of await returns.ofTicket(db, params.id)) items.push(await page.ours(db, row, language));
      return { items };
    }),
    implement(contract.open, ({ params, body, principal, language, transact }) => transact(async (tx) => {
      await tickets.load(tx, principal, params.id);
      return page.ours(tx, await returns.open(tx, { ticketId: params.id, ...body }, actorOf(principal)), language);
    })),
    implement(contract.approve, (ask) => act(ask, 'approve', (tx, row, actor) => bridge(tx, row.ticketId, ['review'], { agree: true, reviewReason: ask.body.reason }, actor, () => returns.approve(tx, row.id, ask.body.reason, actor)))),
    implement(contract.refuse, (ask) => act(ask, 'refuse', (tx, row, actor) => bridge(tx, row.ticketId, ['review', 'set-amount'], { agree: false, reviewReason: ask.body.reason }, actor, () => returns.refuse(tx, row.id, ask.body.reason, actor)))),
    implement(contract.label, (ask) => act(ask, 'label', async (tx, row, actor) => {
      await parcels.order(tx, { ticketId: row.ticketId, direction: 'to-us', purpose: row.kind === 'exchange' ? 'exchange' : 'return', key: `return:${row.id}:${row.version}`, carrierKey: ask.body.carrier });
      await returns.labelled(tx, row.id, actor);
    })),
    implement(contract.receive, (ask) => act(ask, 'receive', (tx, row, actor) => bridge(tx, row.ticketId, ['receive'], { siteId: ask.body.siteId }, actor, () => returns.receive(tx, row.id, ask.body.siteId, actor)))),
    implement(contract.inspect, (ask) => act(ask, 'inspect', (tx, row, actor) => bridge(tx, row.ticketId, ['inspect'], { ...ask.body }, actor, () => returns.inspect(tx, row.id, ask.body, actor)))),
    implement(contract.refund, (ask) => act(ask, 'refund', (tx, row, actor) => bridge(tx, row.ticketId, ['set-amount'], { refundMinor: ask.body.amountMinor, reference: ask.body.reference, agree: true }, actor, () => returns.refund(tx, row.id, ask.body.amountMinor, ask.body.reference, actor)))),
    implement(contract.swap, (ask) => act(ask, 'swap', (tx, row, actor) => bridge(tx, row.ticketId, ['choose-unit'], { newSerial: ask.body.serial }, actor, () => returns.swap(tx, row.id, ask.body.serial, actor)))),
    implement(contract.dispose, (ask) => act(ask, 'dispose', (tx, row, actor) => bridge(tx, row.ticketId, ['put-away'], { disposition: ask.body.disposition }, actor, () => returns.dispose(tx, row.id, ask.body.disposition, actor)))),
    implement(contract.cancel, (ask) => act(ask, 'cancel', (tx, row, actor) => returns.cancel(tx, row.id, ask.body.reason, actor))),
    implement(contract.portalOf, async ({ params, query, request }) => {
      await assertMay(request, params.id, query.token);
      return forCustomer(params.id);
    }),
    implement(contract.portalHandOver, async ({ params, query, body, request }) => {
      await assertMay(request, params.id, query.token);
      await db.tx(async (tx) => {
        const parcel = (await shipments.ofTicket(params.id, {}, tx)).findLast((p) => p.direction === 'to-us' && p.carrier?.manual && (p.state === 'labelled' || p.state === 'handed-over'));
        const ticket = await tickets.get(params.id, tx);
        if (!parcel || !ticket) throw new Refusal('conflict', { key: 'shipments.settled' });
        await shipments.handOver(tx, parcel.id, body.trackingNumber, { kind: 'customer', id: ticket.customerId, name: ticket.customerName });
      });
      return forCustomer(params.id);
    }),
  ];
}
