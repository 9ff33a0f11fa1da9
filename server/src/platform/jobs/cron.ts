import { parseCronItem } from 'graphile-worker';

const formatters = new Map<string, Intl.DateTimeFormat>();
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function digestIn(timeZone: string, at: Date) {
  let format = formatters.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', minute: 'numeric', hour: 'numeric', day: 'numeric', month: 'numeric', weekday: 'short' });
    formatters.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
  return { min: Number(part['minute']), hour: Number(part['hour']), date: Number(part['day']), month: Number(part['month']), dow: days.indexOf(part['weekday'] ?? '') };
}

/**
 * Whether a minute is meant by a cron expression of five fields, by the clocks of a zone.
 * @throws Error when the expression or the zone cannot be read
 */
export function cronMatcher(expression: string, timeZone: string): (at: Date) => boolean {
  const { match } = parseCronItem({ task: 'rule', match: expression.trim(), identifier: 'rule' });
  digestIn(timeZone, new Date(0));
  return (at) => match(digestIn(timeZone, at));
}

/** The next moments, whole minutes; looked for two months ahead, for each minute is asked by the clocks of the zone. */
export function nextMoments(matches: (at: Date) => boolean, after: Date, count: number): Date[] {
  const found: Date[] = [];
  const minute = 60_000;
  let at = Math.floor(after.getTime() / minute) * minute + minute;
  for (const end = at + 62 * 24 * 60 * minute; found.length < count && at < end; at += minute) if (matches(new Date(at))) found.push(new Date(at));
  return found;
}
