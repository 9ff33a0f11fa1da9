import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { cronMatcher, nextMoments } from '../../platform/jobs/index.ts';

let t: TestApp;
let key: string;
let agent: { id: number; cookie: string };
let mailbox: number;
const name = (en: string) => ({ zh: en, en });
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  agent = await t.agent({ roles: ['administrator'], name: 'Mei' });
  mailbox = (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'webhook', name: 'W', address: 'w', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } }))).id;
});
afterAll(() => t.close());

let n = 0;
const open = async (subject = 'Leak', extra: Record<string, unknown> = {}) => (await t.call(api.tickets.open, { body: { subject, customer: { name: 'Lin', email: `lin${++n}@example.com`, language: 'en' }, text: subject, ...extra } }, { as: key })).id;
async function write(email: string, text: string) {
  const { conversationId } = await t.app.conversations.ingest({ accountId: mailbox, externalId: `m${++n}`, threadKey: `t${++n}`, from: { name: 'Lin', language: 'en', addresses: [{ kind: 'email', value: email }] }, subject: text, text, at: t.clock.now() });
  await t.drain();
  return (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0;
}
const headers = () => ({ cookie: agent.cookie });
const get = (id: number) => t.call(api.tickets.get, { params: { id } }, { as: key });
const page = (id: number) => t.call(api.desk.ticketPage, { params: { id } }, { as: key });
const codeOf = (work: Promise<unknown>) => work.then(() => 'none', (e: unknown) => (e instanceof ApiError ? (e.problem.fields?.[0]?.path ?? e.problem.code) : String(e)));
const rule = (over: Partial<Parameters<typeof t.call<typeof api.automation.createRule>>[1]['body']>) => t.call(api.automation.createRule, { body: { kind: 'trigger', name: name('Rule'), actions: [{ name: 'tickets.change', input: { addTags: ['seen'] } }], ...over } as never }, { headers: headers() });
const off = (id: number) => t.call(api.automation.deleteRule, { params: { id } }, { headers: headers() });

describe('macros', () => {
  it('change, note and answer in the customer’s language by one call, and go back by one', async () => {
    const macro = await t.call(api.automation.createMacro, { body: { name: name('Ask for serial'), changes: { priority: 'high', owner: 'me', addTags: ['serial'] }, text: { zh: '{{customer.name}}，请发序列号。', en: 'Dear {{customer.name}}, which serial number is it?' }, send: true, after: 'wait', note: 'asked for it' } }, { headers: headers() });
    const id = await write('macro@example.com', 'Broken');
    const done = await t.call(api.automation.apply, { params: { id, macroId: macro.id } }, { headers: headers() });
    expect(done).toMatchObject({ text: null, undoSeconds: 10 });
    expect(await get(id)).toMatchObject({ status: 'pending', priority: 'high', owner: { id: agent.id }, tags: ['serial'] });
    const said = (await page(id)).timeline.flatMap((i) => (i.kind === 'message' ? [i.message.text] : i.kind === 'note' ? [i.note.text] : []));
    expect(said.toSorted()).toEqual(['Broken', 'Dear Lin, which serial number is it?', 'asked for it']);
    expect((await t.call(api.automation.undoMacro, { params: { id: done.id } }, { headers: headers() })).stays).toEqual([]);
    expect(await get(id)).toMatchObject({ status: 'open', priority: 'normal', owner: null, tags: [] });
    expect((await page(id)).timeline.filter((i) => i.kind === 'note' || (i.kind === 'message' && i.message.direction === 'out'))).toEqual([]);
    expect(await codeOf(t.call(api.automation.undoMacro, { params: { id: done.id } }, { headers: headers() }))).toBe('conflict');
  });
  it('say what stays when the message has left', async () => {
    const macro = await t.call(api.automation.createMacro, { body: { name: name('Thanks'), text: { zh: '', en: 'Thanks' }, send: true, changes: { priority: 'low' } } }, { headers: headers() });
    const id = await write('left@example.com', 'Hello');
    const done = await t.call(api.automation.apply, { params: { id, macroId: macro.id } }, { headers: headers() });
    await t.app.platform.db.run({ text: `update message set delivery = 'sent' where id = $1`, values: [done.messageId] });
    expect((await t.call(api.automation.undoMacro, { params: { id: done.id } }, { headers: headers() })).stays).toEqual(['message']);
    expect((await get(id)).priority).toBe('normal');
  });
  it('are their owner’s alone when personal', async () => {
    const other = await t.agent();
    const mine = await t.call(api.automation.createMacro, { body: { name: name('Mine'), personal: true, changes: { priority: 'low' } } }, { headers: { cookie: other.cookie } });
    expect((await t.call(api.automation.macros, {}, { headers: headers() })).items.some((m) => m.id === mine.id)).toBe(false);
    expect(await codeOf(t.call(api.automation.apply, { params: { id: await open(), macroId: mine.id } }, { headers: headers() }))).toBe('not-found');
    expect(await codeOf(t.call(api.automation.createMacro, { body: { name: name('House') } }, { headers: { cookie: other.cookie } }))).toBe('not-allowed');
  });
});

describe('triggers', () => {
  it('act on what meets their condition, write down what and why, and can be tried on the past', async () => {
    const draft = { kind: 'trigger' as const, name: name('Smoke'), events: ['opened' as const], condition: '= contains(lower case(subject), "smoke")', actions: [{ name: 'tickets.change', input: { priority: 'urgent', addTags: ['danger'] } }, { name: 'tickets.note', input: { en: '= "Risk at " + channel', zh: '{{ticket.number}}' } }] };
    const before = await open('Smoke from the oven');
    await t.drain();
    const tried = await t.call(api.automation.tryRule, { body: { ...draft, days: 7 } }, { headers: headers() });
    expect(tried).toMatchObject({ matched: 1, tickets: 1, truncated: false, samples: [{ ticket: { id: before }, would: [{ input: { priority: 'urgent' } }, { input: { en: 'Risk at phone', zh: `#${before}` } }] }] });
    expect((await get(before)).priority).toBe('normal');

    const made = await rule(draft);
    const [hit, miss] = [await open('SMOKE again'), await open('Door stuck')];
    await t.drain();
    expect(await get(hit)).toMatchObject({ priority: 'urgent', tags: ['danger'] });
    expect((await get(miss)).priority).toBe('normal');
    // Who reads the ticket learns what changed it.
    const { timeline } = await t.call(api.desk.ticketPage, { params: { id: hit } }, { headers: headers() });
    expect(timeline.filter((item) => item.kind === 'change')).toMatchObject([{ actor: { kind: 'system' }, reason: `rule|${made.id}|Smoke / Smoke` }]);
    const runs = await t.call(api.automation.runs, { query: { ruleId: made.id } }, { headers: headers() });
    expect(runs.items).toMatchObject([{ ticket: { id: hit }, event: 'opened', outcome: 'done', depth: 0, steps: [{ name: 'tickets.change', ok: true }, { name: 'tickets.note', ok: true }] }]);
    await off(made.id);
  });
  it('that set each other off end after a few rounds', async () => {
    const up = await rule({ name: name('Up'), events: ['changed'], condition: '= priority = "low"', actions: [{ name: 'tickets.change', input: { priority: 'high' } }], mostPerHour: 60 });
    const down = await rule({ name: name('Down'), events: ['changed'], condition: '= priority = "high"', actions: [{ name: 'tickets.change', input: { priority: 'low' } }], mostPerHour: 60 });
    const id = await open();
    await t.call(api.tickets.update, { params: { id }, body: { priority: 'low' } }, { as: key });
    await t.drain();
    const runs = (await t.call(api.automation.runs, { query: { ticketId: id } }, { headers: headers() })).items;
    expect(runs.map((r) => [r.outcome, r.depth, r.held])).toEqual([['held', 3, 'depth'], ['done', 2, null], ['done', 1, null], ['done', 0, null]]);
    await off(up.id);
    await off(down.id);
  });
  it('hold back what comes too often on one ticket, whoever sets it off', async () => {
    const made = await rule({ name: name('Often'), events: ['changed'], condition: '= list contains(changed, "subject")', mostPerHour: 2 });
    const id = await open();
    for (const subject of ['a', 'b', 'c', 'd']) { await t.call(api.tickets.update, { params: { id }, body: { subject } }, { as: key }); await t.drain(); }
    const runs = (await t.call(api.automation.runs, { query: { ruleId: made.id } }, { headers: headers() })).items;
    expect(runs.map((r) => r.held)).toEqual(['rate', 'rate', null, null]);
    await off(made.id);
  });
  it('go on after an action that fails, and say what failed', async () => {
    const made = await rule({ name: name('Half'), events: ['opened'], actions: [{ name: 'automation.assign', input: { team: 'Nobody knows' } }, { name: 'tickets.change', input: { addTags: ['half'] } }] });
    const id = await open();
    await t.drain();
    expect((await get(id)).tags).toEqual(['half']);
    const [run] = (await t.call(api.automation.runs, { query: { ruleId: made.id } }, { headers: headers() })).items;
    expect(run).toMatchObject({ outcome: 'failed', steps: [{ ok: false, detail: 'There is no team “Nobody knows”.' }, { ok: true }] });
    await off(made.id);
  });
  it('are refused by name of the field', async () => {
    expect(await codeOf(rule({ events: ['opened'], condition: '= nonsense > 1' }))).toBe('condition');
    expect(await codeOf(rule({ events: [] }))).toBe('events');
    expect(await codeOf(rule({ events: ['opened'], actions: [{ name: 'parts.reserve', input: {} }] }))).toBe('actions.0.name');
    expect(await codeOf(rule({ events: ['opened'], actions: [{ name: 'tickets.change', input: { priority: 'huge' } }] }))).toBe('actions.0.input.priority');
    expect(await codeOf(rule({ kind: 'schedule', timing: { cron: 'every monday', timeZone: 'UTC' } }))).toBe('timing.cron');
  });
});

describe('schedules', () => {
  const tick = () => t.app.platform.db.tx((tx) => t.app.platform.jobs.enqueue(tx, 'automation.tick', {})).then(() => t.drain());
  it('act once, so long after, and not on what was old before', async () => {
    const old = await open('old');
    t.clock.set(new Date(t.clock.now().getTime() + 5 * 3_600_000));
    const made = await rule({ kind: 'schedule', name: name('Remind'), timing: { after: 2, since: 'opened' }, condition: '= not(answered)' });
    const fresh = await open('fresh');
    await tick();
    expect((await get(fresh)).tags).toEqual([]);
    t.clock.set(new Date(t.clock.now().getTime() + 2 * 3_600_000 + 60_000));
    await tick();
    await tick();
    expect([(await get(old)).tags, (await get(fresh)).tags]).toEqual([[], ['seen']]);
    expect((await t.call(api.automation.runs, { query: { ruleId: made.id } }, { headers: headers() })).items).toHaveLength(1);
    await off(made.id);
  });
  it('by cron take every ticket that meets the condition, once per moment', async () => {
    t.clock.set(new Date('2026-03-04T00:58:00Z'));
    const made = await rule({ kind: 'schedule', name: name('Nine'), timing: { cron: '0 9 * * *', timeZone: 'Asia/Shanghai' }, condition: '= subject = "cron"', actions: [{ name: 'tickets.change', input: { addTags: ['nine'] } }] });
    const [a, b] = [await open('cron'), await open('other')];
    await tick();
    expect((await get(a)).tags).toEqual([]);
    t.clock.set(new Date('2026-03-04T01:00:30Z'));
    await tick();
    await tick();
    expect([(await get(a)).tags, (await get(b)).tags]).toEqual([['nine'], []]);
    await off(made.id);
  });
  it('know the next moments by the clocks of their zone', () => {
    expect(nextMoments(cronMatcher('30 9 * * 1', 'Asia/Shanghai'), new Date('2026-03-02T02:00:00Z'), 2).map((d) => d.toISOString())).toEqual(['2026-03-09T01:30:00.000Z', '2026-03-16T01:30:00.000Z']);
    expect(nextMoments(cronMatcher('30 2 * * *', 'Europe/Berlin'), new Date('2026-03-28T12:00:00Z'), 1).map((d) => d.toISOString())).toEqual(['2026-03-30T00:30:00.000Z']);
  });
});

describe('bulk', () => {
  it('changes many, reports what failed in the reader’s language, and takes it all back', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => open('bulk')));
    await t.call(api.tickets.update, { params: { id: ids[0] ?? 0 }, body: { status: 'closed' } }, { as: key });
    const started = await t.call(api.automation.startBulk, { body: { work: { kind: 'change', changes: { status: 'pending', addTags: ['wave'] } }, ids: [...ids, 999_999] } }, { headers: headers() });
    expect(started).toMatchObject({ state: 'waiting', total: 61 });
    await t.drain();
    expect(await t.call(api.automation.bulkRun, { params: { id: started.id } }, { headers: headers() })).toMatchObject({ state: 'done', done: 59, failed: 2 });
    const report = await t.call(api.automation.bulkFailures, { params: { id: started.id }, query: {} }, { headers: headers(), language: 'zh-CN' });
    expect(report.items.map((f) => [f.ticketId, f.code])).toEqual([[ids[0], 'transition-not-allowed'], [999_999, 'not-found']]);
    expect(report.items[0]?.detail).toContain('closed');
    await t.call(api.tickets.update, { params: { id: ids[1] ?? 0 }, body: { status: 'open' } }, { as: key });
    const undo = await t.call(api.automation.startBulk, { body: { work: { kind: 'undo', runId: started.id } } }, { headers: headers() });
    await t.drain();
    expect(await t.call(api.automation.bulkRun, { params: { id: undo.id } }, { headers: headers() })).toMatchObject({ state: 'done', done: 59, failed: 0 });
    expect((await get(ids[5] ?? 0))).toMatchObject({ status: 'open', tags: [] });
    expect(await codeOf(t.call(api.automation.startBulk, { body: { work: { kind: 'undo', runId: started.id } } }, { headers: headers() }))).toBe('conflict');
    const other = await t.agent();
    expect(await codeOf(t.call(api.automation.bulkRun, { params: { id: started.id } }, { headers: { cookie: other.cookie } }))).toBe('not-found');
  });
  it('touches only what its asker may see', async () => {
    const team = await t.app.platform.db.tx((tx) => t.app.org.createTeam(tx, 'North'));
    const few = await t.agent({ roles: ['team-agent'], teams: [team.id] });
    const [own, foreign] = [await open('own', { teamId: team.id }), await open('foreign')];
    const run = await t.call(api.automation.startBulk, { body: { work: { kind: 'change', changes: { priority: 'urgent' } }, ids: [own, foreign] } }, { headers: { cookie: few.cookie } });
    await t.drain();
    expect(await t.call(api.automation.bulkRun, { params: { id: run.id } }, { headers: { cookie: few.cookie } })).toMatchObject({ done: 1, failed: 1 });
    expect([(await get(own)).priority, (await get(foreign)).priority]).toEqual(['urgent', 'normal']);
    // Nor does the report tell what it is about, whatever was to be done.
    const macro = await t.call(api.automation.createMacro, { body: { name: name('Low'), changes: { priority: 'low' }, note: 'seen' } }, { headers: headers() });
    for (const work of [{ kind: 'change' as const, changes: { addTags: ['x'] } }, { kind: 'macro' as const, macroId: macro.id }, { kind: 'reply' as const, text: { zh: '好', en: 'Hello' }, after: 'keep' as const }]) {
      const { id } = await t.call(api.automation.startBulk, { body: { work, ids: [own, foreign] } }, { headers: { cookie: few.cookie } });
      await t.drain();
      expect((await t.call(api.automation.bulkFailures, { params: { id }, query: {} }, { headers: { cookie: few.cookie } })).items.filter((f) => f.ticketId === foreign).map((f) => [f.code, f.subject]), work.kind).toEqual([['not-found', '']]);
    }
    expect(await get(foreign)).toMatchObject({ priority: 'normal', tags: [] });
    expect((await page(foreign)).timeline.filter((i) => i.kind === 'note' || (i.kind === 'message' && i.message.direction === 'out'))).toEqual([]);
  });
  it('takes a whole view, and answers all parts of a ticket', async () => {
    const parent = await write('top@example.com', 'Outage');
    const parts = await Promise.all(['part1@example.com', 'part2@example.com'].map((m) => write(m, 'Down')));
    for (const ticketId of parts) await t.call(api.tickets.link, { params: { id: parent }, body: { ticketId, kind: 'child' } }, { as: key });
    const run = await t.call(api.automation.startBulk, { body: { work: { kind: 'reply', text: { zh: '好了', en: 'Dear {{customer.name}}, it works again.' }, after: 'solve' }, childrenOf: parent } }, { headers: headers() });
    await t.drain();
    expect(await t.call(api.automation.bulkRun, { params: { id: run.id } }, { headers: headers() })).toMatchObject({ done: 2, failed: 0 });
    expect(await Promise.all(parts.map(async (id) => (await get(id)).status))).toEqual(['solved', 'solved']);
    const all = await t.call(api.automation.startBulk, { body: { work: { kind: 'change', changes: { addTags: ['all'] } }, view: 'solved' } }, { headers: headers() });
    expect(all.state).toBe('gathering');
    await t.drain();
    expect(await Promise.all(parts.map(async (id) => (await get(id)).tags))).toEqual([['all'], ['all']]);
  });
});
