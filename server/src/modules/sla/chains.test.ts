import { api } from '@aftercare/contract';
import type { SlaPolicyInput } from '@aftercare/contract/sla';
import type { TicketChanges } from '@aftercare/contract/tickets';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';
import { ALWAYS_OPEN } from '../../platform/time/index.ts';
import { createKnownCalendars } from '../org/index.ts';
import { columnsOf } from './reading.ts';
import { clocksOf, ledgerOf } from './store.ts';

let t: TestApp;
let key: string;
let calendarId: number;
let people: { owner: number; lead: number; boss: number; other: number };
const everything = { channels: [], types: [], tiers: [], priorities: [] };
const HOUR = 3600;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const { db } = t.app.platform;
  calendarId = await db.tx((tx) => t.app.org.createCalendar(tx, { ...ALWAYS_OPEN, name: 'Always' }));
  const team = await t.call(api.org.createTeam, { body: { name: 'Repairs' } }, { as: key });
  const make = async (name: string, roles: string[], teams: number[] = []) => (await t.agent({ name, roles, teams })).id;
  people = { owner: await make('Owner', ['agent'], [team.id]), lead: await make('Lead', ['supervisor'], [team.id]), boss: await make('Boss', ['administrator']), other: await make('Other', ['supervisor']) };
  await policy({ name: 'Standard', targets: { 'first-response': 10, 'next-response': 30, solution: 600, closing: null }, escalations: [
    { percent: 80, targets: ['solution'], who: [{ kind: 'owner' }], how: { app: true, mail: false, push: false } },
    { percent: 100, targets: ['solution'], who: [{ kind: 'role', role: 'supervisor' }, { kind: 'team' }], how: { app: true, mail: true, push: false }, again: 30 },
    { percent: 150, targets: ['solution'], who: [{ kind: 'agent', agentId: people.boss }], how: { app: true, mail: true, push: true } },
  ] });
});
afterAll(() => t.close());
beforeEach(() => t.clock.set('2026-03-02T02:00:00Z'));

async function policy(more: Partial<SlaPolicyInput> & Pick<SlaPolicyInput, 'name' | 'targets'>): Promise<number> {
  const { id } = await t.call(api.sla.createPolicy, { body: { match: everything, calendarId, warnAt: 0.8, position: 5, enabled: true, ...more } }, { as: key });
  await t.drain();
  return id;
}
async function open(extra: Record<string, unknown> = {}): Promise<number> {
  const { id } = await t.call(api.tickets.open, { body: { subject: 'No power', customer: { name: 'Wang', email: `w${crypto.randomUUID()}@example.com` }, ...extra } }, { as: key });
  await t.drain();
  return id;
}
const change = async (id: number, body: TicketChanges & { reason?: string }) => { await t.call(api.tickets.update, { params: { id }, body }, { as: key }); await t.drain(); };
const clock = async (id: number, target: string) => (await t.call(api.sla.clocks, { params: { id } }, { as: key })).items.find((c) => c.target === target);
const fire = async () => { await t.app.sla.fireDue(t.clock.now()); await t.drain(); };
const rung = async (id: number) => t.app.platform.db.rows<{ name: string; rung: number }>({ text: `select a.name, split_part(n.words, '|', 2)::int as rung from notice n join agent a on a.id = n.agent_id where n.ticket_id = $1 and n.kind = 'escalated' order by 2, a.name, n.id`, values: [id] });
const say = async (id: number, text: string) => {
  const { customer } = await t.call(api.tickets.get, { params: { id } }, { as: key });
  const [facts] = await t.app.tickets.facts(t.app.platform.db, [id]);
  if (!facts) throw new Error('no ticket');
  const { CustomerWrote } = await import('../tickets/index.ts');
  await t.app.platform.db.tx((tx) => t.app.platform.bus.publish(tx, CustomerWrote, { stream: `ticket:${id}`, actor: { kind: 'customer', id: customer.id, name: text }, payload: { ...facts, messageId: 1, conversationId: 1, first: false, flag: null, at: t.clock.now().toISOString() } }));
  await t.drain();
};
const reach = async (id: number) => { await t.app.platform.db.tx((tx) => t.app.tickets.reached(tx, id, people.owner, systemActor)); await t.drain(); };

test('a chain climbs rung by rung, each once whoever fires, tells again until somebody takes it on, and the timeline says so', async () => {
  const team = (await t.call(api.org.teams, {}, { as: key })).items.find((one) => one.name === 'Repairs')?.id ?? 0;
  const id = await open({ teamId: team, ownerId: people.owner });
  t.clock.advance(8 * HOUR);
  await Promise.all([fire(), fire(), fire()]);
  expect(await rung(id)).toEqual([{ name: 'Owner', rung: 80 }]);
  t.clock.advance(2 * HOUR);
  await Promise.all([fire(), fire()]);
  await fire();
  // Supervisors of the ticket's team only, and the team itself.
  expect(await rung(id)).toEqual([{ name: 'Owner', rung: 80 }, { name: 'Lead', rung: 100 }, { name: 'Owner', rung: 100 }]);
  t.clock.advance(30 * 60);
  await Promise.all([fire(), fire()]);
  expect(await rung(id)).toHaveLength(5);
  expect((await clock(id, 'solution'))?.escalation).toMatchObject({ percent: 100, acknowledged: null });
  // Nobody was running when two more telling-agains and the next rung came.
  t.clock.advance(5 * HOUR);
  await fire();
  const told = await rung(id);
  expect(told.at(-1)).toEqual({ name: 'Boss', rung: 150 });
  expect(await t.call(api.sla.acknowledge, { params: { id } }, { as: key })).toEqual({ acknowledged: 1 });
  expect(await t.call(api.sla.acknowledge, { params: { id } }, { as: key })).toEqual({ acknowledged: 0 });
  await t.drain();
  t.clock.advance(9 * HOUR);
  await fire();
  expect(await rung(id)).toEqual(told);
  expect(await t.app.platform.db.rows({ text: `select id from notice where ticket_id = $1 and kind = 'escalated' and read_at is null`, values: [id] })).toEqual([]);
  const solution = await clock(id, 'solution');
  expect(solution?.escalation?.acknowledged?.by).toBe('test administrator');
  expect(solution?.steps.map((s) => s.kind)).toEqual(expect.arrayContaining(['escalated', 'acknowledged']));
  const page = await t.call(api.desk.ticketPage, { params: { id }, query: {} }, { as: key });
  expect(page.timeline.flatMap((i) => (i.kind === 'clock' && (i.event === 'escalated' || i.event === 'acknowledged') ? [`${i.event} ${i.words}`] : []))).toEqual(expect.arrayContaining(['escalated 80', 'escalated 150', 'acknowledged test administrator']));
  // Solved and taken up again it is nobody's yet.
  await change(id, { status: 'solved' });
  await change(id, { status: 'open' });
  expect((await clock(id, 'solution'))?.escalation).toMatchObject({ percent: 150, acknowledged: null });
});

test('a rung sets rules off, which see the clock, the percent and whether it is told again', async () => {
  const rule = await t.call(api.automation.createRule, { body: { kind: 'trigger', name: { zh: '升级', en: 'Escalated' }, events: ['sla-escalated'], condition: '= percent >= 100 and target = "solution" and policy = "Standard" and not(again)', actions: [{ name: 'tickets.change', input: { addTags: ['escalated'] } }] } }, { as: key });
  const id = await open({ ownerId: people.owner });
  t.clock.advance(8 * HOUR);
  await fire();
  expect(await t.call(api.tickets.get, { params: { id } }, { as: key })).toMatchObject({ tags: [] });
  t.clock.advance(2.6 * HOUR);
  await fire();
  expect(await t.call(api.tickets.get, { params: { id } }, { as: key })).toMatchObject({ tags: ['escalated'] });
  expect((await t.call(api.automation.runs, { query: { ruleId: rule.id } }, { as: key })).items.map((r) => [r.event, r.outcome])).toEqual([['sla-escalated', 'done']]);
  await t.call(api.automation.deleteRule, { params: { id: rule.id } }, { as: key });
});

test('a chain written today rings for nothing that was late before; its next rung comes', async () => {
  const chain = (percent: number) => ({ percent, who: [{ kind: 'agent' as const, agentId: people.boss }], how: { app: true, mail: false, push: false } });
  const body = { name: 'Late', match: { ...everything, channels: ['webhook' as const] }, targets: { 'first-response': null, solution: 60, closing: null } };
  const late = await policy(body);
  const id = await open({ channel: 'webhook' });
  t.clock.advance(1.5 * HOUR);
  await fire();
  await t.call(api.sla.updatePolicy, { params: { id: late }, body: { ...body, calendarId, warnAt: 0.8, position: 5, enabled: true, escalations: [chain(100), chain(200)] } }, { as: key });
  await t.drain();
  await fire();
  expect(await rung(id)).toEqual([]);
  expect((await clock(id, 'solution'))?.escalation).toBeNull();
  t.clock.advance(HOUR);
  await fire();
  expect(await rung(id)).toEqual([{ name: 'Boss', rung: 200 }]);
  await t.call(api.sla.deletePolicy, { params: { id: late } }, { as: key });
  await t.drain();
});

test('each word of the customer’s begins a clock of its own that an answer or a call ends', async () => {
  const id = await open();
  await say(id, 'Hello?');
  expect(await clock(id, 'next-response')).toBeUndefined();
  await reach(id);
  expect(await clock(id, 'first-response')).toMatchObject({ state: 'met' });
  expect((await clock(id, 'first-response'))?.steps.at(-1)?.reason).toContain('telephone');
  t.clock.advance(HOUR);
  await say(id, 'And now?');
  t.clock.advance(20 * 60);
  await say(id, 'Still there?');
  expect(await clock(id, 'next-response')).toMatchObject({ state: 'running', usedSeconds: 20 * 60, dueAt: '2026-03-02T03:30:00.000Z' });
  t.clock.advance(15 * 60);
  await reach(id);
  expect(await clock(id, 'next-response')).toMatchObject({ state: 'met', breachedAt: '2026-03-02T03:30:00.000Z' });
  t.clock.advance(HOUR);
  await say(id, 'Once more');
  expect(await clock(id, 'next-response')).toMatchObject({ state: 'running', usedSeconds: 0, breachedAt: null });
  t.clock.advance(HOUR);
  await fire();
  const breaches = await t.app.platform.db.rows({ text: `select id from event where stream = $1 and type = 'sla.breached' and payload->>'target' = 'next-response'`, values: [`ticket:${id}`] });
  expect(breaches).toHaveLength(2);
});

test('the policy that asks most holds and says why; product, team and tier decide; a reason pauses where it is meant to', async () => {
  const special = await policy({ name: 'Robots', match: { ...everything, types: ['repair'], condition: 'product = "X9" and teamId != null' }, targets: { 'first-response': 5, solution: 60, closing: null }, position: 9, pauses: [{ status: 'hold', reasons: ['备件', 'part'] }] });
  const id = await open({ type: 'repair', product: 'X9' });
  expect(await clock(id, 'solution')).toMatchObject({ policy: 'Standard', why: { asks: [], before: null } });
  const team = (await t.call(api.org.teams, {}, { as: key })).items[0]?.id ?? 0;
  await change(id, { teamId: team });
  expect(await clock(id, 'solution')).toMatchObject({ policy: 'Robots', targetSeconds: HOUR, why: { asks: ['type', 'team', 'product'], before: { policy: 'Standard', asks: [] } } });
  await change(id, { status: 'hold', reason: 'nobody has time' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'running' });
  await change(id, { status: 'open' });
  await change(id, { status: 'hold', reason: '等待备件到货' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'paused' });
  // Another fact changes meanwhile: it still waits for the part.
  await change(id, { priority: 'high' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'paused' });
  await change(id, { product: 'Y1' });
  expect(await clock(id, 'solution')).toMatchObject({ policy: 'Standard', targetSeconds: 10 * HOUR });
  await t.call(api.sla.deletePolicy, { params: { id: special } }, { as: key });
  await t.drain();
});

test('a changed calendar reads only its own clocks anew, and says how far it is', async () => {
  const { db } = t.app.platform;
  const plan = { ...ALWAYS_OPEN, name: 'Night' };
  const night = await t.call(api.org.createCalendar, { body: plan }, { as: key });
  const own = await policy({ name: 'Night', match: { ...everything, channels: ['portal'] }, calendarId: night.id, targets: { 'first-response': 60, solution: 600, closing: null } });
  const ids = [await open({ channel: 'portal' }), await open({ channel: 'portal' })];
  const before = await db.rows<{ n: string }>({ text: 'select sum(counted_at::text::timestamptz - timestamptz \'2026-01-01\')::text as n from sla_clock where calendar_id <> $1', values: [night.id] });
  await t.call(api.org.updateCalendar, { params: { id: night.id }, body: { ...plan, holidays: [{ date: '2026-03-02' }] } }, { as: key });
  t.clock.advance(60);
  await t.drain();
  const [replay] = (await t.call(api.sla.replays, {}, { as: key })).items;
  expect(replay).toMatchObject({ cause: 'calendar', name: 'Night', total: 2, done: 2, endedAt: expect.any(String) });
  expect((await clock(ids[0] ?? 0, 'first-response'))?.dueAt).toBe('2026-03-03T01:00:00.000Z');
  expect(await db.rows({ text: 'select sum(counted_at::text::timestamptz - timestamptz \'2026-01-01\')::text as n from sla_clock where calendar_id <> $1', values: [night.id] })).toEqual(before);
  await t.call(api.sla.deletePolicy, { params: { id: own } }, { as: key });
  await t.drain();
});

test('what departments owe stands beside the customer’s clock, in working time, and ends with their answer', async () => {
  const id = await open({ channel: 'mail' });
  const { db } = t.app.platform;
  const [person] = await db.rows<{ id: number }>({ text: `insert into customer (name) values ('Lab') returning id`, values: [] });
  const [account] = await db.rows<{ id: number }>({ text: `insert into channel_account (kind, name, address) values ('mail', 'Mail', 'help@example.com') returning id`, values: [] });
  const [talk] = await db.rows<{ id: number }>({ text: 'insert into conversation (channel_account_id, customer_id, thread_key) values ($1, $2, $3) returning id', values: [account?.id, person?.id, 'lab'] });
  await db.tx((tx) => tx.run({ text: `insert into ticket_aside (conversation_id, ticket_id, kind, name, address, subject, opened_at, asked_at, answer_minutes) values ($1, $2, 'department', 'Laboratory', 'lab@example.com', 'Is it the board', $3, $3, 120)`, values: [talk?.id, id, t.clock.now()] }));
  await t.call(api.asides.addTask, { params: { id }, body: { title: 'Call the lab', assigneeId: people.lead, dueAt: '2026-03-02T04:30:00Z' } }, { as: key });
  t.clock.advance(HOUR);
  const inner = async () => (await t.call(api.sla.inner, { params: { id } }, { as: key })).items;
  expect((await inner()).map((c) => [c.source, c.title, c.party, c.state, c.dueAt, c.usedSeconds, c.targetSeconds])).toEqual(expect.arrayContaining([
    ['aside', 'Is it the board', 'Laboratory', 'running', '2026-03-02T04:00:00.000Z', HOUR, 2 * HOUR], ['task', 'Call the lab', 'Lead', 'running', '2026-03-02T04:30:00.000Z', HOUR, 2.5 * HOUR],
  ]));
  t.clock.advance(2 * HOUR);
  expect((await inner()).find((c) => c.source === 'aside')).toMatchObject({ state: 'breached' });
  await db.tx((tx) => t.app.tickets.asides.answered(tx, id, talk?.id ?? 0, 1, systemActor));
  expect((await inner()).find((c) => c.source === 'aside')).toMatchObject({ state: 'breached', endedAt: '2026-03-02T05:00:00.000Z', usedSeconds: 3 * HOUR });
});

test('inner clocks stand still by their own states and with the ticket, as the policy says', async () => {
  const { db } = t.app.platform;
  const own = await policy({ name: 'Shop', match: { ...everything, channels: ['wechat'] }, targets: { 'first-response': null, solution: 600, closing: null }, innerPauses: [{ source: 'job', on: 'part' }, { source: 'job', on: 'claim' }, { source: 'task', on: 'ticket' }] });
  const id = await open({ channel: 'wechat' });
  await t.call(api.asides.addTask, { params: { id }, body: { title: 'Ring the shop', dueAt: '2026-03-02T06:00:00Z' } }, { as: key });
  const [vendor] = await db.rows<{ id: number }>({ text: `insert into vendor (key, name) values ('harbour', 'Harbour Repairs') returning id`, values: [] });
  const [job] = await db.rows<{ id: number }>({ text: `insert into vendor_job (ticket_id, key, kind, summary, queue, state, vendor_id, offered_at, accepted_at, due_at, created_by) values ($1, 'inner', 'on-site', 'Replace the pump', '{}', 'working', $2, $3, $3, $3::timestamptz + interval '6 hours', '{}') returning id`, values: [id, vendor?.id, t.clock.now()] });
  const report = (kind: string) => db.run({ text: `insert into vendor_progress (job_id, kind, at, actor) values ($1, $2, $3, '{}')`, values: [job?.id, kind, t.clock.now()] });
  const inner = async (source: string) => (await t.call(api.sla.inner, { params: { id } }, { as: key })).items.find((c) => c.source === source);
  t.clock.advance(HOUR);
  await report('waiting-for-part');
  await change(id, { status: 'hold', waitsFor: 'the part' });
  t.clock.advance(2 * HOUR);
  expect(await inner('job')).toMatchObject({ state: 'paused', dueAt: null, usedSeconds: HOUR, targetSeconds: 6 * HOUR, pauses: [{ to: null, reason: 'They wait for a part', seconds: 2 * HOUR }] });
  expect(await inner('task')).toMatchObject({ state: 'paused', usedSeconds: HOUR, pauses: [{ reason: 'On hold: the part' }] });
  await report('note');
  await report('started');
  await db.run({ text: `insert into vendor_claim (job_id, kind, raised_by, reason, raised_at, actor) values ($1, 'price', 'vendor', 'dearer', $2, '{}')`, values: [job?.id, t.clock.now()] });
  await change(id, { status: 'open' });
  t.clock.advance(HOUR);
  expect(await inner('job')).toMatchObject({ state: 'paused', usedSeconds: HOUR });
  expect(await inner('task')).toMatchObject({ state: 'running', usedSeconds: 2 * HOUR, dueAt: '2026-03-02T08:00:00.000Z' });
  await db.run({ text: `update vendor_claim set state = 'granted', decided_at = $2 where job_id = $1`, values: [job?.id, t.clock.now()] });
  t.clock.advance(HOUR);
  expect(await inner('job')).toMatchObject({ state: 'running', usedSeconds: 2 * HOUR, dueAt: '2026-03-02T11:00:00.000Z' });
  await t.call(api.sla.deletePolicy, { params: { id: own } }, { as: key });
  await t.drain();
});

test('what a ticket may wait for comes with what it does to its clocks; another reason moves them while the state stays', async () => {
  const own = await policy({ name: 'Repairs', match: { ...everything, types: ['repair'], condition: 'waitsFor != "x"' }, targets: { 'first-response': null, solution: 600, closing: null }, pauses: [{ status: 'hold', reasons: ['part', '备件'] }] });
  const id = await open({ type: 'repair' });
  const { items } = await t.call(api.sla.waits, { params: { id } }, { as: key });
  expect(items).toEqual([{ status: 'pending', stops: 'never', reasons: [] }, { status: 'hold', stops: 'by-reason', reasons: ['part', '备件'] }]);
  await change(id, { status: 'hold' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'running' });
  await change(id, { waitsFor: 'part from Shenzhen' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'paused', why: { asks: ['type', 'what it waits for'] } });
  expect((await clock(id, 'solution'))?.steps.at(-1)?.reason).toBe('On hold: part from Shenzhen');
  expect(await t.call(api.tickets.get, { params: { id } }, { as: key })).toMatchObject({ waitsFor: 'part from Shenzhen' });
  await change(id, { waitsFor: 'somebody with time' });
  expect(await clock(id, 'solution')).toMatchObject({ state: 'running' });
  await change(id, { status: 'open' });
  expect(await t.call(api.tickets.get, { params: { id } }, { as: key })).toMatchObject({ waitsFor: '' });
  await t.call(api.sla.deletePolicy, { params: { id: own } }, { as: key });
  await t.drain();
});

type Act = 'pending' | 'open' | 'hold' | 'solved' | 'urgent' | 'normal' | 'vip' | 'standard' | 'answer' | 'wrote' | 'fire' | 'take' | 'merge' | 'calendar';
const acts = fc.array(fc.array(fc.constantFrom<Act>('pending', 'open', 'hold', 'solved', 'urgent', 'normal', 'vip', 'standard', 'answer', 'wrote', 'fire', 'take', 'merge', 'calendar'), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });

test('whatever happens at once, rows are what the ledger says, clocks do what the ticket asks, and every fact is told once', async () => {
  const { db } = t.app.platform;
  const plan = { ...ALWAYS_OPEN, name: 'Always' };
  await fc.assert(fc.asyncProperty(acts, async (rounds) => {
    t.clock.set('2026-03-02T02:00:00Z');
    const [a, b] = [await open(), await open()];
    const [facts] = await t.app.tickets.facts(db, [a]);
    await db.tx((tx) => tx.run({ text: 'update ticket set customer_id = $1 where id = $2', values: [facts?.customerId, b] }));
    const act = async (what: Act): Promise<unknown> => {
      if (what === 'fire') return t.app.sla.fireDue(t.clock.now());
      if (what === 'take') return db.tx((tx) => t.app.sla.acknowledge(tx, a, systemActor));
      if (what === 'answer') return reach(a);
      if (what === 'wrote') return say(a, 'x');
      if (what === 'merge') return t.call(api.relations.merge, { body: { fromId: b, intoId: a } }, { as: key });
      if (what === 'calendar') return t.call(api.org.updateCalendar, { params: { id: calendarId }, body: plan }, { as: key });
      if (what === 'vip' || what === 'standard') return db.tx((tx) => t.app.customers.update(tx, facts?.customerId ?? 0, { tier: what }, null, systemActor));
      if (what === 'urgent' || what === 'normal') return db.tx((tx) => t.app.tickets.change(tx, a, { priority: what }, { actor: systemActor }));
      return db.tx((tx) => t.app.tickets.change(tx, a, { status: what }, { actor: systemActor }));
    };
    for (const round of rounds) {
      t.clock.advance(3 * HOUR);
      await Promise.allSettled([...round.map(act), t.drain(), t.app.sla.fireDue(t.clock.now())]);
      await t.drain();
    }
    await fire();
    const known = await createKnownCalendars(t.app.org).load(db);
    for (const id of [a, b]) {
      const rows = await clocksOf(db, [id]);
      const ledger = await ledgerOf(db, rows.map((r) => r.id));
      const ticket = await t.app.tickets.get(id);
      for (const row of rows) {
        const mine = ledger.filter((l) => l.clockId === row.id);
        const lines = mine.flatMap((l) => (l.kind !== 'warned' && l.kind !== 'escalated' && l.kind !== 'acknowledged' ? [{ ...l, kind: l.kind }] : []));
        expect(row).toMatchObject({ ...columnsOf(lines, known.compiled, row.warnShare, row.countedAt) });
        const told = await db.rows<{ type: string; n: number }>({ text: `select type, count(*)::int as n from event where stream = $1 and type like 'sla.%' and payload->>'target' = $2 group by type`, values: [`ticket:${id}`, row.target] });
        for (const kind of ['warned', 'breached', 'escalated', 'acknowledged'] as const) expect(told.find((x) => x.type === `sla.${kind}`)?.n ?? 0).toBe(mine.filter((l) => l.kind === kind).length);
        const wanted = ticket?.mergedInto ? ['cancelled', 'met'] : ticket?.status === 'solved' || ticket?.status === 'closed' ? ['met', 'cancelled'] : ticket?.status === 'pending' || ticket?.status === 'hold' ? ['paused'] : ['running', 'breached'];
        if (row.target === 'solution') expect(wanted).toContain(row.state);
        expect(row.escalateAt === null || (row.acknowledgedAt === null && ['running', 'breached'].includes(row.state))).toBe(true);
      }
    }
  }), { numRuns: tries(6, 30) });
}, 60_000);
