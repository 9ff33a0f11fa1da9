import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { moodOf } from './mood.ts';

let t: TestApp;
let admin: string;
let id: number;
beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  const { db } = t.app.platform;
  await db.run(sql`insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone'), ('portal', 'Portal', 'portal')`);
  t.app.conversations.accounts.forget();
  const open = async (subject: string, text: string, at: string) => { t.clock.set(at); const ticket = await t.call(api.tickets.open, { body: { subject, text, customer: { name: '林晓', email: 'lin@x.example' } } }, { as: admin }); await t.drain(); return ticket.id; };
  const first = await open('洗衣机漏水', '洗衣机漏水，很失望', '2026-01-05T02:00:00Z');
  await open('Thank you', 'Great, it works. Thank you', '2026-02-05T02:00:00Z');
  t.clock.set('2026-03-02T02:00:00Z');
  await t.call(api.tickets.addNote, { params: { id: first }, body: { text: '需要更换密封圈' } }, { as: (await t.key()) }).catch(() => undefined);
  id = (await t.app.tickets.get(first))?.customerId ?? 0;
  await db.run(sql`insert into survey (ticket_id, asked_at, answered_at, channel, overall, answer) values (${first}, '2026-01-10T02:00:00Z', '2026-01-11T02:00:00Z', 'mail', 2, '{"comment":"slow"}')`);
  const shop = (await db.one<{ id: number }>(sql`insert into shop (key, name, kind) values ('x', 'Shop', 'api') returning id`))?.id;
  await db.run(sql`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, ordered_at, changed_at) values (${shop}, '1', 'N-1', ${id}, 'delivered', 'CNY', 129900, '2026-01-01T02:00:00Z', now()), (${shop}, '2', 'N-2', ${id}, 'cancelled', 'CNY', 5000, '2026-01-02T02:00:00Z', now()), (${shop}, '3', 'N-3', ${id}, 'paid', 'EUR', 100, '2026-01-03T02:00:00Z', now())`);
});
afterAll(() => t.close());
const ask = (query: Record<string, unknown> = {}) => t.call(api.desk.customerTimeline, { params: { id }, query }, { as: admin });
const titles = async (query: Record<string, unknown>) => (await ask(query)).items.map((i) => `${i.kind} ${i.title}`);

it('says what a customer brought in each currency, how they felt, and where they belong', async () => {
  const page = await t.call(api.desk.customerPage, { params: { id } }, { as: admin });
  expect(page.value).toEqual([expect.objectContaining({ currency: 'CNY', valueMinor: 129_900, orders: 1 }), expect.objectContaining({ currency: 'EUR', valueMinor: 100 })]);
  expect(page.mood).toEqual([{ month: '2026-01', score: -0.75, surveys: 1, messages: 1 }, { month: '2026-02', score: 1, surveys: 0, messages: 1 }]);
  expect(page.segments).toEqual([]);
});
it('a month without marks or telling words is left out, and so is what is older than a year', () => {
  expect(moodOf([{ at: '2025-03-01T00:00:00Z', overall: 5 }, { at: '2025-04-01T00:00:00Z', overall: 5 }], [{ at: '2026-01-01T00:00:00Z', text: 'when do you open' }], new Date('2026-03-02T00:00:00Z'))).toEqual([{ month: '2025-04', score: 1, surveys: 1, messages: 0 }]);
});
it('goes through everything in pages, newest first, without losing or repeating anything', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do { const page = await ask({ limit: 2, ...(after ? { after } : {}) }); seen.push(...page.items.map((i) => `${i.kind}:${i.id}`)); after = page.next ?? undefined; } while (after);
  const whole = (await ask({ limit: 100 })).items;
  expect(seen).toEqual(whole.map((i) => `${i.kind}:${i.id}`));
  expect(new Set(seen).size).toBe(seen.length);
  expect(whole.map((i) => i.at)).toEqual(whole.map((i) => i.at).toSorted().toReversed());
  expect(new Set(whole.map((i) => i.kind))).toEqual(new Set(['message', 'ticket', 'survey', 'order']));
});
it('is filtered by kind, channel and day, and searched for words in both languages, two characters too', async () => {
  expect(await titles({ kinds: 'order' })).toEqual(['order N-3', 'order N-2', 'order N-1']);
  expect(await titles({ q: '漏水', kinds: 'ticket,message' })).toEqual(['ticket 洗衣机漏水', 'message 洗衣机漏水']);
  expect(await titles({ q: 'WORKS great' })).toContain('message Thank you');
  expect(await titles({ q: 'works 漏水' })).toEqual([]);
  expect(await titles({ channel: 'mail', kinds: 'survey,order,note' })).toEqual(['survey 洗衣机漏水']);
  expect(await titles({ from: '2026-02-01', to: '2026-02-28', kinds: 'ticket' })).toEqual(['ticket Thank you']);
  // Half past one in Shanghai is still the day before in Greenwich; days are the company's.
  await t.app.platform.db.run(sql`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, ordered_at, changed_at) select id, '4', 'N-4', ${id}, 'cancelled', 'CNY', 1, '2026-01-06T17:30:00Z', now() from shop where key = 'x'`);
  expect([await titles({ from: '2026-01-07', to: '2026-01-07', kinds: 'order' }), await titles({ to: '2026-01-06', from: '2026-01-06', kinds: 'order' })]).toEqual([['order N-4'], []]);
});
it('a company shows the requests of its people and of its subsidiaries', async () => {
  const make = (name: string, companyId?: number) => t.call(api.customers.create, { body: { name, kind: 'company', ...(companyId ? { companyId } : {}) } }, { as: admin });
  const group = await make('集团');
  const daughter = await make('子公司', group.id);
  await t.call(api.customers.update, { params: { id }, body: { companyId: daughter.id } }, { as: admin });
  const first = await t.call(api.desk.companyTickets, { params: { id: group.id }, query: { limit: 1 } }, { as: admin });
  const rest = await t.call(api.desk.companyTickets, { params: { id: group.id }, query: { limit: 1, after: first.next ?? '' } }, { as: admin });
  expect([first.people, first.items.map((i) => i.subject), rest.items.map((i) => i.subject)]).toEqual([3, ['Thank you'], ['洗衣机漏水']]);
});
