import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../platform/testing/tries.ts';
import { assign } from './assign.ts';
import { costOf, faults } from './check.ts';
import { search } from './search.ts';
import { solve } from './solve.ts';
import { madeProblem } from './testing.ts';

const shape = fc.record({ seed: fc.integer({ min: 1, max: 1e9 }), jobs: fc.integer({ min: 0, max: 40 }), vehicles: fc.integer({ min: 1, max: 8 }), lunch: fc.boolean(), locked: fc.integer({ min: 0, max: 5 }), width: fc.integer({ min: 1800, max: 28_800 }) });
const still = () => 0;

describe('the search', () => {
  it('never breaks a rule, counts its cost rightly, and leaves locked jobs where they are', () => {
    fc.assert(fc.property(shape, (given) => {
      const problem = madeProblem(given);
      const plan = search(problem, { deadlineMs: 1e9, rounds: 320, seed: given.seed }, still);
      expect(faults(problem, plan)).toEqual([]);
      expect(plan.cost).toBe(costOf(problem, plan));
      for (const route of plan.routes) for (const stop of route.stops) {
        const job = problem.jobs[stop.job]!;
        if (job.locked !== undefined) expect([route.vehicle, stop.begins]).toEqual([job.locked, job.opens]);
      }
    }), { numRuns: tries(40, 120) });
  });
  it('says the same for the same seed', () => {
    const problem = madeProblem({ seed: 5, jobs: 30, vehicles: 4 });
    const run = () => search(problem, { deadlineMs: 1e9, rounds: 500, seed: 9 }, still);
    expect(run()).toEqual(run());
  });
  it('gets better with time, and better than its first plan', () => {
    const problem = madeProblem({ seed: 3, jobs: 60, vehicles: 8 });
    const cost = (rounds: number) => search(problem, { deadlineMs: 1e9, rounds, seed: 1 }, still).cost;
    expect(cost(4000)).toBeLessThan(cost(64) * 0.99);
  });
  it('begins from an assignment without losing soundness', async () => {
    const problem = madeProblem({ seed: 11, jobs: 40, vehicles: 6, locked: 3 });
    const groups = await assign(problem, 2);
    expect([...groups].filter((v) => v >= 0).length).toBeGreaterThan(20);
    expect(faults(problem, search(problem, { deadlineMs: 1e9, rounds: 200, seed: 1 }, still, undefined, groups))).toEqual([]);
  });
});

describe('the checker', () => {
  const problem = madeProblem({ seed: 7, jobs: 20, vehicles: 3, locked: 2 });
  const plan = search(problem, { deadlineMs: 1e9, rounds: 300, seed: 2 }, still);
  const route = plan.routes.find((r) => r.stops.length > 1)!;
  const broken = (change: Partial<typeof route>) => faults(problem, { ...plan, routes: plan.routes.map((r) => (r === route ? { ...r, ...change } : r)) });
  it('finds a sound plan sound', () => expect(faults(problem, plan)).toEqual([]));
  it('sees a job twice, a job nowhere, a wrong order, a missing lunch and a late home', () => {
    expect(broken({ stops: [...route.stops, route.stops[0]!] }).join()).toContain('stands 2 times');
    expect(broken({ stops: route.stops.slice(1) }).join()).toContain('stands 0 times');
    expect(broken({ stops: route.stops.toReversed() }).join()).toContain('before anybody can be there');
    expect(broken({ lunchAt: null }).join()).toContain('no lunch');
    expect(broken({ returns: 1e7 }).join()).toContain('after its shift');
  });
});

it('solves in a thread of its own and tells how far it is', async () => {
  const problem = madeProblem({ seed: 21, jobs: 40, vehicles: 6 });
  let told = 0;
  const plan = await solve(problem, { deadlineMs: 1500, seed: 1, watch: () => { told += 1; } });
  expect(faults(problem, plan)).toEqual([]);
  expect(told).toBeGreaterThan(0);
});
