import { api } from '@aftercare/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChannelAdapter, Inbound, Outbound } from '../../channels/channel.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let agent: { id: number };
const accounts: Record<string, number> = {};
const sent: Outbound[] = [];
const port = (kind: 'mail' | 'chat'): ChannelAdapter => ({
  kind, settings: z.record(z.string(), z.unknown()), secretSettings: [], instant: kind === 'chat',
  send: (message) => { sent.push(message); return Promise.resolve({ externalId: `sent-${message.messageId}`, state: 'sent' }); },
});
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  agent = await t.agent({ online: false });
  t.app.conversations.useAdapters([port('mail'), port('chat')]);
  for (const kind of ['mail', 'chat'] as const) {
    const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind, name: kind, address: `${kind}@example.com`, language: 'zh-CN', teamId: null, enabled: true, settings: {} }));
    accounts[kind] = id;
  }
});
afterAll(() => t.close());
beforeEach(() => void sent.splice(0));

let n = 0;
/** A customer writes; the ticket it became. */
async function written(kind: 'mail' | 'chat', more: Partial<Inbound> = {}): Promise<number> {
  n += 1;
  const { conversationId } = await t.app.conversations.ingest({
    accountId: accounts[kind] ?? 0, externalId: `m${n}`, threadKey: `t${n}`, from: { name: '王芳', language: 'zh-CN', addresses: [kind === 'mail' ? { kind: 'email', value: `wang${n}@example.com` } : { kind: 'chat', value: `visitor${n}` }] },
    subject: '打印机卡纸', text: '请帮忙', at: t.clock.now(), ...more,
  });
  await t.drain();
  const id = await t.app.tickets.ticketOfConversation(conversationId);
  if (!id) throw new Error('no ticket');
  await change(id, { ownerId: agent.id });
  return id;
}
const change = async (id: number, body: Record<string, unknown>) => { await t.call(api.tickets.update, { params: { id }, body }, { as: key }); await t.drain(); t.clock.advance(60); };
const answer = (id: number, overall: number, channel: 'portal' | 'chat' = 'portal') => t.app.platform.db.tx((tx) => t.app.surveys.answer(tx, id, { overall, speed: 4, comment: '很快' }, channel));
const facts = (id: number) => t.app.platform.db.rows<{ type: string; payload: Record<string, unknown> }>({ text: `select type, payload from event where stream = $1 and type like 'surveys.%' order by id`, values: [`ticket:${id}`] });

describe('consent', () => {
  const refuse = async (ticketId: number) => {
    const customerId = (await t.app.tickets.get(ticketId))?.customerId ?? 0;
    await t.app.platform.db.tx((tx) => t.app.customers.consent.record(tx, customerId, { consents: [{ purpose: 'survey', channel: '*', granted: false }], words: 'no questions', source: 'call' }, { kind: 'system', id: null, name: 'Test' }));
    return customerId;
  };
  it('who wants no survey is not asked, by mail as little as in the chat they sit in', async () => {
    for (const kind of ['mail', 'chat'] as const) {
      const id = await written(kind);
      await refuse(id);
      await change(id, { status: 'solved' });
      expect(sent).toEqual([]);
      expect(await facts(id)).toEqual([]);
      expect((await t.app.surveys.latest(id)) ?? null).toBeNull();
    }
  });
  it('an open chat shows answers always, and a question or an offer only with a yes', async () => {
    const id = await written('chat');
    await refuse(id);
    const [conversationId = 0] = await t.app.tickets.conversationIds(id);
    const write = (text: string, purpose?: string) => t.app.platform.db.tx((tx) => t.app.conversations.write(tx, { conversationId, ticketId: id, author: { kind: 'system', id: null, name: 'House' }, text, ...(purpose ? { meta: { purpose } } : {}) }, { kind: 'system', id: null, name: 'House' }));
    const made = [await write('answer'), await write('question', 'survey'), await write('offer', 'marketing')];
    await t.drain();
    expect(await Promise.all(made.map(async (m) => { const row = await t.app.conversations.message(m); return [row?.delivery, row?.deliveryError]; }))).toEqual([['sent', null], ['failed', 'no-consent'], ['failed', 'no-consent']]);
    const shown = await t.app.conversations.contextOf('chat').talk.messages(accounts['chat'] ?? 0, `t${n}`, { since: null, limit: 20 });
    expect(shown.filter((m) => m.direction === 'out').map((m) => m.text)).toEqual(['answer']);
  });
});

describe('asking', () => {
  it('goes out by mail in the customer’s language, with links that open this ticket alone', async () => {
    const id = await written('mail');
    await change(id, { status: 'solved' });
    expect(sent).toHaveLength(1);
    const [mail] = sent;
    expect(mail?.text).toContain(`王芳，您好：`);
    expect(mail?.text).toContain(`#${id}「打印机卡纸」`);
    const links = mail?.text.match(/http:\S+/g) ?? [];
    expect(links.map((l) => new URL(l).searchParams.get('rate'))).toEqual(['5', '4', '3', '2', '1']);
    for (const link of links) {
      expect(new URL(link).pathname).toBe(`/portal/t/${id}`);
      expect(t.app.tickets.readCustomerToken(new URL(link).searchParams.get('t') ?? '')).toBe(id);
    }
    expect(await t.app.surveys.ofTicket(id)).toMatchObject({ ticketId: id, answeredAt: null, answer: null });
    expect((await facts(id)).map((f) => [f.type, f.payload['channel'], f.payload['ownerId']])).toEqual([['surveys.asked', 'mail', agent.id]]);
  });
  it('speaks English to who writes English', async () => {
    const id = await written('mail', { from: { name: 'Ann', language: 'en', addresses: [{ kind: 'email', value: 'ann@example.com' }] }, subject: 'Paper jam' });
    await change(id, { status: 'solved' });
    expect(sent[0]?.text).toContain(`Your request #${id}, “Paper jam”, is solved`);
  });
  it('is left to the widget on chat: a fact, no message', async () => {
    const id = await written('chat');
    await change(id, { status: 'solved' });
    const { rows } = await t.app.platform.db.pool.query(`select from message m join ticket_conversation c using (conversation_id) where c.ticket_id = $1 and m.direction = 'out'`, [id]);
    expect([sent.length, rows.length]).toEqual([0, 0]);
    expect((await facts(id)).map((f) => [f.type, f.payload['channel']])).toEqual([['surveys.asked', null]]);
  });
  it('happens again for another solution, not for the same one', async () => {
    const id = await written('mail');
    await change(id, { status: 'solved' });
    await answer(id, 5);
    await change(id, { status: 'closed' });
    expect(sent).toHaveLength(1);
    await change(id, { status: 'open' });
    await change(id, { status: 'solved' });
    expect(sent).toHaveLength(2);
    expect((await t.app.surveys.allOf(id)).map((s) => s.answer?.overall ?? null)).toEqual([5, null]);
  });
  it('spares mailing lists and machines', async () => {
    const id = await written('mail', { flag: 'list' });
    await change(id, { status: 'solved' });
    expect(sent).toEqual([]);
    expect(await t.app.surveys.ofTicket(id)).toBeNull();
  });
});

describe('answering', () => {
  it('counts once, also when two answers come at the same moment', async () => {
    const id = await written('mail');
    await change(id, { status: 'solved' });
    const outcomes = await Promise.allSettled([answer(id, 5), answer(id, 1), answer(id, 3)]);
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    for (const o of outcomes) if (o.status === 'rejected') expect(o.reason).toMatchObject({ code: 'already-answered' });
    const told = (await facts(id)).filter((f) => f.type === 'surveys.answered');
    expect(told).toHaveLength(1);
    expect((await t.app.surveys.ofTicket(id))?.answer?.overall).toBe(told[0]?.payload['overall']);
  });
  it('is refused before there is anything to rate, and taken before the question is out', async () => {
    const id = await written('mail');
    await expect(answer(id, 5)).rejects.toMatchObject({ code: 'conflict' });
    await t.call(api.tickets.update, { params: { id }, body: { status: 'solved' } }, { as: key });
    t.clock.advance(1);
    await answer(id, 4);
    await t.drain();
    expect(sent).toEqual([]);
    expect((await t.app.surveys.allOf(id)).map((s) => s.answer?.overall)).toEqual([4]);
  });
  it('with low marks marks the ticket and tells those who watch', async () => {
    const id = await written('chat');
    await change(id, { status: 'solved', tags: ['warranty'] });
    await answer(id, 2, 'chat');
    await t.drain();
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key })).tags).toEqual(['warranty', 'unhappy']);
    expect((await facts(id)).map((f) => f.type)).toEqual(['surveys.asked', 'surveys.answered', 'surveys.customer-unhappy']);
    expect((await facts(id))[1]?.payload).toMatchObject({ overall: 2, ratings: { speed: 4 }, comment: '很快', channel: 'chat', ownerId: agent.id });
  });
  it('adds up by time, person and customer', async () => {
    t.clock.advance(3600);
    const from = t.clock.now();
    const ids = [await written('mail'), await written('mail'), await written('mail')];
    for (const id of ids) await change(id, { status: 'solved' });
    await answer(ids[0] ?? 0, 5);
    await answer(ids[1] ?? 0, 3);
    const marks = await t.app.surveys.marks({ from, to: new Date(t.clock.now().getTime() + 1000), ownerId: agent.id });
    expect(marks).toMatchObject({ asked: 3, answered: 2, overall: 4, speed: 4, result: null, spread: [0, 0, 1, 0, 1] });
    const { customer } = await t.call(api.tickets.get, { params: { id: ids[0] ?? 0 } }, { as: key });
    expect(await t.app.surveys.satisfaction(customer.id)).toBe(5);
    expect(await t.app.surveys.marks({ from, to: t.clock.now(), ownerId: 0 })).toMatchObject({ asked: 0, overall: null });
  });
});
