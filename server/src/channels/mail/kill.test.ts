import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailTest, mailTest } from './testing.ts';

let t: MailTest;
let child: ChildProcess | null = null;
beforeAll(async () => { t = await mailTest(); await t.mailbox('support@northwind.example'); });
afterAll(async () => { child?.kill('SIGKILL'); await t.close(); });

/** Another server on the same data; its SMTP port. */
async function startServer(): Promise<number> {
  const { config } = t.app.platform;
  const started = spawn(process.execPath, [join(import.meta.dirname, 'testing-intake-process.ts'), config.DATABASE_URL ?? '', config.AFTERCARE_DATA], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  return new Promise((resolve, reject) => {
    started.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
}
const mail = (id: string) => ({ envelope: { from: 'wang@customer.example', to: ['support@northwind.example'] }, raw: `From: wang@customer.example\r\nTo: support@northwind.example\r\nSubject: ${id}\r\nMessage-ID: <${id}@customer.example>\r\n\r\nWords of ${id}\r\n` });

it('a server killed while mail comes in loses nothing it acknowledged and doubles nothing that is sent again', { timeout: 90_000 }, async () => {
  const acknowledged = new Set<string>();
  const open = Array.from({ length: 400 }, (_, i) => `kill-${i}`);
  for (const killAfter of [60, 170, Infinity]) {
    const port = await startServer();
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 12, maxMessages: 10_000 });
    const work = open.filter((id) => !acknowledged.has(id)).map((id) => transport.sendMail(mail(id)).then(() => {
      acknowledged.add(id);
      if (acknowledged.size >= killAfter) child?.kill('SIGKILL');
    }));
    await Promise.allSettled(work);
    transport.close();
    if (killAfter < Infinity) expect(acknowledged.size).toBeLessThan(400);
    child?.kill('SIGKILL');
    // What it promised is there, whatever it was doing.
    const stored = new Set((await t.raws()).map((r) => r.externalId));
    expect([...acknowledged].filter((id) => !stored.has(`<${id}@customer.example>`))).toEqual([]);
  }
  expect(acknowledged.size).toBe(400);
  // A claim that died with its server is free once its connection is gone.
  await t.drain();
  const subjects = (await t.messages()).map((m) => m.subject).sort();
  expect(subjects).toEqual([...open].sort());
});
