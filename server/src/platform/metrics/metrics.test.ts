import Fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { type Readiness, createMetrics, registerHealth } from './index.ts';

let readiness: () => Promise<Readiness> = async () => ({ ok: true, checks: { database: 'ok' } });
const metrics = createMetrics();
const app = Fastify();
metrics.observe(app);
registerHealth(app, { metrics, ready: () => readiness(), metricsToken: 'a long token', patienceMs: 50 });
app.get('/things/:id', async () => 'thing');
afterAll(() => app.close());
const scrape = async () => (await app.inject('/metrics')).body;

test('alive is not the same as ready', async () => {
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready', checks: { database: 'ok' } });
  readiness = async () => ({ ok: false, checks: { database: 'away' } });
  const away = await app.inject('/readyz');
  expect([away.statusCode, away.json()]).toEqual([503, { status: 'not-ready', checks: { database: 'away' } }]);
  readiness = () => new Promise(() => undefined);
  expect((await app.inject('/readyz')).statusCode).toBe(503);
  readiness = () => Promise.reject(new Error('broken'));
  expect((await app.inject('/readyz')).statusCode).toBe(503);
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
});

test('requests are timed by pattern, not by path', async () => {
  await app.inject('/things/1');
  await app.inject('/things/2');
  await app.inject('/nothing/here');
  const text = await scrape();
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/things/:id",status="200"} 2');
  expect(text).toContain('route="none",status="404"');
  expect(text).not.toContain('/things/1');
});

test('gauges show the newest numbers, and a refresh that fails harms nothing', async () => {
  const pool = { totalCount: 3, idleCount: 1, waitingCount: 0 };
  metrics.watchPool('api', pool);
  metrics.setBusLag('sla.clocks', 7, 1);
  metrics.beforeScrape(async () => metrics.setJobs('ready', 5));
  metrics.beforeScrape(() => Promise.reject(new Error('database away')));
  pool.waitingCount = 4;
  const text = await scrape();
  for (const line of ['aftercare_pg_connections{pool="api",state="open"} 3', 'aftercare_pg_connections{pool="api",state="waiting"} 4', 'aftercare_bus_events_behind{subscription="sla.clocks"} 7', 'aftercare_bus_events_parked{subscription="sla.clocks"} 1', 'aftercare_jobs{state="ready"} 5', 'nodejs_eventloop_lag_seconds']) expect(text).toContain(line);
});

test('metrics are for this machine or the token', async () => {
  const status = async (remoteAddress: string, headers: Record<string, string> = {}) => (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  expect(await status('127.0.0.1')).toBe(200);
  expect(await status('::ffff:127.0.0.1')).toBe(200);
  expect(await status('::1')).toBe(200);
  expect(await status('203.0.113.9')).toBe(403);
  // A proxy on this machine passes the world on.
  expect(await status('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).toBe(403);
  expect(await status('203.0.113.9', { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  expect(await status('203.0.113.9', { authorization: 'Bearer a long token' })).toBe(200);
  expect(await status('203.0.113.9', { authorization: 'Bearer another' })).toBe(403);
  expect(await status('127.0.0.1', { authorization: 'Bearer another' })).toBe(403);
});
