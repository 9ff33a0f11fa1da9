import { expect, test } from 'vitest';
import { arrivalsFinding, channelFinding, hourNow, peopleFinding, promiseFinding, satisfactionFinding, usualByNow, waitingFinding } from './findings.ts';

const byHour = Array.from({ length: 24 }, (_, hour) => ({ hour, arrivals: 0, solved: 0, usualArrivals: 4 }));
const noon = { byHour, at: '2026-11-22T04:30:00Z', timeZone: 'Asia/Shanghai' };

test('the hour is that of the house', () => expect(hourNow('2026-11-22T16:15:00Z', 'Asia/Shanghai')).toBe(0.25));
test('the running hour counts by its share', () => expect(usualByNow(noon)).toBe(50));
test('only a clear difference is told', () => {
  expect(arrivalsFinding({ ...noon, arrivals: 55 })).toEqual({ key: 'arrivals.usual' });
  expect(arrivalsFinding({ ...noon, arrivals: 75 })).toEqual({ key: 'arrivals.more', values: { percent: 50 } });
  expect(arrivalsFinding({ ...noon, arrivals: 25 })).toEqual({ key: 'arrivals.fewer', values: { percent: 50 } });
  expect(arrivalsFinding({ ...noon, byHour: [], arrivals: 3 })).toEqual({ key: 'arrivals.soFar', values: { count: 3 } });
});
test('late before soon before kept', () => {
  expect([{ inBreach: 2, dueSoon: 9, open: 9 }, { inBreach: 0, dueSoon: 9, open: 9 }, { inBreach: 0, dueSoon: 0, open: 9 }].map((one) => promiseFinding(one).key)).toEqual(['promise.late', 'promise.soon', 'promise.kept']);
  expect(promiseFinding({ inBreach: 25, dueSoon: 0, open: 100 })).toEqual({ key: 'promise.share', values: { percent: 25 } });
});
test('the pile of the last seven whole days, today apart', () => {
  const week = (arrivals: number, solved: number) => waitingFinding({ byDay: [{ day: '', arrivals: 99, solved: 0, breached: 0, satisfaction: null }, ...Array.from({ length: 7 }, () => ({ day: '', arrivals, solved, breached: 0, satisfaction: null })), { day: '', arrivals: 99, solved: 0, breached: 0, satisfaction: null }] });
  expect([week(20, 10), week(10, 20), week(10, 10)]).toEqual([{ key: 'waiting.grew', values: { count: 70 } }, { key: 'waiting.shrank', values: { count: 70 } }, { key: 'waiting.even' }]);
});
test('the strongest door', () => {
  const door = { open: 0, inBreach: 0 };
  expect(channelFinding({ byChannel: [{ channel: 'mail', arrivals: 1, ...door }, { channel: 'chat', arrivals: 3, ...door }] })).toEqual({ key: 'channels.most', channel: 'chat', share: 0.75 });
  expect(channelFinding({ byChannel: [{ channel: 'mail', arrivals: 0, ...door }] }).key).toBe('channels.none');
});
test('satisfaction in words', () => expect([null, 4.6, 4, 2.9].map((average) => satisfactionFinding({ satisfaction: { average, answers: 1, asked: 1 } }).key)).toEqual(['satisfaction.none', 'satisfaction.high', 'satisfaction.good', 'satisfaction.low']));
test('room counts only those who are here', () => {
  const person = (presence: 'online' | 'away', open: number) => ({ id: open, name: '', presence, open, capacity: 10 });
  const agents = (load: ReturnType<typeof person>[]) => peopleFinding({ agents: { online: 0, away: 0, offline: 0, load } });
  expect([agents([person('away', 1)]).key, agents([person('online', 12)]).key, agents([person('online', 12), person('online', 4), person('away', 0)])]).toEqual(['people.nobody', 'people.allFull', { key: 'people.room', values: { count: 6 } }]);
});
