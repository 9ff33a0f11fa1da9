import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../server/src/platform/config/index.ts';
import type { Clock } from '../../server/src/platform/time/index.ts';
import type * as server from '../../server/src/serve.ts';

/** Real time plus a shift that a journey may move: hours pass while the browser waits a moment. */
export class ShiftedClock implements Clock {
  #shift = 0;
  now(): Date {
    return new Date(Date.now() + this.#shift);
  }
  advance(ms: number): void {
    this.#shift += ms;
  }
}

/** The server as `npm start` runs it. */
const dist = join(import.meta.dirname, '../../server/dist');
const { serve } = (await import(join(dist, readFileSync(join(dist, 'current'), 'utf8'), 'serve.js'))) as typeof server;
type Served = server.Served;

type Welcome = NonNullable<Served['welcome']>;
export interface System {
  readonly base: string;
  readonly smtpPort: number;
  readonly sipPort: number;
  readonly clock: ShiftedClock;
  /** What the first start told: the set-up link of an empty installation, or the demo's accounts. */
  readonly welcome: Welcome;
  /** Stops the server with its database. */
  halt(): Promise<void>;
  /** Starts it again on the same data and the same ports. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export const freePort = () => new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const a = server.address(); server.close(() => resolve(typeof a === 'object' && a ? a.port : 0)); });
});

/** The built product on throw-away data: empty, as a company finds it, or with its demo company. */
export async function startSystem({ demo }: { demo: boolean }): Promise<System> {
  const data = mkdtempSync(join(tmpdir(), 'aftercare-e2e-'));
  const [port, smtpPort, sipPort] = [await freePort(), await freePort(), await freePort()];
  const base = `http://localhost:${port}`;
  const clock = new ShiftedClock();
  const config = loadConfig({}, { PORT: String(port), SMTP_PORT: String(smtpPort), SIP_PORT: String(sipPort), AFTERCARE_DATA: data, PUBLIC_URL: base, LOG_LEVEL: 'error', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' });
  const begin = () => serve(config, { roles: ['api', 'worker', 'channels', 'voice'], demo, clock });
  let served: Served | null = await begin();
  const welcome = served.welcome;
  if (!welcome) throw new Error('the installation was not empty');
  const halt = async () => { await served?.stop(); served = null; };
  return {
    base, smtpPort, sipPort, clock, welcome, halt,
    async resume() { served ??= await begin(); },
    async stop() {
      await halt();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
