/**
 * Solves vehicle-routing instances with time windows (VRPLIB text, `NAME.vrp`) and compares with the best known solution
 * beside each (`NAME.sol`). Ways are counted in tenths, cut off, as the collection's best known costs are.
 *   npm run conformance -- dispatch DIR
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { costOf, faults, solve, type Plan, type Problem } from '../modules/dispatch/index.ts';
import { readFiles } from './files.ts';

const unit = 10;
/** Farther than this above the best known is not good enough, in the mean of all instances. */
const allowed = 0.15;

/** @param seconds given to each instance; the rest of a minute is for reading, starting and checking on a busy machine */
export async function* run(args: string[], seconds = 50): AsyncIterable<object> {
  const gaps: number[] = [];
  for await (const { path, bytes } of readFiles(args)) {
    if (!path.endsWith('.vrp')) continue;
    const problem = parse(bytes.toString('utf8'));
    const begun = performance.now();
    const plan = await solve(problem, { deadlineMs: seconds * 1000, seed: 1 });
    const took = (performance.now() - begun) / 1000;
    const broken = judge(problem, plan);
    const cost = plan.cost / unit;
    const best = bestKnown(path.replace(/\.vrp$/, '.sol'));
    const gap = best === null ? null : cost / best - 1;
    if (gap !== null) gaps.push(gap);
    yield {
      id: basename(path, '.vrp'), ok: broken.length === 0 && took <= 60, customers: problem.jobs.length, routes: plan.routes.length, cost, best,
      abovePercent: gap === null ? null : round(gap * 100), broken, seconds: round(took), rounds: plan.rounds,
    };
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  if (gaps.length > 0) yield { id: 'mean', ok: mean <= allowed, instances: gaps.length, abovePercent: round(mean * 100) };
}

function judge(problem: Problem, plan: Plan): string[] {
  const broken = faults(problem, plan);
  if (plan.unplanned.length > 0) broken.push(`${plan.unplanned.length} customers are not visited`);
  const cost = costOf(problem, plan);
  if (cost !== plan.cost) broken.push(`the cost is ${cost}, not ${plan.cost}`);
  return broken;
}

function bestKnown(path: string): number | null {
  try {
    return Number(/^Cost\s+([\d.]+)/m.exec(readFileSync(path, 'utf8'))?.[1] ?? NaN) || null;
  } catch {
    return null; // an instance without a best known solution is solved all the same
  }
}

/** A VRPTW instance in VRPLIB text with one depot and a service time for all or for each. */
function parse(text: string): Problem {
  const head = (name: string) => new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm').exec(text)?.[1];
  const section = (name: string) => {
    const lines = (text.split(new RegExp(`^${name}\\s*$`, 'm'))[1] ?? '').split('\n').map((line) => line.trim());
    const end = lines.findIndex((line) => /^[A-Z-]/.test(line));
    return new Map(lines.slice(0, end === -1 ? undefined : end).filter(Boolean).map((line) => {
      const [id, ...numbers] = line.split(/\s+/).map(Number);
      return [id ?? 0, numbers] as const;
    }));
  };
  const [points, demands, windows, services] = [section('NODE_COORD_SECTION'), section('DEMAND_SECTION'), section('TIME_WINDOW_SECTION'), section('SERVICE_TIME_SECTION')];
  const at = [...points.values()];
  const travel = new Int32Array(at.length ** 2);
  at.forEach((a, i) => at.forEach((b, j) => { travel[i * at.length + j] = Math.floor(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) * unit); }));
  const ids = [...points.keys()];
  const window = (id: number) => (windows.get(id) ?? [0, 1e7]).map((t) => t * unit) as [number, number];
  const [opens, closes] = window(ids[0]!);
  return {
    places: at.length, travel, cost: travel,
    jobs: ids.slice(1).map((id, k) => {
      const [from, to] = window(id);
      return { id, place: k + 1, duration: (services.get(id)?.[0] ?? Number(head('SERVICE_TIME') ?? 0)) * unit, opens: from, closes: to, demand: demands.get(id)?.[0] ?? 0, penalty: 1e8 };
    }),
    vehicles: Array.from({ length: Number(head('VEHICLES') ?? ids.length) }, (_, id) => ({ id, from: 0, to: 0, starts: opens, ends: closes, capacity: Number(head('CAPACITY')), fixed: 0 })),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
