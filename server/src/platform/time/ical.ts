/** Days off, and days worked to make up for them, out of an iCalendar file (RFC 5545): whole-day events, each date or, where a rule repeats them on the same date, every year. */
import ICAL from 'ical.js';

interface NamedDay { readonly date: string; readonly name: { zh: string; en: string } }
export interface IcalDays {
  readonly holidays: readonly NamedDay[];
  /** Make-up days 调休: worked although the week says otherwise. */
  readonly extraDays: readonly NamedDay[];
  /** 'MM-DD', repeated without an end. */
  readonly yearlyHolidays: readonly string[];
  /** Events that say nothing of whole days, were called off, or are mere festivals in a file that marks its days off. */
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
  const worked = new Map<string, string>();
  const yearly = new Set<string>();
  let skipped = 0;
  const first = `${from}-01-01`;
  const put = (into: Map<string, string>, at: ICAL.Time, length: number, name: string) => {
    for (let n = 0; n < length && into.size < mostDays; n++) {
      const date = dateOf(later(at, n));
      if (date >= first) into.set(date, name);
    }
  };
  const events = calendar.getAllSubcomponents('vevent');
  const marked = events.some((one) => specialDay(one) !== null);
  for (const component of events) {
    const event = new ICAL.Event(component);
    const length = wholeDays(component, event);
    const called = String(component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
    if (length === 0 || called || component.hasProperty('recurrence-id') || (marked && specialDay(component) === null)) { skipped++; continue; }
    const { startDate: start } = event;
    const summary = String(event.summary ?? '').trim();
    const name = summary.replace(/^[休班]\s?[|｜]\s?|\s?[（([]\s?[休班]\s?[)）\]]$/gu, '').slice(0, 200);
    const into = isWorked(component, start, summary) ? worked : days;
    if (into === days && isEveryYear(component, start)) { for (let n = 0; n < length; n++) yearly.add(dateOf(later(start, n)).slice(5)); continue; }
    if (!event.isRecurring()) { put(into, start, length, name); continue; }
    const walk = event.iterator();
    for (let at = walk.next(); at && into.size < mostDays && at.year < from + years; at = walk.next()) put(into, at, length, name);
  }
  // Where a file says both of a date, work was announced after the holiday.
  for (const date of worked.keys()) days.delete(date);
  const named = (list: Map<string, string>) => [...list].toSorted(([x], [y]) => x.localeCompare(y)).map(([date, name]) => ({ date, name: { zh: name, en: name } }));
  return { holidays: named(days), extraDays: named(worked), yearlyHolidays: [...yearly].toSorted(), skipped, name: String(calendar.getFirstPropertyValue('x-wr-calname') ?? '').slice(0, 120) };
}

/** What Apple's calendars of China say of a day beside its name; their festivals and solar terms, which nobody has off, say nothing. */
function specialDay(component: ICAL.Component): 'off' | 'worked' | null {
  const mark = String(component.getFirstPropertyValue('x-apple-special-day') ?? '').toUpperCase();
  return mark === 'WORK-HOLIDAY' ? 'off' : mark === 'ALTERNATE-WORKDAY' ? 'worked' : null;
}
/** 「国庆节（班）」「班｜国庆节」「春节补班」「劳动节调休」, or so by its category: a day worked to make up for the holiday. */
function isWorked(component: ICAL.Component, start: ICAL.Time, summary: string): boolean {
  const mark = specialDay(component);
  if (mark) return mark === 'worked';
  const words = [summary, ...component.getAllProperties('categories').flatMap((one) => one.getValues().map(String))];
  // 「调休」 alone is said of both: of the Sunday that is worked and of the Monday that is free for it.
  const weekend = [1, 7].includes(start.dayOfWeek());
  return words.some((word) => (/补班|補班|上班|[（([]\s?班\s?[)）\]]|^班\s?[|｜]/u.test(word) || (weekend && word.endsWith('调休'))) && !/不上班|放假|假期/u.test(word));
}
/** How many whole days; 0: hours of a day. Some programs write whole days from midnight to midnight in a zone, where a day may have 23 or 25 hours. */
function wholeDays(component: ICAL.Component, { startDate: start, endDate: end, duration }: ICAL.Event): number {
  if (!start) return 0;
  const most = (days: number) => Math.max(1, Math.min(longest, days));
  if (start.isDate) return most(Math.round(duration.toSeconds() / 86_400));
  const midnight = (at: ICAL.Time | undefined) => at !== undefined && at !== null && at.hour === 0 && at.minute === 0 && at.second === 0;
  const said = String(component.getFirstPropertyValue('x-microsoft-cdo-alldayevent') ?? '').toUpperCase() === 'TRUE';
  if (!midnight(start) || !midnight(end) || (start.zone?.tzid === 'UTC' && !said)) return 0;
  const days = Math.round((Date.parse(dateOf(end)) - Date.parse(dateOf(start))) / 86_400_000);
  return days < 1 ? 0 : most(days);
}
function later(at: ICAL.Time, days: number): ICAL.Time {
  const day = at.clone();
  day.adjust(days, 0, 0, 0);
  return day;
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
