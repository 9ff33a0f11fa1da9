import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '@aftercare/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChannelAdapter, Inbound, Outbound } from '../../channels/channel.ts';
import { type LoggedEvent, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { TicketOpened } from '../tickets/index.ts';

let t: TestApp;
let key: string;
let agent: { id: number; cookie: string };
let account = 0;
const sent: Outbound[] = [];
const mail: ChannelAdapter = {
  kind: 'mail', settings: z.record(z.string(), z.unknown()), secretSettings: [], instant: false,
  send: (message) => { sent.push(message); return Promise.resolve({ externalId: `sent-${message.messageId}`, state: 'sent' }); },
};
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  agent = await t.agent({ name: '李雷', online: false });
  t.app.conversations.useAdapters([mail]);
  account = (await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'mail', address: 'help@example.com', language: 'zh-CN', teamId: null, enabled: true, settings: {} }))).id;
  const day: [string, string][] = [['09:00', '17:00']];
  await t.call(api.org.createCalendar, { body: { name: '客服', timeZone: 'Asia/Shanghai', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, holidays: [], yearlyHolidays: [], extraDays: [] } }, { as: key });
  // The diagrams this room stands for; others need more of the house.
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-casework-'));
  for (const name of ['inquiry', 'complaint', 'outsourced', 'preventive', 'follow-up', 'incident']) await cp(join(import.meta.dirname, '../../../../processes', `${name}.bpmn`), join(folder, `${name}.bpmn`));
  await t.app.platform.db.tx((tx) => t.app.afterSales.processes.seed(tx, folder));
  await t.drain();
});
afterAll(() => t.close());
beforeEach(() => void sent.splice(0));

let n = 0;
/** A customer writes by mail; the ticket it became, of a type. */
async function written(type: string, more: Partial<Inbound> = {}): Promise<{ id: number; say: (text: string) => Promise<void> }> {
  n += 1;
  const mine = n;
  const inbound = (k: string, text: string): Inbound => ({ accountId: account, externalId: `m${mine}-${k}`, threadKey: `t${mine}`, from: { name: '王芳', language: 'zh-CN', addresses: [{ kind: 'email', value: `wang${mine}@example.com` }] }, subject: '洗衣机漏水', text, at: t.clock.now(), hints: { type }, ...more });
  const { conversationId } = await t.app.conversations.ingest(inbound('1', '很生气'));
  await t.drain();
  const id = await t.app.tickets.ticketOfConversation(conversationId);
  if (!id) throw new Error('no ticket');
  return { id, say: async (text) => { await t.app.conversations.ingest(inbound(`${text}`, text)); await t.drain(); } };
}
const stepsOf = (id: number) => t.call(api.casework.steps, { params: { id } }, { as: key });
const titles = async (id: number) => (await stepsOf(id)).tasks.map((x) => x.title.zh);
async function done(id: number, title: string, answers: Record<string, unknown> = {}): Promise<void> {
  const task = (await stepsOf(id)).tasks.find((x) => x.title.zh === title);
  if (!task) throw new Error(`no step ${title}: ${(await titles(id)).join()}`);
  await t.call(api.casework.complete, { params: { id, taskId: task.id }, body: { answers } }, { as: key });
  await t.drain();
}
const change = async (id: number, body: Record<string, unknown>) => { await t.call(api.tickets.update, { params: { id }, body }, { as: key }); await t.drain(); };
async function later(hours: number): Promise<void> { t.clock.advance(hours * 3600); await t.app.afterSales.processes.fireDue(); await t.drain(); }
const told = () => sent.filter((m) => !m.text.includes('评价')).map((m) => m.text);
const heard = { happened: '漏水', wish: 'repair', severity: 'normal' };

describe('a complaint', () => {
  it('starts its process, tells the customer once, and leaves the first step to the owner', async () => {
    const { id } = await written('complaint');
    expect(told().filter((text) => text.includes(`编号 ${id}`))).toHaveLength(1);
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key })).priority).toBe('high');
    const [task] = (await stepsOf(id)).tasks;
    expect(task).toMatchObject({ title: { zh: '致电倾听' }, role: 'agent', assignee: null, processTitle: { zh: '投诉处理' } });
    expect(task?.script?.zh).toContain('Aftercare');
    expect(task?.checklist.length).toBeGreaterThan(2);
    expect(task?.dueAt).not.toBeNull();
    await change(id, { ownerId: agent.id });
    expect((await stepsOf(id)).tasks[0]?.assignee).toEqual({ id: agent.id, name: '李雷' });
    await t.app.platform.db.tx((tx) => t.app.afterSales.casework.starting.start(tx, []));
    await t.drain();
    expect(told()).toHaveLength(1);
  });

  it('goes on when a step is done: answers are asked for, ticks are kept, nobody does it twice', async () => {
    const { id } = await written('complaint');
    const [task] = (await stepsOf(id)).tasks;
    const taskId = task?.id ?? 0;
    const kept = await t.call(api.casework.progress, { params: { id, taskId }, body: { checked: ['c1'], answers: { happened: '半' } } }, { as: key });
    expect(kept.tasks[0]?.progress).toMatchObject({ checked: ['c1'], answers: { happened: '半' } });
    await expect(t.call(api.casework.complete, { params: { id, taskId }, body: { answers: { happened: '漏水' } } }, { as: key })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    // A field of the ticket that is asked at this step: the refusal says which, and at which.
    const field = { name: { zh: '投诉渠道', en: 'Heard by' }, kind: 'text' as const, types: ['complaint'], requiredAt: [`step:${task?.elementId}`] };
    await t.call(api.ticketFields.save, { params: { key: 'heardBy' }, body: field as never }, { as: key });
    await expect(t.call(api.casework.complete, { params: { id, taskId }, body: { answers: heard } }, { as: key, language: 'zh-CN' })).rejects.toMatchObject({ problem: { code: 'invalid-input', detail: '完成“致电倾听”前，请先填写：投诉渠道。', fields: [{ path: 'fields.heardBy' }] } });
    await t.call(api.ticketFields.remove, { params: { key: 'heardBy' } }, { as: key });
    await done(id, '致电倾听', heard);
    expect(await titles(id)).toEqual(['拟定方案']);
    await expect(t.call(api.casework.complete, { params: { id, taskId }, body: { answers: heard } }, { as: key })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { past } = await stepsOf(id);
    expect(past.find((p) => p.title.zh === '致电倾听')).toMatchObject({ kind: 'task', outcome: 'completed', late: false });
    const page = await t.call(api.desk.ticketPage, { params: { id } }, { as: key });
    expect(page.timeline.filter((x) => x.kind === 'step').map((x) => [x.title.zh, x.until !== null])).toEqual([['致电倾听', true], ['拟定方案', false]]);
  });

  it('hears the customer’s answer to the offer, and not what they said before it', async () => {
    const { id, say } = await written('complaint');
    await say('快一点');
    await done(id, '致电倾听', heard);
    await done(id, '拟定方案', { proposal: '免费上门维修' });
    expect(told().at(-1)).toContain('我们的方案是：免费上门维修');
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key })).status).toBe('pending');
    expect(await titles(id)).toEqual([]);
    expect((await stepsOf(id)).waits.map((w) => w.kind).toSorted()).toEqual(['message', 'timer']);
    await say('同意');
    expect(await titles(id)).toEqual(['看客户是否同意']);
    await done(id, '看客户是否同意', { agreed: 'yes' });
    await done(id, '兑现承诺', { cause: 'product' });
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key })).status).toBe('solved');
  });

  it('tells the supervisor when the call is late, in the timeline', async () => {
    const { id } = await written('complaint');
    await later(30);
    const page = await t.call(api.desk.ticketPage, { params: { id } }, { as: key });
    expect(page.timeline.filter((x) => x.kind === 'step' && x.what === 'note')).toHaveLength(1);
    expect(page.ticket.priority).toBe('urgent');
    expect(await titles(id)).toEqual(['致电倾听']);
  });

  it('is over when the ticket is closed, or becomes something else', async () => {
    const closed = await written('complaint');
    await change(closed.id, { status: 'closed' });
    expect((await stepsOf(closed.id)).processes.map((p) => [p.process, p.state])).toContainEqual(['complaint', 'cancelled']);
    const other = await written('complaint');
    await change(other.id, { type: 'inquiry' });
    expect((await stepsOf(other.id)).processes.map((p) => p.state)).toEqual(['cancelled']);
    expect(await titles(other.id)).toEqual([]);
  });

  it('is told to the customer in their words', async () => {
    const { id } = await written('complaint');
    const url = new URL((await t.call(api.tickets.customerLink, { params: { id } }, { as: key })).url);
    const look = async () => (await t.call(api.portal.ticket, { params: { id }, query: { token: url.searchParams.get('t') ?? '' } })).steps.map((s) => `${s.words?.zh ?? s.key} ${s.state}`);
    expect(await look()).toEqual(['received done', '投诉已受理 done', '我们会给您打电话，了解情况 current', 'solved ahead', 'closed ahead', 'rated ahead']);
    await done(id, '致电倾听', heard);
    expect((await look()).slice(2, 4)).toEqual(['我们会给您打电话，了解情况 done', '我们正在为您拟定解决方案 current']);
  });
});

describe('a simple question', () => {
  it('follows no process, until it is bound to one', async () => {
    const first = await written('inquiry');
    expect((await stepsOf(first.id)).processes).toEqual([]);
    const { items } = await t.call(api.casework.bindings, {}, { as: key });
    const bound = (enabled: boolean) => t.call(api.casework.saveBindings, { body: { items: items.map((b) => (b.ticketType === 'inquiry' ? { ...b, enabled } : b)) } }, { as: key });
    await bound(true);
    const second = await written('inquiry');
    await bound(false);
    expect(await titles(second.id)).toEqual(['弄清问题']);
    await done(second.id, '弄清问题', { question: '保修', answerable: 'yes' });
    await done(second.id, '答复客户');
    await second.say('还有一个问题');
    expect(await titles(second.id)).toEqual(['弄清问题']);
  });

  it('costs one look at the bindings, however many are opened', async () => {
    const asked: string[] = [];
    const db = t.app.platform.db;
    const tx = { rows: (s) => { asked.push(s.text); return db.rows(s); }, one: (s) => { asked.push(s.text); return db.one(s); }, run: (s) => { asked.push(s.text); return db.run(s); }, afterCommit: () => {}, soon: () => {}, atCommit: () => {}, nested: (work) => work() } as Tx;
    const payload = { ticketId: 1, type: 'inquiry', status: 'new', priority: 'normal', channel: 'mail', language: 'en', customerId: 1, tier: 'standard', ownerId: null, teamId: null, tags: [], openedAt: t.clock.now().toISOString(), subject: '', automatic: false, followsTicketId: null };
    const events = Array.from({ length: 100 }, (_, i): LoggedEvent => ({ id: i, at: t.clock.now(), stream: `ticket:${i}`, type: TicketOpened.name, version: 1, payload: { ...payload, ticketId: i }, actor: systemActor, correlation: null }));
    await t.app.afterSales.casework.starting.subscription.handle(events, tx);
    expect(asked).toHaveLength(1);
  });

  it('cannot be bound to what is not there', async () => {
    await expect(t.call(api.casework.saveBindings, { body: { items: [{ ticketType: 'inquiry', moment: 'opened', process: 'no-such', enabled: true }] } }, { as: key })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
    await expect(t.call(api.casework.saveBindings, { body: { items: [] } }, { as: await t.key('viewer') })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  });
});

describe('after the solution', () => {
  const solved = async () => {
    const { id } = await written('complaint');
    await change(id, { ownerId: agent.id, status: 'solved' });
    return id;
  };
  it('a call is planned within two days; who said in the survey that all is well is left in peace', async () => {
    const id = await solved();
    const planned = async () => (await t.call(api.casework.followUps, {}, { as: key })).items.filter((f) => f.ticketId === id);
    expect(await planned()).toMatchObject([{ calledAt: null, dueAt: new Date(t.clock.now().getTime() + 48 * 3_600_000).toISOString() }]);
    await t.app.platform.db.tx((tx) => t.app.surveys.answer(tx, id, { overall: 5, comment: '' }, 'portal'));
    await t.drain();
    expect(await planned()).toEqual([]);
    expect((await stepsOf(id)).processes.find((p) => p.process === 'follow-up')?.state).toBe('completed');
  });

  it('an unhappy one is called at once, and the ticket is opened again', async () => {
    const id = await solved();
    await t.app.platform.db.tx((tx) => t.app.surveys.answer(tx, id, { overall: 2, comment: '还漏' }, 'portal'));
    await t.drain();
    expect((await t.call(api.casework.mine, { query: { whose: 'mine' } }, { headers: { cookie: agent.cookie } })).items.find((s) => s.ticketId === id && s.process === 'follow-up')).toMatchObject({ title: { zh: '打电话回访' }, assignee: { id: agent.id } });
    await done(id, '打电话回访', { reached: 'yes', satisfaction: 2, words: '还在漏水' });
    const ticket = await t.call(api.tickets.get, { params: { id } }, { as: key });
    expect([ticket.status, ticket.tags.includes('unhappy')]).toEqual(['open', true]);
    expect((await t.call(api.casework.followUps, { query: { state: 'done' } }, { as: key })).items.find((f) => f.ticketId === id)).toMatchObject({ reached: 'yes', satisfaction: 2, words: '还在漏水', attempts: 1 });
    expect((await stepsOf(id)).processes.filter((p) => p.process === 'complaint' && p.state === 'running')).toHaveLength(1);
    expect(told().some((text) => text.includes('重新打开您的工单'))).toBe(true);
  });

  it('who does not answer is called again once, then left a message', async () => {
    const id = await solved();
    await later(24);
    await done(id, '打电话回访', { reached: 'no' });
    expect(await titles(id)).not.toContain('打电话回访');
    await later(72);
    await done(id, '打电话回访', { reached: 'no' });
    expect(told().some((text) => text.includes('没能打通'))).toBe(true);
    expect((await stepsOf(id)).processes.find((p) => p.process === 'follow-up')?.state).toBe('completed');
  });
});

describe('who may', () => {
  it('sees steps only of tickets they see', async () => {
    const { id } = await written('complaint');
    const stranger = await t.agent({ roles: ['team-agent'] });
    await expect(t.call(api.casework.steps, { params: { id } }, { headers: { cookie: stranger.cookie } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const taskId = (await stepsOf(id)).tasks[0]?.id ?? 0;
    await expect(t.call(api.casework.complete, { params: { id, taskId }, body: { answers: heard } }, { headers: { cookie: stranger.cookie, origin: 'http://localhost:3000' } })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const other = await written('complaint');
    await expect(t.call(api.casework.complete, { params: { id: other.id, taskId }, body: { answers: heard } }, { as: key })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect((await t.call(api.casework.mine, { query: { whose: 'all' } }, { headers: { cookie: stranger.cookie } })).items).toEqual([]);
  });
  it('finds what waits for anybody of their role', async () => {
    const { id } = await written('complaint');
    const waiting = await t.call(api.casework.mine, { query: { whose: 'roles' } }, { headers: { cookie: agent.cookie } });
    expect(waiting.items.map((s) => s.ticketId)).toContain(id);
    const taskId = waiting.items.find((s) => s.ticketId === id)?.taskId ?? 0;
    await t.call(api.casework.take, { params: { id, taskId }, body: { agentId: agent.id } }, { as: key });
    await t.drain();
    expect((await t.call(api.casework.mine, {}, { headers: { cookie: agent.cookie } })).items.map((s) => s.taskId)).toContain(taskId);
  });
});

describe('the handbook', () => {
  it('is what is deployed: every step with role, standard and deadline in both languages', async () => {
    const book = await t.call(api.casework.handbook, {}, { as: key });
    expect(book.chapters.map((c) => c.key)).toEqual(expect.arrayContaining(['complaint', 'inquiry', 'outsourced', 'preventive', 'follow-up', 'incident']));
    for (const { key: chapter, steps } of book.chapters) for (const s of steps) {
      expect([s.role, s.deadline, s.standard?.zh, s.standard?.en].every((x) => (x ?? '') !== ''), `${chapter} ${s.elementId}`).toBe(true);
    }
    expect(book.chapters.find((c) => c.key === 'complaint')?.steps.map((s) => s.title.zh).slice(0, 2)).toEqual(['致电倾听', '拟定方案']);
    expect(book.chapters.find((c) => c.key === 'complaint')?.types).toEqual([{ zh: '投诉', en: 'Complaint' }]);
  });
  it('is a paper too', async () => {
    const http = await t.app.http();
    const answer = await http.inject({ method: 'GET', url: '/api/v1/handbook.pdf?language=zh-CN', headers: { authorization: `Bearer ${key}` } });
    expect([answer.statusCode, answer.headers['content-type'], answer.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    const { extractText, getDocumentProxy } = await import('unpdf');
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(answer.rawPayload)), { mergePages: true });
    expect(text.replaceAll(/\s/g, '')).toContain('致电倾听');
  }, 60_000);
});
