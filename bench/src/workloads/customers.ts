import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fillCustomers } from '../fill-customers.ts';
import type { Bench } from '../harness.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

const total = 1_000_000;
const rows = 300_000;
/** Megabytes the process has held at most. */
const peakMb = (pid: number) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const residentMb = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function ask<T>(bench: Bench, method: string, path: string, body?: unknown, type = 'application/json'): Promise<T> {
  const answer = await fetch(`${bench.base}/api/v1${path}`, { method, headers: { authorization: `Bearer ${bench.key}`, ...(body === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body: type === 'application/json' ? JSON.stringify(body) : (body as string) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A page of one customer among a million, with nothing and with a whole history; lists and segments; the way of 300,000 rows in. */
export async function customers(bench: Bench, seconds: number): Promise<Line[]> {
  const lines: Line[] = [];
  const headers = { authorization: `Bearer ${bench.key}` };
  const from = performance.now();
  const { busy, plain, companies } = await fillCustomers(bench.db, total);
  lines.push({ workload: '1,000,000 customers', figure: 'filled by SQL', value: (performance.now() - from) / 1000, unit: 's', target: '–', ok: true });
  const measure = async (workload: string, paths: readonly string[], most: number) => {
    for (const clients of [1, 16]) {
      const ours = await load({ cpu: bench.cpu, url: bench.base, paths: paths.map((p) => `/api/v1${p}`), headers, clients, seconds });
      lines.push({ workload, figure: `p95, ${clients} client${clients > 1 ? 's' : ''}`, value: ours.p95, unit: 'ms', target: `< ${most} ms`, ok: ours.p95 < most && ours.errors === 0, cpu: ours.cpu, note: `p50 ${ours.p50.toFixed(0)}, p99 ${ours.p99.toFixed(0)} ms, ${ours.perSecond.toFixed(0)}/s${ours.errors ? `, ${ours.errors} errors` : ''}` });
    }
  };
  await measure('customer page, little', plain.map((id) => `/customers/${id}/page`), 100);
  await measure('customer page, 400 messages', busy.map((id) => `/customers/${id}/page`), 100);
  await measure('timeline, first page', busy.map((id) => `/customers/${id}/timeline?limit=20`), 100);
  await measure('timeline, 漏水', busy.map((id) => `/customers/${id}/timeline?limit=20&q=${encodeURIComponent('漏水')}`), 150);
  await measure('people of a company', companies.map((id) => `/customers/${id}/members?kind=person`), 100);
  await measure('requests of a company', companies.map((id) => `/customers/${id}/company-tickets?limit=20`), 100);
  await measure('list of customers', ['/customers', '/customers?kind=company'], 100);

  const counted = performance.now();
  const { id } = await ask<{ id: number }>(bench, 'POST', '/segments', { name: { zh: '东部常客', en: 'East, often' }, condition: 'tier = "gold" and region = "华东" and tickets >= 1 and orders >= 1' });
  for (;;) { const s = (await ask<{ items: { id: number; counting: number | null; members: number }[] }>(bench, 'GET', '/segments')).items.find((x) => x.id === id); if (s?.counting === null) { lines.push({ workload: 'a segment over a million', figure: 'counted', value: (performance.now() - counted) / 1000, unit: 's', target: 'in the background', ok: s.members > 0, note: `${s.members} members` }); break; } await sleep(500); }
  await measure('list of a segment', [`/segments/${id}/customers`], 100);

  const table = ['姓名,手机,邮箱,客户编号,公司,标签,等级', ...Array.from({ length: rows }, (_, i) => `导入客户${i},1${37 + (i % 3)}${String(10_000_000 + (i % 10 === 9 ? i - 1 : i)).padStart(8, '0')},import${i}@example.net,I-${i},公司${i % 2000},b2b;导入,${i % 1000 === 0 ? '未知' : '金卡'}`)].join('\n');
  const before = residentMb(bench.pid);
  const { id: fileId } = await ask<{ id: number }>(bench, 'POST', '/imports/files?name=customers.csv', table, 'text/csv');
  const run = await ask<{ id: number; columns: { guess: string | null }[] }>(bench, 'POST', '/imports', { kind: 'customers', fileId });
  const mapping = Object.fromEntries(run.columns.flatMap((c, at) => (c.guess ? [[c.guess, at]] : [])));
  let most = 0;
  const goes = async (dry: boolean) => {
    const began = performance.now();
    await ask(bench, 'POST', `/imports/${run.id}/start`, { mapping, choices: { same: 'merge' }, dry });
    for (;;) { const now = await ask<{ state: string; created: number; changed: number; failed: number; done: number; error: string | null }>(bench, 'GET', `/imports/${run.id}`); most = Math.max(most, residentMb(bench.pid)); if (now.state === 'done') return { seconds: (performance.now() - began) / 1000, note: `${now.created} new, ${now.changed} filled in, ${now.failed} not taken` }; if (now.state === 'failed') throw new Error(now.error ?? 'the import failed'); await sleep(300); }
  };
  const trial = await goes(true);
  lines.push({ workload: '300,000 rows, trial', figure: 'read and tried', value: trial.seconds, unit: 's', target: '–', ok: true, note: trial.note });
  const real = await goes(false);
  lines.push({ workload: '300,000 rows, brought in', figure: 'beside 1,000,000', value: real.seconds, unit: 's', target: '–', ok: true, note: `${real.note}; ${(rows / real.seconds).toFixed(0)} rows/s` });
  lines.push({ workload: '300,000 rows', figure: 'memory at most', value: most, unit: 'MB', target: '< 700 MB', ok: most < 700, note: `${before.toFixed(0)} MB before, peak of the process ${peakMb(bench.pid).toFixed(0)} MB` });
  return lines;
}
