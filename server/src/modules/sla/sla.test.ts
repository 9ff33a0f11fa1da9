import { type ApiError, api } from '@aftercare/contract';
import type { TicketChanges } from '@aftercare/contract/tickets';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { chineseCalendar } from '../../platform/time/index.ts';
import { AgentAnswered } from '../tickets/index.ts';

let t: TestApp;
let key: string;
let calendars: { always: number; office: number };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  calendars = await t.app.platform.db.tx((tx) => t.app.sla.seedSla(tx));
  await t.drain();
});
afterAll(() => t.close());
// A Monday, 10:00 in Shanghai.
beforeEach(() => t.clock.set('2026-03-02T02:00:00Z'));

const MIN = 60;
const HOUR = 3600;
async function open(extra: Record<string, unknown> = {}): Promise<number> {
  const { id } = await t.call(api.tickets.open, { body: { subject: 'No power', customer: { name: 'Wang', email: `w${crypto.randomUUID()}@example.com` }, ...extra } }, { as: key });
  await t.drain();
  return id;
}
async function change(id: number, body: TicketChanges & { reason?: string }): Promise<void> {
  await t.call(api.tickets.update, { params: { id }, body }, { as: key });
  await t.drain();
}
const fire = async () => { await t.app.sla.fireDue(t.clock.now()); await t.drain(); };
const explained = async (id: number, language = 'en') => (await t.call(api.sla.clocks, { params: { id } }, { as: key, language })).items;
const clock = async (id: number, target: string) => {
  const found = (await explained(id)).find((c) => c.target === target);
  if (!found) throw new Error(`no clock ${target}`);
  return found;
};
const told = (id: number) => t.app.platform.db.rows<{ type: string; target: string; late: boolean | null }>({ text: `select type, payload->>'target' as target, (payload->>'late')::boolean as late from event where stream = $1 and type like 'sla.%' order by id`, values: [`ticket:${id}`] });
const toldWords = async (id: number) => (await told(id)).map((e) => `${e.type.slice(4)} ${e.target}${e.late ? ' late' : ''}`);
const due = async (id: number) => t.app.platform.db.one<{ dueAt: Date | null; target: string | null; breached: boolean }>({ text: 'select due_at as "dueAt", due_target as target, breached from ticket where id = $1', values: [id] });
const at = (text: string) => new Date(`2026-03-${text}Z`);

describe('the shipped promise', () => {
  it('starts three clocks, shows the next deadline, and stops them one by one', async () => {
    const id = await open();
    expect((await explained(id)).map((c) => [c.target, c.state, c.dueAt])).toEqual([
      ['first-response', 'running', '2026-03-02T02:10:00.000Z'], ['solution', 'running', '2026-03-03T02:00:00.000Z'], ['closing', 'running', '2026-03-04T02:00:00.000Z'],
    ]);
    expect(await due(id)).toEqual({ dueAt: at('02T02:10:00'), target: 'first-response', breached: false });
    t.clock.advance(5 * MIN);
    await answer(id);
    expect(await clock(id, 'first-response')).toMatchObject({ state: 'met', usedSeconds: 5 * MIN, metAt: '2026-03-02T02:05:00.000Z', breachedAt: null });
    expect(await due(id)).toMatchObject({ target: 'solution' });
    await change(id, { status: 'solved' });
    expect(await due(id)).toMatchObject({ target: 'closing' });
    await change(id, { status: 'closed' });
    expect(await due(id)).toEqual({ dueAt: null, target: null, breached: false });
    expect(await toldWords(id)).toEqual(['met first-response', 'met solution', 'met closing']);
  });
  it('promises more to VIP customers, also when they become one', async () => {
    const id = await open();
    const { customer } = await t.call(api.tickets.get, { params: { id } }, { as: key });
    t.clock.advance(2 * MIN);
    await t.call(api.customers.update, { params: { id: customer.id }, body: { tier: 'vip' } }, { as: key });
    await t.drain();
    const first = await clock(id, 'first-response');
    expect(first).toMatchObject({ targetSeconds: 5 * MIN, dueAt: '2026-03-02T02:05:00.000Z', policy: (await clock(id, 'solution')).policy });
    expect(first.steps.map((s) => s.kind)).toEqual(['started', 'retargeted']);
  });
  it('owes nothing to a machine', async () => {
    const [account] = await t.app.platform.db.rows<{ id: number }>({ text: `insert into customer (name) values ('Robot') returning id`, values: [] });
    const { id } = await t.app.platform.db.tx((tx) => t.app.tickets.open(tx, { subject: 'Out of office', type: 'inquiry', priority: 'low', channel: 'mail', language: 'en', customerId: account?.id ?? 0, openedAt: t.clock.now(), preview: '', unread: false, automatic: true, tags: ['automatic'], actor: systemActor }));
    await t.drain();
    expect(await explained(id)).toEqual([]);
    await change(id, { status: 'open', priority: 'high' });
    expect(await explained(id)).toEqual([]);
  });
});

describe('pauses', () => {
  it('wait for the customer without counting, and say why', async () => {
    const id = await open();
    t.clock.advance(HOUR);
    await change(id, { status: 'pending', reason: '等待购买凭证' });
    expect(await clock(id, 'solution')).toMatchObject({ state: 'paused', dueAt: null, usedSeconds: HOUR });
    // The first word is still owed.
    expect(await clock(id, 'first-response')).toMatchObject({ state: 'breached' });
    t.clock.advance(10 * HOUR);
    await change(id, { status: 'open' });
    t.clock.advance(HOUR);
    const solution = (await explained(id, 'zh-CN')).find((c) => c.target === 'solution');
    expect(solution).toMatchObject({ state: 'running', usedSeconds: 2 * HOUR, dueAt: '2026-03-03T12:00:00.000Z' });
    expect(solution?.steps.map((s) => [s.kind, s.reason, s.usedSeconds])).toEqual([['started', '工单创建', 0], ['paused', '等待客户：等待购买凭证', HOUR], ['resumed', '处理中', HOUR]]);
  });
  it('go on where they stopped when a solved ticket is reopened', async () => {
    const id = await open();
    t.clock.advance(20 * HOUR);
    await change(id, { status: 'solved' });
    t.clock.advance(30 * HOUR);
    await change(id, { status: 'open' });
    expect(await clock(id, 'solution')).toMatchObject({ state: 'running', usedSeconds: 20 * HOUR, dueAt: '2026-03-04T08:00:00.000Z' });
    expect((await clock(id, 'solution')).steps.map((s) => s.kind)).toEqual(['started', 'met', 'reopened']);
    expect(await clock(id, 'first-response')).toMatchObject({ state: 'breached' });
  });
});

describe('warnings and breaches', () => {
  it('come at their moment, once each, and the list shows them', async () => {
    const id = await open();
    t.clock.advance(8 * MIN - 1);
    await fire();
    expect(await toldWords(id)).toEqual([]);
    t.clock.advance(1);
    await Promise.all([fire(), fire(), fire()]);
    expect(await toldWords(id)).toEqual(['warned first-response']);
    t.clock.advance(2 * MIN);
    await Promise.all([fire(), fire(), fire()]);
    await fire();
    expect(await toldWords(id)).toEqual(['warned first-response', 'breached first-response']);
    expect(await due(id)).toEqual({ dueAt: at('02T02:10:00'), target: 'first-response', breached: true });
    t.clock.advance(MIN);
    await answer(id);
    expect(await toldWords(id)).toEqual(['warned first-response', 'breached first-response', 'met first-response late']);
    expect(await due(id)).toMatchObject({ target: 'solution', breached: false });
    expect(await t.app.sla.moments(id)).toEqual([
      { at: at('02T02:08:00'), target: 'first-response', event: 'warned' }, { at: at('02T02:10:00'), target: 'first-response', event: 'breached' }, { at: at('02T02:11:00'), target: 'first-response', event: 'met' },
    ]);
  });
  it('that came while nobody was running are told afterwards, with the time they came', async () => {
    const ids = await Promise.all([open(), open(), open()]);
    t.clock.advance(3 * 24 * HOUR);
    await Promise.all([fire(), fire()]);
    for (const id of ids) {
      expect((await toldWords(id)).toSorted()).toEqual(['breached closing', 'breached first-response', 'breached solution', 'warned closing', 'warned first-response', 'warned solution']);
      expect(await clock(id, 'solution')).toMatchObject({ state: 'breached', breachedAt: '2026-03-03T02:00:00.000Z' });
    }
  });
  it('is told even when the answer comes before anybody noticed the breach', async () => {
    const id = await open();
    t.clock.advance(HOUR);
    await answer(id);
    expect(await toldWords(id)).toEqual(['breached first-response', 'met first-response late']);
  });
});

describe('policies and calendars', () => {
  const office = { channels: [], types: ['repair'], tiers: [], priorities: [] };
  it('change open clocks when they change, not kept promises; the removed one falls back to the next', async () => {
    const before = await open({ type: 'repair' });
    await answer(before);
    const body = { name: 'Repairs', match: office, calendarId: calendars.office, targets: { 'first-response': 30, solution: 8 * 60, closing: null }, warnAt: 0.5, position: 0, enabled: true };
    const policy = await t.call(api.sla.createPolicy, { body }, { as: key });
    await t.drain();
    expect(await clock(before, 'first-response')).toMatchObject({ targetSeconds: 10 * MIN, state: 'met' });
    // 8 working hours from 10:00 with a day of 9 to 18.
    expect(await clock(before, 'solution')).toMatchObject({ targetSeconds: 8 * HOUR, policy: 'Repairs', dueAt: '2026-03-02T10:00:00.000Z' });
    expect(await clock(before, 'closing')).toMatchObject({ state: 'cancelled' });
    await t.call(api.sla.updatePolicy, { params: { id: policy.id }, body: { ...body, targets: { ...body.targets, solution: 10 * 60 } } }, { as: key });
    await t.drain();
    expect(await clock(before, 'solution')).toMatchObject({ dueAt: '2026-03-03T03:00:00.000Z' });
    await t.call(api.sla.deletePolicy, { params: { id: policy.id } }, { as: key });
    await t.drain();
    expect(await clock(before, 'solution')).toMatchObject({ targetSeconds: 24 * HOUR });
    expect(await clock(before, 'closing')).toMatchObject({ state: 'running', targetSeconds: 48 * HOUR });
  });
  it('replays open clocks when the calendar is edited, and names the days that did not count', async () => {
    // The Thursday before Labour Day 2026, 15:00 in Shanghai.
    t.clock.set('2026-04-30T07:00:00Z');
    const body = { name: 'Office', match: { ...office, types: ['support'] }, calendarId: calendars.office, targets: { 'first-response': null, solution: 6 * 60, closing: null }, warnAt: 0.5, position: 0, enabled: true };
    const policy = await t.call(api.sla.createPolicy, { body }, { as: key });
    const id = await open({ type: 'support' });
    const [zh, en] = [(await explained(id, 'zh-CN'))[0], (await explained(id, 'en'))[0]];
    const holidays = zh?.days.filter((d) => d.kind === 'holiday') ?? [];
    expect(holidays.length).toBeGreaterThan(1);
    expect(holidays[0]).toMatchObject({ date: '2026-05-01', name: expect.stringContaining('劳动节'), seconds: 0 });
    expect(en?.days[0]?.name).not.toBe(zh?.days[0]?.name);
    expect(new Set(zh?.days.map((d) => d.date)).size).toBe(zh?.days.length);
    const calendar = (await t.app.org.calendar(calendars.office));
    await t.call(api.org.updateCalendar, { params: { id: calendars.office }, body: { ...chineseCalendar(), name: calendar?.name ?? '', holidays: [], extraDays: [] } }, { as: key });
    await t.drain();
    // 3 h on Thursday, 3 h on Friday from 9.
    expect((await explained(id))[0]).toMatchObject({ dueAt: '2026-05-01T04:00:00.000Z', days: [] });
    await t.call(api.sla.deletePolicy, { params: { id: policy.id } }, { as: key });
    await t.drain();
  });
  it('are for those who may, and need a calendar that exists', async () => {
    const body = { name: 'x', match: office, calendarId: 999_999, targets: { 'first-response': 1, solution: null, closing: null }, warnAt: 0.5, position: 0, enabled: true };
    await expect(t.call(api.sla.createPolicy, { body }, { as: await t.key('agent') })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    const error = await t.call(api.sla.createPolicy, { body }, { as: key }).catch((e: unknown) => e);
    expect((error as ApiError).problem.fields?.[0]?.path).toBe('calendarId');
  });
});

/** An agent's word to the customer, through the door the product uses. */
async function answer(id: number): Promise<void> {
  await t.app.platform.db.tx(async (tx) => {
    const [facts] = await t.app.tickets.facts(tx, [id]);
    if (!facts) throw new Error('no ticket');
    await t.app.platform.bus.publish(tx, AgentAnswered, { stream: `ticket:${id}`, actor: systemActor, payload: { ...facts, messageId: 1, conversationId: 1, authorKind: 'agent', authorId: null, first: true, at: t.clock.now().toISOString() } });
  });
  await t.drain();
}
