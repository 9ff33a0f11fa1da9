import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { fillCustomers } from '../fill-customers.ts';
import type { Bench } from '../harness.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

/** A page of one customer among so many, with nothing and with a whole history; lists and segments. */
export async function customers(bench: Bench, seconds: number, total: number): Promise<Line[]> {
  const lines: Line[] = [];
  const headers = { authorization: `Bearer ${bench.key}` };
  const from = performance.now();
  const { busy, plain, companies } = await fillCustomers(bench, total);
  lines.push({ workload: `${total.toLocaleString('en')} customers`, figure: 'filled by SQL', value: (performance.now() - from) / 1000, unit: 's', target: '–', ok: true });
  const measure = async (workload: string, paths: readonly string[], most: number) => {
    // Code is compiled and pages of the database are read by the first who come.
    await load({ url: bench.base, paths: paths.map((p) => `/api/v1${p}`), headers, clients: 4, seconds: 2 });
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
  for (;;) { const s = (await ask<{ items: { id: number; counting: number | null; members: number }[] }>(bench, 'GET', '/segments')).items.find((x) => x.id === id); if (s?.counting === null) { lines.push({ workload: 'a segment over all of them', figure: 'counted', value: (performance.now() - counted) / 1000, unit: 's', target: 'in the background', ok: s.members > 0, note: `${s.members} members` }); break; } await sleep(500); }
  await measure('list of a segment', [`/segments/${id}/customers`], 100);
  return lines;
}
