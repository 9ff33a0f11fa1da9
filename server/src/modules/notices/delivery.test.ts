import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sink, smtpSink } from '../../channels/mail/testing.ts';
import { startPushService } from '../../integrations/push/simulator.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let sink: Sink;
let pushes: Awaited<ReturnType<typeof startPushService>>;
let ann: { id: number; cookie: string };
let bob: { id: number; cookie: string };
const origin = 'http://localhost:3000';
const as = (who: { cookie: string }) => ({ headers: { cookie: who.cookie, origin } });
beforeAll(async () => {
  [t, sink] = [await testApp(), await smtpSink()];
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'House', address: 'house@example.com', language: 'en', teamId: null, enabled: true, settings: { smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: '' } } }));
  [ann, bob] = [await t.agent({ name: 'Ann' }), await t.agent({ name: 'Bob', email: 'bob@example.com' })];
  const { pushKey } = await t.call(api.notices.settings, {}, as(bob));
  pushes = await startPushService({ applicationKey: () => pushKey, now: () => t.clock.now() });
});
afterAll(async () => { await Promise.all([t.close(), sink.stop(), pushes.stop()]); });

const settings = async (more: object) => {
  const { mail: _, pushKey: __, ...own } = await t.call(api.notices.settings, {}, as(bob));
  await t.call(api.notices.saveSettings, { body: { ...own, quietFrom: null, quietTo: null, digest: 'off', ...more } }, as(bob));
};
const ticket = async () => (await t.call(api.tickets.open, { body: { subject: 'Leaks', text: 'x', customer: { name: 'Wang', email: `w${Math.random()}@example.com` } } }, { as: await t.key() })).id;
const call = async (id: number, text: string) => { await t.call(api.tickets.addNote, { params: { id }, body: { text, mentions: [bob.id] } }, as(ann)); await t.drain(); };
const mails = () => sink.mails.splice(0).filter((mail) => mail.to.includes('bob@example.com')).map((mail) => mail.raw.toString('utf8'));
const digest = async () => { await t.app.platform.db.tx((tx) => t.app.platform.jobs.enqueue(tx, 'notices.digest', {})); await t.drain(); };

it('a name called is mailed at once, with the words and the way there, and once', async () => {
  const id = await ticket();
  await call(id, 'Please look at the seal');
  const [mail, ...more] = mails();
  expect(mail).toMatch(/^To: .*bob@example\.com/m);
  expect(mail).toContain('Please look at the seal');
  expect(mail).toContain(`${origin}/inbox/all/${id}`);
  expect(more).toEqual([]);
  // What was read meanwhile is not told again.
  await t.call(api.tickets.addNote, { params: { id }, body: { text: 'And the hose', mentions: [bob.id] } }, as(ann));
  await t.app.platform.bus.drain();
  await t.call(api.notices.read, { body: { ticketId: id } }, as(bob));
  await t.drain();
  expect(mails()).toEqual([]);
});

it('a digest gathers, waits for its hour and for the end of quiet hours, and tells each line once', async () => {
  await settings({ digest: 'hourly' });
  const [first, second] = [await ticket(), await ticket()];
  await call(first, 'First of two');
  await call(second, 'Second of two');
  expect(mails()).toEqual([]);
  // 10:00 in Shanghai lies within quiet hours, 12:00 does not.
  await settings({ digest: 'hourly', quietFrom: 9 * 60, quietTo: 12 * 60 });
  await digest();
  expect(mails()).toEqual([]);
  t.clock.advance(2 * 3600);
  await digest();
  const [mail, ...more] = mails();
  expect([more.length, mail?.includes('First of two'), mail?.includes('Second of two'), mail?.includes(`/inbox/all/${second}`)]).toEqual([0, true, true, true]);
  await digest();
  await call(second, 'Soon after');
  await digest();
  expect(mails()).toEqual([]);
  t.clock.advance(3600);
  await digest();
  expect(mails().map((text) => [text.includes('Soon after'), text.includes('First of two')])).toEqual([[true, false]]);
  // What was read in the page meanwhile is not told again; a trial comes at once.
  await call(second, 'Read already');
  t.clock.advance(3600);
  await t.call(api.notices.read, { body: {} }, as(bob));
  await digest();
  expect(mails()).toEqual([]);
  await settings({ digest: 'daily', quietFrom: 0, quietTo: 1439 });
  await t.call(api.notices.test, {}, as(bob));
  await t.drain();
  expect(mails().length).toBe(1);
});

it('a push reaches every browser that asked, sealed for it; one that is gone is forgotten', async () => {
  await settings({});
  const [desk, phone] = [pushes.browser(), pushes.browser()];
  for (const { target } of [desk, phone]) await t.call(api.notices.subscribe, { body: { ...target, language: 'en' } }, as(bob));
  const id = await ticket();
  await call(id, 'Ring the customer');
  const told = desk.got.map((one) => JSON.parse(one.payload) as { title: string; body: string; path: string });
  expect(told).toEqual([{ title: 'Leaks', body: expect.stringContaining('Ring the customer') as string, path: `/inbox/all/${id}`, ticketId: id }]);
  expect(phone.got.length).toBe(1);
  expect(pushes.refused).toEqual([]);
  phone.gone = true;
  await call(id, 'Once more');
  expect(desk.got.length).toBe(2);
  const left = await t.app.platform.db.one<{ n: number }>({ text: 'select count(*)::int as n from notice_push where agent_id = $1', values: [bob.id] });
  expect(left?.n).toBe(1);
});
