import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../server/src/platform/config/index.ts';
import type { Clock } from '../../server/src/platform/time/index.ts';
import { type Served, serve } from '../../server/src/serve.ts';

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

export interface System {
  readonly served: Served;
  readonly base: string;
  readonly smtpPort: number;
  readonly clock: ShiftedClock;
  /** An agent's e-mail and password, by the order of the demo's accounts. */
  readonly accounts: readonly { readonly name: string; readonly role: string; readonly email: string; readonly password: string }[];
  stop(): Promise<void>;
}

const freePort = () => new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const a = server.address(); server.close(() => resolve(typeof a === 'object' && a ? a.port : 0)); });
});

/** The built product with its demo company on throw-away data. */
export async function startSystem(): Promise<System> {
  const data = mkdtempSync(join(tmpdir(), 'aftercare-e2e-'));
  const [port, smtpPort] = [await freePort(), await freePort()];
  const base = `http://localhost:${port}`;
  const clock = new ShiftedClock();
  const config = loadConfig({}, { PORT: String(port), SMTP_PORT: String(smtpPort), AFTERCARE_DATA: data, PUBLIC_URL: base, LOG_LEVEL: 'error', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' });
  const served = await serve(config, { roles: ['api', 'worker', 'channels'], demo: true, clock });
  return {
    served, base, smtpPort, clock, accounts: served.welcome?.accounts ?? [],
    async stop() {
      await served.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
