import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { createReview } from './review.ts';
import { saveCost } from './store.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

const minute = 60_000;
const day = 1440 * minute;
const one = async <R extends object>(statement: ReturnType<typeof sql>): Promise<R> => {
  const row = await t.app.platform.db.one<R>(statement);
  if (!row) throw new Error('no row');
  return row;
};
const insert = async (statement: ReturnType<typeof sql>) => (await one<{ id: number }>(statement)).id;

test('channels side by side: every figure worked out by hand from nine tickets', async () => {
  const now = t.clock.now().getTime();
  const [mail, sms] = await Promise.all(['mail', 'sms'].map((kind) => insert(sql`insert into channel_account (kind, name, address) values (${kind}, ${kind}, ${`${kind}-of-the-test`}) returning id`))) as [number, number];
  const [a, b, c, d] = await Promise.all(['A', 'B', 'C', 'D'].map((name) => insert(sql`insert into customer (name) values (${name}) returning id`))) as [number, number, number, number];
  const type = (await one<{ key: string }>(sql`select key from ticket_type order by key limit 1`)).key;
  const ticket = (channel: string, customerId: number, ago: number, more: { answered?: number; solved?: number; reopened?: number; tags?: string[] } = {}) => {
    const at = (after: number | undefined) => (after === undefined ? null : new Date(now - ago + after * minute));
    return insert(sql`insert into ticket (subject, type, channel, customer_id, opened_at, first_answered_at, solved_at, reopened, tags) values ('x', ${type}, ${channel}, ${customerId}, ${at(0)}, ${at(more.answered)}, ${at(more.solved)}, ${more.reopened ?? 0}, ${more.tags ?? []}) returning id`);
  };
  const talk = async (ticketId: number, account: number, customerId: number) => {
    const id = await insert(sql`insert into conversation (channel_account_id, thread_key, customer_id, subject) values (${account}, ${`thread ${ticketId} ${account}`}, ${customerId}, '') returning id`);
    await t.app.platform.db.run(sql`insert into ticket_conversation (conversation_id, ticket_id) values (${id}, ${ticketId})`);
    return id;
  };
  const rate = (ticketId: number, overall: number, answered = true) => t.app.platform.db.run(sql`insert into survey (ticket_id, asked_at, answered_at, overall) values (${ticketId}, ${new Date(now)}, ${answered ? new Date(now) : null}, ${answered ? overall : null})`);
  const say = (conversationId: number, account: number, ago: number, delivery: string, direction = 'out') => t.app.platform.db.run(sql`insert into message (conversation_id, channel_account_id, direction, author_kind, external_id, body, delivery, at) values (${conversationId}, ${account}, ${direction}, 'agent', ${`m ${Math.random()}`}, 'x', ${delivery}, ${new Date(now - ago)})`);

  const t1 = await ticket('mail', a, day, { answered: 10, solved: 60 });
  const t2 = await ticket('mail', b, 2 * day, { answered: 30 });
  const t3 = await ticket('mail', a, 3 * day, { answered: 20, solved: 180, reopened: 1 });
  await ticket('mail', c, 4 * day);
  const t5 = await ticket('chat', a, 5 * day, { answered: 1, solved: 5 });
  // The moment the period begins is in it, the one it ends is not; nor are those of a machine, nor those before.
  await ticket('chat', d, 30 * day);
  await ticket('chat', c, 0);
  await ticket('mail', c, day, { answered: 1, solved: 1, tags: ['automatic'] });
  await ticket('mail', d, 40 * day, { answered: 7 });
  await talk(t1, mail, a);
  const bySms = await talk(t2, sms, b);
  await talk(t5, mail, a);
  await talk(t5, sms, a);
  // Two answers about one ticket are one opinion; a question without an answer is none.
  await rate(t3, 4); await rate(t3, 5); await rate(t3, 1, false); await rate(t5, 2);
  for (const delivery of ['sent', 'delivered', 'failed']) await say(bySms, sms, day, delivery);
  await say(bySms, sms, day, 'received', 'in');
  await say(bySms, sms, 31 * day, 'sent');
  await t.app.platform.db.tx((tx) => saveCost(tx, { channel: 'sms', messageMinor: 5, monthMinor: 3000 }));

  const review = await createReview(t.app.platform, t.app.tickets)(30, { kind: 'key', id: 0, name: '', rights: new Set(['*']), scope: 'all', teams: [], language: 'en' });
  const [first, second, third, ...more] = review.channels;
  // Answered after 10, 30 and 20 minutes: the middle is 20. Solved after 60 and 180: between them lies 120.
  expect(first).toEqual({ channel: 'mail', tickets: 4, customers: 3, answered: 3, solved: 2, firstResponse: 1200, solution: 7200, rated: 1, rating: 4.5, reopened: 1, left: 1, leftSolved: 0, stayed: 3, stayedSolved: 2, share: 4 / 6, sent: 0, failed: 0, costMinor: 0, costPerTicketMinor: 0 });
  expect(second).toEqual({ channel: 'chat', tickets: 2, customers: 2, answered: 1, solved: 1, firstResponse: 60, solution: 300, rated: 1, rating: 2, reopened: 0, left: 1, leftSolved: 1, stayed: 1, stayedSolved: 0, share: 2 / 6, sent: 0, failed: 0, costMinor: 0, costPerTicketMinor: 0 });
  // 3 × 5 and one month of 3,000.
  expect(third).toMatchObject({ channel: 'sms', tickets: 0, sent: 3, failed: 1, costMinor: 3015, costPerTicketMinor: null });
  expect(more).toEqual([]);
  expect(review.switches.toSorted((x, y) => `${x.from}${x.to}`.localeCompare(`${y.from}${y.to}`))).toEqual([{ from: 'chat', to: 'mail', tickets: 1 }, { from: 'chat', to: 'sms', tickets: 1 }, { from: 'mail', to: 'sms', tickets: 1 }]);
  // A wrote by mail and by chat; D's mail was in the month before.
  expect(review.overlap).toEqual([{ a: 'chat', b: 'mail', customers: 1 }]);
  expect(review.before.map((f) => [f.channel, f.tickets, f.answered, f.firstResponse, f.sent])).toEqual([['mail', 1, 1, 420, 0], ['sms', 0, 0, null, 1]]);
});
