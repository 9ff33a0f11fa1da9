import { api } from '@aftercare/contract';
import { type Queue, QueueSettings } from '@aftercare/contract/routing';
import type { Agent } from '@aftercare/contract/org';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { writeTable } from '../../platform/feel/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { firstTable, rulesKey } from './rules.ts';

let t: TestApp;
let key: string;
beforeAll(async () => { t = await testApp(); key = await t.key(); await t.agent({ roles: ['administrator'], online: false }); });
afterAll(() => t.close());

let n = 0;
type Wish = Partial<Omit<Queue, 'id' | 'match' | 'settings'>> & { settings?: Partial<QueueSettings>; match?: Partial<Queue['match']> };
async function team({ settings, match, ...queue }: Wish = {}): Promise<{ teamId: number; queue: Queue }> {
  n += 1;
  const { id: teamId } = await t.call(api.org.createTeam, { body: { name: `Team ${n}` } }, { as: key });
  const made = await t.call(api.routing.createQueue, { body: { name: `Queue ${n}`, teamId, match: { channels: [], types: [], tiers: [], languages: [], ...match }, skills: [], matchLanguage: false, position: n, enabled: true, settings: QueueSettings.parse(settings ?? {}), ...queue } }, { as: key });
  await t.drain();
  return { teamId, queue: made };
}
const member = (teamId: number, more: Partial<Parameters<TestApp['agent']>[0]> = {}) => t.agent({ teams: [teamId], ...more });
async function opened(extra: Record<string, unknown> = {}): Promise<number> {
  const { id } = await t.call(api.tickets.open, { body: { subject: 'Broken', channel: 'mail', customer: { name: 'Li', email: `l${crypto.randomUUID()}@example.com` }, ...extra } }, { as: key });
  await t.drain();
  return id;
}
const owner = async (id: number) => (await t.call(api.tickets.get, { params: { id } }, { as: key })).owner?.id ?? null;
const explain = async (id: number, language = 'en') => (await t.call(api.routing.explain, { params: { id } }, { as: key, language })).items;
const update = async (id: number, body: Record<string, unknown>) => { const agent = await t.call(api.org.updateAgent, { params: { id }, body }, { as: key }); await t.drain(); return agent; };
const pass = async (minutes: number) => { t.clock.advance(minutes * 60); await t.app.routing.passTime(); await t.app.routing.retryAll(); await t.drain(); };
const reasons = async (id: number, agentId: number, language = 'en') => (await explain(id, language))[0]?.candidates.find((c) => c.id === agentId)?.reasons.map((r) => r.detail);

describe('what somebody can take', () => {
  it('counts a certified skill until its last day, says so in the reader’s language, and warns before', async () => {
    const skill = await t.call(api.org.createSkill, { body: { key: 'gas', name: { zh: '燃气', en: 'Gas' } } }, { as: key });
    const { teamId } = await team({ skills: [{ skillId: skill.id, level: 2 }] });
    const [fitter, lead] = [await member(teamId, { name: 'Fitter' }), await member(teamId, { roles: ['supervisor'], online: false })];
    const saved: Agent = await update(fitter.id, { skills: [{ skillId: skill.id, level: 3, certificate: 'G-77', expiresOn: '2026-03-05' }] });
    expect(saved.skills).toEqual([{ skillId: skill.id, level: 3, certificate: 'G-77', expiresOn: '2026-03-05' }]);
    // Who does not speak of the certificate leaves it as it is.
    expect((await update(fitter.id, { skills: [{ skillId: skill.id, level: 4 }] })).skills[0]).toMatchObject({ level: 4, certificate: 'G-77', expiresOn: '2026-03-05' });
    expect(await owner(await opened({ teamId }))).toBe(fitter.id);
    const job = t.app.jobs.find((j) => j.name === 'routing.certificates');
    for (let i = 0; i < 2; i++) await job?.handle({} as never);
    await t.drain();
    const told = await t.app.platform.db.rows<{ agentId: number; words: string }>({ text: `select agent_id as "agentId", words from notice where kind = 'certificate' order by agent_id`, values: [] });
    expect(told).toEqual([{ agentId: fitter.id, words: '燃气 · 2026-03-05 / Gas · 2026-03-05' }, { agentId: lead.id, words: '燃气 · 2026-03-05 / Gas · 2026-03-05' }]);
    t.clock.set('2026-03-06T02:00:00Z');
    const late = await opened({ teamId });
    expect(await owner(late)).toBeNull();
    expect(await reasons(late, fitter.id)).toEqual(['Gas: certificate ran out on Mar 5, 2026']);
    expect(await reasons(late, fitter.id, 'zh-CN')).toEqual(['燃气：证书已于 2026年3月5日 到期']);
    await update(fitter.id, { skills: [{ skillId: skill.id, level: 4, expiresOn: '2027-03-05' }] });
    expect(await owner(late)).toBe(fitter.id);
  });
  it('has hands by kind beside the overall ones', async () => {
    const { teamId } = await team();
    const agent = await member(teamId, { capacity: 5 });
    await update(agent.id, { channelCapacity: { chat: 2, written: 1 } });
    const mails = [await opened({ teamId }), await opened({ teamId })];
    expect([await owner(mails[0] ?? 0), await owner(mails[1] ?? 0)]).toEqual([agent.id, null]);
    expect(await reasons(mails[1] ?? 0, agent.id)).toEqual(['Has 1 of at most 1 written requests in hand']);
    const chats = [await opened({ teamId, channel: 'chat' }), await opened({ teamId, channel: 'chat' }), await opened({ teamId, channel: 'chat' })];
    expect(await Promise.all(chats.map(owner))).toEqual([agent.id, agent.id, null]);
    // What calls left behind is desk work and keeps no telephone from ringing.
    const other = await team();
    const second = await member(other.teamId, { capacity: 5 });
    await update(second.id, { channelCapacity: { call: 1 } });
    const calls = [await opened({ teamId: other.teamId, channel: 'phone' }), await opened({ teamId: other.teamId, channel: 'phone' })];
    expect(await Promise.all(calls.map(owner))).toEqual([second.id, second.id]);
  });
  it('keeps the last hands for better customers', async () => {
    const { teamId } = await team({ settings: { lane: { tier: 'gold', hands: 1 } } });
    const agent = await member(teamId, { capacity: 2 });
    const plain = [await opened({ teamId }), await opened({ teamId })];
    expect([await owner(plain[0] ?? 0), await owner(plain[1] ?? 0)]).toEqual([agent.id, null]);
    expect(await reasons(plain[1] ?? 0, agent.id)).toEqual(['The last 1 hands are kept for Gold and above']);
    const [boss] = await t.app.platform.db.rows<{ id: number }>({ text: `insert into customer (name, tier) values ('Boss', 'vip') returning id`, values: [] });
    expect(await owner(await opened({ teamId, customer: undefined, customerId: boss?.id }))).toBe(agent.id);
  });
  it('ends where their roles end, and asks for the right to answer', async () => {
    await t.call(api.org.saveRole, { params: { key: 'east' }, body: { name: { zh: '华东', en: 'East' }, rights: ['tickets.read', 'tickets.reply'], scope: 'all', limits: { regions: ['华东'], brands: [], sites: [], vendors: [] } } }, { as: key });
    const { teamId } = await team();
    const [east, reader] = [await member(teamId, { roles: ['east'] }), await member(teamId, { roles: ['viewer'] })];
    const customer = async (region: string) => (await t.app.platform.db.rows<{ id: number }>({ text: `insert into customer (name, region) values ('R', $1) returning id`, values: [region] }))[0]?.id;
    expect(await owner(await opened({ teamId, customer: undefined, customerId: await customer('华东') }))).toBe(east.id);
    const north = await opened({ teamId, customer: undefined, customerId: await customer('华北') });
    expect(await owner(north)).toBeNull();
    expect(await reasons(north, east.id)).toEqual(['Their role does not reach this region: 华北']);
    expect(await reasons(north, reader.id)).toEqual(['Their role does not answer tickets']);
  });
});

describe('a queue', () => {
  it('waits for the person who knows the customer, for a while', async () => {
    const { teamId } = await team({ settings: { sticky: { to: 'person', days: 30, holdMinutes: 20 } } });
    const [known, other] = [await member(teamId, { capacity: 1, name: 'Known' }), await member(teamId)];
    const customer = { name: 'Held', email: `h${n}@example.com` };
    await opened({ teamId, customer, ownerId: known.id });
    const id = await opened({ teamId, customer });
    expect(await owner(id)).toBeNull();
    expect(await reasons(id, other.id)).toEqual(['Waits a while for Known, who knows the customer']);
    await pass(21);
    expect(await owner(id)).toBe(other.id);
  });
  it('gives customers back to the team that looked after them', async () => {
    const { teamId: elsewhere } = await team({ match: { types: ['exchange'] }, position: -5 });
    const { teamId } = await team({ match: { types: ['return'] }, position: -4, settings: { sticky: { to: 'team', days: 30, holdMinutes: 0 } } });
    const [there, here] = [await member(elsewhere), await member(teamId)];
    const customer = { name: 'Team', email: `t${n}@example.com` };
    await opened({ type: 'exchange', customer });
    expect(await owner(await opened({ type: 'return', customer }))).toBe(there.id);
    expect(await owner(await opened({ type: 'return' }))).toBe(here.id);
  });
  it('lets age and deadlines count: a ticket nearly due goes before one that came earlier', async () => {
    const { teamId } = await team({ settings: { order: { silver: 0, gold: 0, vip: 0, deadline: 60 } } });
    const early = await opened({ teamId });
    t.clock.advance(30 * 60);
    const due = await opened({ teamId });
    await t.app.platform.db.tx((tx) => t.app.tickets.setDue(tx, [{ ticketId: early, dueAt: new Date(t.clock.now().getTime() + 9 * 3_600_000), dueTarget: 'solution', breached: false }, { ticketId: due, dueAt: new Date(t.clock.now().getTime() + 600_000), dueTarget: 'first-response', breached: false }], systemActor));
    await t.drain();
    const agent = await member(teamId, { capacity: 1 });
    await t.drain();
    expect([await owner(early), await owner(due)]).toEqual([null, agent.id]);
  });
  it('sends what waited too long to another queue, once the time is over', async () => {
    const [second, third] = [await team({}), await team({})];
    const helper = await member(second.teamId);
    const { teamId, queue } = await team({ settings: { overflow: { afterMinutes: 10, to: 'queue', id: second.queue.id } } });
    const id = await opened({ teamId });
    await pass(9);
    expect(await owner(id)).toBeNull();
    await pass(2);
    expect(await owner(id)).toBe(helper.id);
    expect((await explain(id))[0]).toMatchObject({ outcome: 'assigned', queue: second.queue.name });
    const { settings, id: _, ...body } = queue;
    await t.call(api.routing.updateQueue, { params: { id: queue.id }, body: { ...body, settings: { ...QueueSettings.parse(settings), overflow: { afterMinutes: 10, to: 'team', id: third.teamId } } } }, { as: key });
    const reserve = await member(third.teamId);
    const next = await opened({ teamId });
    await pass(11);
    expect(await owner(next)).toBe(reserve.id);
    await expect(t.call(api.routing.updateQueue, { params: { id: queue.id }, body: { ...body, settings: { ...QueueSettings.parse(settings), overflow: { afterMinutes: 1, to: 'queue', id: queue.id } } } }, { as: key })).rejects.toMatchObject({ problem: { fields: [{ path: 'settings.overflow' }] } });
  });
  it('takes back what nobody took in time, and sets away who misses too often', async () => {
    const { teamId } = await team({ settings: { offer: { seconds: 60, misses: 2 } } });
    const [first, second] = [await member(teamId), await member(teamId, { online: false })];
    const mine = async (cookie: string) => (await (await t.app.http()).inject({ url: '/api/v1/offers', headers: { cookie } })).json<{ items: { ticketId: number }[] }>().items.map((o) => o.ticketId);
    const answer = async (cookie: string, id: number, take: boolean) => (await (await t.app.http()).inject({ method: 'POST', url: `/api/v1/tickets/${id}/offer`, headers: { cookie, origin: 'http://localhost:3000', 'content-type': 'application/json' }, payload: JSON.stringify({ take }) })).statusCode;
    const taken = await opened({ teamId });
    expect(await mine(first.cookie)).toEqual([taken]);
    expect(await answer(second.cookie, taken, true)).toBe(409);
    expect(await answer(first.cookie, taken, true)).toBe(200);
    await pass(2);
    expect(await owner(taken)).toBe(first.id);
    const missed = await opened({ teamId });
    await t.app.platform.db.tx((tx) => t.app.org.setPresence(tx, second.id, 'online', systemActor));
    await t.drain();
    await pass(2);
    expect(await owner(missed)).toBe(second.id);
    expect(await answer(second.cookie, missed, false)).toBe(200);
    // Passed on to nobody free: back in line, not with who passed it on. The first has had their rest.
    expect(await owner(missed)).toBe(first.id);
    await pass(2);
    await t.drain();
    expect((await t.app.org.agent(first.id))?.presence).toBe('away');
    // Nobody else is left: better with who passed it on than with nobody.
    expect(await owner(missed)).toBe(second.id);
    expect(await t.app.platform.db.rows({ text: `select words from notice where kind = 'missed' and agent_id = $1`, values: [first.id] })).toEqual([{ words: '2' }]);
  });
});

describe('rules as a table', () => {
  it('are drafted, tried on a ticket, deployed like any table, and say which rule placed a ticket', async () => {
    const skill = await t.call(api.org.createSkill, { body: { key: 'water', name: { zh: '水路', en: 'Water' } } }, { as: key });
    const plain = await team({ match: { types: ['support'] }, position: -9 });
    const special = await team({ name: 'Water desk', position: 900 });
    const [here, there, unskilled] = [await member(plain.teamId), await member(special.teamId), await member(special.teamId)];
    await update(there.id, { skills: [{ skillId: skill.id, level: 3 }] });
    expect(await t.call(api.routing.rules, {}, { as: key })).toMatchObject({ live: null, hasDraft: false });
    expect(await t.call(api.routing.makeRules, {}, { as: key })).toMatchObject({ live: null, hasDraft: true, problems: [] });
    const table = firstTable('Water desk');
    const rules = [{ id: 'r1', inputs: ['-', '-', '"support"', '-', '-'], outputs: ['"Water desk"', '"water >= 2"', '30', '2'], annotation: 'Leaks' }];
    const xml = await writeTable({ ...table, rules });
    const wrong = await writeTable({ ...table, rules: [{ ...rules[0] as typeof rules[0] & object, outputs: ['"Nowhere"', '"fire >= 2"', '30', '2'] }] });
    await t.call(api.processes.saveDraft, { params: { key: rulesKey }, body: { kind: 'dmn', xml: wrong, note: '' } }, { as: key });
    expect((await t.call(api.routing.rules, {}, { as: key, language: 'en' })).problems.map((p) => p.message)).toEqual(['Rule 1 names the queue “Nowhere”, which does not exist: its tickets go by the queues’ own lists.', 'Rule 1 asks for the skill “fire”, which does not exist.']);
    const before = await opened({ type: 'support' });
    expect(await owner(before)).toBe(here.id);
    const tried = await t.call(api.routing.tryRules, { body: { ticketId: before, xml } }, { as: key });
    expect(tried).toMatchObject({ facts: { type: 'support', tier: 'standard' }, before: { queue: plain.queue.name, rule: null }, after: { queue: 'Water desk', rule: { rule: 1, note: 'Leaks' }, skills: [{ skill: 'water', level: 2 }], aheadMinutes: 30, weight: 2 }, fault: null });
    await t.call(api.processes.deploy, { params: { key: rulesKey }, body: { kind: 'dmn', xml, note: '' } }, { as: key });
    const after = await opened({ type: 'support' });
    expect(await owner(after)).toBe(there.id);
    const [why] = await explain(after);
    expect(why).toMatchObject({ queue: 'Water desk', rule: { version: 1, rule: 1, note: 'Leaks' } });
    expect(await reasons(after, unskilled.id)).toEqual(['Water: level 2 needed, has 0']);
  });
});

describe('what is shown', () => {
  it('why not me: as it was, or by what holds now for who was not asked', async () => {
    const { teamId } = await team();
    const [got, lost, outside] = [await member(teamId), await member(teamId, { name: 'Lost', online: false }), await t.agent({ name: 'Outside' })];
    const id = await opened({ teamId });
    expect(await owner(id)).toBe(got.id);
    const ask = (agentId: number) => t.call(api.routing.explainPerson, { params: { id, agentId } }, { as: key, language: 'zh-CN' });
    expect(await ask(lost.id)).toMatchObject({ asOf: 'then', candidate: { name: 'Lost', chosen: false, reasons: [{ code: 'offline', detail: '不在线' }] } });
    expect((await ask(outside.id)).candidate.reasons.map((r) => r.detail)).toEqual([`不在团队「Team ${n}」中`]);
  });
  it('how evenly a queue spread its work, by weight and time present', async () => {
    const { teamId, queue } = await team({ settings: { weight: 2 } });
    const [one, two] = [await member(teamId), await member(teamId)];
    await t.drain();
    t.clock.advance(3600);
    for (let i = 0; i < 4; i++) await opened({ teamId });
    const { items } = await t.call(api.routing.load, { query: { days: 1 } }, { as: key });
    const load = items.find((q) => q.queueId === queue.id);
    expect(load).toMatchObject({ given: 4, weight: 8 });
    expect(load?.people.map((p) => [p.id, p.given, p.weight, p.share, p.fair]).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([[one.id, 2, 4, 0.5, 0.5], [two.id, 2, 4, 0.5, 0.5]]);
    expect(load?.evenness).toBe(1);
  });
  it('a replay: last month with other settings, beside what holds, and nothing live changes', async () => {
    const before = await t.app.platform.db.rows<{ n: string }>({ text: 'select (select count(*) from ticket_change) || $1 || (select count(*) from routing_choice) || $1 || (select count(*) from routing_wait) as n', values: [' '] });
    const { teamId, queue } = await team({ position: -1 });
    await member(teamId, { capacity: 3 });
    const asked = await t.call(api.routing.replay, { body: { days: 30, rules: 'none', queues: [{ id: queue.id, enabled: false }], people: {}, demand: 1 } }, { as: key });
    expect(asked).toMatchObject({ state: 'waiting', result: null });
    await t.drain();
    const done = await t.call(api.routing.replayOf, { params: { id: asked.id } }, { as: key });
    expect(done).toMatchObject({ state: 'done', progress: 1, reason: null });
    const { before: was, after: is, arrivals } = done.result ?? { before: null, after: null, arrivals: 0 };
    expect(arrivals).toBeGreaterThan(10);
    expect([was?.whole.arrivals, is?.whole.arrivals]).toEqual([arrivals, arrivals]);
    expect(is?.queues.find((q) => q.id === queue.id)).toMatchObject({ arrivals: 0, assigned: 0 });
    expect(await t.app.platform.db.rows({ text: 'select (select count(*) from ticket_change) || $1 || (select count(*) from routing_choice) || $1 || (select count(*) from routing_wait) as n', values: [' '] })).toEqual(before);
  });
});
