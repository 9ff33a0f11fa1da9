import type { Random } from './random.ts';
import type { Tours } from './tours.ts';

interface RuinSettings {
  /** Jobs taken out in the mean. */
  readonly mean: number;
  /** Most jobs of one route. */
  readonly longest: number;
  /** How often a string keeps some jobs in its middle. */
  readonly split: number;
}

/**
 * Takes strings of neighbouring jobs off routes that lie beside each other (Christiaens & Vanden Berghe, "Slack induction by
 * string removals"). Locked jobs stay where they are.
 */
export function ruin(tours: Tours, near: Int32Array, random: Random, settings: RuinSettings, touch: (v: number) => void): void {
  const n = tours.jobs;
  const placed = n - tours.unplanned.length;
  if (placed === 0) return;
  let used = 0;
  for (let v = 0; v < tours.vehicles; v++) if (tours.size[v]! > 0) used++;
  const longest = Math.min(settings.longest, placed / used);
  const most = (4 * settings.mean) / (1 + longest) - 1;
  const routes = Math.floor(1 + random.next() * most);
  const done = new Set<number>();
  const seed = random.below(n);
  for (let k = 0; k < n && done.size < routes; k++) {
    const job = near[seed * n + k]!;
    const v = tours.routeOf[job]!;
    if (v === -1 || done.has(v) || tours.problem.jobs[job]!.locked !== undefined) continue;
    done.add(v);
    touch(v);
    const length = Math.floor(1 + random.next() * Math.min(tours.size[v]!, longest));
    tours.remove(v, string(tours, v, job, length, random, settings.split));
  }
}

/** A run of jobs of a route with `job` among them; now and then with a gap that stays. */
function string(tours: Tours, v: number, job: number, length: number, random: Random, split: number): number[] {
  const stops = tours.stops(v);
  const at = stops.indexOf(job);
  let kept = 0;
  if (length > 1 && length < stops.length && random.next() < split) {
    kept = 1;
    while (length + kept < stops.length && random.next() > 0.99) kept++;
  }
  const whole = length + kept;
  const lowest = Math.max(0, at - whole + 1);
  const start = lowest + random.below(Math.min(at, stops.length - whole) - lowest + 1);
  const run = stops.slice(start, start + whole);
  if (kept > 0) run.splice(1 + random.below(length), kept);
  return run.filter((each) => tours.problem.jobs[each]!.locked === undefined);
}
