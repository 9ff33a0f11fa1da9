import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/index.ts';
import { Refusal, RateLimiter } from '../http/index.ts';
import type { Clock } from '../time/index.ts';
import * as store from './store.ts';

/** `GET /s/:code`: leads on to where we said the link leads. It takes no address from whoever asks. */
export function registerShortLinks(app: FastifyInstance, { db, clock }: { db: Database; clock: Clock }): void {
  const guesses = new RateLimiter({ clock, capacity: 30, refillPerSecond: 0.2 });
  app.get<{ Params: { code: string } }>('/s/:code', async (request, reply) => {
    const { code } = request.params;
    const link = /^[A-Za-z0-9]{8,20}$/.test(code) ? await store.findLink(db, code) : undefined;
    if (!link) { guesses.take(request.ip); throw new Refusal('not-found'); }
    const now = clock.now();
    if (link.expiresAt.getTime() <= now.getTime()) throw new Refusal('link-expired');
    if (request.method === 'GET') await store.countHit(db, code, now);
    return reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }).redirect(link.url, 302);
  });
}
