import { ApiError, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { faultOfValue } from './fields.ts';

let t: TestApp;
let key: string;
let agent: { id: number; cookie: string };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  agent = await t.agent({ name: 'Mei', roles: ['administrator'] });
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'portal', name: 'P', address: 'portal', language: 'en', teamId: null, enabled: true, settings: {} }));
});
afterAll(() => t.close());

const headers = () => ({ cookie: agent.cookie });
const save = (field: string, over: object) => t.call(api.ticketFields.save, { params: { key: field }, body: { name: { zh: field, en: field }, kind: 'text', ...over } as never }, { as: key });
const open = async (type = 'inquiry', fields: Record<string, string | number> = {}) => (await t.call(api.tickets.open, { body: { subject: 'x', type, customer: { name: 'Lin', email: 'lin@example.com' }, fields } }, { as: key })).id;
const faults = (work: Promise<unknown>) => work.then(() => [], (e: unknown) => (e instanceof ApiError ? (e.problem.fields ?? [{ path: e.problem.code }]).map((f) => f.path) : [String(e)]));
const update = (id: number, body: object) => t.call(api.tickets.update, { params: { id }, body }, { headers: headers() });

describe('values', () => {
  const cause = [{ key: 'leak', name: { zh: '漏水', en: 'Leak' }, below: [{ key: 'door', name: { zh: '门', en: 'Door' }, below: [] }] }, { key: 'noise', name: { zh: '噪音', en: 'Noise' }, below: [] }];
  it.each([
    ['number', 3.5, null], ['number', '3', 'field.format'], ['money', 1999, null], ['money', 19.99, 'field.format'], ['date', '2026-02-29', 'field.format'], ['date', '2028-02-29', null], ['yes-no', true, null], ['yes-no', 'true', 'field.format'],
    ['choice', 'noise', null], ['choice', 'smell', 'field.choice'], ['cascade', 'leak/door', null], ['cascade', 'leak', 'field.choice'], ['cascade', 'noise', null], ['person', 0, 'field.format'], ['text', '', null],
  ] as const)('%s %s → %s', (kind, value, fault) => { let got: string | null; try { got = faultOfValue({ kind, options: cause }, value); } catch { got = 'threw'; } expect(got).toBe(fault); });
});

describe('designed fields', () => {
  it('are shown by type and condition, checked by kind, needed at a state, named in words', async () => {
    await t.call(api.ticketFields.saveType, { params: { key: 'rental' }, body: { name: { zh: '租赁', en: 'Rental' }, active: true, position: 20 } }, { as: key });
    await save('cause', { kind: 'cascade', types: ['rental'], requiredAt: ['solved'], options: [{ key: 'leak', name: { zh: '漏水', en: 'Leak' }, below: [{ key: 'door', name: { zh: '门封', en: 'Door' } }] }, { key: 'none', name: { zh: '无', en: 'None' } }] });
    await save('amount', { kind: 'money', types: ['rental'], condition: '= fields.cause = "leak/door"', requiredAt: ['solved'] });
    await save('expert', { kind: 'person', types: ['rental'] });
    const id = await open('rental');
    const keys = async () => (await t.call(api.ticketFields.ofTicket, { params: { id } }, { as: key })).items.map((f) => f.key);
    expect(await keys()).toEqual(['cause', 'expert']);
    expect(await faults(update(id, { status: 'solved' }))).toEqual(['fields.cause']);
    expect(await faults(update(id, { fields: { cause: 'leak' } }))).toEqual(['fields.cause']);
    await update(id, { fields: { cause: 'leak/door', expert: agent.id } });
    expect(await keys()).toEqual(['cause', 'amount', 'expert']);
    expect(await faults(update(id, { status: 'closed' }))).toEqual(['fields.amount']);
    expect(await t.call(api.tickets.update, { params: { id }, body: { status: 'solved' } }, { headers: headers(), language: 'zh-CN' }).catch((e: unknown) => (e as ApiError).problem.detail)).toBe('请先填写：amount。');
    await update(id, { fields: { amount: 4900 }, status: 'solved' });
    const items = (await t.call(api.ticketFields.ofTicket, { params: { id } }, { as: key, language: 'zh-CN' })).items;
    expect(items.map((f) => [f.key, f.shown])).toEqual([['cause', '漏水 / 门封'], ['amount', null], ['expert', 'Mei']]);
    expect(items.map((f) => [f.required, f.neededAt])).toEqual([[false, ['solved']], [false, ['solved']], [false, []]]);
    // Put in order they stand so in every form; saved again they stay where they are.
    expect((await t.call(api.ticketFields.order, { body: { keys: ['expert', 'amount'] } }, { as: key })).items.map((f) => f.key).slice(0, 2)).toEqual(['expert', 'amount']);
    await save('expert', { kind: 'person', types: ['rental'], hint: { zh: '', en: 'Who knows it' } });
    expect(await keys()).toEqual(['expert', 'amount', 'cause']);
    // What is no field is left alone; other types have none of these.
    await update(id, { fields: { purchasedOn: '2025-01-01' } });
    expect((await t.call(api.ticketFields.ofTicket, { params: { id: await open() } }, { as: key })).items).toEqual([]);
  });

  it('keep a file their writer brought, and take no file or unit of others', async () => {
    await save('plan', { kind: 'file' });
    await save('machine', { kind: 'unit' });
    const { files, db } = t.app.platform;
    const put = (owner: string) => files.put(Buffer.from('a plan'), { name: 'plan.txt', declaredType: 'text/plain', maxBytes: 1000, owner });
    const [mine, theirs] = [await put(`agent:${agent.id}`), await put('agent:999')];
    const id = await open();
    expect(await faults(update(id, { fields: { plan: theirs.id } }))).toEqual(['fields.plan']);
    await update(id, { fields: { plan: mine.id } });
    expect((await files.find(mine.id))?.claimed).toBe(true);
    expect((await t.call(api.ticketFields.ofTicket, { params: { id } }, { as: key })).items.find((f) => f.key === 'plan')).toMatchObject({ shown: 'plan.txt', url: expect.stringContaining(mine.key) });
    // The same again is no news; an unknown unit is refused, on opening too.
    await update(id, { fields: { plan: mine.id } });
    expect(await faults(update(id, { fields: { machine: 77 } }))).toEqual(['fields.machine']);
    expect(await faults(open('inquiry', { machine: 77 }))).toEqual(['fields.machine']);
    expect(await faults(open('inquiry', { amount: 'high' }))).toEqual(['fields.amount']);
    await db.tx((tx) => t.app.tickets.design.remove(tx, 'machine'));
  });

  it('filter a view', async () => {
    await save('floor', { kind: 'number' });
    const [a] = [await open('inquiry', { floor: 7 }), await open('inquiry', { floor: 8 })];
    const view = await t.call(api.desk.saveView, { body: { name: 'Seventh', filter: { fields: { floor: [7] } }, sort: 'updated' } }, { headers: headers() });
    expect((await t.call(api.desk.list, { params: { key: view.key }, query: {} }, { headers: headers() })).items.map((r) => r.id)).toEqual([a]);
  });

  it('make the customers’ form, which takes no other fields and nothing that does not fit', async () => {
    await save('room', { kind: 'choice', onPortal: true, requiredAt: ['open'], types: ['repair'], options: [{ key: 'kitchen', name: { zh: '厨房', en: 'Kitchen' } }, { key: 'bath', name: { zh: '浴室', en: 'Bath' } }] });
    const form = await t.call(api.ticketFields.customerForm, { body: { type: 'repair' } });
    expect(form.items).toMatchObject([{ key: 'room', required: true }]);
    const report = (fields: Record<string, string>) => t.call(api.portal.report, { body: { name: 'Lin', email: 'lin@example.com', language: 'en', type: 'repair', text: 'It leaks', fields } });
    expect(await faults(report({}))).toEqual(['fields.room']);
    expect(await faults(report({ room: 'attic' }))).toEqual(['fields.room']);
    // A file is named by the token of its upload, and kept.
    await save('picture', { kind: 'file', onPortal: true, onChat: true, types: ['repair'] });
    expect((await t.call(api.ticketFields.customerForm, { body: { type: 'repair', door: 'chat' } })).items.map((f) => f.key)).not.toContain('picture');
    expect(await report({ room: 'bath', picture: 'no token' }).then(() => 'taken', (e: unknown) => (e as ApiError).problem.code)).toBe('link-expired');
    const { id } = await report({ room: 'bath', expert: '1' });
    expect((await t.call(api.tickets.get, { params: { id } }, { as: key })).fields).toEqual({ room: 'bath' });
  });

  it('are refused by name when they make no sense, and keep their kind', async () => {
    expect(await faults(save('bad', { condition: '= nonsense > 1' }))).toEqual(['condition']);
    expect(await faults(save('bad', { kind: 'choice' }))).toEqual(['options']);
    expect(await faults(save('bad', { requiredAt: ['sometime'] }))).toEqual(['requiredAt']);
    expect(await faults(save('floor', { kind: 'text' }))).toEqual(['kind']);
    const plain = await t.agent();
    expect(await faults(t.call(api.ticketFields.save, { params: { key: 'x' }, body: { name: { zh: 'x', en: 'x' }, kind: 'text' } }, { headers: { cookie: plain.cookie } }))).toEqual(['not-allowed']);
  });
});
