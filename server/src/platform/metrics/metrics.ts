import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What we want to know of a pool of connections (`pg.Pool` has it). */
export interface PoolCounts {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

export interface Metrics {
  /** For modules' own counters. */
  readonly registry: Registry;
  /** Times every answer of this app by method, route and status. Call before routes are added. */
  observe(app: FastifyInstance): void;
  /** Shows a pool's connections under `purpose` whenever somebody looks. */
  watchPool(purpose: string, pool: PoolCounts): void;
  /** Events not yet handled, and events parked after a failure, of one subscription. */
  setBusLag(subscription: string, behind: number, parked: number): void;
  /** Jobs waiting in this state, e.g. 'ready', 'running', 'failed'. */
  setJobs(state: string, count: number): void;
  /** Asked for each time somebody looks, e.g. to count jobs. Its failure leaves the last numbers standing. */
  beforeScrape(refresh: () => Promise<void>): void;
  /** The text that Prometheus reads. */
  text(): Promise<string>;
}

/** Metrics of this process: Node's own (memory, event loop lag, garbage collection) and ours. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_request_duration_seconds', help: 'Time from request to the end of the answer', registers,
    labelNames: ['method', 'route', 'status'] as const, buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  });
  const behind = new Gauge({ name: 'aftercare_bus_events_behind', help: 'Events not yet handled', registers, labelNames: ['subscription'] as const });
  const parked = new Gauge({ name: 'aftercare_bus_events_parked', help: 'Events set aside after a failure', registers, labelNames: ['subscription'] as const });
  const jobs = new Gauge({ name: 'aftercare_jobs', help: 'Jobs by state', registers, labelNames: ['state'] as const });
  const pools = new Map<string, PoolCounts>();
  new Gauge({
    name: 'aftercare_pg_connections', help: 'Connections of a pool: open, idle, and callers waiting for one', registers,
    labelNames: ['pool', 'state'] as const,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of pools) {
        this.set({ pool, state: 'open' }, totalCount);
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'waiting' }, waitingCount);
      }
    },
  });
  const refreshers: (() => Promise<void>)[] = [];
  return {
    registry,
    observe(app) {
      app.addHook('onResponse', (request, reply, done) => {
        // The route's pattern, never the path: one label per ticket would fill the memory.
        requests.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
        done();
      });
    },
    watchPool: (purpose, pool) => void pools.set(purpose, pool),
    setBusLag(subscription, behindNow, parkedNow) {
      behind.set({ subscription }, behindNow);
      parked.set({ subscription }, parkedNow);
    },
    setJobs: (state, count) => jobs.set({ state }, count),
    beforeScrape: (refresh) => void refreshers.push(refresh),
    async text() {
      await Promise.allSettled(refreshers.map((refresh) => refresh()));
      return registry.metrics();
    },
  };
}
