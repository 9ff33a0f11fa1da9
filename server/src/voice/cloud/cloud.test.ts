import { hotline as contract } from '@aftercare/contract/hotline';
import { customers } from '@aftercare/contract/customers';
import { org } from '@aftercare/contract/org';
import { vendors } from '@aftercare/contract/vendors';
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
    const places = { language: 'en' as const, url: (on: string) => `https://care.example.com/x?a=1&on=${on}`, waitingRoom: 'sip:call-1@care.example.com' };
    expect(toTwiml([{ do: 'say', text: '请留言。', fileId: null, language: 'zh-CN' }, { do: 'record', mostSeconds: 60 }], places)).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Say language="zh-CN">请留言。</Say><Record maxLength="60" finishOnKey="#" playBeep="true" method="POST" action="https://care.example.com/x?a=1&amp;on=recorded"/></Response>');
    expect(toTwiml([{ do: 'say', text: 'Hello', fileId: 7, language: 'en' }, { do: 'hangup' }], { ...places, sounds: new Map([[7, 'https://care.example.com/f?a=1&b=2']]) })).toContain('<Play>https://care.example.com/f?a=1&amp;b=2</Play><Hangup/>');
    expect(toTwiml([{ do: 'keys', most: 1, seconds: 5, words: { 1: 'status & parts' } }], places)).toContain('<Gather input="dtmf speech" speechTimeout="auto" language="en-US" hints="status &amp; parts" numDigits="1"');
    expect(toTwiml([{ do: 'transfer', to: '+862154420100', numberId: null, vendorId: null }], places)).toContain('<Number>+862154420100</Number>');
  });
});

describe('who goes where', () => {
  const say = (en: string) => ({ en });
  const make = (number: string, nodes: unknown[], more: object = {}) => t.call(contract.createNumber, { body: { number, name: `Line ${number}`, language: 'en', password: 'token', line: { mode: 'cloud', user: 'AC1' }, recording: { consent: {} }, menu: { start: (nodes[0] as { id: string }).id, nodes: nodes as never }, ...more } }, { as: admin });
  const ring = async (n: number, sid: string, from: string, keys: string[] = []) => {
    let answer = await post('', { CallSid: sid, From: from }, 'token', n);
    for (const Digits of keys) answer = await post('?on=keys', { CallSid: sid, From: from, Digits }, 'token', n);
    await t.drain();
    return answer.body;
  };
  const end = async (n: number, sid: string) => { await post('?on=status', { CallSid: sid, CallStatus: 'completed' }, 'token', n); await t.drain(); };
  const rows = async () => (await t.call(contract.calls, { query: {} }, { as: admin })).items;
  const bye = { id: 'bye', kind: 'hangup', say: say('Goodbye.') };

  it('overflow leads to another hotline with its own menu, to a vendor\'s telephone, and on where those cannot be reached', async () => {
    const other = await make('5002', [{ id: 'hello', kind: 'menu', say: say('This is the second hotline.'), keys: { 1: 'bye' }, otherwise: 'bye' }, bye]);
    const vendor = await t.call(vendors.create, { body: { key: 'NORTH', name: 'North service', phone: '+862154420100' } }, { as: admin });
    const first = await make('5001', [
      { id: 'main', kind: 'menu', say: say('Press.'), keys: { 1: 'other', 2: 'vendor' }, otherwise: 'bye' }, { id: 'other', kind: 'transfer', numberId: other.id, failed: 'bye' }, { id: 'vendor', kind: 'transfer', vendorId: vendor.id, failed: 'bye' }, bye,
    ]);
    expect(await ring(first.id, 'CAoverflow01', '+8613600000001', ['1'])).toContain('This is the second hotline.');
    expect((await rows())[0]).toMatchObject({ numberName: 'Line 5002', state: 'menu' });
    expect(await ring(first.id, 'CAoverflow02', '+8613600000002', ['2'])).toContain('<Number>+862154420100</Number>');
    await t.call(vendors.update, { params: { id: vendor.id }, body: { key: 'NORTH', name: 'North service', phone: '+862154420100', state: 'paused' } }, { as: admin });
    expect(await ring(first.id, 'CAoverflow03', '+8613600000003', ['2'])).toContain('Goodbye.');
    await expect(make('5003', [{ id: 'out', kind: 'transfer', failed: 'bye' }, bye])).rejects.toMatchObject({ problem: { fields: [{ path: 'menu.nodes.0.to' }] } });
  });

  it('who is known is not asked what we know, and the best customers have their lane before all others', async () => {
    await t.call(customers.create, { body: { name: 'Wang Fang', language: 'zh-CN', tier: 'vip', identities: [{ kind: 'phone', value: '13700000001' }] } }, { as: admin });
    const n = await make('5004', [
      { id: 'language', kind: 'language', say: { zh: '中文请按一。', en: 'For English press two.' }, keys: { 1: 'zh-CN', 2: 'en' }, next: 'vip' }, { id: 'vip', kind: 'vip', vip: 'fast', otherwise: 'slow' },
      { id: 'fast', kind: 'queue', vip: true, overflow: 'bye' }, { id: 'slow', kind: 'queue', overflow: 'bye' }, bye,
    ]);
    const stranger = await ring(n.id, 'CAlane000001', '+8613700000009');
    expect(stranger).toContain('For English press two.');
    await ring(n.id, 'CAlane000001', '+8613700000009', ['2']);
    expect(await ring(n.id, 'CAlane000002', '+8613700000001')).toContain('<Dial');
    const waiting = (await rows()).filter((c) => c.numberId === n.id);
    expect(waiting.map((c) => [c.caller, c.language, c.customer?.name])).toEqual([['+8613700000001', 'zh-CN', 'Wang Fang'], ['+8613700000009', 'en', expect.any(String)]]);
    // The later one stands first.
    const places = await Promise.all(waiting.map((c) => t.app.hotline.calls.wait(c.id)));
    expect(places.map((p) => p?.position)).toEqual([1, 2]);
    for (const sid of ['CAlane000001', 'CAlane000002']) await end(n.id, sid);
  });

  it('expected waits are measured, a place is kept by who wants to be called back, and who hung up or was never served is a ticket', async () => {
    const team = await t.call(org.createTeam, { body: { name: 'Measured' } }, { as: admin });
    const n = await make('5005', [{ id: 'main', kind: 'menu', say: say('Press.'), keys: { 1: 'wait' }, otherwise: 'bye' }, { id: 'wait', kind: 'queue', overflow: 'bye' }, bye], { teamId: team.id });
    await ring(n.id, 'CAwait000001', '+8613500000001', ['1']);
    const first = (await rows())[0]?.id ?? 0;
    expect(await t.app.hotline.calls.wait(first)).toEqual({ position: 1, seconds: 240 });
    // Ten calls of this team took 90 seconds each, to the last word written about them.
    await t.app.platform.db.run({ text: `insert into hotline_call (number_id, external_id, via, caller, state, language, team_id, started_at, queued_at, answered_at, ended_at, outcome)
      select $1, 'past:' || i, 'cloud', '1', 'ended', 'en', $2, $3::timestamptz - interval '1 day', $3::timestamptz - interval '1 day', $3::timestamptz - interval '1 day', $3::timestamptz - interval '1 day' + interval '90 seconds', 'talked' from generate_series(1, 10) i`, values: [n.id, team.id, t.clock.now()] });
    await ring(n.id, 'CAwait000002', '+8613500000002', ['1']);
    const second = (await rows())[0]?.id ?? 0;
    expect(await t.app.hotline.calls.wait(second)).toEqual({ position: 2, seconds: 180 });
    // The first asks to be called back: nobody gains by it, the place is theirs.
    await t.app.hotline.calls.advance(first, { kind: 'callback' });
    await end(n.id, 'CAwait000001');
    expect(await t.app.hotline.calls.wait(second)).toEqual({ position: 2, seconds: 180 });
    await end(n.id, 'CAwait000002');
    await post('', { CallSid: 'CAwait000003', From: '+8613500000003' }, 'token', n.id);
    await end(n.id, 'CAwait000003');
    expect((await rows()).filter((c) => c.caller !== '1').slice(0, 3).map((c) => [c.caller, c.outcome, c.ticketId !== null])).toEqual([['+8613500000003', 'missed', true], ['+8613500000002', 'abandoned', true], ['+8613500000001', 'callback', true]]);
  });
});
