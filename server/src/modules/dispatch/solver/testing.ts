import { forbidden, type Problem } from './problem.ts';
import { createRandom } from './random.ts';

interface ProblemShape { readonly seed: number; readonly jobs: number; readonly vehicles: number; readonly lunch?: boolean; readonly locked?: number; readonly width?: number }

/** A made-up day for tests and measurements: seconds, a city of some kilometres, windows of two hours, shifts of nine. */
export function madeProblem({ seed, jobs, vehicles, lunch = true, locked = 0, width = 14_400 }: ProblemShape): Problem {
  const random = createRandom(seed);
  const between = (from: number, until: number) => Math.round(from + random.next() * (until - from));
  const places = Array.from({ length: jobs + vehicles }, () => [random.next() * 20_000, random.next() * 20_000] as const);
  const n = places.length;
  const travel = new Int32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) travel[i * n + j] = Math.ceil(Math.hypot(places[i]![0] - places[j]![0], places[i]![1] - places[j]![1]) / 9);
  const shift = 8.5 * 3600;
  return {
    places: n, travel, cost: travel,
    jobs: Array.from({ length: jobs }, (_, j) => {
      const opens = between(shift, shift + 7 * 3600);
      const isLocked = j < locked;
      return { id: j, place: j, duration: between(1200, 4800), opens, closes: isLocked ? opens : opens + between(1800, width), demand: 1, penalty: 100_000, ...(isLocked ? { locked: j % vehicles } : {}) };
    }),
    vehicles: Array.from({ length: vehicles }, (_, v) => ({
      id: v, from: jobs + v, to: jobs + v, starts: shift, ends: shift + 9.5 * 3600, capacity: 12, fixed: 900, ...(lunch ? { lunch: { earliest: 11.5 * 3600, latest: 13.5 * 3600, duration: 2700 } } : {}),
    })),
    // Some pairs must not be, others cost something; a lock is stronger than both.
    pairs: Int32Array.from({ length: jobs * vehicles }, (_, k) => {
      const [job, roll] = [Math.floor(k / vehicles), random.next()];
      return job < locked ? 0 : roll < 0.3 ? forbidden : Math.round(roll * 300);
    }),
  };
}
