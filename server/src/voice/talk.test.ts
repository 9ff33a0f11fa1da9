import { setTimeout as sleep } from 'node:timers/promises';
import { hotline as contract } from '@aftercare/contract/hotline';
import { routing as routingContract } from '@aftercare/contract/routing';
import { tickets as ticketContract } from '@aftercare/contract/tickets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../platform/testing/app.ts';
import { readWav } from './media/wav.ts';
import { createCaller, share, tone } from './simulator.ts';
import { voiceTesting } from './testing.ts';

let t: TestApp;
let admin: string;
let phones: Awaited<ReturnType<typeof createCaller>>;
let kit: ReturnType<typeof voiceTesting>;
let [li, wang, boss]: { id: number; cookie: string }[] = [];
let [liAt, wangAt, bossAt, absentAt] = [0, 0, 0, 0];
const notes = { customer: 440, li: 800, wang: 1_200, boss: 1_700, outside: 2_100 };

beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  const team = (await t.app.platform.db.one<{ id: number }>({ text: `insert into team (name) values ('Hotline') returning id`, values: [] }))?.id ?? 0;
  li = await t.agent({ name: 'Li Na', teams: [team] });
  wang = await t.agent({ name: 'Wang Wei', teams: [team], online: false });
  // On shift, but nobody sits there: the console is not open before them.
  const away = await t.agent({ name: 'Sun Li', teams: [team], telephone: false });
  [absentAt] = [away.id];
  boss = await t.agent({ name: 'Zhao Min', roles: ['supervisor'], online: false });
  [liAt, wangAt, bossAt] = [li.id, wang.id, boss.id];
  phones = await createCaller({ answers: tone(notes.outside) });
  await t.call(contract.createNumber, {
    body: {
      number: '4001', name: 'Hotline', language: 'en', teamId: team, line: { mode: 'trunk', host: '127.0.0.1', port: phones.port, from: ['127.0.0.1'] }, recording: { calls: true, consent: {} },
      menu: { start: 'people', nodes: [{ id: 'people', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: {} }] },
    },
  }, { as: admin });
  await t.call(routingContract.createQueue, { body: { name: 'Phone', teamId: team, match: { channels: ['phone'], types: [], tiers: [], languages: [] }, skills: [], matchLanguage: false, position: 1, enabled: true } }, { as: admin });
  await t.app.voice.start();
  kit = voiceTesting(t, admin, () => phones.pace);
});
afterAll(async () => { await phones?.close(); await t?.app.voice.stop(); await t?.close(); });

const act = (who: { cookie: string } | undefined, id: number, what: string, body: object) => kit.post(who?.cookie ?? '', `/hotline/calls/${id}/${what}`, body);
const board = async (who: { cookie: string } | undefined) => ((await (await t.app.http()).inject({ url: '/api/v1/hotline/board', headers: { cookie: who?.cookie ?? '' } })).json() as { mine: { id: number; state: string; parties: { agentId: number | null; kind: string; state: string; mode: string | null }[] }[] }).mine;
/** A customer who talks with Li Na. */
async function talking(from: string) {
  const customer = await phones.dial('4001', { port: t.app.voice.port, from, sound: tone(notes.customer) });
  await customer.answered;
  await kit.until(async () => (await kit.newest())?.state === 'ringing');
  const id = (await kit.newest())?.id ?? 0;
  const ear = await kit.browser(li?.cookie ?? '', `/hotline/calls/${id}/answer`, notes.li);
  await kit.until(() => share(customer.heard(), notes.li) > 0.5 && share(ear.heard(), notes.customer) > 0.5);
  return { customer, ear, id };
}
const hears = (sound: Int16Array, frequency: number) => share(sound, frequency) > 0.2;
async function over(id: number) {
  await act(li, id, 'wrap-up', { disposition: 'solved' });
}

describe('a call among several', () => {
  it('warm: the colleague is asked first, then all talk together, then the customer is theirs; ticket and recording follow', async () => {
    const { customer, ear, id } = await talking('13800138000');
    expect((await act(li, id, 'transfer', { agentId: wangAt, warm: true })).statusCode).toBe(200);
    await kit.until(async () => (await board(wang)).some((c) => c.id === id && c.parties.some((p) => p.agentId === wangAt && p.state === 'ringing')));
    const other = await kit.browser(wang?.cookie ?? '', `/hotline/calls/${id}/answer`, notes.wang);
    await kit.until(() => hears(ear.heard(), notes.wang) && hears(other.heard(), notes.li));
    // The customer has music: neither hears them nor is heard.
    await kit.until(() => ![notes.li, notes.wang].some((f) => hears(customer.heard(), f)) && !hears(ear.heard(), notes.customer) && !hears(other.heard(), notes.customer));
    expect((await kit.newest())?.state).toBe('held');
    await act(li, id, 'act', { act: 'join' });
    await kit.until(() => hears(customer.heard(), notes.li) && hears(customer.heard(), notes.wang) && hears(ear.heard(), notes.customer) && hears(ear.heard(), notes.wang) && hears(other.heard(), notes.customer) && hears(other.heard(), notes.li));
    await sleep(1_200);
    expect((await act(wang, id, 'act', { act: 'hold' })).statusCode).toBe(404);
    await act(li, id, 'act', { act: 'pass' });
    await kit.until(() => hears(customer.heard(), notes.wang) && !hears(customer.heard(), notes.li) && hears(other.heard(), notes.customer) && !hears(other.heard(), notes.li));
    const call = await kit.newest();
    expect(call).toMatchObject({ state: 'talking', agent: { id: wangAt }, parties: [] });
    expect((await t.call(ticketContract.get, { params: { id: call?.ticketId ?? 0 } }, { as: admin })).owner?.id).toBe(wangAt);
    // Whoever gave it on stands there by name.
    const given = await t.app.platform.db.one<{ name: string }>({ text: `select actor->>'name' as name from event where stream = $1 and type = 'tickets.changed' and (payload->>'ownerId')::bigint = $2 order by id desc limit 1`, values: [`ticket:${call?.ticketId}`, wangAt] });
    expect(given?.name).toBe('Li Na');
    await act(wang, id, 'act', { act: 'hangup' });
    expect(await customer.over).toMatch(/^them/);
    await kit.until(async () => ((await kit.newest())?.recordings.length ?? 0) > 0);
    const wav = await (await t.app.http()).inject({ url: `/api/v1/hotline/recordings/${(await kit.newest())?.recordings[0]?.id}`, headers: { authorization: `Bearer ${admin}` } });
    const samples = readWav(wav.rawPayload) ?? new Int16Array(0);
    const seconds = Array.from({ length: Math.floor(samples.length / 4_000) }, (_, i) => samples.subarray(i * 4_000, (i + 1) * 4_000));
    // All three at once somewhere on it: the conference.
    expect(seconds.some((s) => [notes.customer, notes.li, notes.wang].every((f) => share(s, f) > 0.15))).toBe(true);
    await Promise.all([ear.close(), other.close()]);
    await act(wang, id, 'wrap-up', { disposition: 'solved' });
  }, 90_000);

  it('taken back: who declines or is sent away leaves the two as they were', async () => {
    const { customer, ear, id } = await talking('13800138001');
    await act(li, id, 'transfer', { agentId: wangAt, warm: true });
    expect((await act(li, id, 'transfer', { agentId: bossAt, warm: true })).statusCode).toBe(409);
    await act(wang, id, 'act', { act: 'decline' });
    await kit.until(async () => (await kit.newest())?.parties.length === 0);
    await act(li, id, 'transfer', { number: '13900139000', warm: true });
    await kit.until(() => hears(ear.heard(), notes.outside) && !hears(customer.heard(), notes.outside), 15_000);
    await act(li, id, 'act', { act: 'take-back' });
    await kit.until(() => share(ear.heard(), notes.customer) > 0.5 && share(customer.heard(), notes.li) > 0.5);
    expect(await kit.newest()).toMatchObject({ state: 'talking', parties: [] });
    // Blind: the number is rung, and the customer is theirs.
    await act(li, id, 'transfer', { number: '13900139000' });
    await kit.until(async () => (await kit.newest())?.state === 'outside' && share(customer.heard(), notes.outside) > 0.5);
    expect((await board(li)).map((c) => c.state)).toEqual(['outside']);
    customer.call.hangUp();
    await kit.until(async () => (await kit.newest())?.state === 'ended');
    expect((await kit.newest())?.outcome).toBe('talked');
    await over(id);
    await ear.close();
  }, 90_000);

  it('a supervisor by right listens unheard, whispers to the colleague alone, and is on the screen by the rule of the house', async () => {
    const { customer, ear, id } = await talking('13800138002');
    expect((await act(wang, id, 'supervise', { mode: 'listen', sdp: 'v=0 nobody' })).statusCode).toBe(403);
    const ears = await kit.browser(boss?.cookie ?? '', `/hotline/calls/${id}/supervise`, notes.boss, { mode: 'listen' });
    await kit.until(() => hears(ears.heard(), notes.customer) && hears(ears.heard(), notes.li));
    expect([hears(customer.heard(), notes.boss), hears(ear.heard(), notes.boss)]).toEqual([false, false]);
    await act(boss, id, 'supervise/mode', { mode: 'whisper' });
    await kit.until(() => hears(ear.heard(), notes.boss));
    expect(hears(customer.heard(), notes.boss)).toBe(false);
    expect((await board(li))[0]?.parties).toMatchObject([{ kind: 'supervisor', mode: 'whisper' }]);
    const rules = await t.call(contract.rules, {}, { as: admin });
    await t.call(contract.saveRules, { body: { ...rules, showSupervision: false } }, { as: admin });
    expect((await board(li))[0]?.parties).toEqual([]);
    expect((await board(boss))[0]?.parties).toHaveLength(1);
    await act(boss, id, 'act', { act: 'leave' });
    await kit.until(async () => (await kit.newest())?.parties.length === 0);
    expect((await kit.newest())?.state).toBe('talking');
    customer.call.hangUp();
    await kit.until(async () => (await kit.newest())?.state === 'ended');
    await Promise.all([ear.close(), ears.close()]);
  }, 90_000);

  it('nobody is rung who has a call in hand or writes one up; then the first in line', async () => {
    // Li Na has not written up her last call.
    const first = await phones.dial('4001', { port: t.app.voice.port, from: '13800138003' });
    await first.answered;
    await kit.until(async () => (await kit.newest())?.caller === '13800138003' && (await kit.newest())?.state === 'queued' && (await kit.newest())?.ticketId !== null);
    const waiting = await kit.newest();
    await sleep(600);
    await t.drain();
    expect(await kit.newest()).toMatchObject({ state: 'queued', offeredTo: null });
    // Nor at a colleague who is online without a telephone; on what is written they may be asked.
    const nobodyElse = await t.call(routingContract.explain, { params: { id: waiting?.ticketId ?? 0 } }, { as: admin });
    expect(nobodyElse.items[0]?.candidates.find((c) => c.id === absentAt)?.reasons.map((r) => r.code)).toEqual(['no-telephone']);
    // Who hangs up waiting leaves something to be done at the desk, for which nobody needs a telephone.
    const second = await phones.dial('4001', { port: t.app.voice.port, from: '13800138004' });
    await second.answered;
    await kit.until(async () => (await kit.newest())?.caller === '13800138004' && (await kit.newest())?.ticketId !== null);
    const left = await kit.newest();
    second.call.hangUp();
    await kit.until(async () => (await t.call(ticketContract.get, { params: { id: left?.ticketId ?? 0 } }, { as: admin })).owner?.id === absentAt);
    const [last] = (await board(li)).filter((c) => c.state === 'ended');
    await over(last?.id ?? 0);
    await kit.until(async () => (await kit.rows()).find((c) => c.id === waiting?.id)?.offeredTo === liAt, 12_000);
    first.call.hangUp();
    await kit.until(async () => (await kit.rows()).find((c) => c.id === waiting?.id)?.outcome === 'abandoned');
  }, 90_000);

  it('rings out: whoever asked to be called back is called back, and an echo comes a second later', async () => {
    await t.app.platform.db.run({ text: `update hotline_call set callback = 'wanted' where id = $1`, values: [(await kit.newest())?.id] });
    const wanted = await kit.newest();
    const ear = await kit.browser(li?.cookie ?? '', '/hotline/dial', notes.li, { callId: wanted?.id });
    await kit.until(async () => (await kit.newest())?.direction === 'out' && (await kit.newest())?.state === 'talking', 15_000);
    await kit.until(() => share(ear.heard(), notes.outside) > 0.5);
    expect((await kit.rows()).find((c) => c.id === wanted?.id)?.callback).toBe('done');
    expect(await kit.newest()).toMatchObject({ ticketId: wanted?.ticketId, agent: { id: liAt } });
    await act(li, ear.callId, 'act', { act: 'hangup' });
    await kit.until(async () => (await kit.newest())?.outcome === 'talked');
    await ear.close();
    const echo = await kit.browser(li?.cookie ?? '', '/hotline/echo', notes.li);
    await kit.until(() => share(echo.heard(), notes.li) > 0.5);
    await echo.close();
  }, 90_000);
});
