import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { built } from '../../e2e/src/built.ts';
import { type Cpu, readCpu } from './cpu.ts';

/** The product as a process of its own on a throw-away data folder, its database, and a key to ask it with. */
export interface Bench {
  readonly base: string;
  readonly port: number;
  readonly smtpPort: number;
  readonly sipPort: number;
  readonly key: string;
  readonly db: pg.Pool;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Milliseconds from start to ready. */
  readonly readyMs: number;
  /** Processor time of the server and its database so far. */
  cpu(): Cpu | null;
  /** Runs one command of the command line beside the server. */
  command(args: string[]): Promise<string>;
  /** Stops the server and starts it again on the same data; the new time to ready. */
  restart(): Promise<number>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** @param keepIn a folder that stays, with what was loaded there before */
export async function startBench(keepIn?: string): Promise<Bench> {
  const dataDir = keepIn ?? mkdtempSync(join(tmpdir(), 'aftercare-bench-'));
  const [port, smtpPort, sipPort] = [await freePort(), await freePort(), await freePort()];
  const env = { ...process.env, PORT: String(port), SMTP_PORT: String(smtpPort), SIP_PORT: String(sipPort), AFTERCARE_DATA: dataDir, LOG_LEVEL: 'warn', DATABASE_URL: '', PUBLIC_URL: '', ALLOW_PRIVATE_HOSTS: '127.0.0.1' };
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess;

  const launch = async (): Promise<number> => {
    const from = performance.now();
    // With the flags this very process got: as the product is started.
    child = spawn(process.execPath, [...process.execArgv, built('main.js'), '--no-demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    while (performance.now() - from < 300_000) {
      if (child.exitCode !== null) throw new Error('the server ended before it was ready');
      const ready = await fetch(`${base}/readyz`).then((r) => r.ok, () => false);
      if (ready) return performance.now() - from;
      await sleep(25);
    }
    throw new Error('the server was not ready within five minutes');
  };
  const end = async () => {
    child.kill('SIGTERM');
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
  };

  const readyMs = await launch();
  const key = await run(env, ['apikey', 'create', '--name', 'bench', '--role', 'administrator']);
  const databaseUrl = embeddedUrl(dataDir);
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  db.on('error', () => {});
  return {
    base, port, smtpPort, sipPort, key, db, databaseUrl, dataDir, readyMs,
    cpu: () => readCpu(child.pid ?? 0, dataDir),
    command: (args) => run(env, args),
    get pid() { return child.pid ?? 0; },
    async restart() { await end(); return launch(); },
    async stop() {
      await db.end();
      await end();
      if (!keepIn) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(env: NodeJS.ProcessEnv, args: string[]): Promise<string> {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (d: Buffer) => { text += d.toString(); });
  await new Promise((resolve) => child.once('close', resolve));
  return text.trim().split('\n').at(-1) ?? '';
}

/** Where the embedded PostgreSQL of a data folder listens; by the door the product itself uses, so that limits are fair. */
function embeddedUrl(dataDir: string): string {
  const home = join(dataDir, 'postgres');
  const [, , , port, socket] = readFileSync(join(home, 'pgdata/postmaster.pid'), 'utf8').split('\n');
  const by = socket === '.' ? `?host=${encodeURIComponent(join(realpathSync(home), 'pgdata'))}` : '';
  return `postgres://aftercare:${readFileSync(join(home, 'password'), 'utf8').trim()}@127.0.0.1:${port}/aftercare${by}`;
}

/** Proportional set size of a process, MB: shared pages counted by share. */
export function pssMb(pid: number): number {
  const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(line ?? 0) / 1024;
}
