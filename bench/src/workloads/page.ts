import type { Bench } from '../harness.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

/** Everything a ticket's page shows, thirty messages each, two hundred tickets in turn. */
export async function page(bench: Bench, seconds: number, tickets: readonly number[]): Promise<Line[]> {
  const ours = await load({ url: bench.base, paths: tickets.map((id) => `/api/v1/tickets/${id}/page`), headers: { authorization: `Bearer ${bench.key}` }, clients: 16, seconds });
  return [
    { workload: 'ticket page, 30 messages', figure: 'rate, 16 clients', value: ours.perSecond, unit: '/s', target: '≥ 1,200/s', ok: ours.perSecond >= 1200 && ours.errors === 0 },
    { workload: 'ticket page, 30 messages', figure: 'p95', value: ours.p95, unit: 'ms', target: '< 30 ms', ok: ours.p95 < 30 },
  ];
}
