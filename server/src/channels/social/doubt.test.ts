import type { ChannelKind } from '@aftercare/contract/basics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { simulateMessenger } from '../messenger/simulator.ts';
import { simulateAliyun, simulateTwilio } from '../sms/simulator.ts';
import { simulateWhatsApp } from '../whatsapp/simulator.ts';
import { hookPath } from './intake.ts';
import type { SimulatedPlatform } from './simulator.ts';

/* The line breaks after a platform has done its work and before we know: what may we do so that nobody hears it twice? */
let t: TestApp;
let origin: string;
const open: SimulatedPlatform[] = [];
beforeAll(async () => {
  t = await testApp();
  const http = await t.app.http();
  await http.listen({ port: 0, host: '127.0.0.1' });
  origin = http.listeningOrigin;
});
afterAll(async () => { for (const one of open) { one.tellTo = null; await one.api.stop(); } await t.close(); });

const now = () => t.clock.now().getTime();
const publicHook = (hook: string) => hook.replace(origin, t.app.platform.config.publicUrl);
async function brokenOff(kind: ChannelKind, platform: SimulatedPlatform, person: string, tells = true) {
  open.push(platform);
  const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind, name: kind, address: platform.address, language: 'en', teamId: null, enabled: true, settings: platform.settings }));
  const hook = origin + hookPath(kind, platform.address);
  await platform.deliver(hook, { id: `${kind}-1`, person, text: 'Hello', at: now() });
  await t.drain();
  const thread = await t.app.conversations.contextOf(kind).talk.thread(id, person);
  platform.tellTo = tells ? hook : null;
  platform.api.fail({ silent: true });
  const messageId = await t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId: thread?.conversationId ?? 0, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text: 'Once only' }, systemActor));
  await t.drain();
  const state = async () => (await t.app.conversations.message(messageId))?.delivery;
  expect([await state(), heard(platform)]).toEqual(['queued', 1]);
  const again = async () => { await t.app.platform.db.run(sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`); await t.drain(); return state(); };
  return { id, messageId, again };
}
const heard = (platform: SimulatedPlatform) => platform.shown.filter((s) => (s.text ?? s.template) === 'Once only').length;

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

test('what it never tells of is sent again after a while', async () => {
  const platform = await simulateMessenger({ now, address: '1906385232743999' });
  const broken = await brokenOff('messenger', platform, '4712', false);
  t.clock.advance(91);
  expect([await broken.again(), heard(platform)]).toEqual(['sent', 2]);
});
