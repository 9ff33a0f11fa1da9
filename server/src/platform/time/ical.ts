/** Days off out of an iCalendar file (RFC 5545): whole-day events, each date or, where a rule repeats them on the same date, every year. */
import ICAL from 'ical.js';

export interface IcalDays {
  readonly holidays: readonly { readonly date: string; readonly name: { zh: string; en: string } }[];
  /** 'MM-DD', repeated without an end. */
  readonly yearlyHolidays: readonly string[];
  /** Events that say nothing of whole days, or were called off. */
  readonly skipped: number;
  readonly name: string;
}
const mostDays = 3000;
/** An event of weeks is a project, not a holiday. */
const longest = 60;
/** Rules without an end that are not «every year on this date» are written out so far. */
const years = 5;

/**
 * @param from first year that still matters: what lies before it is left out
 * @throws RangeError when the text is no iCalendar
 */
export function readIcal(text: string, from: number): IcalDays {
  const calendar = parse(text);
  const days = new Map<string, string>();
  const yearly = new Set<string>();
  let skipped = 0;
  const first = `${from}-01-01`;
  const put = (at: ICAL.Time, length: number, name: string) => {
    for (let n = 0; n < length && days.size < mostDays; n++) {
      const day = at.clone();
      day.adjust(n, 0, 0, 0);
      const date = dateOf(day);
      if (date >= first) days.set(date, name);
    }
  };
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    const { startDate: start } = event;
    const called = String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
    if (!start?.isDate || called || component.hasProperty('recurrence-id')) { skipped++; continue; }
    const name = String(event.summary ?? '').trim().slice(0, 200);
    const length = Math.max(1, Math.min(longest, Math.round(event.duration.toSeconds() / 86_400)));
    if (isEveryYear(component, start)) { for (let n = 0; n < length; n++) { const day = start.clone(); day.adjust(n, 0, 0, 0); yearly.add(dateOf(day).slice(5)); } continue; }
    if (!event.isRecurring()) { put(start, length, name); continue; }
    const walk = event.iterator();
    for (let at = walk.next(); at && days.size < mostDays && at.year < from + years; at = walk.next()) put(at, length, name);
  }
  return { holidays: [...days].toSorted(([a], [b]) => a.localeCompare(b)).map(([date, name]) => ({ date, name: { zh: name, en: name } })), yearlyHolidays: [...yearly].toSorted(), skipped, name: String(calendar.getFirstPropertyValue('x-wr-calname') ?? '').slice(0, 120) };
}

function parse(text: string): ICAL.Component {
  try {
    const [root, ...more] = [ICAL.parse(text.trim())].flat(1) as unknown[];
    const component = new ICAL.Component((Array.isArray(root) ? root : [root, ...more]) as never);
    if (component.name !== 'vcalendar') throw new RangeError('not a calendar');
    return component;
  } catch (error) { throw new RangeError(`this is no iCalendar: ${(error as Error).message}`); }
}

/** FREQ=YEARLY on the date it began on, every year and for ever. */
function isEveryYear(component: ICAL.Component, start: ICAL.Time): boolean {
  if (component.hasProperty('exdate') || component.hasProperty('rdate') || component.getAllProperties('rrule').length !== 1) return false;
  const rule = component.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur) || rule.freq !== 'YEARLY' || rule.interval !== 1 || rule.count || rule.until) return false;
  const { BYMONTH: month, BYMONTHDAY: day, ...others } = rule.parts as Record<string, number[] | undefined>;
  return Object.keys(others).length === 0 && (!month || (month.length === 1 && month[0] === start.month)) && (!day || (day.length === 1 && day[0] === start.day));
}

const dateOf = (at: ICAL.Time): string => `${String(at.year).padStart(4, '0')}-${String(at.month).padStart(2, '0')}-${String(at.day).padStart(2, '0')}`;
