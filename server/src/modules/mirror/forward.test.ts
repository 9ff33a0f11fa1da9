import { channels } from '@aftercare/contract/channels';
import { mirror as contract } from '@aftercare/contract/mirror';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { SimulatedApi } from '../../platform/net/simulated-api.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

const secret = 's'.repeat(32);
let t: TestApp;
let admin: string;
const api = new SimulatedApi();
const got: { body: string; signature: string; key: string }[] = [];
beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  api.on('POST', /^\/take$/, ({ body, headers }) => { got.push({ body: body.toString('utf8'), signature: String(headers['aftercare-signature']), key: String(headers['idempotency-key']) }); return { json: {} }; });
  await api.start();
});
afterAll(async () => { await api.stop(); await t.close(); });

it('passes on what comes by signed webhook, once, and opens no ticket', async () => {
  const { id } = await t.call(channels.create, { body: { kind: 'webhook', name: 'Shop', address: 'passing', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } } }, { as: admin });
  await expect(t.call(channels.setMode, { params: { id }, body: { kind: 'forward', forward: { to: 'webhook', address: `${api.base}/take` } } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
  const changed = await t.call(channels.setMode, { params: { id }, body: { kind: 'forward', forward: { to: 'webhook', address: `${api.base}/take` }, forwardSecret: secret } }, { as: admin });
  expect(changed.mode).toMatchObject({ kind: 'forward', forwardSecretSet: true });
  const said = { accountId: id, externalId: 'f1', threadKey: 'f', from: { name: 'Ann', language: 'en' as const, addresses: [{ kind: 'email' as const, value: 'ann@x.example' }] }, subject: 'Hello', text: 'pass me on', at: t.clock.now() };
  await t.app.conversations.ingest(said);
  await t.app.conversations.ingest(said);
  await t.drain();
  expect(got.length).toBe(1);
  expect(verifyWebhook(secret, got[0]?.body ?? '', got[0]?.signature, t.clock.now())).toEqual({ ok: true });
  expect(JSON.parse(got[0]?.body ?? '')).toMatchObject({ event: 'message.forwarded', channel: { kind: 'webhook' }, message: { text: 'pass me on', from: { name: 'Ann' } } });
  expect(await t.app.platform.db.rows({ text: 'select 1 from ticket', values: [] })).toEqual([]);
  // The receiver is away: it waits, says why, and can be sent once more.
  api.fail({ status: 500, json: {} });
  await t.app.conversations.ingest({ ...said, externalId: 'f2', text: 'and me' });
  await t.drain().catch(() => {});
  const list = await t.call(contract.forwardings, { params: { id }, query: {} }, { as: admin });
  expect(list.items[0]).toMatchObject({ state: 'waiting', attempts: 1, error: 'the receiver answered 500' });
  await t.app.platform.work.run({ text: 'update graphile_worker._private_jobs set run_at = now()', values: [] });
  await t.drain();
  expect((await t.call(contract.forwardings, { params: { id }, query: {} }, { as: admin })).items.map((f) => f.state)).toEqual(['done', 'done']);
});

it('passes on by mail: answers go to whoever wrote, files come along, no machine answers', async () => {
  const mails: { to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    // Our pool keeps its line open for half a minute; the test need not wait for it.
    closeTimeout: 50,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => { mails.push({ to: session.envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(parts).toString('utf8') }); done(); });
    },
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    const { port } = server.server.address() as AddressInfo;
    await t.call(channels.create, { body: { kind: 'mail', name: 'Desk', address: 'desk@x.example', language: 'en', teamId: null, enabled: true, settings: { smtp: { host: '127.0.0.1', port, security: 'none', user: '' } } } }, { as: admin });
    const { id } = await t.call(channels.create, { body: { kind: 'webhook', name: 'Partner', address: 'by-mail', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } } }, { as: admin });
    await t.call(channels.setMode, { params: { id }, body: { kind: 'forward', forward: { to: 'mail', address: 'elsewhere@partner.example' } } }, { as: admin });
    const file = await t.app.platform.files.put(Buffer.from('a picture'), { name: 'note.txt', declaredType: 'text/plain', maxBytes: 1000, owner: 'x' });
    const said = (externalId: string, email: string) => t.app.conversations.ingest({ accountId: id, externalId, threadKey: externalId, from: { name: 'Bo', language: 'en', addresses: [{ kind: 'email', value: email }] }, subject: 'Please look', text: 'it hums', files: [{ fileId: file.id, inline: false }], at: t.clock.now() });
    await said('mail1', 'bo@x.example');
    // What their own machine answers does not go round in a circle.
    await said('mail2', 'elsewhere@partner.example');
    await t.drain();
    expect(mails.map((m) => m.to)).toEqual([['elsewhere@partner.example']]);
    expect(mails[0]?.raw).toMatch(/^Reply-To: .*bo@x\.example/im);
    expect(mails[0]?.raw).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(mails[0]?.raw).toContain('it hums');
    expect(mails[0]?.raw).toContain('note.txt');
    expect(await t.app.platform.db.rows({ text: 'select 1 from ticket', values: [] })).toEqual([]);
  } finally { await new Promise<void>((done) => { server.close(done); }); }
});

it('refuses to only pass on where customers wait for an answer from here', async () => {
  const { id } = await t.call(channels.create, { body: { kind: 'portal', name: 'P', address: 'p', language: 'en', teamId: null, enabled: true, settings: {} } }, { as: admin });
  await expect(t.call(channels.setMode, { params: { id }, body: { kind: 'forward', forward: { to: 'mail', address: 'a@x.example' } } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
});
