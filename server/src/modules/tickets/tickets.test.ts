import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
beforeAll(async () => { t = await testApp(); key = await t.key(); });
afterAll(() => t.close());

const open = (subject = 'Screen stays black', extra: Record<string, unknown> = {}) => t.call(api.tickets.open, { body: { subject, customer: { name: '王芳', email: 'wang.fang@example.com' }, ...extra } }, { as: key });
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(() => { throw new Error('was not refused'); }, (e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  return (error as ApiError).problem;
};

describe('opening', () => {
  it('gives the same customer to the same address, however often and at once', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, (_, i) => open(`Parallel ${i}`, { customer: { name: 'Lee', email: 'Lee@Example.com', phone: '138 0013 8000' } })));
    const customers = await Promise.all(opened.map(async ({ id }) => (await t.call(api.tickets.get, { params: { id } }, { as: key })).customer.id));
    expect(new Set(customers).size).toBe(1);
  });
  it('answers a repeated Idempotency-Key with the first ticket', async () => {
    const body = { subject: 'Once', customer: { name: 'A', email: 'a@example.com' } };
    const answers = await Promise.all([1, 2, 3].map(() => t.call(api.tickets.open, { body }, { as: key, idempotencyKey: 'key-1' })));
    expect(new Set(answers.map((a) => a.id)).size).toBe(1);
    expect((await refusal(t.call(api.tickets.open, { body: { ...body, subject: 'Other' } }, { as: key, idempotencyKey: 'key-1' }))).code).toBe('idempotency-mismatch');
  });
  it('says what is missing, in the language of the caller', async () => {
    const problem = await refusal(t.call(api.tickets.open, { body: { subject: 'x' } }, { as: key, language: 'zh-CN' }));
    expect(problem).toMatchObject({ status: 422, code: 'invalid-input', fields: [{ path: 'customerId', message: '请填写。' }] });
    expect(problem.detail).toContain('客户');
  });
  it('takes halves of characters and NUL without failing, in a body and in an address', async () => {
    const made = await t.call(api.tickets.open, { body: { subject: 'a\ud800b', text: 'one\0two', customer: { name: 'N', email: 'half@example.com' } } }, { as: key });
    expect((await t.call(api.tickets.get, { params: { id: made.id } }, { as: key })).subject).toBe('a\ufffdb');
    expect((await t.call(api.customers.list, { query: { q: 'zzqq\0' } }, { as: key })).items).toEqual([]);
  });
  it('refuses unknown types and people by name of the field', async () => {
    expect((await refusal(open('x', { type: 'nonsense' }))).fields?.[0]?.path).toBe('type');
    expect((await refusal(open('x', { ownerId: 999_999 }))).fields?.[0]?.path).toBe('ownerId');
  });
});

describe('changing', () => {
  it('writes who changed what, and undoes it', async () => {
    const agent = await t.agent();
    const { id } = await open();
    const after = await t.call(api.tickets.update, { params: { id }, body: { ownerId: agent.id, priority: 'high' } }, { as: key });
    expect(after).toMatchObject({ status: 'open', priority: 'high', owner: { id: agent.id } });
    const [line] = await t.app.platform.db.rows<{ id: number; fields: { field: string }[] }>({ text: 'select id, fields from ticket_change where ticket_id = $1', values: [id] });
    expect(line?.fields.map((f) => f.field)).toEqual(['status', 'priority', 'ownerId']);
    const back = await t.call(api.tickets.undo, { params: { id, changeId: line?.id ?? 0 } }, { as: key });
    expect(back).toMatchObject({ owner: null, priority: 'normal' });
    expect((await refusal(t.call(api.tickets.undo, { params: { id, changeId: line?.id ?? 0 } }, { as: key }))).code).toBe('conflict');
  });
  it('keeps a lost update from happening', async () => {
    const { id } = await open();
    await t.call(api.tickets.update, { params: { id }, body: { priority: 'low' } }, { as: key, version: 1 });
    expect((await refusal(t.call(api.tickets.update, { params: { id }, body: { priority: 'high' } }, { as: key, version: 1 }))).code).toBe('stale-version');
    expect((await refusal(t.call(api.tickets.update, { params: { id }, body: { priority: 'high' } }, { as: key, version: 0 }))).code).toBe('stale-version');
  });
  it('refuses a transition that the table does not have', async () => {
    const { id } = await open();
    await t.call(api.tickets.update, { params: { id }, body: { status: 'closed' } }, { as: key });
    const problem = await refusal(t.call(api.tickets.update, { params: { id }, body: { status: 'pending' } }, { as: key }));
    expect(problem).toMatchObject({ status: 409, code: 'transition-not-allowed' });
    expect(problem.title).toContain('closed');
    expect((await refusal(t.call(api.tickets.update, { params: { id }, body: { status: 'pending' } }, { as: key, language: 'zh-CN' }))).title).toBe('工单不能从「已关闭」变为「等待客户」。');
  });
});

describe('rights', () => {
  it('hides tickets of other teams from people who see only theirs', async () => {
    const [mine, theirs] = await t.app.platform.db.tx(async (tx) => [await t.app.org.createTeam(tx, 'North'), await t.app.org.createTeam(tx, 'South')]);
    const agent = await t.agent({ roles: ['team-agent'], teams: [mine.id] });
    const headers = { cookie: agent.cookie };
    const own = await open('mine', { teamId: mine.id });
    const foreign = await open('theirs', { teamId: theirs.id });
    expect((await t.call(api.tickets.get, { params: { id: own.id } }, { headers })).subject).toBe('mine');
    expect((await refusal(t.call(api.tickets.get, { params: { id: foreign.id } }, { headers }))).code).toBe('not-found');
    expect((await refusal(t.call(api.tickets.update, { params: { id: foreign.id }, body: { priority: 'low' } }, { headers }))).code).toBe('not-found');
  });
  it('lets nobody in without a key, with a wrong one, or from a foreign page', async () => {
    expect((await refusal(t.call(api.tickets.get, { params: { id: 1 } }))).code).toBe('not-signed-in');
    expect((await refusal(t.call(api.tickets.get, { params: { id: 1 } }, { as: 'ak_wrong' }))).code).toBe('not-signed-in');
    const agent = await t.agent();
    expect((await refusal(t.call(api.session.setPresence, { body: { state: 'away' } }, { headers: { cookie: agent.cookie, origin: 'https://evil.example' } }))).code).toBe('not-allowed');
    const viewer = await t.key('viewer');
    expect((await refusal(t.call(api.tickets.open, { body: { subject: 'x', customerId: 1 } }, { as: viewer }))).title).toContain('tickets.create');
  });
});
