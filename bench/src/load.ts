import autocannon from 'autocannon';
import { type Cpu, perOperation } from './cpu.ts';

export interface LoadResult { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly errors: number; readonly total: number; readonly cpu: Cpu | undefined }

/** A server that has run for a while is what is measured: its code compiled, and each connection's statements planned, which costs a large one 100 ms the first time. */
const warmSeconds = 3;

/** Bounded load on a loopback address from this process: `clients` connections for `seconds`. `cpu` reads what answering has used so far. */
export async function load(o: { url: string; cpu?: () => Cpu | null; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; clients: number; seconds: number; paths?: readonly string[] }): Promise<LoadResult> {
  const requests = o.paths?.map((path) => ({ method: o.method ?? 'GET', path }));
  const run = (duration: number) => autocannon({
    url: o.url, connections: o.clients, duration, method: o.method ?? 'GET', headers: { 'content-type': 'application/json', ...o.headers },
    ...(o.body ? { body: o.body } : {}), ...(requests ? { requests } : {}),
  });
  await run(warmSeconds);
  const before = o.cpu?.() ?? null;
  const result = await run(o.seconds);
  const { latency } = result as unknown as { latency: { p50: number; p97_5: number; p99: number; p90: number } };
  return { perSecond: result.requests.total / result.duration, p50: latency.p50, p95: (latency.p90 + latency.p97_5) / 2, p99: latency.p99, errors: result.errors + result.non2xx, total: result.requests.total, cpu: perOperation(before, o.cpu?.() ?? null, result.requests.total) };
}

/** Share of a sorted list below which `q` of the values lie. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
