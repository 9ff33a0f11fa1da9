import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';

const times = 60;
const mostMs = 10_000;

/** From the acknowledgement of a message to its being found by a word nobody said before, one after the other. */
export async function found(bench: Bench): Promise<Line[]> {
  const headers = { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' };
  const customerId = Number((await bench.db.query('select min(id) as id from customer')).rows[0].id);
  const waits: number[] = [];
  let lost = 0;
  for (let n = 0; n < times; n++) {
    const word = `new${Date.now().toString(36).replaceAll(/\d/g, (d) => 'qwrtypsdfg'.charAt(Number(d)))}word`;
    const answer = await fetch(`${bench.base}/api/v1/tickets`, { method: 'POST', headers, body: JSON.stringify({ subject: 'Is it found', text: `The customer says ${word} and waits.`, customerId }) });
    const { id } = (await answer.json()) as { id: number };
    const from = performance.now();
    for (;;) {
      const page = (await (await fetch(`${bench.base}/api/v1/search?q=${word}`, { headers })).json()) as { items: { kind: string; id: number }[] };
      const waited = performance.now() - from;
      if (page.items.some((i) => i.kind === 'ticket' && i.id === id)) { waits.push(waited); break; }
      if (waited > mostMs) { lost++; break; }
      await sleep(20);
    }
  }
  const p95 = quantile(waits, 0.95);
  return [{ workload: 'a new message', figure: 'found after its acknowledgement, p95', value: p95, unit: 'ms', target: '< 2,000 ms', ok: p95 < 2000 && lost === 0, note: `p50 ${quantile(waits, 0.5).toFixed(0)} ms, ${times} messages, ${lost} not found within ${mostMs / 1000} s` }];
}
