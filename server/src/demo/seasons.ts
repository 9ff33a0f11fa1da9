import type { Random } from './random.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** China has no summer time. */
const offset = 8 * hour;

/** Share of a day's requests per hour of the day: mornings and evenings, a dip at noon. */
const hours = [1.2, 0.7, 0.4, 0.3, 0.3, 0.5, 1, 2, 4.5, 8, 9, 8, 5.5, 6, 7.5, 8, 7.5, 6.5, 5, 5.5, 6.5, 6, 4.5, 2.6];
const weekdays = [0.72, 1.22, 1.12, 1.05, 1, 1.02, 0.78];

/** How busy a date is beside an ordinary one: the sales in June and November, quiet holidays and the rush after them. */
export function busyness(date: Date, holidays: ReadonlySet<string>): number {
  const local = new Date(date.getTime() + offset);
  const key = local.toISOString().slice(0, 10);
  const monthDay = key.slice(5);
  let factor = weekdays[local.getUTCDay()] ?? 1;
  if (holidays.has(key)) factor *= 0.45;
  else if (holidays.has(new Date(local.getTime() - day).toISOString().slice(0, 10))) factor *= 1.5;
  if (monthDay >= '06-16' && monthDay <= '07-05') factor *= 1.35;
  if (monthDay >= '11-09' && monthDay <= '12-02') factor *= 1.3;
  if (monthDay >= '07-10' && monthDay <= '08-20') factor *= 0.9;
  return factor;
}

/** Moments at which `count` requests come in between `from` and `to`, oldest first. */
export function arrivals(random: Random, options: { count: number; from: Date; to: Date; holidays: ReadonlySet<string> }): number[] {
  const { from, to, holidays } = options;
  const slots: { at: number; until: number; weight: number }[] = [];
  for (let at = Math.floor(from.getTime() / hour) * hour; at < to.getTime(); at += hour) {
    const share = hours[new Date(at + offset).getUTCHours()] ?? 1;
    const [start, until] = [Math.max(at, from.getTime()), Math.min(at + hour, to.getTime())];
    // The company grows: two thirds more than half a year ago.
    const growth = 0.75 + 0.5 * ((at - from.getTime()) / (to.getTime() - from.getTime()));
    slots.push({ at: start, until, weight: share * busyness(new Date(at), holidays) * growth * ((until - start) / hour) });
  }
  const total = slots.reduce((sum, s) => sum + s.weight, 0);
  const moments: number[] = [];
  let owed = 0;
  for (const slot of slots) {
    owed += (slot.weight / total) * options.count;
    for (; owed >= 1 || (owed > 0 && slot === slots.at(-1) && moments.length < options.count); owed -= 1) moments.push(slot.at + Math.floor(random.next() * (slot.until - slot.at)));
  }
  return moments.sort((a, b) => a - b);
}

/** Reports of a fault that began at `start`: many on the first days, few after a week. */
export function incident(random: Random, options: { count: number; start: Date; until: Date }): number[] {
  return Array.from({ length: options.count }, () => options.start.getTime() + Math.floor((-Math.log(1 - random.next()) * 2.2 * day)))
    .map((at) => { const local = (at + offset) % day; return local < 7 * hour ? at + 8 * hour - Math.floor(local / 2) : at; })
    .filter((at) => at < options.until.getTime()).sort((a, b) => a - b);
}
