import { faults, search, solve } from '../../../server/src/modules/dispatch/index.ts';
import { madeProblem } from '../../../server/src/modules/dispatch/solver/testing.ts';
import type { Line } from '../report.ts';

/** Planning a day of 30 technicians and 200 visits anew, as after a call from somebody who is ill: from the order to the plan, thread and assignment included. */
export async function dispatch(): Promise<Line[]> {
  const times: number[] = [];
  let [broken, left, better]: [number, number, number] = [0, 0, 0];
  for (const seed of [1, 2, 3]) {
    const problem = madeProblem({ seed, jobs: 200, vehicles: 30, locked: 12 });
    const begun = performance.now();
    const plan = await solve(problem, { deadlineMs: 4000, seed, assign: true });
    times.push(performance.now() - begun);
    broken += faults(problem, plan).length;
    left += plan.unplanned.length;
    const first = search(problem, { deadlineMs: Infinity, rounds: 0, seed }, () => 0);
    better += (1 - plan.cost / first.cost) / 3;
  }
  const slowest = Math.max(...times) / 1000;
  return [
    { workload: 'dispatch: 30 × 200 anew', figure: 'slowest of 3', value: slowest, unit: 's', target: '< 5 s', ok: slowest < 5 },
    { workload: 'dispatch: rules broken', figure: 'of 3 plans', value: broken, unit: '', target: '0', ok: broken === 0 },
    { workload: 'dispatch: cost', figure: 'below insertion alone', value: better * 100, unit: '%', target: '> 3 %', ok: better > 0.03, note: `${left} of 600 visits left out` },
  ];
}
