import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let mailbox: number;
let shop: number;
let agent: { id: number; cookie: string };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  agent = await t.agent({ name: 'Mei', roles: ['administrator'] });
  shop = (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'webhook', name: 'W', address: 'w', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } }))).id;
  mailbox = (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'Help', address: 'help@brook.example', language: 'en', teamId: null, enabled: true, settings: {} }))).id;
});
afterAll(() => t.close());

const headers = () => ({ cookie: agent.cookie });
let n = 0;
/** They write; the ticket it became. */
const open = async () => {
  const { conversationId } = await t.app.conversations.ingest({ accountId: shop, externalId: `o${++n}`, threadKey: `o${n}`, from: { name: 'Lin', language: 'en', addresses: [{ kind: 'email', value: 'lin@example.com' }] }, subject: 'Leak', text: 'It leaks', at: t.clock.now() });
  await t.drain();
  return (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0;
};
const codeOf = (work: Promise<unknown>) => work.then(() => 'none', (e: unknown) => (e instanceof ApiError ? e.problem.code : String(e)));
const answer = async (conversationId: number, from: string, text: string) => { await t.app.conversations.ingest({ accountId: mailbox, externalId: `a${++n}`, threadKey: `a${n}`, thread: { conversationId }, from: { name: 'Parts', language: 'en', addresses: [{ kind: 'email', value: from }] }, subject: 'Re: Seal', text, at: t.clock.now() }); await t.drain(); };

describe('side conversations', () => {
  it('go beside the ticket, come back to it, and the customer never sees them', async () => {
    const id = await open();
    const aside = await t.call(api.asides.open, { params: { id }, body: { name: 'Parts desk', address: 'Parts@Brook.example', subject: 'Seal for W8', text: 'Have you got one?' } }, { headers: headers() });
    await t.drain();
    const before = await t.call(api.tickets.get, { params: { id } }, { as: key });
    await answer(aside.id, 'colleague@brook.example', 'Yes, two. Code AC-7K3M-9QXT.');
    const [seen] = (await t.call(api.asides.list, { params: { id } }, { headers: headers() })).items;
    expect(seen).toMatchObject({ unread: true, address: 'parts@brook.example', openedBy: 'Mei' });
    expect(seen?.messages.map((m) => [m.direction, m.text])).toEqual([['out', 'Have you got one?'], ['in', 'Yes, two. Code AC-7K3M-9QXT.']]);
    // No ticket of its own, no word of the customer's, nothing on their page.
    expect((await t.call(api.desk.list, { params: { key: 'all' }, query: {} }, { headers: headers() })).items.map((r) => r.id)).toEqual([id]);
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key }))).toMatchObject({ status: before.status, customer: before.customer });
    const page = await t.call(api.portal.ticket, { params: { id }, query: { token: t.app.tickets.customerToken(id) } });
    expect(page.messages.map((m) => m.text)).toEqual(['It leaks']);
    expect((await t.call(api.desk.ticketPage, { params: { id } }, { headers: headers() })).timeline.filter((i) => i.kind === 'message')).toHaveLength(1);
    await t.call(api.asides.say, { params: { id: aside.id }, body: { text: 'Send one, please' } }, { headers: headers() });
    expect((await t.call(api.asides.list, { params: { id } }, { headers: headers() })).items[0]).toMatchObject({ unread: false });
  });
  it('follow their ticket when it is merged, and back', async () => {
    const [from, into] = [await open(), await open()];
    await t.call(api.asides.open, { params: { id: from }, body: { name: 'Maker', address: 'maker@example.com', kind: 'vendor', subject: 'Warranty', text: 'Do you cover it?' } }, { headers: headers() });
    const merge = await t.call(api.relations.merge, { body: { fromId: from, intoId: into } }, { headers: headers() });
    const of = async (id: number) => (await t.call(api.asides.list, { params: { id } }, { headers: headers() })).items.map((a) => a.name);
    expect([await of(from), await of(into)]).toEqual([[], ['Maker']]);
    await t.call(api.relations.undo, { params: { id: merge.id } }, { headers: headers() });
    expect([await of(from), await of(into)]).toEqual([['Maker'], []]);
  });
  it('are not for the customer’s own address, and only for who may see the ticket', async () => {
    const id = await open();
    const body = { name: 'Lin', address: 'lin@example.com', subject: 'x', text: 'x' };
    expect(await codeOf(t.call(api.asides.open, { params: { id }, body }, { headers: headers() }))).toBe('conflict');
    const aside = await t.call(api.asides.open, { params: { id }, body: { ...body, address: 'p@example.com' } }, { headers: headers() });
    const few = await t.agent({ roles: ['team-agent'] });
    expect(await codeOf(t.call(api.asides.list, { params: { id } }, { headers: { cookie: few.cookie } }))).toBe('not-found');
    expect(await codeOf(t.call(api.asides.say, { params: { id: aside.id }, body: { text: 'hi' } }, { headers: { cookie: few.cookie } }))).toBe('not-found');
  });
});

describe('tasks and watchers', () => {
  it('are given, done, and told of', async () => {
    const id = await open();
    const other = await t.agent({ name: 'Tom' });
    const task = await t.call(api.asides.addTask, { params: { id }, body: { title: 'Ring the maker', assigneeId: other.id } }, { headers: headers() });
    expect(await t.call(api.asides.setTask, { params: { id: task.id }, body: { done: true } }, { headers: { cookie: other.cookie } })).toMatchObject({ doneBy: 'Tom', assignee: { id: other.id } });
    await t.drain();
    await t.call(api.asides.watch, { params: { id, agentId: other.id } }, { headers: { cookie: other.cookie } });
    await t.call(api.tickets.addNote, { params: { id }, body: { text: 'mine' } }, { headers: { cookie: other.cookie } });
    await t.call(api.tickets.addNote, { params: { id }, body: { text: 'look' } }, { headers: headers() });
    await t.drain();
    const told = await t.app.platform.db.rows<{ payload: { agentIds: number[]; what: string } }>({ text: `select payload from event where type in ('tickets.watchers-told', 'tickets.task-assigned') and stream = $1 order by id`, values: [`ticket:${id}`] });
    expect(told.map((e) => e.payload)).toMatchObject([{ assigneeId: other.id }, { agentIds: [other.id], what: 'note-added' }]);
  });
});
