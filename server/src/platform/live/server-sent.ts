import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LiveHub } from './hub.ts';

const maxBacklog = 2 * 1024 * 1024;
const Query = z.object({ topics: z.string().max(2000).transform((text) => text.split(',').filter(Boolean).slice(0, 50)), since: z.coerce.number().int().min(0).optional() });

/** The live line for programs that cannot speak WebSocket; comes back by itself with `Last-Event-ID`. */
export function registerLiveEvents(app: FastifyInstance, hub: LiveHub, signedIn: (request: FastifyRequest) => Promise<void>, heartbeatMs: number): void {
  app.get('/api/v1/live/events', { preValidation: signedIn }, async (request, reply) => {
    const { topics, since } = Query.parse(request.query);
    const { principal } = request;
    if (!principal) return;
    const last = Number(request.headers['last-event-id'] ?? Number.NaN);
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const line = hub.open(principal, {
      send(text, cursor) {
        if (out.writableLength > maxBacklog) out.destroy();
        else out.write(`${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${text}\n\n`);
      },
    });
    let beats = 0;
    const beat = setInterval(() => {
      out.write(': still here\n\n');
      beats += 1;
      // A stream cannot be asked who it is again; it ends after ten minutes and the client comes back signed in, or not.
      if (beats * heartbeatMs > 600_000) out.end();
    }, heartbeatMs);
    out.on('error', () => out.destroy());
    out.on('close', () => { clearInterval(beat); line.close(); });
    await line.subscribe(topics, Number.isInteger(last) ? last : (since ?? null));
  });
}
