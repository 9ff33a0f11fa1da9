import { shipments as contract } from '@aftercare/contract/shipments';
import { actorOf } from '../../platform/auth/index.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Shipments } from './shipments.ts';

export function shipmentRoutes({ db }: Pick<Platform, 'db'>, shipments: Shipments, tickets: Tickets) {
  return [
    implement(contract.ofTicket, async ({ params, principal }) => {
      await tickets.load(db, principal, params.id);
      return { items: await shipments.ofTicket(params.id) };
    }),
    implement(contract.handOver, ({ params, body, principal }) => db.tx(async (tx) => {
      const row = await shipments.get(params.id, tx);
      if (!row) throw new Refusal('not-found');
      await tickets.load(tx, principal, row.ticketId);
      return shipments.shown(await shipments.handOver(tx, params.id, body.trackingNumber, actorOf(principal)), tx);
    })),
    implement(contract.carriers, async () => ({ items: await shipments.carriers.list() })),
    implement(contract.createCarrier, ({ body, transact }) => transact((tx) => shipments.carriers.create(tx, body))),
    implement(contract.updateCarrier, ({ params, body }) => db.tx((tx) => shipments.carriers.update(tx, params.id, body))),
  ];
}
