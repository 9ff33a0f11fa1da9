import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { hotline as contract } from '@aftercare/contract/hotline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../platform/testing/app.ts';
import { testCertificate } from '../platform/testing/certificate.ts';
import { findPeer } from '../platform/testing/peers.ts';
import { readWav, writeWav } from './media/wav.ts';
import { tone } from './simulator.ts';

const sipp = findPeer('sipp');
const baresip = findPeer('baresip');
let t: TestApp;
let admin: string;
let folder: string;
let tlsPort = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aftercare-voice-'));
  tlsPort = await freePort();
  t = await testApp({ RTP_PORTS: '44000-44398', SIP_TLS_PORT: String(tlsPort), SIP_TLS_CERT: testCertificate.cert, SIP_TLS_KEY: testCertificate.key });
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  const say = { zh: '您好，请留言。', en: 'Hello, please leave a message.' };
  await t.call(contract.createNumber, {
    body: {
      number: '4001', name: 'Peers', language: 'en', line: { mode: 'trunk', from: ['127.0.0.1'] }, recording: { consent: {} },
      menu: { start: 'main', nodes: [{ id: 'main', kind: 'menu', say, keys: { 1: 'box' }, tries: 1, seconds: 8, otherwise: 'bye' }, { id: 'box', kind: 'voicemail', say: {}, mostSeconds: 5 }, { id: 'bye', kind: 'hangup', say: {} }] },
    },
  }, { as: admin });
  await t.app.voice.start();
});
afterAll(async () => { await t?.app.voice.stop(); await t?.close(); rmSync(folder, { recursive: true, force: true }); });

const finished = (child: ChildProcess) => new Promise<{ code: number | null; output: string }>((resolve) => {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  child.on('close', (code) => resolve({ code, output }));
});
const freePort = () => new Promise<number>((resolve) => { const s = createSocket('udp4'); s.bind(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)); }); });

describe.skipIf(!sipp)(sipp ? 'SIP against sipp' : 'SIP against sipp (skipped: it is not installed on this machine)', () => {
  const run = async (protocol: 'u1' | 't1', calls: number, rate: number, extra: readonly string[] = []) => {
    const child = spawn(sipp ?? '', ['-sn', 'uac', `127.0.0.1:${t.app.voice.port}`, '-s', '4001', '-i', '127.0.0.1', '-p', String(await freePort()), '-t', protocol, '-m', String(calls), '-r', String(rate), '-d', '500', '-l', '60', '-timeout', '25s', '-timeout_error', '-nostdin', ...extra], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    return finished(child);
  };
  it('takes sixty calls at ten a second by UDP, and ten by TCP', async () => {
    const udp = await run('u1', 60, 10);
    expect(udp.code, udp.output.slice(-1_500)).toBe(0);
    const tcp = await run('t1', 10, 10);
    expect(tcp.code, tcp.output.slice(-1_500)).toBe(0);
    for (let i = 0; i < 100 && t.app.voice.sessions() > 0; i++) await sleep(100);
    expect(t.app.voice.sessions()).toBe(0);
  });
  it('takes calls of a network that loses one message in ten', async () => {
    const lossy = await run('u1', 15, 5, ['-lost', '10']);
    expect(lossy.code, lossy.output.slice(-1_500)).toBe(0);
  });
});

describe.skipIf(!baresip)(baresip ? 'sound against baresip' : 'sound against baresip (skipped: it is not installed on this machine)', () => {
  /** It rings up, presses 1, speaks, and is shut down. */
  async function rings(transport: 'udp' | 'tls', from: string) {
    const home = join(folder, `baresip-${transport}`);
    mkdirSync(home);
    const [port, control] = [await freePort(), await freePort()];
    const sound = tone(500);
    const speak = new Int16Array(8_000 * 10);
    for (let i = 0; i < 500; i++) speak.set(sound(), i * 160);
    writeFileSync(join(home, 'say.wav'), writeWav(speak));
    writeFileSync(join(home, 'authority.pem'), testCertificate.cert);
    const modules = ['g711', 'aufile', 'account', 'ctrl_tcp', 'menu'].map((m) => `module${m === 'account' || m === 'menu' || m === 'ctrl_tcp' ? '_app' : ''} ${m}.so`);
    writeFileSync(join(home, 'config'), ['module_path /usr/lib/baresip/modules', ...modules, `sip_listen 127.0.0.1:${port}`, `sip_cafile ${join(home, 'authority.pem')}`, 'audio_source aufile,say.wav', 'audio_player aufile,heard.wav', `ctrl_tcp_listen 127.0.0.1:${control}`, 'audio_path /usr/share/baresip', ''].join('\n'));
    writeFileSync(join(home, 'accounts'), `<sip:${from}@127.0.0.1${transport === 'tls' ? ';transport=tls' : ''}>;regint=0;dtmfmode=rtpevent\n`);
    writeFileSync(join(home, 'contacts'), '');
    const to = transport === 'tls' ? `sip:4001@127.0.0.1:${tlsPort};transport=tls` : `sip:4001@127.0.0.1:${t.app.voice.port}`;
    const child = spawn(baresip ?? '', ['-f', home, '-e', `/dial ${to}`, '-t', '12'], { cwd: home, stdio: ['pipe', 'pipe', 'pipe'] });
    const over = finished(child);
    await sleep(2_500);
    const { connect } = await import('node:net');
    const line = connect(control, '127.0.0.1');
    line.on('error', () => {});
    const press = JSON.stringify({ command: 'sndcode', params: '1' });
    line.write(`${press.length}:${press},`);
    await sleep(4_000);
    child.kill('SIGINT');
    return { output: (await over).output, from };
  }
  it('hears what it says, is heard, and understands its keys; by UDP and by TLS', async () => {
    const rung = await Promise.all([rings('udp', '13800138000'), rings('tls', '13800138001')]);
    for (const { output, from } of rung) {
      const mine = async () => (await t.call(contract.calls, { query: { limit: 2 } }, { as: admin })).items.find((c) => c.caller === from);
      for (let i = 0; i < 80 && (await mine())?.recordings.length === 0; i++) await sleep(100);
      const call = await mine();
      expect(call, output.slice(-2_000)).toMatchObject({ caller: from });
      const { events } = await t.call(contract.call, { params: { id: call?.id ?? 0 } }, { as: admin });
      expect(events.some((e) => e.data['keys'] === '1'), JSON.stringify(events) + output.slice(-3_000)).toBe(true);
      expect(call?.recordings).toHaveLength(1);
      const http = await t.app.http();
      const kept = readWav((await http.inject({ url: `/api/v1/hotline/recordings/${call?.recordings[0]?.id}`, headers: { authorization: `Bearer ${admin}` } })).rawPayload) ?? new Int16Array(0);
      expect(Math.max(...kept.map(Math.abs))).toBeGreaterThan(2_000);
    }
  });
});
