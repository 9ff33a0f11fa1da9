import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, tone } from '../../../server/src/voice/simulator.ts';
import type { Bench } from '../harness.ts';
import { quantile } from '../load.ts';
import type { Line } from '../report.ts';

/** 40 calls at once, each sounding and hearing music for half a minute; gaps between what arrives at the telephones. Callers and server share the machine. */
export async function voice(bench: Bench, o = { calls: 40, seconds: 30 }): Promise<Line[]> {
  const made = await fetch(`${bench.base}/api/v1/hotline/numbers`, {
    method: 'POST', headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      number: '4000', name: 'Bench', language: 'en', line: { mode: 'trunk', from: ['127.0.0.1'] }, recording: { calls: false, consent: {} },
      menu: { start: 'wait', nodes: [{ id: 'wait', kind: 'queue', overflow: 'bye' }, { id: 'bye', kind: 'hangup', say: {} }] },
    }),
  });
  if (!made.ok) throw new Error(await made.text());
  await sleep(1000);
  const caller = await createCaller();
  const phones: Awaited<ReturnType<typeof caller.dial>>[] = [];
  for (let i = 0; i < o.calls; i++) {
    phones.push(await caller.dial('4000', { port: bench.sipPort, from: `1380013${String(8000 + i)}`, sound: tone(300 + i * 10) }));
    await sleep(100);
  }
  await Promise.all(phones.map((p) => p.answered));
  const taken = phones.filter((p) => p.ended === null).length;
  await sleep(2000);
  for (const phone of phones) phone.gaps.splice(0);
  await sleep(o.seconds * 1000);
  const gaps = phones.flatMap((p) => p.gaps);
  const own = caller.pace.gaps;
  for (const phone of phones) phone.call.hangUp();
  await sleep(1000);
  await caller.close();
  const p99 = quantile(gaps, 0.99);
  return [
    { workload: 'voice', figure: 'calls with sound', value: taken, unit: `of ${o.calls}`, target: `${o.calls}`, ok: taken === o.calls },
    { workload: 'voice', figure: 'gap p99', value: p99, unit: 'ms', target: '≤ 60 ms', ok: p99 <= 60, note: `${gaps.length} gaps, longest ${Math.max(...gaps.slice(0, 100_000)).toFixed(0)} ms; the measuring side's own beat p99 ${own.p99.toFixed(0)} ms` },
  ];
}
