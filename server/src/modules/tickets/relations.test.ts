import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { likelyFrom, likeness, similarity } from './likeness.ts';

let t: TestApp;
let key: string;
let mailbox: number;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  mailbox = (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'webhook', name: 'W', address: 'w', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } }))).id;
});
afterAll(() => t.close());

let n = 0;
/** They write; the ticket it became. */
async function write(email: string, subject: string, text: string, thread = `thread ${++n}`) {
  const { conversationId, messageId } = await t.app.conversations.ingest({ accountId: mailbox, externalId: `m${++n}`, threadKey: thread, from: { name: email, language: 'en', addresses: [{ kind: 'email', value: email }] }, subject, text, at: t.clock.now() });
  await t.drain();
  return { id: (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0, conversationId, messageId, thread };
}
const page = (id: number) => t.call(api.desk.ticketPage, { params: { id } }, { as: key });
const said = async (id: number) => (await page(id)).timeline.flatMap((i) => (i.kind === 'message' ? [i.message.text] : i.kind === 'note' ? [i.note.text] : []));
const codeOf = (work: Promise<unknown>) => work.then(() => 'none', (e: unknown) => (e instanceof ApiError ? e.problem.code : 'other'));

describe('merging', () => {
  it('moves what was said and noted, leads on, counts nothing as kept, and goes back', async () => {
    const agent = await t.agent();
    const headers = { cookie: agent.cookie };
    const first = await write('lin@example.com', 'Washer leaks', 'The washer leaks at the door since today');
    const second = await write('lin@example.com', 'Washer leaking', 'My washer leaks at the door again');
    await t.call(api.tickets.addNote, { params: { id: second.id }, body: { text: 'rang twice' } }, { headers });
    await t.call(api.tickets.update, { params: { id: second.id }, body: { priority: 'urgent', tags: ['leak'] } }, { headers });
    await t.drain();
    const { likely } = await t.call(api.relations.of, { params: { id: first.id } }, { headers });
    expect(likely[0]).toMatchObject({ ticket: { id: second.id }, mergeable: true });
    expect(likely[0]?.reasons.map((r) => r.code)).toEqual(['same-customer', 'similar-text', 'near-in-time']);

    const preview = await t.call(api.relations.preview, { query: { fromId: second.id, intoId: first.id } }, { headers });
    expect(preview).toMatchObject({ conversations: 1, notes: 1, becomes: { priority: 'urgent', tags: ['leak'] }, hindrance: null });
    const done = await t.call(api.relations.merge, { body: { fromId: second.id, intoId: first.id } }, { headers });
    await t.drain();
    expect(await said(first.id)).toEqual(['The washer leaks at the door since today', 'My washer leaks at the door again', 'rang twice']);
    expect((await page(second.id)).ticket).toMatchObject({ status: 'closed', mergedInto: first.id });
    expect((await page(second.id)).clocks.filter((c) => c.state === 'met')).toEqual([]);
    expect((await page(first.id)).ticket).toMatchObject({ priority: 'urgent', tags: ['leak'] });
    // Found where it stands, answered where it stands, and the customer's old link shows the new place.
    const hits = await t.call(api.desk.search, { query: { q: 'rang twice' } }, { headers });
    expect(hits.items.map((h) => h.id)).toEqual([first.id]);
    await write('lin@example.com', 'Washer leaking', 'Any news?', second.thread);
    expect(await said(first.id)).toContain('Any news?');
    const portal = await t.call(api.portal.ticket, { params: { id: second.id }, query: { token: t.app.tickets.customerToken(second.id) } });
    expect(portal.id).toBe(first.id);
    expect(await codeOf(t.call(api.tickets.update, { params: { id: second.id }, body: { status: 'open' } }, { headers }))).toBe('conflict');
    expect(await codeOf(t.call(api.conversations.reply, { params: { id: second.id }, body: { text: 'Hello' } }, { headers }))).toBe('conflict');

    await t.call(api.relations.undo, { params: { id: done.id } }, { headers });
    await t.drain();
    expect(await said(first.id)).toEqual(['The washer leaks at the door since today']);
    expect((await said(second.id)).toSorted()).toEqual(['Any news?', 'My washer leaks at the door again', 'rang twice']);
    expect((await page(first.id)).ticket).toMatchObject({ priority: 'normal', tags: [] });
    expect((await page(second.id)).ticket).toMatchObject({ status: 'open', mergedInto: null });
    expect((await t.call(api.desk.search, { query: { q: 'rang twice' } }, { headers })).items.map((h) => h.id)).toEqual([second.id]);
    expect(await codeOf(t.call(api.relations.undo, { params: { id: done.id } }, { headers }))).toBe('conflict');
  });

  it('never shows one customer what another wrote', async () => {
    const [a, b] = [await write('one@example.com', 'No picture', 'The screen stays black'), await write('two@example.com', 'No picture', 'The screen stays black')];
    expect(await codeOf(t.call(api.relations.merge, { body: { fromId: a.id, intoId: b.id } }, { as: key }))).toBe('conflict');
    expect((await t.call(api.relations.preview, { query: { fromId: a.id, intoId: b.id } }, { as: key })).hindrance).toBe('other-customer');
  });

  it('lets one of two at the same moment win, both ways round', async () => {
    const [a, b] = [await write('race@example.com', 'Race', 'one'), await write('race@example.com', 'Race', 'two')];
    const codes = await Promise.all([codeOf(t.call(api.relations.merge, { body: { fromId: a.id, intoId: b.id } }, { as: key })), codeOf(t.call(api.relations.merge, { body: { fromId: b.id, intoId: a.id } }, { as: key }))]);
    expect(codes.toSorted()).toEqual(['conflict', 'none']);
  });

  it('is not proposed again once somebody says it is another matter', async () => {
    const [a, b] = [await write('twice@example.com', 'Filter lost', 'The filter fell out'), await write('twice@example.com', 'Filter lost', 'The filter fell out')];
    const proposed = async () => (await t.call(api.relations.of, { params: { id: b.id } }, { as: key })).likely.map((l) => l.ticket.id);
    expect(await proposed()).toEqual([a.id]);
    await t.call(api.relations.distinct, { params: { id: b.id }, body: { ticketId: a.id } }, { as: key });
    expect(await proposed()).toEqual([]);
  });
});

describe('splitting', () => {
  it('can be undone as long as nothing else was said there', async () => {
    const headers = { cookie: (await t.agent()).cookie };
    const one = await write('unsplit@example.com', 'Two matters', 'It leaks.');
    const other = await write('unsplit@example.com', 'Two matters', 'Where is my invoice?', one.thread);
    const split = () => t.call(api.relations.split, { params: { id: one.id }, body: { messageIds: [other.messageId], subject: 'Invoice' } }, { as: key });
    const marks = async () => (await page(one.id)).timeline.flatMap((i) => (i.kind === 'message' && i.message.splitTo ? [i.message.splitTo] : []));
    const { id } = await split();
    expect((await t.call(api.relations.of, { params: { id } }, { as: key })).splitFrom).toEqual({ id: one.id, subject: 'Two matters', undoable: true });
    // Somebody has just said that they are two.
    expect((await t.call(api.relations.of, { params: { id } }, { as: key })).likely.map((l) => l.ticket.id)).not.toContain(one.id);
    expect(await t.call(api.relations.unsplit, { params: { id } }, { as: key })).toEqual({ id: one.id });
    const after = await t.call(api.tickets.get, { params: { id } }, { as: key });
    expect([after.status, after.mergedInto, await marks()]).toEqual(['closed', one.id, []]);
    expect(await codeOf(t.call(api.relations.unsplit, { params: { id } }, { as: key }))).toBe('not-found');
    // Split off again and answered there: now it is a matter of its own.
    const again = await split();
    expect(await marks()).toEqual([again.id]);
    await t.call(api.conversations.reply, { params: { id: again.id }, body: { text: 'Here it is', then: 'keep' } }, { headers });
    expect((await t.call(api.relations.of, { params: { id: again.id } }, { as: key })).splitFrom?.undoable).toBe(false);
    expect(await codeOf(t.call(api.relations.unsplit, { params: { id: again.id } }, { as: key }))).toBe('conflict');
    expect(await codeOf(t.call(api.relations.unsplit, { params: { id: one.id } }, { as: key }))).toBe('not-found');
  });
  it('makes a message a ticket of its own, answered in a thread of its own', async () => {
    const one = await write('split@example.com', 'Two things', 'It leaks.');
    const other = await write('split@example.com', 'Two things', 'And where is my invoice?', one.thread);
    const { id } = await t.call(api.relations.split, { params: { id: one.id }, body: { messageIds: [other.messageId], subject: 'Invoice missing', type: 'inquiry' } }, { as: key });
    await t.drain();
    expect(await said(id)).toEqual(['And where is my invoice?']);
    const kept = (await page(one.id)).timeline.flatMap((i) => (i.kind === 'message' && i.message.splitTo ? [i.message.splitTo] : []));
    expect(kept).toEqual([id]);
    expect((await page(id)).links).toMatchObject([{ kind: 'related', ticket: { id: one.id } }]);
    expect(await codeOf(t.call(api.relations.split, { params: { id: one.id }, body: { messageIds: [other.messageId], subject: 'Again' } }, { as: key }))).toBe('conflict');
    const foreign = await write('foreign@example.com', 'Mine', 'Not yours');
    expect(await codeOf(t.call(api.relations.split, { params: { id: one.id }, body: { messageIds: [foreign.messageId], subject: 'Stolen' } }, { as: key }))).toBe('conflict');
  });
});

describe('parents', () => {
  it('show where their children stand, and stand above no ancestor of theirs', async () => {
    const [top, a, b] = [await write('p@example.com', 'Outage', 'All down'), await write('q@example.com', 'Down', 'Mine is down'), await write('r@example.com', 'Down too', 'Mine as well')];
    for (const child of [a, b]) await t.call(api.tickets.link, { params: { id: top.id }, body: { ticketId: child.id, kind: 'child' } }, { as: key });
    await t.call(api.tickets.update, { params: { id: a.id }, body: { status: 'solved' } }, { as: key });
    const family = await t.call(api.relations.of, { params: { id: top.id } }, { as: key });
    expect(family.roll).toMatchObject({ total: 2, finished: 1, byStatus: { solved: 1, new: 1 } });
    expect(family.children.map((c) => c.id)).toEqual([b.id, a.id]);
    expect(await codeOf(t.call(api.tickets.link, { params: { id: a.id }, body: { ticketId: top.id, kind: 'child' } }, { as: key }))).toBe('conflict');
    expect(await codeOf(t.call(api.tickets.link, { params: { id: b.id }, body: { ticketId: a.id, kind: 'child' } }, { as: key }))).toBe('conflict');
  });
});

describe('likeness', () => {
  const at = new Date('2026-03-02T02:00:00Z');
  const matter = (subject: string, words: string, more: object = {}) => ({ customerId: 1, unitId: null, serial: '', subject, words, openedAt: at, ...more });
  it('knows the same words in Chinese, full width and answered', () => {
    expect(similarity('回复：洗衣机漏水', '洗衣机漏水')).toBe(1);
    expect(similarity('ＷＡＳＨＥＲ leaks', 'washer leaks')).toBe(1);
    expect(similarity('洗衣机漏水', '发票什么时候开')).toBe(0);
  });
  it('proposes the same matter and not just the same customer', () => {
    expect(likeness(matter('洗衣机门口漏水', '昨天开始门口一直漏水'), matter('洗衣机漏水', '门口还是一直漏水，昨天开始的')).score).toBeGreaterThanOrEqual(likelyFrom);
    expect(likeness(matter('洗衣机漏水', '门口漏水'), matter('发票', '请给我开一张发票')).score).toBeLessThan(likelyFrom);
  });
});
