import { zoneOf } from '../../platform/time/zone.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The end of the quiet hours that `now` lies in, or null outside of them. They may go over midnight; equal times mean none. */
export function quietUntil(hours: { from: string; to: string; timeZone: string }, now: Date): Date | null {
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  if (from === to) return null;
  const zone = zoneOf(hours.timeZone);
  const instant = Math.floor(now.getTime() / 1000);
  const local = instant + zone.offsetAt(instant);
  const day = Math.floor(local / 86_400) * 86_400;
  const minute = (local - day) / 60;
  const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!inside) return null;
  const ends = day + to * 60 + (minute >= to ? 86_400 : 0);
  return new Date(zone.instantOf(ends) * 1000);
}
