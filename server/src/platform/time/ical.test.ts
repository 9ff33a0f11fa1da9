import { describe, expect, test } from 'vitest';
import { readIcal } from './ical.ts';

const file = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', 'X-WR-CALNAME:Feiertage', ...events.flatMap((e) => ['BEGIN:VEVENT', `UID:${e.length}@x`, ...e.split('\n'), 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n');

describe('days off out of a calendar file', () => {
  test('single days and spans of days, by their names; the end is not included', () => {
    const read = readIcal(file('DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261004\nSUMMARY:国庆节', 'DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\\, first day'), 2026);
    expect(read.holidays).toEqual([...['2026-10-01', '2026-10-02', '2026-10-03'].map((date) => ({ date, name: { zh: '国庆节', en: '国庆节' } })), { date: '2026-12-25', name: { zh: 'Christmas, first day', en: 'Christmas, first day' } }]);
    expect(read).toMatchObject({ yearlyHolidays: [], skipped: 0, name: 'Feiertage' });
  });
  test('every year on its date is a yearly day; other rules are written out, without what they leave out', () => {
    expect(readIcal(file('DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\nSUMMARY:May'), 2026)).toMatchObject({ yearlyHolidays: ['05-01'], holidays: [] });
    expect(readIcal(file('DTSTART;VALUE=DATE:20200101\nDURATION:P2D\nRRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1\nSUMMARY:New Year'), 2026).yearlyHolidays).toEqual(['01-01', '01-02']);
    // The fourth Thursday of November.
    const thanks = readIcal(file('DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanksgiving'), 2026).holidays.map((d) => d.date);
    expect(thanks.slice(0, 2)).toEqual(['2026-11-26', '2027-11-25']);
    expect(readIcal(file('DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260112\nSUMMARY:x'), 2026).holidays.map((d) => d.date)).toEqual(['2026-01-05', '2026-01-19']);
    expect(readIcal(file('DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Leap'), 2026).yearlyHolidays).toEqual(['02-29']);
  });
  test('hours of a day, what was called off and what is over are left out', () => {
    expect(readIcal(file('DTSTART:20261001T090000Z\nDTEND:20261001T100000Z\nSUMMARY:Meeting', 'DTSTART;VALUE=DATE:20261002\nSTATUS:CANCELLED\nSUMMARY:x', 'DTSTART;VALUE=DATE:20191001\nSUMMARY:old'), 2026)).toMatchObject({ holidays: [], skipped: 2 });
  });
  test('Chinese calendars: make-up days are worked, festivals and solar terms of a file that marks its days off are none', () => {
    const apple = readIcal(file('DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261003\nSUMMARY;LANGUAGE=zh_CN:国庆节（休）\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY', 'DTSTART;VALUE=DATE:20261010\nSUMMARY;LANGUAGE=zh_CN:国庆节（班）\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY', 'DTSTART;VALUE=DATE:20261018\nSUMMARY:重阳节', 'DTSTART;VALUE=DATE:20260910\nRRULE:FREQ=YEARLY\nSUMMARY:教师节'), 2026);
    expect(apple).toMatchObject({ holidays: [{ date: '2026-10-01', name: { zh: '国庆节' } }, { date: '2026-10-02' }], extraDays: [{ date: '2026-10-10', name: { zh: '国庆节' } }], yearlyHolidays: [], skipped: 2 });
    const others = readIcal(file('DTSTART;VALUE=DATE:20260214\nSUMMARY:春节补班', 'DTSTART;VALUE=DATE:20260228\nSUMMARY:班｜春节', 'DTSTART;VALUE=DATE:20260509\nSUMMARY:劳动节调休\nCATEGORIES:上班', 'DTSTART;VALUE=DATE:20260217\nSUMMARY:春节放假调休', 'DTSTART;VALUE=DATE:20260501\nSUMMARY:劳动节假期', 'DTSTART;VALUE=DATE:20261006\nSUMMARY:国庆节调休', 'DTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节调休'), 2026);
    expect([others.extraDays.map((d) => d.date), others.holidays.map((d) => d.date)]).toEqual([['2026-02-14', '2026-02-28', '2026-05-09', '2026-10-10'], ['2026-02-17', '2026-05-01', '2026-10-06']]);
  });
  test('whole days written from midnight to midnight in a zone, also where a day has 25 hours; a span over midnight is none', () => {
    const read = readIcal(file('DTSTART;TZID=Europe/Berlin:20261025T000000\nDTEND;TZID=Europe/Berlin:20261026T000000\nSUMMARY:Clocks back', 'DTSTART:20261224T000000\nDTEND:20261227T000000\nSUMMARY:Xmas', 'DTSTART;TZID=Europe/Berlin:20261231T180000\nDTEND;TZID=Europe/Berlin:20270101T080000\nSUMMARY:Night', 'DTSTART:20261101T000000Z\nDTEND:20261102T000000Z\nSUMMARY:elsewhere'), 2026);
    expect([read.holidays.map((d) => d.date), read.skipped]).toEqual([['2026-10-25', '2026-12-24', '2026-12-25', '2026-12-26'], 2]);
  });
  test.each(['', 'hello', 'BEGIN:VCALENDAR', 'BEGIN:VEVENT\r\nEND:VEVENT'])('what is no calendar is refused: %j', (text) => expect(() => readIcal(text, 2026)).toThrow(RangeError));
  test('a rule that never ends ends', () => expect(readIcal(file('DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nSUMMARY:always'), 2026).holidays.length).toBeLessThanOrEqual(3000));
});
