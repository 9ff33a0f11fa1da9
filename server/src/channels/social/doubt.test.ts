import { api } from '@aftercare/contract';
import type { ChannelKind } from '@aftercare/contract/basics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { simulateLine } from '../line/simulator.ts';
import { simulateMessenger } from '../messenger/simulator.ts';
import { simulateAliyun, simulateTwilio } from '../sms/simulator.ts';
import { simulateTelegram } from '../telegram/simulator.ts';
import { simulateWhatsApp } from '../whatsapp/simulator.ts';
import { hookPath } from './intake.ts';
import type { SimulatedPlatform } from './simulator.ts';

/* The line breaks after a platform has done its work and before we know: what may we do so that nobody hears it twice? */
let t: TestApp;
let origin: string;
let lin: Awaited<ReturnType<TestApp['agent']>>;
const open: SimulatedPlatform[] = [];
beforeAll(async () => {
  t = await testApp();
  lin = await t.agent({ name: 'Lin' });
  const http = await t.app.http();
  await http.listen({ port: 0, host: '127.0.0.1' });
  origin = http.listeningOrigin;
});
afterAll(async () => { for (const one of open) { one.tellTo = null; await one.api.stop(); } await t.close(); });

const now = () => t.clock.now().getTime();
const publicHook = (hook: string) => hook.replace(origin, t.app.platform.config.publicUrl);
async function brokenOff(kind: ChannelKind, platform: SimulatedPlatform, person: string, { tells = true, text = 'Once only', state: expected = 'queued' }: { tells?: boolean; text?: string; state?: string } = {}) {
  open.push(platform);
  const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind, name: kind, address: platform.address, language: 'en', teamId: null, enabled: true, settings: platform.settings }));
  const hook = origin + hookPath(kind, platform.address);
  await platform.deliver(hook, { id: `${kind}-1`, person, text: 'Hello', at: now() });
  await t.drain();
  const thread = await t.app.conversations.contextOf(kind).talk.thread(id, person);
  const conversationId = thread?.conversationId ?? 0;
  const ticketId = (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0;
  platform.tellTo = tells ? hook : null;
  platform.api.fail({ silent: true });
  const write = (words: string) => t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId, ticketId, author: { kind: 'agent', id: lin.id, name: 'Lin' }, text: words }, systemActor));
  const messageId = await write(text);
  await t.drain();
  const state = async () => (await t.app.conversations.message(messageId))?.delivery;
  expect([await state(), heard(platform)]).toEqual([expected, 1]);
  const again = async () => { await t.app.platform.db.run(sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`); await t.drain(); return state(); };
  return { id, hook, ticketId, messageId, write, state, again };
}
const heard = (platform: SimulatedPlatform) => platform.shown.filter((s) => (s.text ?? s.template)?.startsWith('Once only')).length;

test('gateways are asked for what they have', async () => {
  const twilio = await simulateTwilio({ now, publicHook });
  expect([await (await brokenOff('sms', twilio, '+4915112345222')).again(), heard(twilio)]).toEqual(['sent', 1]);
  const aliyun = await simulateAliyun({ now });
  expect([await (await brokenOff('sms', aliyun, '+8613900005678')).again(), heard(aliyun)]).toEqual(['sent', 1]);
});

test.each([['whatsapp', () => simulateWhatsApp({ now }), '4915112345333'], ['messenger', () => simulateMessenger({ now }), '4711']] as const)('%s tells of what it has, with our key', async (kind, simulate, person) => {
  const platform = await simulate();
  const broken = await brokenOff(kind, platform, person);
  // Until it tells, nothing is sent again; its word comes within seconds.
  expect([await broken.again(), heard(platform)]).toEqual(['queued', 1]);
  await expect.poll(async () => (await t.app.platform.db.one<{ n: number }>(sql`select count(*)::int as n from raw_item where channel_account_id = ${broken.id}`))?.n, { timeout: 15_000 }).toBeGreaterThan(1);
  await t.drain();
  expect([await broken.again(), heard(platform)]).toEqual([expect.stringMatching(/sent|delivered/), 1]);
});

test('what it does not tell of in time is unsure; told late after all, it has arrived', async () => {
  const platform = await simulateMessenger({ now, address: '1906385232743999' });
  const broken = await brokenOff('messenger', platform, '4712', { tells: false });
  t.clock.advance(91);
  expect([await broken.again(), heard(platform)]).toEqual(['unsure', 1]);
  const key = (await t.app.conversations.message(broken.messageId))?.externalId ?? '';
  await platform.echo(broken.hook, '4712', platform.sent.at(-1) ?? '', `${key}:0`);
  await t.drain();
  expect([await broken.state(), heard(platform)]).toEqual(['sent', 1]);
});

test('where a platform takes no key and tells nothing, nobody sends again but a person; the one who wrote is told', async () => {
  const platform = await simulateTelegram();
  const { messageId, ticketId, write, state } = await brokenOff('telegram', platform, '4713', { state: 'unsure', text: `Once only\n\n${'And more. '.repeat(500)}` });
  // It holds up nobody.
  const next = await write('next');
  await t.drain();
  expect([(await t.app.conversations.message(next))?.delivery, await state()]).toEqual(['sent', 'unsure']);
  const as = { headers: { cookie: lin.cookie, origin: 'http://localhost:3000' } };
  expect((await t.call(api.notices.list, { query: {} }, as)).items).toMatchObject([{ kind: 'undelivered', ticketId, words: expect.stringContaining('Once only') }, { kind: 'undelivered' }]);
  // «They have it»: the piece in doubt stays, the rest leaves.
  const before = platform.shown.length;
  await t.call(api.conversations.arrived, { params: { id: messageId } }, { as: await t.key() });
  await t.drain();
  expect([await state(), platform.shown.length - before, platform.shown.at(-1)?.text?.startsWith('And more.')]).toEqual(['sent', 1, true]);
  await expect(t.call(api.conversations.arrived, { params: { id: messageId } }, { as: await t.key() })).rejects.toMatchObject({ problem: { status: 409 } });
  // «Send again» brings it again, knowingly.
  platform.api.fail({ silent: true });
  const second = await write('Twice, then');
  await t.drain();
  await t.call(api.conversations.retry, { params: { id: second } }, { as: await t.key() });
  await t.drain();
  expect([(await t.app.conversations.message(second))?.delivery, platform.shown.filter((s) => s.text === 'Twice, then').length]).toEqual(['sent', 2]);
  // A platform that is not there at all leaves nothing unsure.
  await platform.api.stop();
  const third = await write('not reached');
  await t.drain();
  expect((await t.app.conversations.message(third))?.delivery).toBe('queued');
});

test('LINE takes a key for pushes, not for replies', async () => {
  const platform = await simulateLine({ now });
  const broken = await brokenOff('line', platform, 'U4714', { state: 'unsure' });
  t.clock.advance(60);
  platform.api.fail({ silent: true });
  const pushed = await broken.write('pushed');
  await t.drain();
  expect((await t.app.conversations.message(pushed))?.delivery).toBe('queued');
  await broken.again();
  expect([(await t.app.conversations.message(pushed))?.delivery, platform.shown.filter((s) => s.text === 'pushed').length]).toEqual(['sent', 1]);
});
