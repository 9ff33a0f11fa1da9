import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp, migrateAll } from '../app.ts';
import { firstStart, type Welcome } from '../first-start.ts';
import { loadConfig } from '../platform/config/index.ts';
import { raw } from '../platform/db/index.ts';
import { createLog } from '../platform/log/index.ts';
import { createTestDatabase } from '../platform/testing/postgres.ts';
import { FakeClock } from '../platform/time/index.ts';

let app: App;
let welcome: Welcome | null;
let seconds: number;
let drop: () => Promise<void>;
const now = new Date('2026-11-18T06:30:00Z');

beforeAll(async () => {
  const database = await createTestDatabase('demo', async (url) => { await migrateAll(url); });
  drop = database.drop;
  const config = loadConfig({}, { AFTERCARE_DATA: await mkdtemp(join(tmpdir(), 'aftercare-demo-')), DATABASE_URL: database.url, SMTP_PORT: '0', PORT: '0' });
  app = await createApp({ config, databaseUrl: database.url, log: createLog({ level: 'error', pretty: false }), roles: ['worker'], clock: new FakeClock(now), testing: true });
  const start = performance.now();
  welcome = await firstStart(app, { demo: true });
  seconds = (performance.now() - start) / 1000;
}, 60_000);
afterAll(async () => { await app.stop(); await drop(); });

const rows = <R>(text: string) => app.platform.db.rows<R>(raw(text));
const one = async (text: string) => (await rows<{ n: number }>(text))[0]?.n ?? 0;

describe('the demo company', () => {
  it('is there within 15 seconds', () => {
    expect(seconds).toBeLessThan(15);
    expect(welcome?.tickets).toBeGreaterThanOrEqual(3000);
  });
});
