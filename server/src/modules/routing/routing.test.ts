import { api } from '@aftercare/contract';
import type { Queue } from '@aftercare/contract/routing';
import type { TicketChanges } from '@aftercare/contract/tickets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
beforeAll(async () => { t = await testApp(); key = await t.key(); await t.agent({ roles: ['administrator'], online: false }); });
afterAll(() => t.close());

let n = 0;
/** A team with a queue of its own type of ticket, so that the cases do not meet. */
async function team(queue: Partial<Omit<Queue, 'id' | 'match'>> = {}, match: Partial<Queue['match']> = {}): Promise<{ teamId: number; queue: Queue }> {
  n += 1;
  const { id: teamId } = await t.call(api.org.createTeam, { body: { name: `Team ${n}` } }, { as: key });
  const made = await t.call(api.routing.createQueue, { body: { name: `Queue ${n}`, teamId, match: { channels: [], types: [], tiers: [], languages: [], ...match }, skills: [], matchLanguage: false, position: n, enabled: true, ...queue } }, { as: key });
  await t.drain();
  return { teamId, queue: made };
}
const member = (teamId: number, more: Partial<Parameters<TestApp['agent']>[0]> = {}) => t.agent({ teams: [teamId], ...more });
async function open(extra: Record<string, unknown> = {}): Promise<number> {
  const { id } = await t.call(api.tickets.open, { body: { subject: 'Broken', customer: { name: 'Li', email: `l${crypto.randomUUID()}@example.com` }, ...extra } }, { as: key });
  return id;
}
const opened = async (extra: Record<string, unknown> = {}) => { const id = await open(extra); await t.drain(); return id; };
const change = async (id: number, body: TicketChanges, headers = {}) => { await t.call(api.tickets.update, { params: { id }, body }, { as: key, headers }); await t.drain(); };
const owner = async (id: number) => (await t.call(api.tickets.get, { params: { id } }, { as: key })).owner?.id ?? null;
const explain = async (id: number, language = 'en') => (await t.call(api.routing.explain, { params: { id } }, { as: key, language })).items;
const presence = async (id: number, state: 'online' | 'away' | 'offline') => { await t.app.platform.db.tx((tx) => t.app.org.setPresence(tx, id, state, systemActor)); await t.drain(); };

describe('a new ticket', () => {
  it('goes to a free person of the queue’s team, says why, and tells the ticket so', async () => {
    const { teamId, queue } = await team({}, { types: ['complaint'] });
    const [busy, free, away] = [await member(teamId), await member(teamId), await member(teamId)];
    await opened({ teamId, ownerId: busy.id });
    await presence(away.id, 'away');
    const id = await opened({ type: 'complaint' });
    expect(await owner(id)).toBe(free.id);
    const ticket = await t.call(api.tickets.get, { params: { id } }, { as: key });
    expect(ticket).toMatchObject({ status: 'open', team: { id: teamId } });
    const [why] = await explain(id, 'zh-CN');
    expect(why).toMatchObject({ outcome: 'assigned', queue: queue.name, agent: { id: free.id } });
    expect(why?.candidates.map((c) => [c.id, c.chosen, c.reasons.map((r) => r.code)])).toEqual([[free.id, true, ['load']], [busy.id, false, ['load']], [away.id, false, ['offline']]]);
    expect(why?.candidates[1]?.reasons[0]?.detail).toBe('手头 1 张工单，上限 20 张');
    const [line] = await t.app.platform.db.rows<{ reason: string; fields: { field: string; toName?: string }[] }>({ text: 'select reason, fields from ticket_change where ticket_id = $1', values: [id] });
    expect(line?.reason).toContain(queue.name);
    expect(line?.fields.find((f) => f.field === 'ownerId')?.toName).toBe(ticket.owner?.name);
  });
  it('waits when nobody fits, counted by its queue, and is taken when somebody comes', async () => {
    const { teamId, queue } = await team();
    const agent = await member(teamId, { online: false });
    const id = await opened({ teamId });
    expect(await owner(id)).toBeNull();
    expect((await t.call(api.routing.queues, {}, { as: key })).items.find((q) => q.id === queue.id)?.waiting).toBe(1);
    const [why] = await explain(id);
    expect(why).toMatchObject({ outcome: 'waiting', queue: queue.name, agent: null, candidates: [{ id: agent.id, chosen: false, reasons: [{ code: 'offline', detail: 'Offline' }] }] });
    await presence(agent.id, 'online');
    expect(await owner(id)).toBe(agent.id);
    expect((await t.call(api.routing.queues, {}, { as: key })).items.find((q) => q.id === queue.id)?.waiting).toBe(0);
  });
  it('goes to who speaks the language and has the skill', async () => {
    const skill = await t.call(api.org.createSkill, { body: { key: `network${n}`, name: { zh: '网络', en: 'Networks' } } }, { as: key });
    const { teamId } = await team({ skills: [{ skillId: skill.id, level: 3 }], matchLanguage: true });
    const [none, low, right, foreign] = [await member(teamId), await member(teamId), await member(teamId, { languages: ['zh-CN', 'en'] }), await member(teamId, { languages: ['en'] })];
    const skills = (id: number, level: number) => t.app.platform.db.tx((tx) => t.app.org.updateAgent(tx, id, { skills: [{ skillId: skill.id, level }] }, systemActor));
    await skills(low.id, 2);
    await skills(right.id, 3);
    await skills(foreign.id, 5);
    const id = await opened({ teamId, customer: { name: '王', email: 'w-skill@example.com', language: 'zh-CN' } });
    expect(await owner(id)).toBe(right.id);
    const codes = new Map((await explain(id))[0]?.candidates.map((c) => [c.id, c.reasons.map((r) => r.detail)]));
    expect(codes.get(low.id)).toEqual(['Networks: level 3 needed, has 2']);
    expect(codes.get(foreign.id)).toEqual(['Does not speak Chinese']);
    expect(codes.get(none.id)).toEqual(['Networks: level 3 needed, has 0']);
    // A skill that grows lets its owner take what waits.
    await presence(right.id, 'offline');
    const second = await opened({ teamId, customer: { name: '李', email: 'l-skill@example.com', language: 'zh-CN' } });
    expect(await owner(second)).toBeNull();
    await skills(low.id, 4);
    await t.drain();
    expect(await owner(second)).toBe(low.id);
  });
  it('goes to who knows the customer, while there is room', async () => {
    const { teamId } = await team();
    const [first, second] = [await member(teamId, { capacity: 2 }), await member(teamId)];
    const customer = { name: 'Zhao', email: 'zhao-known@example.com' };
    const before = await opened({ teamId, customer, ownerId: first.id });
    const id = await opened({ teamId, customer });
    expect(await owner(id)).toBe(first.id);
    expect((await explain(id))[0]?.candidates[0]?.reasons.map((r) => r.code)).toEqual(['knows-customer', 'load']);
    expect(await owner(await opened({ teamId, customer }))).toBe(second.id);
    expect(await owner(before)).toBe(first.id);
  });
  it('is left alone outside working hours until the shift begins', async () => {
    const { teamId } = await team();
    const calendar = await t.call(api.org.createCalendar, { body: { name: 'Morning', timeZone: 'Asia/Shanghai', hours: { mon: [['09:00', '10:00']], tue: [['09:00', '10:00']], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [], yearlyHolidays: [], extraDays: [] } }, { as: key });
    const agent = await member(teamId);
    await t.app.platform.db.tx((tx) => t.app.org.updateAgent(tx, agent.id, { calendarId: calendar.id }, systemActor));
    t.clock.set('2026-03-02T02:30:00Z'); // Monday, half past ten in Shanghai
    const id = await opened({ teamId });
    expect((await explain(id))[0]?.candidates[0]?.reasons.map((r) => r.code)).toEqual(['off-shift']);
    t.clock.set('2026-03-03T01:00:00Z');
    await t.app.routing.retryAll();
    expect(await owner(id)).toBe(agent.id);
  });
});

describe('capacity', () => {
  it('is never exceeded; the most urgent comes next when a hand is free', async () => {
    const { teamId } = await team();
    const agent = await member(teamId, { capacity: 2 });
    const ids = await Promise.all(Array.from({ length: 5 }, () => open({ teamId })));
    await t.drain();
    const mine = (await Promise.all(ids.map(async (id) => ({ id, owner: await owner(id) })))).filter((x) => x.owner === agent.id);
    expect(mine).toHaveLength(2);
    const urgent = await opened({ teamId, priority: 'urgent' });
    const [vip] = await t.app.platform.db.rows<{ id: number }>({ text: `insert into customer (name, tier) values ('Boss', 'vip') returning id`, values: [] });
    const forVip = await opened({ teamId, customerId: vip?.id, customer: undefined });
    expect([await owner(urgent), await owner(forVip)]).toEqual([null, null]);
    await change(mine[0]?.id ?? 0, { status: 'pending' });
    expect([await owner(urgent), await owner(forVip)]).toEqual([null, agent.id]);
    await change(mine[1]?.id ?? 0, { status: 'solved' });
    expect(await owner(urgent)).toBe(agent.id);
    await t.app.platform.db.tx((tx) => t.app.org.updateAgent(tx, agent.id, { capacity: 5 }, systemActor));
    await t.drain();
    const { rows } = await t.app.platform.db.pool.query<{ n: number }>(`select count(*)::int as n from ticket where owner_id = $1 and status in ('new', 'open')`, [agent.id]);
    expect(rows[0]?.n).toBe(5);
  });
  it('may be exceeded by a person’s decision, which stays', async () => {
    const { teamId } = await team();
    const [full, other] = [await member(teamId, { capacity: 1 }), await member(teamId)];
    await opened({ teamId, ownerId: full.id });
    const id = await opened({ teamId });
    expect(await owner(id)).toBe(other.id);
    await change(id, { ownerId: full.id });
    expect(await owner(id)).toBe(full.id);
    expect((await explain(id)).map((e) => [e.outcome, e.agent?.id])).toEqual([['manual', full.id], ['assigned', other.id]]);
  });
});

describe('handing over', () => {
  it('leaves what was answered and passes on what was not when somebody goes offline', async () => {
    const { teamId } = await team();
    const leaver = await member(teamId);
    const [asked, answered] = [await opened({ teamId, text: 'Please help' }), await opened({ teamId, text: 'Please help' })];
    await say(asked, 'in');
    await say(answered, 'in');
    await say(answered, 'out');
    const other = await member(teamId, { online: false });
    await presence(leaver.id, 'offline');
    // Nobody else is there yet: better the owner's than nobody's.
    expect([await owner(asked), await owner(answered)]).toEqual([leaver.id, leaver.id]);
    expect((await explain(asked))[0]).toMatchObject({ outcome: 'waiting' });
    await presence(other.id, 'online');
    expect([await owner(asked), await owner(answered)]).toEqual([other.id, leaver.id]);
  });
  it('gives people who come back what they left, when nobody took it', async () => {
    const { teamId } = await team();
    const leaver = await member(teamId);
    const id = await opened({ teamId });
    await say(id, 'in');
    await presence(leaver.id, 'offline');
    await presence(leaver.id, 'online');
    expect((await explain(id))[0]).toMatchObject({ outcome: 'assigned' });
    const other = await member(teamId);
    await presence(other.id, 'offline');
    await presence(other.id, 'online');
    expect(await owner(id)).toBe(leaver.id);
  });
  it('to another team finds somebody there', async () => {
    const [here, there] = [await team(), await team()];
    const [mine, theirs] = [await member(here.teamId), await member(there.teamId)];
    const id = await opened({ teamId: here.teamId });
    expect(await owner(id)).toBe(mine.id);
    await change(id, { teamId: there.teamId });
    expect(await owner(id)).toBe(theirs.id);
  });
  it('given back goes to somebody else', async () => {
    const { teamId } = await team();
    const [one, two] = [await member(teamId), await member(teamId)];
    const id = await opened({ teamId });
    const first = await owner(id);
    await change(id, { ownerId: null });
    expect(await owner(id)).toBe(first === one.id ? two.id : one.id);
  });
});

describe('queues', () => {
  it('take what waits when they change', async () => {
    const { id: teamId } = await t.call(api.org.createTeam, { body: { name: 'Late' } }, { as: key });
    await t.app.platform.db.run({ text: 'update queue set enabled = false', values: [] });
    const agent = await t.agent({ teams: [teamId], languages: ['en'] });
    const id = await opened({ type: 'exchange', customer: { name: 'Ann', email: 'ann-q@example.com', language: 'en' } });
    expect(await owner(id)).toBeNull();
    const queue = await t.call(api.routing.createQueue, { body: { name: 'Exchanges', teamId, match: { channels: [], types: ['exchange'], tiers: [], languages: [] }, skills: [], matchLanguage: true, position: 0, enabled: true } }, { as: key });
    await t.drain();
    expect(await owner(id)).toBe(agent.id);
    await t.call(api.routing.deleteQueue, { params: { id: queue.id } }, { as: key });
    await t.drain();
    expect((await t.call(api.routing.queues, {}, { as: key })).items.some((q) => q.id === queue.id)).toBe(false);
  });
  it('are for those who may, and need a team and skills that exist', async () => {
    const body = { name: 'x', teamId: 999_999, match: { channels: [], types: [], tiers: [], languages: [] }, skills: [], matchLanguage: true, position: 0, enabled: true };
    await expect(t.call(api.routing.createQueue, { body }, { as: await t.key('agent') })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
    await expect(t.call(api.routing.createQueue, { body }, { as: key })).rejects.toMatchObject({ problem: { fields: [{ path: 'teamId' }] } });
  });
});

/** A message on the ticket's thread, as the doors leave it. */
async function say(ticketId: number, direction: 'in' | 'out'): Promise<void> {
  const { db } = t.app.platform;
  const ticket = await t.app.tickets.get(ticketId);
  const [account] = await db.rows<{ id: number }>({ text: `insert into channel_account (kind, name, address) values ('webhook', 'w', 'w') on conflict (kind, address) do update set name = 'w' returning id`, values: [] });
  const [known] = await db.rows<{ id: number }>({ text: 'select conversation_id as id from ticket_conversation where ticket_id = $1', values: [ticketId] });
  const [conversation] = known ? [known] : await db.rows<{ id: number }>({ text: `insert into conversation (channel_account_id, thread_key, customer_id) values ($1, $2, $3) returning id`, values: [account?.id, crypto.randomUUID(), ticket?.customerId] });
  if (!known) await db.tx((tx) => t.app.tickets.linkConversation(tx, conversation?.id ?? 0, ticketId));
  await db.run({ text: `insert into message (conversation_id, channel_account_id, direction, author_kind, external_id, body, delivery) values ($1, $2, $3, $4, $5, 'x', 'received')`, values: [conversation?.id, account?.id, direction, direction === 'in' ? 'customer' : 'agent', crypto.randomUUID()] });
}
