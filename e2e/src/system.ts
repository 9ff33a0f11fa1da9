import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { loadConfig } from '../../server/src/platform/config/index.ts';
import { throwAwayHome } from '../../server/src/platform/testing/folder.ts';
import type { Clock } from '../../server/src/platform/time/index.ts';
import type { Running, Serve } from '../../server/src/running.ts';
import { built } from './built.ts';

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

const { serve } = (await import(built('serve.js'))) as { serve: Serve };

type Welcome = NonNullable<Running['welcome']>;
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
  const data = mkdtempSync(join(throwAwayHome(), 'aftercare-e2e-'));
  const [port, smtpPort, sipPort] = [await freePort(), await freePort(), await freePort()];
  const base = `http://localhost:${port}`;
  const clock = new ShiftedClock();
  const config = loadConfig({}, { PORT: String(port), SMTP_PORT: String(smtpPort), SIP_PORT: String(sipPort), AFTERCARE_DATA: data, PUBLIC_URL: base, LOG_LEVEL: 'error', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' });
  const begin = () => serve(config, { roles: ['api', 'worker', 'channels', 'voice'], demo, clock });
  let served: Running | null = await begin();
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
