import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, pssMb } from '../harness.ts';
import type { Line } from '../report.ts';

/** Warm start and idle memory of the server process, the database apart. */
export async function start(bench: Bench): Promise<Line[]> {
  const times = [await bench.restart(), await bench.restart(), await bench.restart()].toSorted((a, b) => a - b);
  await sleep(5000);
  const memory = pssMb(bench.pid);
  return [
    { workload: 'ready after a warm start', figure: 'median of 3', value: (times[1] ?? 0) / 1000, unit: 's', target: '< 3 s', ok: (times[1] ?? 9e9) < 3000 },
    { workload: 'memory idle', figure: 'PSS', value: memory, unit: 'MB', target: '< 180 MB', ok: memory < 180 },
  ];
}
