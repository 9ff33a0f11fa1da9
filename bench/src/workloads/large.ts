import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillLarge } from '../fill-large.ts';
import type { Bench } from '../harness.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';
import { found } from './found.ts';
import { frequentWords, rareWords, seldomWords } from '../texts.ts';

export interface LargeSize { readonly tickets: number; readonly messages: number; readonly customers: number; readonly minutes: number }
const knownMs = 61_000;
interface Asked { readonly name: string; readonly paths: readonly string[]; readonly target: number }

/** What people do all day, each question asked for many things in turn so that no two answers are shared. */
async function questions(bench: Bench): Promise<Asked[]> {
  const ids = async (statement: string) => (await bench.db.query<{ id: string }>(statement)).rows.map((r) => r.id);
  const tickets = await ids('select t.id from ticket t tablesample system_rows(400) where exists (select from ticket_conversation k where k.ticket_id = t.id)').catch(() => ids('select id from ticket order by id % 9973, id limit 300'));
  const customers = await ids('select distinct customer_id as id from ticket where id = any(array(select id from ticket order by id % 9973, id limit 300))');
  const [view] = await ids(`insert into saved_view (agent_id, name, filter, sort, shared) select min(id), 'Bench', '{"status":["new","open"],"priority":["high","urgent"]}', 'updated', true from agent returning id`);
  const words = (list: readonly string[]) => list.flatMap((q) => [45, 46, 47, 48, 49, 50].map((limit) => `/api/v1/search?limit=${limit}&q=${encodeURIComponent(q)}`));
  return [
    { name: 'list, first page', paths: ['/api/v1/views/open/tickets?limit=50', '/api/v1/views/all/tickets?limit=50', '/api/v1/views/solved/tickets?limit=50'], target: 100 },
    { name: 'views with their counts', paths: ['/api/v1/views'], target: 100 },
    { name: 'saved view', paths: [`/api/v1/views/saved:${view}/tickets?limit=50`], target: 100 },
    { name: 'ticket page', paths: tickets.map((id) => `/api/v1/tickets/${id}/page`), target: 100 },
    { name: 'customer, 360°', paths: customers.map((id) => `/api/v1/customers/${id}/page`), target: 100 },
    { name: 'search, frequent words', paths: words([frequentWords.zh, frequentWords.en, '洗衣机', 'printer', '没有', 'battery hot']), target: 150 },
    { name: 'search, now and then', paths: words([seldomWords.zh, seldomWords.en, '压缩机异响', 'electromagnetic', '主板', 'warranty extension']), target: 150 },
    { name: 'search, rare words', paths: words([rareWords.zh, rareWords.en, '量子涨落', 'quokka']), target: 150 },
    { name: 'search, part of a phone', paths: words(['3791', '61372', '2045', '138375']), target: 150 },
    { name: 'search, pinyin', paths: words(['wangwei', 'zengj', 'lwq', 'xiemin']), target: 150 },
    { name: 'search, misspelt', paths: words(['thermostadt', 'zymurgyst', '增值睡专用']), target: 150 },
    { name: 'search, with filters', paths: words(['status:open priority:urgent 打印机', 'status:solved washing', 'status:todo owner:none']), target: 150 },
    { name: 'wallboard', paths: ['/api/v1/wallboard'], target: 100 },
  ];
}

interface Measured { readonly p50: number; readonly p95: number; readonly p99: number; readonly perSecond: number; readonly errors: number; readonly cpu: { readonly server: number; readonly database: number } | undefined }
async function measure(bench: Bench, asked: Asked, clients: number, seconds: number): Promise<Measured> {
  const ask = (s: number) => load({ url: bench.base, paths: asked.paths, headers: { authorization: `Bearer ${bench.key}` }, clients, seconds: s, cpu: bench.cpu });
  await ask(1);
  return ask(seconds);
}

type Answers = Record<string, Measured>;
async function askAll(bench: Bench, asked: readonly Asked[], seconds: number): Promise<Answers> {
  const answers: Answers = {};
  for (const one of asked) {
    for (const clients of [1, 16]) {
      const m = answers[`${one.name} ${clients}`] = await measure(bench, one, clients, seconds);
      process.stdout.write(`  ${one.name}, ${clients}: ${told(m)}\n`);
    }
  }
  return answers;
}
const told = (m: Measured) => `${m.p50}/${m.p95.toFixed(1)}/${m.p99} ms, ${m.perSecond.toFixed(0)}/s${m.cpu ? `, ${m.cpu.server.toFixed(1)} + ${m.cpu.database.toFixed(1)} ms of processor` : ''}${m.errors > 0 ? `, ${m.errors} errors` : ''}`;

/**
 * The same questions at 20,000 tickets and at a million with ten messages each, by one client and by sixteen: what grows with the size and what does
 * not. In a folder that is kept (`--data`) what was loaded and measured before is not again.
 */
export async function large(bench: Bench, seconds: number, size: LargeSize): Promise<Line[]> {
  const remembered = join(bench.dataDir, 'bench-few.json');
  if (!existsSync(remembered)) {
    await fillLarge(bench, { tickets: 20_000, messages: 200_000, customers: 10_000, minutes: 5 });
    await sleep(knownMs);
    writeFileSync(remembered, JSON.stringify(await askAll(bench, await questions(bench), seconds)));
  }
  const few = JSON.parse(readFileSync(remembered, 'utf8')) as Answers;
  const filled = await fillLarge(bench, size);
  const asked = await questions(bench);
  // How common words are is read once a minute.
  await askAll(bench, asked.slice(0, 1), 1);
  await sleep(knownMs);
  const many = await askAll(bench, asked, seconds);
  const lines: Line[] = [{ workload: 'loading', figure: `${size.tickets} tickets`, value: filled.ticketSeconds, unit: 's', target: '< 600 s', ok: filled.ticketSeconds < 600, note: `${filled.messages} messages with their words; ${filled.seconds.toFixed(0)} s in all` }];
  for (const one of asked) {
    for (const clients of [1, 16]) {
      const [before, now] = [few[`${one.name} ${clients}`], many[`${one.name} ${clients}`]];
      if (now) lines.push({ workload: one.name, figure: `p95, ${clients} client${clients > 1 ? 's' : ''}`, value: now.p95, unit: 'ms', target: `< ${one.target} ms`, ok: now.p95 < one.target && now.errors === 0, note: `p50/p95/p99 ${told(now)}; at 20,000 tickets ${before ? told(before) : 'not measured'}` });
    }
  }
  return [...lines, ...await found(bench)];
}
