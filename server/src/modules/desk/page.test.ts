import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let anna: { id: number; cookie: string };
let as: { headers: { cookie: string } };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  anna = await t.agent({ name: 'Anna' });
  as = { headers: { cookie: anna.cookie } };
  await t.app.platform.db.run(sql`insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone'), ('portal', 'Portal', 'portal')`);
  t.app.conversations.accounts.forget();
});
afterAll(() => t.close());

const open = (extra: Record<string, unknown> = {}) => t.call(api.tickets.open, { body: { subject: '打印机卡纸', text: '您好，打印机卡纸', customer: { name: '王芳', email: 'wang@example.com' }, ...extra } }, { as: key });
const page = (id: number, before?: string) => t.call(api.desk.ticketPage, { params: { id }, query: before ? { before } : {} }, as);
const minute = () => t.clock.advance(60);

describe("a ticket's page", () => {
  it('tells the whole story in its order, with names', async () => {
    const team = await t.app.platform.db.tx((tx) => t.app.org.createTeam(tx, '华东组'));
    const { id } = await open();
    minute();
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: anna.id, teamId: team.id, reason: 'knows printers' } }, as);
    minute();
    await t.call(api.tickets.addNote, { params: { id }, body: { text: '看起来是进纸轮', mentions: [anna.id] } }, as);
    minute();
    await t.call(api.conversations.reply, { params: { id }, body: { text: '请清洁进纸轮', channel: 'portal' } }, as);
    const shown = await page(id);
    expect(api.desk.ticketPage.response.parse(shown)).toEqual(shown);
    expect(shown.timeline.map((i) => i.kind)).toEqual(['message', 'change', 'note', 'message', 'change']);
    expect(shown.ticket).toMatchObject({ id, owner: { name: 'Anna' }, team: { name: '华东组' }, status: 'pending', version: 3 });
    expect(shown.customer).toMatchObject({ name: '王芳', identities: [{ kind: 'email', value: 'wang@example.com' }] });
    const [first, change, note] = shown.timeline;
    expect(first).toMatchObject({ message: { text: '您好，打印机卡纸', direction: 'in', channel: 'phone', attachments: [] } });
    expect(change?.kind === 'change' && change.fields).toContainEqual({ field: 'ownerId', from: null, to: anna.id, fromName: null, toName: 'Anna' });
    expect(change?.kind === 'change' && change.fields).toContainEqual({ field: 'teamId', from: null, to: team.id, fromName: null, toName: '华东组' });
    expect(change).toMatchObject({ actor: { kind: 'agent', name: 'Anna' }, reason: 'knows printers', undoable: true });
    expect(note).toMatchObject({ note: { author: { id: anna.id, name: 'Anna' }, mentions: [anna.id], files: [] } });
    expect(shown.channels.map((c) => c.kind)).toContain('portal');
    expect(shown.nextStates).toContain('solved');
    expect(shown.can).toEqual({ reply: true, write: true, assign: true });
    expect([shown.older, shown.survey, shown.links]).toEqual([null, null, []]);
  });
  it('is asked together with what stands beside it: each by its own route, as the same caller', async () => {
    const { id } = await open();
    const together = async (headers: Record<string, string>, ask: string[]) => (await t.app.http()).inject({ method: 'GET', url: `/api/v1/together?${new URLSearchParams(ask.map((one) => ['ask', one])).toString()}`, headers });
    const asked = [`/tickets/${id}/page`, `/tickets/${id}/clocks`, '/tickets/999999/page', '/audit?limit=5'];
    const { answers } = (await together(as.headers, asked)).json<{ answers: { status: number; body: { ticket?: { id: number }; code?: string } }[] }>();
    expect(answers.map((one) => one.status)).toEqual([200, 200, 404, 403]);
    expect(answers[0]?.body.ticket?.id).toBe(id);
    expect(answers[2]?.body.code).toBe('not-found');
    expect((await together({}, asked)).json<{ answers: { status: number }[] }>().answers.map((one) => one.status)).toEqual([401, 401, 401, 401]);
    for (const ask of [[], ['/live/events?topics=inbox'], ['/together?ask=/me'], ['/x/../together?ask=/me'], ['/x/%2e%2e/together?ask=/me'], ['/x\\..\\together?ask=/me'], ['/x/.\t./together?ask=/me'], ['//other.example/x'], ['http://other.example'], Array.from({ length: 21 }, () => '/views')]) expect((await together(as.headers, ask)).statusCode).toBe(422);
  });
  it('goes back page by page without losing or repeating anything', async () => {
    const { id } = await open();
    for (let i = 0; i < 70; i++) await t.call(api.tickets.addNote, { params: { id }, body: { text: `note ${i}` } }, as);
    const newest = await page(id);
    expect(newest.timeline).toHaveLength(50);
    const rest = await page(id, newest.older ?? '');
    expect(rest.older).toBeNull();
    const texts = [...rest.timeline, ...newest.timeline].flatMap((i) => (i.kind === 'note' ? [i.note.text] : []));
    expect(texts).toEqual(Array.from({ length: 70 }, (_, i) => `note ${i}`));
    await expect(page(id, 'nonsense')).rejects.toThrow(ApiError);
  });
  it('shows a message as it is now, also one it has shown before', async () => {
    const { id } = await open();
    const said = async () => { const [item] = (await page(id)).timeline; return item?.kind === 'message' ? { ...item.message, readAt: null } : null; };
    // When it was read is noted beside the reading, sooner or later.
    const before = await said();
    expect(await said()).toEqual(before);
    await t.app.platform.db.run(sql`update message set body = '<已撤回>', delivery = 'failed', delivery_error = 'x' where id = ${before?.id}`);
    expect(await said()).toEqual({ ...before, text: '<已撤回>', delivery: 'failed', deliveryError: 'x' });
    await t.app.platform.db.run(sql`delete from message where id = ${before?.id}`);
    expect((await page(id)).timeline).toEqual([]);
  });
  it('names links from both sides', async () => {
    const [a, b] = [await open(), await open()];
    await t.call(api.tickets.link, { params: { id: a.id }, body: { ticketId: b.id, kind: 'child' } }, as);
    expect((await page(a.id)).links).toMatchObject([{ kind: 'child', ticket: { id: b.id } }]);
    expect((await page(b.id)).links).toMatchObject([{ kind: 'parent', ticket: { id: a.id } }]);
  });
  it('counts as read once an agent saw it, not when an integration did', async () => {
    const { id } = await open();
    const unread = async () => (await t.app.platform.db.one<{ unread: boolean; seen: number }>(sql`select t.unread, v.agent_read_id as seen from ticket t join ticket_conversation c on c.ticket_id = t.id join conversation v on v.id = c.conversation_id where t.id = ${id}`));
    await t.app.platform.db.run(sql`update ticket set unread = true where id = ${id}`);
    await t.call(api.desk.ticketPage, { params: { id } }, { as: key });
    await t.app.desk.readMarks.flush();
    expect(await unread()).toMatchObject({ unread: true, seen: 0 });
    await page(id);
    await t.app.desk.readMarks.flush();
    const after = await unread();
    expect(after?.unread).toBe(false);
    expect(after?.seen).toBeGreaterThan(0);
    expect((await page(id)).timeline[0]).toMatchObject({ message: { readAt: expect.any(String) as string } });
  });
  it('shows what happened to clocks and what the customer said of us', async () => {
    const { id } = await open();
    const db = t.app.platform.db;
    await db.run(sql`insert into calendar (name, time_zone, hours) values ('All day', 'UTC', '[]') on conflict do nothing`);
    const [clock] = await db.rows<{ id: number }>(sql`insert into sla_clock (ticket_id, target, policy_name, calendar_id, target_seconds, warn_share, state, started_at, due_at, used_seconds, counted_at)
      values (${id}, 'solution', 'Standard', (select min(id) from calendar), 3600, 0.8, 'running', now(), now() + interval '1 hour', 0, now()) returning id`);
    await db.run(sql`insert into sla_ledger (clock_id, at, kind) values (${clock?.id}, now(), 'started'), (${clock?.id}, now(), 'warned')`);
    const { ticket } = await page(id);
    await t.call(api.tickets.update, { params: { id }, body: { status: 'solved' } }, as);
    await t.drain();
    const shown = api.desk.ticketPage.response.parse(await page(ticket.id));
    expect(shown.timeline.find((i) => i.kind === 'clock')).toMatchObject({ target: 'solution', event: 'warned' });
    expect(shown.clocks).toMatchObject([{ target: 'solution', policy: 'Standard', targetSeconds: 3600 }]);
    expect(shown.survey).toMatchObject({ ticketId: id, answer: null });
  });
  it('is not there for those who may not see it', async () => {
    const { id } = await open();
    const tim = await t.agent({ roles: ['team-agent'] });
    const seen = t.call(api.desk.ticketPage, { params: { id } }, { headers: { cookie: tim.cookie } });
    await expect(seen).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: tim.id } }, as);
    expect((await t.call(api.desk.ticketPage, { params: { id } }, { headers: { cookie: tim.cookie } })).ticket.id).toBe(id);
  });
});

describe("a customer's page", () => {
  it('sums up what happened', async () => {
    const one = await open({ customer: { name: '李伟', phone: '13900139000' }, channel: 'phone' });
    const two = await open({ customer: { name: '李伟', phone: '13900139000' } });
    await t.call(api.tickets.update, { params: { id: one.id }, body: { status: 'solved' } }, as);
    const customerId = (await page(two.id)).customer.id;
    const shown = await t.call(api.desk.customerPage, { params: { id: customerId } }, as);
    expect(api.desk.customerPage.response.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({ open: 1, total: 2, satisfaction: null, customer: { name: '李伟' } });
    expect(shown.tickets.map((x) => x.id)).toEqual([two.id, one.id]);
    expect(shown.lastContactAt).not.toBeNull();
    await expect(t.call(api.desk.customerPage, { params: { id: 999_999 } }, as)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
