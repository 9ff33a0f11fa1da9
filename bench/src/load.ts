import { Client } from 'undici';
import { type Cpu, perOperation } from './cpu.ts';

export interface LoadResult { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly errors: number; readonly total: number; readonly cpu: Cpu | undefined }

interface Load { url: string; cpu?: () => Cpu | null; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; clients: number; seconds: number; paths?: readonly string[] }

/** A server that has run for a while is what is measured: its code compiled, and each connection's statements planned, which costs a large one 100 ms the first time. */
const warmSeconds = 3;

/**
 * Bounded load on a loopback address from this process: `clients` connections for `seconds`, each asks again when it was answered. `cpu` reads what answering has used so
 * far. Answers are read to their end and thrown away: who measures sits on the same two cores, what it spends is taken from who is measured.
 * Waits are in ms; an answer that is no success, and a connection that breaks, is an error.
 */
export async function load(o: Load): Promise<LoadResult> {
  await run({ ...o, seconds: warmSeconds });
  const before = o.cpu?.() ?? null;
  const from = performance.now();
  const { waits, errors } = await run(o);
  const seconds = (performance.now() - from) / 1000;
  waits.sort();
  return { perSecond: waits.length / seconds, p50: at(waits, 0.5), p95: at(waits, 0.95), p99: at(waits, 0.99), errors, total: waits.length, cpu: perOperation(before, o.cpu?.() ?? null, waits.length) };
}

async function run(o: Load): Promise<{ waits: Float64Array; errors: number }> {
  const { origin, pathname, search } = new URL(o.url);
  const paths = o.paths ?? [pathname + search];
  const headers = { 'content-type': 'application/json', ...o.headers };
  const waits: number[] = [];
  let [errors, next] = [0, 0];
  const until = performance.now() + o.seconds * 1000;
  const ask = (client: Client) => new Promise<void>((done) => {
    const from = performance.now();
    let status = 0;
    const over = (failed: boolean) => {
      waits.push(performance.now() - from);
      if (failed || status < 200 || status > 299) errors += 1;
      done();
    };
    client.dispatch({ origin, path: paths[next++ % paths.length] ?? '/', method: o.method ?? 'GET', headers, ...(o.body ? { body: o.body } : {}) }, {
      onRequestStart() {},
      onResponseStart(_controller, code) { status = code; },
      onResponseData() {},
      onResponseEnd() { over(false); },
      onResponseError() { over(true); },
    });
  });
  await Promise.all(Array.from({ length: o.clients }, async () => {
    const client = new Client(origin);
    while (performance.now() < until) await ask(client);
    await client.close();
  }));
  return { waits: Float64Array.from(waits), errors };
}

const at = (sorted: Float64Array, q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

/** Share of a sorted list below which `q` of the values lie. */
export function quantile(values: readonly number[], q: number): number {
  return at(Float64Array.from(values).sort(), q);
}
