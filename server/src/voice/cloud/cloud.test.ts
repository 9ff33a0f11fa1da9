import { hotline as contract } from '@aftercare/contract/hotline';
import { org } from '@aftercare/contract/org';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twilioSignature } from '../../platform/crypto/platform-signatures/twilio.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { toTwiml } from './twiml.ts';

let t: TestApp;
let admin: string;
let id: number;
beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  const made = await t.call(contract.createNumber, {
    body: {
      number: '+862150001000', name: 'Cloud', language: 'en', password: 'token', line: { mode: 'cloud', user: 'AC1' }, recording: { consent: {} },
      menu: { start: 'main', nodes: [{ id: 'main', kind: 'menu', say: { en: 'Repairs & parts: press 1.' }, keys: { 1: 'people' }, otherwise: 'bye', tries: 2 }, { id: 'people', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: { en: 'Goodbye.' } }] },
    },
  }, { as: admin });
  id = made.id;
});
afterAll(() => t?.close());

/** As the service does: follows the actions it is given, each request signed over its very address. */
async function post(query: string, fields: Record<string, string>, token = 'token', number = id) {
  const url = `/api/v1/hotline/cloud/${number}${query}`;
  const body = new URLSearchParams({ CallSid: 'CA0123456789', From: '+8613800138000', CallStatus: 'in-progress', ...fields });
  const http = await t.app.http();
  return http.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': twilioSignature(token, `http://localhost:3000${url}`, [...body]) }, payload: body.toString() });
}

describe('cloud telephony', () => {
  it('walks the same menu by webhooks, brings the caller into our waiting room, and knows when they hung up', async () => {
    const first = await post('', {});
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, expect.stringContaining('text/xml')]);
    expect(first.body).toContain('numDigits="1"');
    expect(first.body).toContain('Repairs &amp; parts: press 1.');
    expect((await post('?on=silence', {})).body).toContain('<Gather');
    const queued = await post('?on=keys', { Digits: '1' });
    expect(queued.body).toMatch(/<Dial [^>]*on=dialled[^>]*><Sip>sip:call-[\w.-]+@/);
    await t.drain();
    const [call] = (await t.call(contract.calls, { query: {} }, { as: admin })).items;
    expect(call).toMatchObject({ state: 'queued', caller: '+8613800138000', ticketId: expect.any(Number) as number });
    await post('?on=status', { CallStatus: 'completed' });
    expect((await t.call(contract.call, { params: { id: call?.id ?? 0 } }, { as: admin })).outcome).toBe('abandoned');
    expect((await post('?on=keys', { Digits: '1' })).body).toContain('<Hangup/>');
  });
  it('rings at somebody of the number\'s team where no queue takes it', async () => {
    const team = await t.call(org.createTeam, { body: { name: 'Telephone' } }, { as: admin });
    const agent = await t.agent({ teams: [team.id] });
    const made = await t.call(contract.createNumber, { body: { number: '4009', name: 'Team', language: 'en', teamId: team.id, password: 'token', line: { mode: 'cloud', user: 'AC1' }, recording: { consent: {} }, menu: { start: 'wait', nodes: [{ id: 'wait', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: {} }] } } }, { as: admin });
    await t.drain();
    await post('', { CallSid: 'CA5555555555', From: '+8613900139000' }, 'token', made.id);
    await t.drain();
    expect((await t.call(contract.calls, { query: { limit: 1 } }, { as: admin })).items[0]).toMatchObject({ state: 'ringing', offeredTo: agent.id });
  });
  it('believes nobody without the right signature', async () => {
    expect((await post('', { CallSid: 'CA9999999999' }, 'wrong')).statusCode).toBe(401);
    expect((await t.call(contract.calls, { query: {} }, { as: admin })).items).toHaveLength(2);
  });
  it('speaks Chinese and English, records and transfers', () => {
    const places = { url: (on: string) => `https://care.example.com/x?a=1&on=${on}`, waitingRoom: 'sip:call-1@care.example.com' };
    expect(toTwiml([{ do: 'say', text: '请留言。', fileId: null, language: 'zh-CN' }, { do: 'record', mostSeconds: 60 }], places)).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Say language="zh-CN">请留言。</Say><Record maxLength="60" finishOnKey="#" playBeep="true" method="POST" action="https://care.example.com/x?a=1&amp;on=recorded"/></Response>');
    expect(toTwiml([{ do: 'transfer', to: '+862154420100' }], places)).toContain('<Number>+862154420100</Number>');
  });
});
