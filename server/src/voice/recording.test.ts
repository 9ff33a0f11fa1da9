import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { desk } from '@aftercare/contract/desk';
import { hotline as contract } from '@aftercare/contract/hotline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../platform/testing/app.ts';
import { encode } from './media/g711.ts';
import { readWav } from './media/wav.ts';
import { createCaller, share, tone } from './simulator.ts';
import { createSpeechSimulator } from './speech-simulator.ts';
import { voiceTesting } from './testing.ts';

let t: TestApp;
let admin: string;
let speech: Awaited<ReturnType<typeof createSpeechSimulator>>;
let caller: Awaited<ReturnType<typeof createCaller>>;
let kit: ReturnType<typeof voiceTesting>;
let li: { id: number; cookie: string };

beforeAll(async () => {
  // 600 Hz is «people», 900 Hz something nobody asked for.
  speech = await createSpeechSimulator({ key: 'secret', words: (samples) => (share(samples, 600) > 0.3 ? '你好，请转人工。' : 'the weather is nice') });
  t = await testApp({ RECOGNISER_URL: speech.url, RECOGNISER_KEY: 'secret', SPEECH_URL: speech.url, SPEECH_KEY: 'secret', SUMMARY_MODEL: 'small' });
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  const team = (await t.app.platform.db.one<{ id: number }>({ text: `insert into team (name) values ('Hotline') returning id`, values: [] }))?.id ?? 0;
  li = await t.agent({ name: 'Li Na', teams: [team] });
  await t.call(contract.saveRules, { body: { ...(await t.call(contract.rules, {}, { as: admin })), wrapUpSeconds: 0 } }, { as: admin });
  const said = { zh: '录音。', en: 'Recorded.' };
  await t.call(contract.createNumber, {
    body: {
      number: '4001', name: 'Hotline', language: 'en', teamId: team, line: { mode: 'trunk', from: ['127.0.0.1'] },
      recording: { calls: true, consent: said, days: 30, countries: [{ country: 'DE', rule: 'ask', consent: { en: 'Press one if we may record.' } }, { country: 'US', rule: 'never', consent: {} }] },
      menu: {
        start: 'main', nodes: [
          { id: 'main', kind: 'menu', say: { en: 'How can we help?' }, keys: { 1: 'box', 2: 'people' }, words: { 1: 'message, 留言', 2: 'people, 人工' }, otherwise: 'bye', tries: 2, seconds: 3 },
          { id: 'box', kind: 'voicemail', say: {}, mostSeconds: 60 }, { id: 'people', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: {} },
        ],
      },
    },
  }, { as: admin });
  await t.app.voice.start();
  caller = await createCaller();
  kit = voiceTesting(t, admin, () => caller.pace);
});
afterAll(async () => { await caller?.close(); await t?.app.voice.stop(); await t?.close(); await speech?.close(); });

const dial = async (from: string, sound?: () => Int16Array | null, port = t.app.voice.port) => {
  const phone = await caller.dial('4001', { port, from, ...(sound ? { sound } : {}) });
  await phone.answered;
  return phone;
};
/** Rings Li Na, talks for two seconds, hangs up. */
async function talk(phone: Awaited<ReturnType<typeof dial>>): Promise<number> {
  await kit.until(async () => (await kit.newest())?.state === 'ringing');
  const id = (await kit.newest())?.id ?? 0;
  const ear = await kit.browser(li.cookie, `/hotline/calls/${id}/answer`, 1_000);
  await kit.until(() => share(phone.heard(), 1_000) > 0.5);
  await sleep(1_500);
  phone.call.hangUp();
  await kit.until(async () => (await kit.newest())?.state === 'ended');
  await ear.close();
  await t.drain();
  return id;
}
const sound = async (id: number) => readWav((await (await t.app.http()).inject({ url: `/api/v1/hotline/recordings/${id}`, headers: { authorization: `Bearer ${admin}` } })).rawPayload) ?? new Int16Array(0);

describe('what is said', () => {
  it('is recorded by the law of the caller\'s country: asked first, or never', async () => {
    const german = await dial('+4930901820', undefined);
    german.press('2');
    await kit.until(async () => (await kit.newest())?.state === 'queued' || (await kit.newest())?.state === 'ringing');
    await sleep(800);
    german.press('1');
    await talk(german);
    await kit.until(async () => ((await kit.newest())?.recordings.length ?? 0) > 0);
    expect(await kit.newest()).toMatchObject({ caller: '+4930901820', consent: true });
    const american = await dial('+12125550123');
    american.press('2');
    await talk(american);
    expect(await kit.newest()).toMatchObject({ caller: '+12125550123', consent: null, recordings: [] });
  }, 90_000);

  it('stands in a menu for a key; the talk is written down, summed up, on the timeline, and gone when its time is over', async () => {
    const hum = tone(600);
    let beats = 0;
    const phone = await dial('13800138000', () => ((beats += 1) > 70 && beats < 130 ? hum() : null));
    await kit.until(async () => (await kit.newest())?.state === 'ringing');
    expect((await t.call(contract.call, { params: { id: (await kit.newest())?.id ?? 0 } }, { as: admin })).events.some((e) => e.data['said'] === '你好，请转人工。')).toBe(true);
    speech.beBusy(1);
    await talk(phone);
    await kit.until(async () => typeof (await kit.newest())?.recordings[0]?.transcript === 'string', 20_000);
    const call = await kit.newest();
    expect(call?.recordings).toMatchObject([{ kind: 'call', transcript: 'the weather is nice' }]);
    expect([...new Set(speech.heard.filter((h) => h.path.endsWith('transcriptions')).map((h) => `${h.model} ${h.language}`))]).toEqual(['whisper-1 en']);
    const page = await t.call(desk.ticketPage, { params: { id: call?.ticketId ?? 0 }, query: {} }, { as: admin });
    expect(page.timeline.find((item) => item.kind === 'call')).toMatchObject({ outcome: 'talked', agent: 'Li Na', recordings: [{ id: call?.recordings[0]?.id, transcript: 'the weather is nice' }] });
    const file = await t.app.platform.db.one<{ key: string }>({ text: 'select f.key from hotline_recording r join file f on f.id = r.file_id where r.id = $1', values: [call?.recordings[0]?.id] });
    t.clock.advance(31 * 86_400);
    // This one, and that of the caller who agreed.
    expect(await t.app.hotline.recordings.sweep()).toBe(2);
    expect((await kit.newest())?.recordings).toEqual([]);
    await expect(t.app.platform.files.read(file?.key ?? '')).rejects.toMatchObject({ code: 'not-found' });
  }, 90_000);
});

describe('a process that is killed', () => {
  it('leaves a message that another process finishes; its call ends, and is not missed', async () => {
    const { config } = t.app.platform;
    const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'testing-process.ts'), t.clock.now().toISOString()], {
      stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env['PATH'], DATABASE_URL: config.DATABASE_URL, AFTERCARE_DATA: config.AFTERCARE_DATA, RTP_PORTS: '41000-41198', SIP_PORT: '0', SMTP_PORT: '0', PORT: '0' },
    });
    const port = await new Promise<number>((resolve, reject) => { child.stdout?.on('data', (text: Buffer) => { const found = /port (\d+)/.exec(text.toString()); if (found) resolve(Number(found[1])); }); child.on('exit', () => reject(new Error('it did not start'))); });
    const phone = await dial('13900139000', tone(700), port);
    phone.press('1');
    const parts = async () => (await t.app.platform.db.one<{ n: number }>({ text: 'select count(*)::int as n from hotline_recording_part', values: [] }))?.n ?? 0;
    await kit.until(async () => (await parts()) >= 2, 20_000);
    child.kill('SIGKILL');
    await new Promise((resolve) => { child.on('close', resolve); });
    phone.call.hangUp();
    expect((await kit.newest())?.state).not.toBe('ended');
    // Nobody sealed it for everybody to read.
    expect((await t.app.platform.db.rows<{ sealed: Buffer }>({ text: 'select sealed from hotline_recording_part', values: [] })).every((p) => p.sealed.length > 8_000 && !p.sealed.includes(Buffer.from(encode('PCMA', new Int16Array(64)))))).toBe(true);
    t.clock.advance(120);
    await t.app.hotline.leftBehind.watch();
    await t.drain();
    const call = await kit.newest();
    expect(call).toMatchObject({ caller: '13900139000', state: 'ended', outcome: 'voicemail', recordings: [{ kind: 'voicemail' }], ticketId: expect.any(Number) as number });
    expect(call?.recordings[0]?.seconds).toBeGreaterThanOrEqual(4);
    // The caller's note and not somebody else's sound; how whole it is depends on how busy the machine that makes it is.
    expect(share((await sound(call?.recordings[0]?.id ?? 0)).subarray(8_000, 16_000), 700)).toBeGreaterThan(0.5);
    expect(await parts()).toBe(0);
    // Twice is once.
    await t.app.hotline.leftBehind.watch();
    expect((await kit.newest())?.recordings).toHaveLength(1);
  }, 90_000);
});
