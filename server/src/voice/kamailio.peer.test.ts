import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hotline as contract } from '@aftercare/contract/hotline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../platform/testing/app.ts';
import { findPeer } from '../platform/testing/peers.ts';
import { createCaller, tone } from './simulator.ts';

const kamailio = findPeer('kamailio');
const missing = 'kamailio as registrar (skipped: it is not installed on this machine)';
let t: TestApp;
let admin: string;
let folder: string;
let child: ChildProcess | undefined;
let port = 0;

/** A provider: who knows the password may sign on, and is called where they signed on from; stays on the way of the call. */
const provider = (at: number) => `debug=0
log_stderror=yes
children=1
tcp_children=1
listen=udp:127.0.0.1:${at}
listen=tcp:127.0.0.1:${at}
${['sl', 'tm', 'rr', 'pv', 'maxfwd', 'usrloc', 'registrar', 'textops', 'siputils', 'auth'].map((m) => `loadmodule "${m}.so"`).join('\n')}
modparam("usrloc", "db_mode", 0)
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("REGISTER")) {
    if (!pv_www_authenticate("$td", "secret", "0")) { www_challenge("$td", "0"); exit; }
    save("location");
    exit;
  }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("404", "Not here");
    exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  t_check_trans();
  if (is_method("INVITE")) record_route();
  if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
  t_relay();
}
`;
const freePort = () => new Promise<number>((resolve) => { const s = createSocket('udp4'); s.bind(0, '127.0.0.1', () => { const { port: found } = s.address(); s.close(() => resolve(found)); }); });
const number = (n: string, protocol: 'UDP' | 'TCP', password: string) => t.call(contract.createNumber, {
  body: {
    number: n, name: n, language: 'en', password, line: { mode: 'register', host: '127.0.0.1', port, protocol, user: `user${n}` }, recording: { consent: {} },
    menu: { start: 'box', nodes: [{ id: 'box', kind: 'voicemail', say: {}, mostSeconds: 5 }] },
  },
}, { as: admin });
const lines = async () => (await t.call(contract.numbers, {}, { as: admin })).items.map((n) => [n.number, n.registered, n.fault]);

beforeAll(async () => {
  if (!kamailio) return;
  folder = mkdtempSync(join(tmpdir(), 'aftercare-kamailio-'));
  port = await freePort();
  writeFileSync(join(folder, 'kamailio.cfg'), provider(port));
  child = spawn(kamailio, ['-f', join(folder, 'kamailio.cfg'), '-DD', '-E', '-m', '64', '-M', '8', '-Y', folder], { cwd: folder, stdio: 'ignore' });
  t = await testApp({ RTP_PORTS: '44400-44598' });
  admin = await t.key();
  await t.app.platform.db.run({ text: `insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone')`, values: [] });
  await number('4001', 'UDP', 'secret');
  await number('4002', 'TCP', 'secret');
  await number('4003', 'UDP', 'wrong');
  await t.app.voice.start();
});
afterAll(async () => {
  await t?.app.voice.stop();
  await t?.close();
  if (child) { const over = new Promise((resolve) => { child?.on('close', resolve); }); child.kill('SIGTERM'); await over; }
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!kamailio)(kamailio ? 'kamailio as registrar' : missing, () => {
  it('knows us by our password, by UDP and TCP, and says no to a wrong one', async () => {
    for (let i = 0; i < 100 && (await lines()).some(([, registered]) => registered === null); i++) await sleep(100);
    expect(await lines()).toEqual([['4001', true, null], ['4002', true, null], ['4003', false, expect.stringMatching(/^40[13]/)]]);
  });
  it('brings calls to where we signed on; words inside the call go by its way, and the message is ours', async () => {
    const caller = await createCaller();
    for (const [user, n] of [['user4001', '4001'], ['user4002', '4002']] as const) {
      const phone = await caller.dial(user, { port, from: '13800138000', sound: tone(500) });
      await phone.answered;
      expect(phone.ended).toBeNull();
      await sleep(2_500);
      phone.call.hangUp();
      const newest = async () => (await t.call(contract.calls, { query: { limit: 1 } }, { as: admin })).items[0];
      for (let i = 0; i < 80 && (await newest())?.state !== 'ended'; i++) await sleep(100);
      expect(await newest()).toMatchObject({ numberName: n, caller: '13800138000', outcome: 'voicemail' });
    }
    const nobody = await caller.dial('user9999', { port, from: '13800138000' });
    expect(await nobody.over).toBe('them 404');
    await caller.close();
  });
});
