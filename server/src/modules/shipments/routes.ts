import { shipments as contract } from '@aftercare/contract/shipments';
import { actorOf } from '../../platform/auth/index.ts';
import { z } from 'zod';
import { NotTheCarrier } from '../../integrations/carrier.ts';
import { Refusal, implement } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Shipments } from './shipments.ts';

export function shipmentRoutes({ db, clock }: Pick<Platform, 'db' | 'clock'>, shipments: Shipments, tickets: Tickets) {
  const forgeries = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
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
    implement(contract.testCarrier, ({ params }) => shipments.carriers.test(params.id)),
    /** Believed by its signature, acknowledged once it is on disk. */
    implement(contract.events, async ({ params, request }) => {
      const carrier = await shipments.carriers.byKey(params.key);
      if (!carrier?.enabled) throw new Refusal('not-found');
      const { adapterOf, accountOf } = shipments.carriers;
      try {
        const scans = adapterOf(carrier).read({ body: request.rawBody ?? Buffer.alloc(0), headers: request.headers }, accountOf(carrier), clock.now());
        return { accepted: true as const, fresh: await shipments.takeScans(carrier.id, scans) };
      } catch (error) {
        if (error instanceof SyntaxError) throw new Refusal('bad-request');
        if (error instanceof z.ZodError || !(error instanceof NotTheCarrier)) throw error;
        forgeries.take(request.ip);
        throw new Refusal('signature-wrong', { key: `webhook.${error.reason}` });
      }
    }),
  ];
}
