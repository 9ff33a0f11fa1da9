import { setTimeout as sleep } from 'node:timers/promises';
import { hotline as contract } from '@aftercare/contract/hotline';
import { routing as routingContract } from '@aftercare/contract/routing';
import { sla as slaContract } from '@aftercare/contract/sla';
import { tickets as ticketContract } from '@aftercare/contract/tickets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../platform/testing/app.ts';
import { ALWAYS_OPEN } from '../platform/time/index.ts';
import { joined } from './media/tones.ts';
import { readWav, writeWav } from './media/wav.ts';
import { createCaller, share, tone } from './simulator.ts';
import { voiceTesting } from './testing.ts';

let t: TestApp;
let admin: string;
let caller: Awaited<ReturnType<typeof createCaller>>;
let agent: { id: number; cookie: string };
let kit: ReturnType<typeof voiceTesting>;

const menu = {
  start: 'main', nodes: [
    { id: 'main', kind: 'menu' as const, say: { zh: '报修请按一，留言请按二。', en: 'For repairs press one, to leave a message press two.' }, keys: { 1: 'people', 2: 'box', 3: 'mine' }, otherwise: 'bye', tries: 1, seconds: 3 },
    { id: 'people', kind: 'queue' as const, overflow: 'box' }, { id: 'box', kind: 'voicemail' as const, say: {}, mostSeconds: 5 }, { id: 'mine', kind: 'lookup' as const, by: 'phone' as const, say: {}, found: 'bye', otherwise: 'people' }, { id: 'bye', kind: 'hangup' as const, say: { zh: '再见。', en: 'Goodbye.' } },
  ],
};
const number = (n: string, more: object = {}) => ({ number: n, name: `Hotline ${n}`, language: 'en' as const, line: { mode: 'trunk' as const, from: ['127.0.0.1'] }, recording: { calls: true, consent: {}, days: 30 }, menu, ...more });

beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  const team = (await t.app.platform.db.one<{ id: number }>({ text: `insert into team (name) values ('Hotline') returning id`, values: [] }))?.id ?? 0;
  agent = await t.agent({ name: 'Li Na', teams: [team] });
  // The house's own music: a hum of 700 Hz.
  const hum = tone(700);
  const wav = writeWav(joined(Array.from({ length: 100 }, () => hum() ?? new Int16Array(0))));
  const brought = await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/files?name=music.wav', headers: { authorization: `Bearer ${admin}`, 'content-type': 'audio/wav' }, payload: wav });
  const musicFileId = (brought.json() as { id: number }).id;
  const nodes = menu.nodes.map((node) => (node.kind === 'queue' ? { ...node, musicFileId } : node));
  await t.call(contract.createNumber, { body: number('4001', { teamId: team, menu: { ...menu, nodes } }) }, { as: admin });
  const calendarId = await t.app.platform.db.tx((tx) => t.app.org.createCalendar(tx, { ...ALWAYS_OPEN, name: 'Always' }));
  await t.call(slaContract.createPolicy, { body: { name: 'Everyone', match: { types: [], priorities: [], tiers: [], channels: [] }, targets: { 'first-response': 240, 'next-response': null, solution: 1440, closing: null }, warnAt: 0.8, calendarId, position: 5, enabled: true } }, { as: admin });
  await t.call(routingContract.createQueue, { body: { name: 'Phone', teamId: team, match: { channels: ['phone'], types: [], tiers: [], languages: [] }, skills: [], matchLanguage: false, position: 1, enabled: true } }, { as: admin });
  await t.app.voice.start();
  caller = await createCaller();
  kit = voiceTesting(t, admin, () => caller.pace);
});
afterAll(async () => { await caller?.close(); await t?.app.voice.stop(); await t?.close(); });

const mine = (path: string, body: object) => kit.post(agent.cookie, path, body);
const browser = (callId: number, frequency: number) => kit.browser(agent.cookie, `/hotline/calls/${callId}/answer`, frequency);
const callRows = () => kit.rows();
const until = (right: () => Promise<boolean> | boolean, ms?: number) => kit.until(right, ms);

describe('the hotline', () => {
  it('takes a call through menu and queue to the colleague whom the router chose; both hear each other; ticket and recording stay', async () => {
    const phone = await caller.dial('4001', { port: t.app.voice.port, from: '13800138000', sound: tone(440) });
    await phone.answered;
    expect(phone.ended).toBeNull();
    phone.press('1');
    await until(async () => (await callRows())[0]?.state === 'ringing');
    const [ringing] = await callRows();
    expect(ringing).toMatchObject({ caller: '13800138000', offeredTo: agent.id, ticketId: expect.any(Number) as number });
    const ear = await browser(ringing?.id ?? 0, 1_000);
    await until(() => share(phone.heard(), 1_000) > 0.8 && share(ear.heard(), 440) > 0.8);
    expect((await mine(`/hotline/calls/${ringing?.id}/act`, { act: 'hold' })).statusCode).toBe(200);
    await until(() => share(phone.heard(), 1_000) < 0.1 && share(phone.heard(), 700) > 0.5);
    await mine(`/hotline/calls/${ringing?.id}/act`, { act: 'resume' });
    await until(() => share(phone.heard(), 1_000) > 0.8);
    await mine(`/hotline/calls/${ringing?.id}/act`, { act: 'hangup' });
    expect(await phone.over).toMatch(/^them/);
    await ear.close();
    await until(async () => ((await callRows())[0]?.recordings.length ?? 0) > 0);
    const [over] = await callRows();
    expect(over).toMatchObject({ state: 'ended', outcome: 'talked', agent: { name: 'Li Na' }, recordings: [{ kind: 'call' }] });
    const http = await t.app.http();
    const sound = await http.inject({ url: `/api/v1/hotline/recordings/${over?.recordings[0]?.id}`, headers: { authorization: `Bearer ${admin}` } });
    const samples = readWav(sound.rawPayload) ?? new Int16Array(0);
    expect(Math.max(...Array.from({ length: Math.floor(samples.length / 1_600) }, (_, i) => share(samples.subarray(i * 1_600, (i + 1) * 1_600), 440)))).toBeGreaterThan(0.3);
    const stored = await t.app.platform.db.one<{ key: string }>({ text: 'select f.key from hotline_recording r join file f on f.id = r.file_id', values: [] });
    expect(Buffer.from(await t.app.platform.files.read(stored?.key ?? '')).includes('RIFF')).toBe(false);
    const ticket = await t.call(ticketContract.get, { params: { id: over?.ticketId ?? 0 } }, { as: admin });
    expect(ticket).toMatchObject({ channel: 'phone', owner: { id: agent.id } });
    // To be spoken with is to be answered.
    await t.drain();
    expect((await t.call(slaContract.clocks, { params: { id: over?.ticketId ?? 0 } }, { as: admin })).items.find((c) => c.target === 'first-response')).toMatchObject({ state: 'met', breachedAt: null });
    expect((await mine(`/hotline/calls/${over?.id}/wrap-up`, { disposition: 'solved', note: 'Sent the manual' })).statusCode).toBe(200);
  });

  it('keeps a message, tells a caller how their matter stands, and writes down who hung up waiting', async () => {
    const left = await caller.dial('4001', { port: t.app.voice.port, from: '13900139000', sound: tone(600) });
    await left.answered;
    left.press('2');
    await sleep(2_500);
    left.call.hangUp();
    await until(async () => (await callRows())[0]?.outcome === 'voicemail');
    expect((await callRows())[0]).toMatchObject({ recordings: [{ kind: 'voicemail' }], ticketId: expect.any(Number) as number });

    const asking = await caller.dial('4001', { port: t.app.voice.port, from: '13900139000' });
    await asking.answered;
    asking.press('3');
    await until(async () => (await callRows())[0]?.state === 'ended', 15_000);
    expect((await callRows())[0]).toMatchObject({ outcome: 'told' });

    const waiting = await caller.dial('4001', { port: t.app.voice.port, from: '13700137000' });
    await waiting.answered;
    waiting.press('1');
    await until(async () => ['queued', 'ringing'].includes((await callRows())[0]?.state ?? ''));
    waiting.call.hangUp();
    await until(async () => (await callRows())[0]?.outcome === 'abandoned');
    expect((await callRows())[0]?.ticketId).not.toBeNull();
  });

  it('keeps the place of who asks to be called back, and refuses numbers and menus that are wrong', async () => {
    const phone = await caller.dial('4001', { port: t.app.voice.port, from: '13600136000' });
    await phone.answered;
    phone.press('1');
    await until(async () => ['queued', 'ringing'].includes((await callRows())[0]?.state ?? ''));
    await sleep(1_500);
    phone.press('1');
    await until(async () => (await callRows())[0]?.callback === 'wanted');
    expect((await t.call(contract.calls, { query: { callback: 'wanted' } }, { as: admin })).items).toHaveLength(1);
    const nobody = await caller.dial('999', { port: t.app.voice.port, from: '1' });
    expect(await nobody.over).toBe('them 404');
    await expect(t.call(contract.createNumber, { body: number('4002', { menu: { start: 'x', nodes: menu.nodes } }) }, { as: admin })).rejects.toMatchObject({ problem: { fields: [{ path: 'menu.start' }] } });
  });
});
