import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from './loopback.ts';
import type { Metrics } from './metrics.ts';

export interface Readiness {
  readonly ok: boolean;
  /** What was looked at, in short words: `{ database: 'ok', migrations: 'pending' }`. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface HealthOptions {
  readonly metrics: Metrics;
  /** Can this process serve now? Not answering within `patienceMs` counts as no. */
  readonly ready: () => Promise<Readiness>;
  /** `METRICS_TOKEN`: whoever sends it as bearer reads the metrics from anywhere. Without it only this machine may. */
  readonly metricsToken?: string;
  /** 2,000 unless told. */
  readonly patienceMs?: number;
}

/** `GET /healthz` (the process lives), `/readyz` (it can serve; 503 otherwise), `/metrics` (Prometheus). */
export function registerHealth(app: FastifyInstance, { metrics, ready, metricsToken, patienceMs = 2000 }: HealthOptions): void {
  // Asked every few seconds by machines: not worth a line in the log.
  const quiet = { logLevel: 'warn' as const };
  app.get('/healthz', quiet, async () => ({ status: 'ok' }));
  app.get('/readyz', quiet, async (_request, reply) => {
    const { ok, checks } = await within(patienceMs, ready());
    return reply.code(ok ? 200 : 503).header('cache-control', 'no-store').send({ status: ok ? 'ready' : 'not-ready', checks });
  });
  app.get('/metrics', quiet, async (request, reply) => {
    if (!mayRead(request, metricsToken)) return reply.code(403).type('text/plain').send('Metrics are read from this machine or with the token of METRICS_TOKEN.\n');
    return reply.type(metrics.registry.contentType).send(await metrics.text());
  });
}

async function within(milliseconds: number, looking: Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, checks: { readiness: 'timeout' } }), milliseconds);
  });
  try {
    return await Promise.race([looking, late]);
  } catch {
    return { ok: false, checks: { readiness: 'error' } };
  } finally {
    clearTimeout(timer);
  }
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const [, given] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token && given !== undefined) return timingSafeEqual(digest(token), digest(given));
  // Behind a proxy on this machine the whole world comes from loopback: its headers tell.
  const forwarded = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((name) => request.headers[name] !== undefined);
  return !forwarded && isLoopback(request.socket.remoteAddress ?? '');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
