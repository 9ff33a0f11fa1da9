import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let admin: string;
beforeAll(async () => { t = await testApp(); admin = await t.key(); });
afterAll(() => t.close());
const person = (name: string, body: Record<string, unknown> = {}) => t.call(api.customers.create, { body: { name, identities: [{ kind: 'email', value: `${name}@seg.example` }], ...body } }, { as: admin });
const segment = async (id: number) => (await t.call(api.segments.list, {}, { as: admin })).items.find((s) => s.id === id);
const names = async (id: number, q?: string) => (await t.call(api.segments.members, { params: { id }, query: q ? { q } : {} }, { as: admin })).items.map((c) => c.name);
const tags = async (id: number) => (await t.call(api.customers.get, { params: { id } }, { as: admin })).tags;
const named = (en: string) => ({ zh: en, en });

it('counts whom a condition finds, and keeps the count with what happens', async () => {
  const ada = await person('ada', { tier: 'gold', region: '华东' });
  await person('bob', { tier: 'gold' });
  const { id } = await t.call(api.segments.create, { body: { name: named('East gold'), condition: 'tier = "gold" and region = "华东"' } }, { as: admin });
  expect((await segment(id))?.counting).toBe(0);
  await t.drain();
  expect(await segment(id)).toMatchObject({ members: 1, counting: null });
  const cid = await person('cid', { tier: 'gold', region: '华东' });
  await t.call(api.customers.update, { params: { id: ada.id }, body: { tier: 'silver' } }, { as: admin });
  await t.drain();
  expect([await names(id), (await segment(id))?.members]).toEqual([['cid'], 1]);
  await t.call(api.segments.update, { params: { id }, body: { name: named('East'), condition: 'region = "华东"' } }, { as: admin });
  await t.drain();
  expect([await names(id), await names(id, 'ada'), (await segment(id))?.members]).toEqual([['cid', 'ada'], ['ada'], 2]);
  await t.call(api.customers.merge, { body: { fromId: cid.id, intoId: ada.id } }, { as: admin });
  await t.drain();
  expect([await names(id), (await segment(id))?.members]).toEqual([['ada'], 1]);
});
it('sets a tag on whoever comes in and takes it from whoever leaves, but never what a person had set', async () => {
  const dee = await person('dee');
  const eve = await person('eve', { tags: ['often'] });
  const write = { name: named('Often'), condition: 'openTickets >= 1', tag: 'often' };
  const trial = await t.call(api.segments.try, { body: { condition: write.condition, tag: write.tag } }, { as: admin });
  expect(trial).toMatchObject({ matched: 0, gains: 0, loses: 1 });
  const { id } = await t.call(api.segments.create, { body: write }, { as: admin });
  await t.drain();
  const ticket = await t.call(api.tickets.open, { body: { subject: 'x', text: 'x', customer: { name: 'dee', email: 'dee@seg.example' } } }, { as: admin });
  const other = await t.call(api.tickets.open, { body: { subject: 'y', text: 'y', customer: { name: 'eve', email: 'eve@seg.example' } } }, { as: admin });
  await t.drain();
  expect([await tags(dee.id), await tags(eve.id), (await segment(id))?.members]).toEqual([['often'], ['often'], 2]);
  for (const one of [ticket, other]) await t.call(api.tickets.update, { params: { id: one.id }, body: { status: 'solved' } }, { as: admin });
  await t.drain();
  expect([await tags(dee.id), await tags(eve.id), (await segment(id))?.members]).toEqual([[], ['often'], 0]);
  await t.call(api.tickets.update, { params: { id: ticket.id }, body: { status: 'open' } }, { as: admin });
  await t.drain();
  expect(await tags(dee.id)).toEqual(['often']);
  await t.call(api.segments.remove, { params: { id } }, { as: admin });
  await t.drain();
  expect([await tags(dee.id), await tags(eve.id)]).toEqual([[], ['often']]);
});
it('says what is wrong with a condition, and lets no tag set itself off', async () => {
  const wrong = (condition: string, tag: string | null = null) => t.call(api.segments.create, { body: { name: named('x'), condition, tag } }, { as: admin });
  for (const [condition, tag] of [['tier = ', null], ['shoeSize > 3', null], ['list contains(tags, "a")', 'a'], ['  ', null]] as const) await expect(wrong(condition, tag)).rejects.toMatchObject({ problem: { fields: [{ path: 'condition' }] } });
});
it('a rule may tag the customer of a ticket', async () => {
  await t.call(api.automation.createRule, { body: { kind: 'trigger', name: named('Complainer'), events: ['opened'], condition: 'type = "complaint"', actions: [{ name: 'segments.tag-customer', input: { addTags: ['complained'] } }] } }, { as: admin });
  await t.call(api.tickets.open, { body: { subject: 'Bad', text: 'Bad', type: 'complaint', customer: { name: 'fay', email: 'fay@seg.example' } } }, { as: admin });
  await t.drain();
  expect((await t.call(api.customers.list, { query: { q: 'fay@seg' } }, { as: admin })).items[0]?.tags).toEqual(['complained']);
});
