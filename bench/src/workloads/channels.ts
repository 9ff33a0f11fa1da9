import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedCentre } from '../../../server/src/channels/sms/smpp/simulator.ts';
import { simulatedDoors } from '../../../server/src/channels/simulators.ts';
import { hookPath } from '../../../server/src/channels/social/intake.ts';
import type { Shown } from '../../../server/src/channels/social/simulator.ts';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

/** One of each family: signed webhooks (Meta's), encrypted XML (WeChat), a gateway's forms (Twilio), rings (WeCom), a line (SMPP). */
const families = ['whatsapp', 'wechat', 'sms', 'wecom'] as const;
const lanes = 16;
interface Family { readonly name: string; readonly accountId: number; readonly shown: readonly Shown[]; say(n: number, text: string): Promise<void>; stop(): Promise<void> }

/** Does `work` for 0, 1, 2 … in as many lanes until the time is over; how often a second. */
async function rateOf(seconds: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const from = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: lanes }, async () => { while (performance.now() - from < seconds * 1000) await work(next++); }));
  return (next * 1000) / (performance.now() - from);
}

/** Intake until it stands on disk, and sending until it is on the person's screen, by family of door; beside each the bare limit of the same run. */
export async function channels(bench: Bench, seconds: number): Promise<Line[]> {
  const call = async (path: string, body: unknown) => {
    const answer = await fetch(`${bench.base}/api/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${bench.key}` } });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: number };
  };
  const connect = async (kind: string, address: string, settings: Record<string, unknown>) => (await call('/channels', { kind, name: `bench ${kind}`, address, language: 'en', teamId: null, enabled: true, settings })).id;
  const open: Family[] = [];
  const publicUrl = bench.base.replace('127.0.0.1', 'localhost');
  for (const kind of families) {
    const door = simulatedDoors.find((d) => d.kind === kind);
    const platform = await door?.open({ now: Date.now, publicHook: (hook) => hook.replace(bench.base, publicUrl) });
    if (!door || !platform) continue;
    const hook = bench.base + hookPath(kind, platform.address);
    open.push({
      name: kind, accountId: await connect(kind, platform.address, platform.settings), shown: platform.shown, stop: () => platform.api.stop(),
      async say(n, text) { const { status } = await platform.deliver(hook, { id: `${kind}-${n}-${text}`, person: door.person(`bench-${n}`), text, at: Date.now() }); if (status !== 200) throw new Error(`${kind}: HTTP ${status}`); },
    });
  }
  const centre = await new SimulatedCentre({ now: Date.now }).start();
  const accountId = await connect('sms', centre.address, { ...centre.settings, window: 32 });
  open.push({ name: 'smpp', accountId, shown: centre.shown, say: (n, text) => centre.say(`+4915${String(10_000_000 + n)}`, text), stop: () => centre.stop() });

  const bareIn = await bareIntake(bench, seconds);
  const bareOut = await bareSending(seconds);
  const lines: Line[] = [];
  try {
    for (const { name, accountId: account, shown, say } of open) {
      const perSecond = await rateOf(seconds, (n) => say(n, `It leaks ${n}`));
      lines.push({ workload: `intake by ${name}`, figure: 'acknowledged on disk', value: perSecond, unit: '/s', limit: bareIn, target: '≥ 50/s', ok: perSecond >= 50 });
      for (let tries = 0; tries < 600; tries++) { const { rows } = await bench.db.query<{ n: string }>("select count(*) as n from raw_item where state = 'pending'"); if (Number(rows[0]?.n) === 0) break; await sleep(100); }
      const { rows } = await bench.db.query<{ ticket: string }>('select max(tc.ticket_id) as ticket from conversation c join ticket_conversation tc on tc.conversation_id = c.id where c.channel_account_id = $1 group by c.id limit 200', [account]);
      const before = shown.length;
      const from = performance.now();
      await Promise.all(Array.from({ length: lanes }, async (_, lane) => { for (let i = lane; i < rows.length; i += lanes) await call(`/tickets/${rows[i]?.ticket}/messages`, { text: `Answer ${i}`, undoSeconds: 0, then: 'keep', files: [] }); }));
      for (let tries = 0; tries < 600 && shown.length - before < rows.length; tries++) await sleep(50);
      const sent = ((shown.length - before) * 1000) / (performance.now() - from);
      lines.push({ workload: `sending by ${name}`, figure: 'written to shown', value: sent, unit: '/s', limit: bareOut, target: 'all arrive', ok: shown.length - before === rows.length, note: `${shown.length - before} of ${rows.length}` });
    }
  } finally { for (const one of open) await one.stop(); }
  return lines;
}

/** The least that «on disk before it is acknowledged» costs: one row, one commit. */
async function bareIntake(bench: Bench, seconds: number): Promise<number> {
  const { rows } = await bench.db.query<{ id: string }>('select min(id) as id from channel_account');
  const text = { name: 'bare-raw', text: "insert into raw_item (channel_account_id, external_id, content, meta, state) values ($1, $2, $3, '{}', 'ignored') on conflict do nothing" };
  return rateOf(Math.min(seconds, 4), (n) => bench.db.query({ ...text, values: [rows[0]?.id, `bare-${n}`, Buffer.from(`{"text":"It leaks ${n}"}`)] }));
}
/** The least that sending costs: one call over HTTP to somebody who says yes. */
async function bareSending(seconds: number): Promise<number> {
  const server = createServer((request, response) => { request.resume().on('end', () => response.end('{}')); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  try { return await rateOf(Math.min(seconds, 4), async (n) => (await fetch(url, { method: 'POST', body: `{"n":${n}}` })).text()); } finally { server.closeAllConnections(); server.close(); }
}
