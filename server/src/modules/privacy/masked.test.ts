import { api } from '@aftercare/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
const origin = 'http://localhost:3000';
const number = '13800138000';
const identity = '11010519491231002X';
let ticketId: number;
let customerId: number;
let masked: { cookie: string; id: number };
beforeAll(async () => {
  t = await testApp();
  const key = await t.key();
  await t.app.platform.db.tx((tx) => t.app.org.saveRole(tx, { key: 'masked', name: { zh: '隐号', en: 'Masked' }, rights: ['org.read', 'tickets.read', 'tickets.write', 'customers.read', 'customers.write', 'privacy.reveal', 'hotline.answer', 'orders.read'], scope: 'all', masked: ['phone', 'identity'] }));
  masked = await t.agent({ name: 'Careful', roles: ['masked'] });
  ({ id: ticketId } = await t.call(api.tickets.open, { body: { subject: `call ${number}`, text: `my id is ${identity}, ring ${number}`, customer: { name: 'Wang', phone: number }, fields: { contactPhone: '65432109' } } }, { as: key }));
  customerId = (await t.app.tickets.get(ticketId))?.customerId ?? 0;
  await t.drain();
});
afterAll(() => t.close());
const ask = async (method: string, url: string, body?: unknown) => (await t.app.http()).inject({ method: method as 'GET', url: `/api/v1${url}`, headers: { cookie: masked.cookie, origin }, ...(body === undefined ? {} : { payload: body as object }) });
const clear = /138001?38000|\+8613800138000|11010519491231002X|65432109/;

it('numbers are masked in lists, pages, search and single things', async () => {
  for (const url of ['/customers', `/customers/${customerId}`, `/customers/${customerId}/page`, '/views/all/tickets', `/tickets/${ticketId}`, `/tickets/${ticketId}/page`, '/search?q=Wang', `/search?q=${encodeURIComponent('call')}`, `/customers?q=Wang`]) {
    const answer = await ask('GET', url);
    expect(answer.statusCode, url).toBe(200);
    expect(answer.body, url).not.toMatch(clear);
  }
  expect((await ask('GET', `/customers/${customerId}`)).body).toContain('+86138****8000');
});
it('a customer is found by the whole number, never by feeling forward digit by digit', async () => {
  const hits = async (q: string) => (await ask('GET', `/customers?q=${encodeURIComponent(q)}`)).json<{ items: unknown[] }>().items.length;
  expect([await hits(number), await hits('1380013'), await hits('38000')]).toEqual([1, 0, 0]);
});
it('stars are not saved over the number', async () => {
  const answer = await ask('PATCH', `/customers/${customerId}`, { note: 'ring 138****8000' });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'invalid-input']);
});
it('a look at them is written down before it is given', async () => {
  const answer = await ask('POST', '/reveals', { what: 'ticket', id: ticketId, reason: 'calls back' });
  expect(answer.json<{ values: { value: string }[] }>().values.map((v) => v.value)).toEqual(expect.arrayContaining([number, '+8613800138000', '65432109']));
  const { items } = await t.call(api.audit.list, { query: { what: 'ticket.revealed' } }, { as: await t.key() });
  expect(items[0]).toMatchObject({ actor: { id: masked.id, name: 'Careful' }, subject: `ticket:${ticketId}`, reason: 'calls back' });
  expect(JSON.stringify(items)).not.toMatch(clear);
  expect((await ask('POST', '/reveals', { what: 'ticket', id: 1 })).statusCode).toBe(404);
});
