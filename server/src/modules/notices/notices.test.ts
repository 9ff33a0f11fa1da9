import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let ann: { id: number; cookie: string };
let bob: { id: number; cookie: string };
const origin = 'http://localhost:3000';
beforeAll(async () => { t = await testApp(); key = await t.key(); [ann, bob] = [await t.agent({ name: 'Ann' }), await t.agent({ name: 'Bob' })]; });
afterAll(() => t.close());
const as = (who: { cookie: string }) => ({ headers: { cookie: who.cookie, origin } });
const mine = async (who: { cookie: string }) => t.call(api.notices.list, { query: {} }, as(who));
const ticket = async () => (await t.call(api.tickets.open, { body: { subject: 'Leaks', text: 'x', customer: { name: 'Wang', email: `w${Math.random()}@example.com` } } }, { as: key })).id;

describe('notices', () => {
  it('tell whom a note names, who gets a ticket, and nobody of what they did themselves', async () => {
    const id = await ticket();
    await t.call(api.tickets.addNote, { params: { id }, body: { text: 'please look, @Bob', mentions: [bob.id, ann.id] } }, as(ann));
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: bob.id } }, as(ann));
    await t.drain();
    const { items, unread } = await mine(bob);
    expect(items.map((n) => [n.kind, n.who, n.words, n.ticketId, n.subject])).toEqual([['assigned', 'Ann', '', id, 'Leaks'], ['mentioned', 'Ann', 'please look, @Bob', id, 'Leaks']]);
    expect(unread).toBe(2);
    expect((await mine(ann)).items).toEqual([]);
    expect(await t.call(api.notices.read, { body: { ticketId: id } }, as(bob))).toEqual({ unread: 0 });
    // Nothing of another's.
    expect(await t.call(api.notices.read, { body: {} }, as(ann))).toEqual({ unread: 0 });
  });
  it('come once, however often the fact is read', async () => {
    const id = await ticket();
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: bob.id } }, as(ann));
    await t.drain();
    const before = (await mine(bob)).items.length;
    await t.app.platform.db.run({ text: `update subscription set position = 0 where name = 'notices.on-facts'`, values: [] });
    await t.drain();
    expect((await mine(bob)).items.length).toBe(before);
  });
  it('keep to what somebody chose, and wait for the end of quiet hours', async () => {
    const settings = await t.call(api.notices.settings, {}, as(bob));
    expect(settings.ways.mentioned).toEqual({ app: true, mail: true, push: true });
    const { mail: _, pushKey: __, ...own } = settings;
    await t.call(api.notices.saveSettings, { body: { ...own, ways: { ...own.ways, assigned: { app: false, mail: false, push: false } }, quietFrom: 9 * 60, quietTo: 12 * 60 } }, as(bob));
    const id = await ticket();
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: bob.id } }, as(ann));
    await t.call(api.tickets.addNote, { params: { id }, body: { text: 'and this', mentions: [bob.id] } }, as(ann));
    // Events alone: what is to be sent stays to be looked at. 10:00 in Shanghai.
    await t.app.platform.bus.drain();
    expect((await mine(bob)).items.filter((n) => n.ticketId === id).map((n) => n.kind)).toEqual(['mentioned']);
    const jobs = await t.app.platform.db.rows<{ at: Date }>({ text: `select run_at as at from graphile_worker.jobs where task_identifier = 'notices.send' order by run_at desc limit 2`, values: [] });
    expect(jobs.map((j) => j.at.toISOString())).toEqual(['2026-03-02T04:00:00.000Z', '2026-03-02T04:00:00.000Z']);
  });
  it('name nobody where a program did it', async () => {
    const id = await ticket();
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: ann.id } }, { as: key });
    await t.drain();
    expect((await mine(ann)).items[0]).toMatchObject({ kind: 'assigned', ticketId: id, who: '' });
  });
});
