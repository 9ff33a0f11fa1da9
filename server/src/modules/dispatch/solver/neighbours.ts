import type { Problem } from './problem.ts';

/** For each job all jobs from nearest to farthest, itself first; `jobs × jobs` indices. */
export function byDistance(problem: Problem): Int32Array {
  const { jobs } = problem;
  return ranked(problem, jobs.length, (a, b) => (a === b ? -1 : problem.cost[jobs[a]!.place * problem.places + jobs[b]!.place]!));
}

/**
 * For each job the `count` jobs it stands best next to: near, and with windows that follow each other without waiting or
 * coming late (the proximity measure of Vidal's genetic search).
 */
export function byFit(problem: Problem, count: number): Int32Array {
  const { jobs, places, cost, travel } = problem;
  const gap = (a: number, b: number) => {
    const [from, to] = [jobs[a]!, jobs[b]!];
    const way = from.place * places + to.place;
    const wait = Math.max(0, to.opens - travel[way]! - from.duration - from.closes);
    const late = Math.max(0, from.opens + from.duration + travel[way]! - to.closes);
    return cost[way]! + 0.2 * wait + late;
  };
  return ranked(problem, count, (a, b) => (a === b ? Infinity : Math.min(gap(a, b), gap(b, a))));
}

function ranked(problem: Problem, count: number, measure: (a: number, b: number) => number): Int32Array {
  const n = problem.jobs.length;
  const width = Math.min(count, n);
  const table = new Int32Array(n * width);
  const keys = new Float64Array(n);
  const order = new Uint32Array(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      keys[b] = measure(a, b);
      order[b] = b;
    }
    order.sort((x, y) => keys[x]! - keys[y]! || x - y);
    table.set(order.subarray(0, width), a * width);
  }
  return table;
}
