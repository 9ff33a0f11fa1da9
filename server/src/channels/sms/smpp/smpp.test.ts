import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '@aftercare/contract';
import { systemActor } from '../../../platform/bus/index.ts';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { smsAdapter } from '../adapter.ts';
import { status } from './pdu.ts';
import { SimulatedCentre, asReference, referenceOf } from './simulator.ts';
import * as store from './store.ts';

let t: TestApp;
let centre: SimulatedCentre;
let id: number;
let lines: { stop(): Promise<void> };
const adapter = smsAdapter({ allowPrivate: ['127.0.0.1'] });
const open = async () => { lines = await adapter.start?.(t.app.conversations.contextOf('sms')) ?? lines; };
const now = () => t.clock.now().getTime();

beforeAll(async () => {
  t = await testApp();
  centre = await new SimulatedCentre({ now }).start();
  ({ id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'sms', name: 'Norvane SMS', address: centre.address, language: 'en', teamId: null, enabled: true, settings: { ...centre.settings, doubtSeconds: 1 } })));
  await open();
});
afterAll(async () => { await lines.stop(); await centre.stop(); await t.close(); });

const thread = async (person: string) => {
  await t.drain();
  return t.app.conversations.contextOf('sms').talk.thread(id, person);
};
const bodies = async (person: string) => { const there = await thread(person); return there ? (await t.app.conversations.messages([there.conversationId], { before: null, limit: 100 })).map((m) => m.body) : []; };
async function write(person: string, text: string): Promise<number> {
  const there = await thread(person);
  return t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId: there?.conversationId ?? 0, ticketId: null, author: { kind: 'agent', id: null, name: 'Lin' }, text }, systemActor));
}
const delivery = async (messageId: number) => { await t.drain(); const m = await t.app.conversations.message(messageId); return m?.deliveryError ? `${m.delivery}: ${m.deliveryError}` : m?.delivery; };
const until = (work: () => unknown, value: unknown) => expect.poll(work, { timeout: 15_000, interval: 50 }).toEqual(value);
const back = () => until(() => centre.lines, 1);

test('comes in: short, long, pieces out of order, by header, parameters or payload, in both alphabets', async () => {
  const ann = '+4915112345001';
  const long = `Der Kessel {neu} leckt – seit gestern, 20 €. ${'Ümlaut '.repeat(50)}Ende`;
  await centre.say(ann, 'Hello there [1]');
  await centre.say(ann, long, { order: [6, 0, 5, 2, 1, 4, 3].filter((n) => n * 67 < long.length) });
  await centre.say(ann, `洗衣机😀${'漏水'.repeat(60)}`, { style: 'sar', order: [1, 0] });
  await centre.say(ann, 'p'.repeat(900), { style: 'payload' });
  expect(await bodies(ann)).toEqual(['Hello there [1]', long, `洗衣机😀${'漏水'.repeat(60)}`, 'p'.repeat(900)]);
});

test('a piece that never comes does not take the others with it; one that is late is shown', async () => {
  const bob = '+4915112345002';
  const text = `${'a'.repeat(153)}${'b'.repeat(153)}${'c'.repeat(10)}`;
  await centre.say(bob, text, { order: [0, 2] });
  expect(await bodies(bob)).toEqual([]);
  await lines.stop();
  t.clock.advance(11 * 60);
  // The sweep is the line's; here a new line does it at once.
  const { createArriving } = await import('./arriving.ts');
  const { deskOf } = await import('../../social/adapter.ts');
  const { sms } = await import('../adapter.ts');
  const { createGuardedFetch } = await import('../../../platform/net/index.ts');
  const account = await t.app.conversations.contextOf('sms').account(id);
  if (!account) throw new Error('no account');
  await createArriving(deskOf(sms, createGuardedFetch({}), account, t.app.conversations.contextOf('sms')), 'sweep', null).sweep();
  expect(await bodies(bob)).toEqual([`${'a'.repeat(153)}(part 2 of 3 did not arrive)${'c'.repeat(10)}`]);
  await open();
  await back();
});

test('brought again after a broken line it is one message; said twice it is two', async () => {
  const cid = '+4915112345003';
  await centre.say(cid, 'yes');
  await centre.say(cid, 'yes');
  expect(await bodies(cid)).toEqual(['yes', 'yes']);
  // The acknowledgement of the third is lost with the line: the centre brings it again on the next one.
  const context = t.app.conversations.contextOf('sms');
  const accept = context.accept;
  context.accept = async (...given) => { const done = await accept(...given); centre.drop(); await new Promise((resolve) => { setTimeout(resolve, 50); }); return done; };
  const said = centre.say(cid, 'and a cable');
  await until(() => centre.lines, 0);
  context.accept = accept;
  await said;
  expect(await bodies(cid)).toEqual(['yes', 'yes', 'and a cable']);
});

test('leaves: short and long, told as delivered by receipts in any order, and not taken back by an old one', async () => {
  const dan = '+4915112345004';
  await centre.say(dan, 'Where is it?');
  const text = `Ihr Gerät ist fertig. ${'Bitte bringen Sie den Abholschein mit. '.repeat(8)}`.trim();
  const messageId = await write(dan, text);
  await t.drain();
  await until(() => delivery(messageId), 'sent');
  expect(centre.shown.filter((s) => s.to === dan)).toEqual([{ to: dan, text }]);
  const mine = centre.submits.slice(-3);
  expect(mine.length).toBe(3);
  // 16 hexadecimal digits, told in capitals and without leading zeros elsewhere; here as given. Last first.
  for (const one of mine.toReversed()) await centre.tell(one.id, dan, 'DELIVRD');
  expect(await delivery(messageId)).toBe('delivered');
  await centre.tell(mine[0]?.id ?? '', dan, 'ACCEPTD');
  expect(await delivery(messageId)).toBe('delivered');
  const other = await write(dan, 'Second');
  await until(() => delivery(other), 'sent');
  await centre.tell(centre.submits.at(-1)?.id ?? '', dan, 'UNDELIV');
  expect(await delivery(other)).toBe('failed: UNDELIV 027');
});

test('told to go slower it does, loses nothing and keeps the order of a conversation; a number that is none is refused', async () => {
  const eve = '+4915112345005';
  await centre.say(eve, 'Hi');
  centre.instead.push(status.throttled, status.queueFull);
  const before = centre.shown.length;
  const ids = [await write(eve, 'one'), await write(eve, 'two'), await write(eve, 'three')];
  await t.drain();
  for (const messageId of ids) await until(() => delivery(messageId), 'sent');
  expect(centre.shown.slice(before).map((s) => s.text)).toEqual(['one', 'two', 'three']);
  expect(centre.throttled).toBe(2);
  centre.instead.push(status.invalidDestination);
  const refused = await write(eve, 'four');
  await until(() => delivery(refused), 'failed: ESME_RINVDSTADR');
});

test('the line breaks before the answer: a receipt says that it had arrived; without one nobody knows, and a person decides', async () => {
  const fay = '+4915112345006';
  await centre.say(fay, 'Hi');
  const before = centre.shown.length;
  centre.instead.push('silent');
  const first = await write(fay, 'once only');
  await t.drain();
  await until(() => centre.shown.length, before + 1);
  const submitted = centre.submits.at(-1);
  // On the new line, before the second of doubt is over.
  await back();
  await centre.tell(submitted?.id ?? '', fay, 'DELIVRD', asReference(submitted ? (referenceOf(submitted.pdu) ?? 0) : 0));
  expect(await delivery(first)).toBe('delivered');
  await new Promise((resolve) => { setTimeout(resolve, 2500); });
  expect(centre.shown.slice(before).map((s) => s.text)).toEqual(['once only']);

  centre.instead.push('silent');
  const second = await write(fay, 'perhaps twice');
  await t.drain();
  await until(() => delivery(second), 'unsure');
  const settle = (messageId: number, arrived: boolean) => t.app.platform.db.tx((tx) => t.app.conversations.settle(tx, messageId, arrived));
  await settle(second, false);
  await until(() => delivery(second), 'sent');
  expect(centre.shown.slice(before + 1).map((s) => s.text)).toEqual(['perhaps twice', 'perhaps twice']);
  centre.instead.push('silent');
  const third = await write(fay, 'has it');
  await t.drain();
  await until(() => delivery(third), 'unsure');
  await settle(third, true);
  await back();
  // A line that opens tells what was settled meanwhile.
  centre.drop();
  await until(() => delivery(third), 'sent');
  expect(centre.shown.slice(before + 3).map((s) => s.text)).toEqual(['has it']);
});

test('one process holds the line; another takes it over when the first is gone', async () => {
  const other = await adapter.start?.(t.app.conversations.contextOf('sms'));
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  expect([centre.lines, await store.takeLine(t.app.platform.db, id, 'somebody', 10)]).toEqual([1, false]);
  const binds = centre.binds;
  await lines.stop();
  await until(() => centre.binds, binds + 1);
  await centre.say('+4915112345007', 'still here?');
  expect(await bodies('+4915112345007')).toEqual(['still here?']);
  lines = other ?? lines;
});

test('refusing is said in one place: no text leaves, in whatever language it was said, until they come back', async () => {
  const gus = '+4915112345008';
  await centre.say(gus, 'Hallo');
  const { customerId = 0 } = (await thread(gus)) ?? {};
  const before = centre.shown.length;
  await centre.say(gus, 'Abmelden');
  await t.drain();
  await until(() => centre.shown.length, before + 1);
  expect(centre.shown.at(-1)?.text).toContain('START');
  const as = await t.key();
  const wishes = async () => (await t.call(api.customers.wishes, { params: { id: customerId } }, { as })).consents;
  expect((await wishes()).map(({ purpose, channel, granted, words, source }) => [purpose, channel, granted, words, source]).toSorted()).toEqual(['marketing', 'service', 'survey'].map((purpose) => [purpose, 'sms', false, 'Abmelden', 'sms']));
  expect(await delivery(await write(gus, 'Ready'))).toBe('failed: no-consent');
  await centre.say(gus, 'stop');
  await t.drain();
  expect((await wishes()).length).toBe(3);
  await centre.say(gus, 'Anmelden');
  await t.drain();
  const again = await write(gus, 'Ready');
  await until(() => delivery(again), 'sent');
});

test('sender and price are the country’s, pieces are counted once, links of ours are short, counted, and end', async () => {
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, id, { settings: { countries: '+33 NORVANE 0.1; +49 10690' } }, systemActor));
  await back();
  const { publicUrl } = t.app.platform.config;
  const jo = '+33612345678';
  await centre.say(jo, 'Bonjour');
  const priceOf = async () => (await t.app.platform.db.one<{ n: number; price: number }>(sql`select sum(segments)::int as n, sum(price_micro)::int as price from sms_sent where account_id = ${id}`)) ?? { n: 0, price: 0 };
  const before = await priceOf();
  const target = `${publicUrl}/p/tickets/1?token=${'x'.repeat(150)}`;
  const messageId = await write(jo, `Follow it at ${target}. Map: https://maps.example.com/${'y'.repeat(60)}`);
  await t.drain();
  await until(() => delivery(messageId), 'sent');
  const shown = centre.shown.at(-1)?.text ?? '';
  const [, code] = /\/s\/(\w{11})\./.exec(shown) ?? [];
  expect(shown).toBe(`Follow it at ${publicUrl}/s/${code}. Map: https://maps.example.com/${'y'.repeat(60)}`);
  const last = centre.submits.at(-1)?.pdu.fields;
  expect([last?.['source_addr'], last?.['source_addr_ton'], last?.['destination_addr']]).toEqual(['NORVANE', 5, '33612345678']);
  const after = await priceOf();
  expect([after.n - before.n, after.price - before.price]).toEqual([1, 100_000]);
  const http = await t.app.http();
  const answer = await http.inject({ url: `/s/${code}` });
  expect([answer.statusCode, answer.headers['location'], answer.headers['cache-control']]).toEqual([302, target, 'no-store']);
  await http.inject({ method: 'HEAD', url: `/s/${code}` });
  expect(await t.app.platform.db.one(sql`select hits from short_link where code = ${code}`)).toEqual({ hits: 1 });
  for (const url of ['/s/aaaaaaaaaaa', '/s/https:%2F%2Fevil.example', '/s/aaaaaaaaaaa?to=https://evil.example']) expect((await http.inject({ url })).statusCode).toBe(404);
  t.clock.advance(91 * 86_400);
  expect((await http.inject({ url: `/s/${code}` })).statusCode).toBe(410);
  const { steps } = await t.call(api.channels.test, { params: { id } }, { as: await t.key() });
  expect(steps[0]).toMatchObject({ ok: true, detail: expect.stringContaining('0 pieces waiting') });
});
