import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../../../server/src/platform/log/index.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../../server/src/platform/postgres/index.ts';
import { built } from '../built.ts';

const freePort = () => new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const a = server.address(); server.close(() => resolve(typeof a === 'object' && a ? a.port : 0)); });
});

export type Victim = 'api' | 'worker' | 'postgres';

/** The product as it runs on several machines: doors in one process, work in another, PostgreSQL apart; each can be killed. */
export interface Cluster {
  readonly port: number;
  readonly smtpPort: number;
  readonly databaseUrl: string;
  /** kill -9, and start again after a moment. */
  kill(victim: Victim): Promise<void>;
  /** Of an administrator. */
  readonly key: string;
  /** Runs one command of the command line; its last line. */
  command(args: readonly string[]): Promise<string>;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'aftercare-faults-'));
  const [port, smtpPort] = [await freePort(), await freePort()];
  const postgres: EmbeddedPostgres = await startEmbedded({ dataDir, log: silentLog });
  const env = { ...process.env, DATABASE_URL: postgres.url, AFTERCARE_DATA: join(dataDir, 'app'), PORT: String(port), SMTP_PORT: String(smtpPort), PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'error', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' };
  const children = new Map<'api' | 'worker', ChildProcess>();
  let stopping = false;

  const launch = (name: 'api' | 'worker') => {
    const roles = name === 'api' ? 'api,channels' : 'worker';
    // What it says while its database is being killed is expected; a process that cannot start shows in ready().
    const child = spawn(process.execPath, [built('cli.js'), 'serve', '--no-demo', '--roles', roles], { env, stdio: ['ignore', 'ignore', 'ignore'] });
    children.set(name, child);
    // A supervisor such as systemd would do the same.
    child.once('exit', () => { if (!stopping && children.get(name) === child) setTimeout(() => { if (!stopping) launch(name); }, 200); });
  };
  const command = async (args: readonly string[]) => {
    const child = spawn(process.execPath, [built('cli.js'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (d: Buffer) => { text += d.toString(); });
    await new Promise((resolve) => child.once('close', resolve));
    return text.trim().split('\n').at(-1) ?? '';
  };
  const ready = async () => {
    for (let tries = 0; tries < 600; tries++) {
      if (await fetch(`http://127.0.0.1:${port}/readyz`).then((r) => r.ok, () => false)) return;
      await sleep(100);
    }
    throw new Error('the server was not ready within a minute');
  };
  // The first to come prepares the database.
  const key = await command(['apikey', 'create', '--name', 'faults', '--role', 'administrator']);
  launch('api');
  launch('worker');
  await ready();
  return {
    port, smtpPort, databaseUrl: postgres.url, key, command, ready,
    async kill(victim) {
      const pid = victim === 'postgres' ? postgres.pid : children.get(victim)?.pid;
      if (pid) { try { process.kill(pid, 'SIGKILL'); } catch { /* it was just on its way up again */ } }
    },
    async stop() {
      stopping = true;
      for (const child of children.values()) {
        child.kill('SIGTERM');
        await Promise.race([new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null))), sleep(20_000)]);
      }
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
