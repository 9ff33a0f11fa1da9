import { describe, expect, test } from 'vitest';
import { absolute, compact, countdown, dayName, daysApart, duration, fileSize, relative, workingTime } from './format.ts';

const now = Date.parse('2026-11-26T06:05:00Z'); // Thursday 14:05 in Shanghai
const zone = 'Asia/Shanghai';

describe('dates', () => {
  test('are said in full in both languages', () => {
    expect(absolute(now, 'zh-CN', zone)).toBe('2026年11月26日周四 14:05');
    expect(absolute(now, 'en', zone)).toMatch(/Thu, Nov 26, 2026, 14:05/);
  });
  test('midnight is 00, not 24', () => expect(absolute('2026-11-25T16:00:00Z', 'en', zone)).toMatch(/00:00$/));
  test('shrink with nearness', () => {
    expect(compact('2026-11-26T01:00:00Z', now, 'en', zone)).toBe('09:00');
    expect(compact('2026-11-24T01:00:00Z', now, 'zh-CN', zone)).toBe('周二 09:00');
    expect(compact('2026-09-01T01:00:00Z', now, 'zh-CN', zone)).toBe('9月1日');
    expect(compact('2025-09-01T01:00:00Z', now, 'en', zone)).toBe('Sep 1, 2025');
  });
  test('days are counted on the wall of the zone, over a change of clocks too', () => {
    expect(daysApart('2026-11-25T15:59:00Z', '2026-11-25T16:01:00Z', zone)).toBe(1);
    expect(daysApart('2026-03-29T00:30:00+01:00', '2026-03-30T00:10:00+02:00', 'Europe/Berlin')).toBe(1);
  });
  test('near days have names', () => {
    expect(dayName(now, now, 'zh-CN', zone)).toBe('今天');
    expect(dayName(now - 86_400_000, now, 'en', zone)).toBe('Yesterday');
    expect(dayName('2026-11-20T04:00:00Z', now, 'en', zone)).toBe('Fri, Nov 20');
  });
  test('relative', () => {
    expect(relative(now - 30_000, now, 'en', 'just now')).toBe('just now');
    expect(relative(now - 60_000, now, 'en', '')).toBe('1 minute ago');
    expect(relative(now - 7_260_000, now, 'zh-CN', '')).toBe('2小时前');
    expect(relative(now + 3 * 86_400_000, now, 'en', '')).toBe('in 3 days');
  });
});

describe('spans', () => {
  test.each([[45, '45s', '45秒'], [600, '10m', '10分钟'], [12_000, '3h 20m', '3小时20分钟'], [3600, '1h', '1小时'], [187_200, '2d 4h', '2天4小时']])('%d seconds', (seconds, en, zh) => {
    expect(duration(seconds, 'en')).toBe(en);
    expect(duration(seconds, 'zh-CN')).toBe(zh);
  });
  test('in sentences, with plurals', () => {
    expect(duration(90_000, 'en', 'long')).toBe('1 day 1 hour');
    expect(duration(7200, 'en', 'long')).toBe('2 hours');
    expect(workingTime(90_000 + 1200, 'en', 'long')).toBe('25 hours 20 minutes');
    expect(workingTime(86_400, 'zh-CN')).toBe('24小时');
  });
  test('a countdown never shows 60 seconds', () => { expect(countdown(545)).toBe('9:05'); expect(countdown(59.9)).toBe('0:59'); });
  test('bytes', () => { expect(fileSize(1_440_000, 'en')).toBe('1.4 MB'); expect(fileSize(812, 'en')).toBe('812 byte'); expect(fileSize(4 * 1024 ** 3, 'en')).toBe('4.3 GB'); });
});
