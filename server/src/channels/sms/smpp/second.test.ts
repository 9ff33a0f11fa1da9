import type { AddressInfo, Server } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { smsAdapter } from '../adapter.ts';

/* The same line against an SMPP that is not ours: what we both believe of the standard is at least what two believe. */
let t: TestApp;
let server: Server;
let session: Session;
let lines: { stop(): Promise<void> } | undefined;
let id: number;
const binds: Pdu[] = [];
const submits: Pdu[] = [];
const throttle: number[] = [];
const person = '+4915112345900';

beforeAll(async () => {
  t = await testApp();
  server = smpp.createServer((one) => {
    one.on('error', () => {});
    one.on('bind_transceiver', (pdu: Pdu) => { binds.push(pdu); session = one; one.send(pdu.response(pdu['password'] === 'secret' ? { system_id: 'OTHER' } : { command_status: 0x0e })); });
    one.on('submit_sm', (pdu: Pdu) => {
      const no = throttle.shift();
      if (no !== undefined) { one.send(pdu.response({ command_status: no })); return; }
      submits.push(pdu);
      one.send(pdu.response({ message_id: `id-${submits.length}` }));
    });
    one.on('enquire_link', (pdu: Pdu) => { one.send(pdu.response()); });
    one.on('unbind', (pdu: Pdu) => { one.send(pdu.response()); one.close(); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  ({ id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'sms', name: 'Other', address: '+15005550010', language: 'en', teamId: null, enabled: true, settings: { gateway: 'smpp', host: '127.0.0.1', port, user: 'norvane', secret: 'secret', enquireSeconds: 1, doubtSeconds: 1, quietFrom: '00:00', quietTo: '00:00' } })));
  lines = await smsAdapter({ allowPrivate: [] }).start?.(t.app.conversations.contextOf('sms'));
});
afterAll(async () => { await lines?.stop(); session?.destroy(); server.close(); await t.close(); });

const bring = (fields: Record<string, unknown>) => new Promise<number>((resolve) => { session.deliver_sm({ source_addr: person.slice(1), source_addr_ton: 1, source_addr_npi: 1, destination_addr: '15005550010', ...fields }, (answer) => resolve(answer.command_status)); });
async function talk() {
  await t.drain();
  const thread = await t.app.conversations.contextOf('sms').talk.thread(id, person);
  return thread ? { conversationId: thread.conversationId, messages: await t.app.conversations.messages([thread.conversationId], { before: null, limit: 50 }) } : null;
}

test('binds, takes what it brings, leaves in pieces it understands, and believes its receipts', async () => {
  await expect.poll(() => binds.length, { timeout: 10_000 }).toBe(1);
  expect(binds[0]).toMatchObject({ system_id: 'norvane', interface_version: 0x34 });
  // Its own choice of alphabet for each; a long one in pieces by its own header, the second first.
  expect(await bring({ short_message: 'Is it ready {now}?' })).toBe(0);
  expect(await bring({ short_message: '洗衣机还漏水😀' })).toBe(0);
  const piece = (n: number, text: string) => ({ esm_class: 0x40, short_message: { udh: Buffer.from([5, 0, 3, 77, 2, n]), message: text } });
  expect([await bring(piece(2, 'and the end.')), await bring(piece(1, 'The beginning '))]).toEqual([0, 0]);
  expect((await talk())?.messages.map((m) => m.body)).toEqual(['Is it ready {now}?', '洗衣机还漏水😀', 'The beginning and the end.']);

  throttle.push(0x58, 0x14);
  const text = `维修已完成。${'请凭取件码到店领取。'.repeat(10)}`;
  const { conversationId = 0 } = (await talk()) ?? {};
  const messageId = await t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text }, systemActor));
  await t.drain();
  const state = async () => { await t.drain(); return (await t.app.conversations.message(messageId))?.delivery; };
  await expect.poll(state, { timeout: 15_000 }).toBe('sent');
  expect(submits.toSorted((a, b) => Number(a.short_message.udh?.[0]?.[4]) - Number(b.short_message.udh?.[0]?.[4])).map((s) => s.short_message.message).join('')).toBe(text);
  expect(submits[0]).toMatchObject({ source_addr: '15005550010', source_addr_ton: 1, destination_addr: person.slice(1), data_coding: 8, registered_delivery: 1 });
  for (const n of submits.keys()) expect(await bring({ esm_class: 4, short_message: `id:id-${n + 1} sub:001 dlvrd:001 submit date:2605181000 done date:2605181001 stat:DELIVRD err:000 text:` })).toBe(0);
  expect(await state()).toBe('delivered');
}, 60_000);

test('its line stays with enquire_link; ended by unbind, we bind again', async () => {
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  expect(binds.length).toBe(1);
  session.unbind();
  await expect.poll(() => binds.length, { timeout: 10_000 }).toBe(2);
  expect(await bring({ short_message: 'Still there?' })).toBe(0);
  expect((await talk())?.messages.at(-1)?.body).toBe('Still there?');
}, 60_000);
