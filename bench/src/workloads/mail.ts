import { setTimeout as sleep } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { perOperation } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import { againstBareMail } from '../limit.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';
import { bareSql } from './creation.ts';
import { type Earlier, type Sample, sample } from './mail-texts.ts';

const mailbox = 'support@bench.example';
const senders = 16;
interface Row { id: number; subject: string; preview: string; updatedAt: string }

/** 500 mixed mails by SMTP from 16 senders, until each is seen through the API; then every one is looked at. */
export async function mail(bench: Bench): Promise<Line[]> {
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => (await (await fetch(`${bench.base}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' } })).json()) as T;
  await ask('/channels', { method: 'POST', body: JSON.stringify({ kind: 'mail', name: 'Bench', address: mailbox, language: 'en', teamId: null, enabled: true, settings: { acknowledge: { on: false } } }) });
  await sleep(500);
  const first = Array.from({ length: 100 }, (_, i) => sample(i * 5, mailbox, null));
  await send(bench.smtpPort, first);
  const known = await seen(ask, first);
  const earlier: Earlier[] = first.map((s) => ({ ticketId: known.get(s.mark)?.id ?? 0, messageId: `<${s.mark}@bench.example>`, from: s.from, subject: `Printer ${s.mark}` }));
  const stream = Array.from({ length: 500 }, (_, i) => (i % 5 === 4 ? sample(1000 + Math.floor(i / 5), mailbox, earlier[Math.floor(i / 5)] ?? null) : sample(2000 + i + Math.floor(i / 4), mailbox, null)));

  // A server that has run for a while is what is measured: its code compiled, its statements planned.
  const warm = Array.from({ length: 600 }, (_, i) => sample(10_000 + i, mailbox, null));
  await send(bench.smtpPort, warm);
  await seen(ask, warm);
  await followed(bench);
  const before = bench.cpu();
  const from = performance.now();
  const watching = seen(ask, stream);
  const acknowledged = await send(bench.smtpPort, stream);
  const visible = await watching;
  const seconds = (Math.max(...[...visible.values()].map((v) => v.at)) - from) / 1000;
  await followed(bench);
  const behind = (performance.now() - from) / 1000 - seconds;
  const cpu = perOperation(before, bench.cpu(), stream.length);
  const waits = stream.flatMap((s) => { const v = visible.get(s.mark); const a = acknowledged.get(s.mark); return v && a ? [Math.max(0, v.at - a)] : []; });
  const wrong = await judge(bench, stream, visible);
  const rate = stream.length / seconds;
  const bare = await againstBareMail(bench, bareSql, async (door) => {
    await send(door.port, warm.slice(0, 300));
    const [started, used] = [performance.now(), door.cpu()];
    await send(door.port, stream);
    return { perSecond: (1000 * stream.length) / (performance.now() - started), cpu: perOperation(used, door.cpu(), stream.length) };
  });
  return [
    { workload: 'mail by SMTP, 500 mixed', figure: 'rate, 16 senders', value: rate, unit: '/s', limit: bare.perSecond, target: '≥ 400/s', ok: rate >= 400, cpu, limitCpu: bare.cpu, note: `clocks, routing, index and counts ${behind.toFixed(1)} s after the last was visible` },
    { workload: 'mail by SMTP, 500 mixed', figure: 'visible p95 after 250', value: quantile(waits, 0.95), unit: 'ms', target: '< 1,000 ms', ok: quantile(waits, 0.95) < 1000 },
    { workload: 'mail by SMTP, 500 mixed', figure: 'lost/double/misthread/broken', value: wrong.length, unit: '', target: '0', ok: wrong.length === 0, ...(wrong.length > 0 ? { note: wrong.slice(0, 3).join('; ') } : {}) },
  ];
}

/** Waits until everything that follows a mail is done too: no subscription has a fact left to handle. */
async function followed(bench: Bench): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows: [left] } = await bench.db.query<{ n: number }>("select count(*)::int as n from subscription where position < (select max(id) from event)");
    if (left?.n === 0) return;
    await sleep(100);
  }
}

/** When each was acknowledged. The bare client of the library: who measures sits on the same two cores. */
async function send(port: number, mails: readonly Sample[]): Promise<Map<string, number>> {
  const acknowledged = new Map<string, number>();
  const queue = [...mails];
  await Promise.all(Array.from({ length: senders }, async () => {
    const line = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true });
    await new Promise<void>((resolve, reject) => { line.once('error', reject); line.connect((error) => (error ? reject(error) : resolve())); });
    for (let mail = queue.shift(); mail; mail = queue.shift()) {
      const { from, raw, mark } = mail;
      await new Promise<void>((resolve, reject) => { line.send({ from, to: [mailbox] }, raw, (error) => (error ? reject(error) : resolve())); });
      acknowledged.set(mark, performance.now());
    }
    line.quit();
  }));
  return acknowledged;
}

/** Looks at the newest page of all tickets ten times a second until every mark was seen in a subject or in first words; at the next page only where the whole of one was new. */
async function seen(ask: <T>(path: string) => Promise<T>, mails: readonly Sample[]): Promise<Map<string, { id: number; at: number }>> {
  const found = new Map<string, { id: number; at: number }>();
  const wanted = new Set(mails.map((m) => m.mark));
  const until = performance.now() + 60_000;
  while (found.size < wanted.size && performance.now() < until) {
    let after = '';
    for (let page = 0; page < 12; page++) {
      const { items, next } = await ask<{ items: Row[]; next: string | null }>(`/views/all/tickets?sort=updated&limit=100${after ? `&after=${after}` : ''}`);
      const at = performance.now();
      let last = 0;
      for (const [place, row] of items.entries()) {
        for (const mark of `${row.subject} ${row.preview}`.match(/m\d+x[a-z0-9]{6}/g) ?? []) {
          if (wanted.has(mark) && !found.has(mark)) { found.set(mark, { id: row.id, at }); last = place; }
        }
      }
      if (!next || last < items.length - 1) break;
      after = next;
    }
    // To look is work for the same two cores.
    await sleep(100);
  }
  return found;
}

/** Sentences on mails that are lost, there twice, in the wrong thread, or whose words are broken. */
async function judge(bench: Bench, mails: readonly Sample[], visible: ReadonlyMap<string, { id: number }>): Promise<string[]> {
  const { rows } = await bench.db.query<{ mark: string; body: string; ticket: string }>(`select substring(m.body from 'm[0-9]+x[a-z0-9]{6}') as mark, m.body, tc.ticket_id as ticket from message m
    join ticket_conversation tc on tc.conversation_id = m.conversation_id where m.body ~ '^m[0-9]+x'`);
  return mails.flatMap((mail) => {
    const mine = rows.filter((r) => r.mark === mail.mark);
    if (mine.length !== 1) return [`${mail.mark} is there ${mine.length} times`];
    if (!visible.has(mail.mark)) return [`${mail.mark} was never visible`];
    if (mine[0]?.body.trim() !== mail.expect) return [`${mail.mark} reads ${JSON.stringify(mine[0]?.body.slice(0, 60))}`];
    if (mail.replyTo !== null && Number(mine[0].ticket) !== mail.replyTo) return [`${mail.mark} belongs to ${mail.replyTo}, went to ${mine[0].ticket}`];
    return [];
  });
}
