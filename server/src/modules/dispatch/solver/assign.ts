import type { Highs } from 'highs';
import { forbidden, type Problem } from './problem.ts';

/** Vehicles a job is offered to: the cheapest ones; more make the program big and hardly better. */
const choices = 6;

/**
 * Which vehicle should do which job, by integer programming (HiGHS): least way from home and pair costs, nobody given more
 * than a shift holds. Sequence and windows are left to the search, which begins from this.
 * @param seconds time it may take
 * @returns vehicle of each job; -1 where none was chosen
 */
export async function assign(problem: Problem, seconds: number): Promise<Int32Array> {
  const { jobs, vehicles } = problem;
  const groups = new Int32Array(jobs.length).fill(-1);
  const open = jobs.flatMap((job, j) => (job.locked === undefined ? [j] : []));
  if (open.length === 0 || vehicles.length === 0) return groups;
  const offers = open.map((j) => ({ j, to: offersOf(problem, j) }));
  // Its types are written for CommonJS; as an ES module the loader is the default export itself.
  const load = (await import('highs')).default as unknown as () => Promise<Highs>;
  const highs = await load();
  const solution = highs.solve(program(problem, offers), { time_limit: seconds, mip_rel_gap: 0.01, output_flag: false });
  for (const [name, column] of Object.entries(solution.Columns)) {
    const [, job, vehicle] = /^x(\d+)_(\d+)$/.exec(name) ?? [];
    if (job !== undefined && vehicle !== undefined && 'Primal' in column && column.Primal > 0.5) groups[Number(job)] = Number(vehicle);
  }
  return groups;
}

interface Offer { readonly v: number; readonly cost: number; readonly takes: number }

function offersOf({ jobs, vehicles, pairs, cost, travel, places }: Problem, j: number): Offer[] {
  const job = jobs[j]!;
  return vehicles.flatMap((vehicle, v) => {
    const pair = pairs?.[j * vehicles.length + v] ?? 0;
    const there = travel[vehicle.from * places + job.place]!;
    if (pair === forbidden || job.closes < vehicle.starts + there || job.opens > vehicle.ends) return [];
    // Jobs are done in rows: about a third of the way from home falls to each.
    return [{ v, cost: Math.round(cost[vehicle.from * places + job.place]! / 3) + pair, takes: job.duration + Math.round(there / 3) }];
  }).toSorted((a, b) => a.cost - b.cost).slice(0, choices);
}

/** The program in LP text: each job at most once, each vehicle at most its shift. */
function program({ jobs, vehicles }: Problem, offers: readonly { j: number; to: readonly Offer[] }[]): string {
  const name = (j: number, v: number) => `x${j}_${v}`;
  const gains = offers.flatMap(({ j, to }) => to.map(({ v, cost }) => `- ${Math.max(1, jobs[j]!.penalty - cost)} ${name(j, v)}`));
  if (gains.length === 0) return 'Minimize\n obj: 0 none\nSubject To\n c: none >= 0\nEnd';
  const once = offers.filter(({ to }) => to.length > 0).map(({ j, to }) => ` j${j}: ${to.map(({ v }) => name(j, v)).join(' + ')} <= 1`);
  const rooms = vehicles.flatMap((vehicle, v) => {
    const terms = offers.flatMap(({ j, to }) => to.filter((offer) => offer.v === v).map(({ takes }) => `${takes} ${name(j, v)}`));
    return terms.length === 0 ? [] : [` v${v}: ${terms.join(' + ')} <= ${vehicle.ends - vehicle.starts - (vehicle.lunch?.duration ?? 0)}`];
  });
  const all = offers.flatMap(({ j, to }) => to.map(({ v }) => name(j, v)));
  return ['Minimize', ` obj: ${gains.join('\n ')}`, 'Subject To', ...once, ...rooms, 'Binary', ` ${all.join('\n ')}`, 'End'].join('\n');
}
