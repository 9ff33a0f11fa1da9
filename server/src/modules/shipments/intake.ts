import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { NotTheCarrier } from '../../integrations/carriers/carrier.ts';
import { Refusal } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Shipments } from './shipments.ts';
import * as store from './store.ts';

/** `POST /api/v1/carriers/:key/events`: believed by its signature, acknowledged once it is on disk. */
export function registerCarrierEvents(app: FastifyInstance, { db, clock }: Platform, shipments: Shipments): void {
  const faults = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  void app.register(async (scope) => {
    // The signature is over the very bytes: nobody may have read JSON out of them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { key: string } }>('/api/v1/carriers/:key/events', { bodyLimit: 256 * 1024 }, async (request, reply) => {
      const carrier = await store.carrierByKey(db, request.params.key);
      if (!carrier?.enabled) throw new Refusal('not-found');
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      try {
        const scans = shipments.carriers.adapterOf(carrier).read({ body, headers: request.headers }, shipments.carriers.accountOf(carrier), clock.now());
        return await reply.code(202).send({ accepted: true, fresh: await shipments.takeScans(carrier.id, scans) });
      } catch (error) {
        if (error instanceof SyntaxError) throw new Refusal('bad-request');
        if (error instanceof z.ZodError || !(error instanceof NotTheCarrier)) throw error;
        faults.take(request.ip);
        throw new Refusal('signature-wrong', { key: `webhook.${error.reason}` });
      }
    });
  });
}
