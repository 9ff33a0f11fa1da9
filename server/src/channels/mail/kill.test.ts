import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tries } from '../../platform/testing/tries.ts';
import { type MailTest, mailTest } from './testing.ts';

const many = tries(160, 400);
let t: MailTest;
let child: ChildProcess | null = null;
const data = mkdtempSync(join(tmpdir(), 'aftercare-kill-'));
beforeAll(async () => { t = await mailTest(); await t.mailbox('support@northwind.example'); });
afterAll(async () => { child?.kill('SIGKILL'); await t.close(); rmSync(data, { recursive: true, force: true }); });

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as { port: number }; server.close(() => resolve(port)); });
});
const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('data', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

/** `npm test` built it; whoever runs this file alone has the sources. */
const main = process.env['AFTERCARE_BUILT'] ? join(process.env['AFTERCARE_BUILT'], 'main.js') : join(import.meta.dirname, '../../main.ts');
/** The product itself, as it is started, on the same database; its SMTP port. */
async function startServer(): Promise<number> {
  const [web, smtp] = [await freePort(), await freePort()];
  let output = '';
  const started = spawn(process.execPath, [main, '--no-demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], DATABASE_URL: t.app.platform.config.DATABASE_URL, AFTERCARE_DATA: data, PORT: String(web), SMTP_PORT: String(smtp), LOG_LEVEL: 'error' },
  });
  child = started;
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  for (let i = 0; i < 900; i++) {
    if (await answers(smtp)) return smtp;
    if (started.exitCode !== null) break;
    await sleep(100);
  }
  throw new Error(`the server does not take mail:\n${output}`);
}
const mail = (id: string) => ({ envelope: { from: 'wang@customer.example', to: ['support@northwind.example'] }, raw: `From: wang@customer.example\r\nTo: support@northwind.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@customer.example>\r\n\r\nWords of ${id}\r\n` });

it('a server killed while mail comes in loses nothing it acknowledged and doubles nothing that is sent again', { timeout: 240_000 }, async () => {
  const acknowledged = new Set<string>();
  const all = Array.from({ length: many }, (_, i) => `kill-${i}`);
  for (const killAfter of [many * 0.15, many * 0.42, Infinity]) {
    const port = await startServer();
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 12, maxMessages: 10_000 });
    const work = all.filter((id) => !acknowledged.has(id)).map((id) => transport.sendMail(mail(id)).then(() => {
      acknowledged.add(id);
      if (acknowledged.size >= killAfter) child?.kill('SIGKILL');
    }));
    await Promise.allSettled(work);
    transport.close();
    if (killAfter < Infinity) expect(acknowledged.size).toBeLessThan(many);
    child?.kill('SIGKILL');
    // What it promised is there, whatever it was doing.
    const stored = new Set((await t.raws()).map((r) => r.externalId));
    expect([...acknowledged].filter((id) => !stored.has(`<${id}@customer.example>`))).toEqual([]);
  }
  expect(acknowledged.size).toBe(many);
  // What a killed server had in hand is free once the database noticed.
  for (let i = 0; i < 100 && (await t.messages()).length < many; i++) { await t.drain(); await sleep(50); }
  const messages = await t.messages();
  expect(messages.map((m) => m.subject).sort()).toEqual(all.toSorted());
  // The same person's mails without a thread are a ticket each.
  expect(new Set(messages.map((m) => m.ticketId)).size).toBe(many);
});
