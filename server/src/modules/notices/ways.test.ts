import { describe, expect, it } from 'vitest';
import { minuteIn, quietFor, waysOf } from './ways.ts';

describe('quiet hours', () => {
  const night = { quietFrom: 22 * 60, quietTo: 7 * 60 };
  it.each([[22 * 60, 540], [23 * 60 + 30, 450], [0, 420], [6 * 60 + 59, 1], [7 * 60, 0], [12 * 60, 0], [21 * 60 + 59, 0]])('over midnight, at minute %i: %i to go', (minute, left) => expect(quietFor(minute, night)).toBe(left));
  it('within a day, and none', () => {
    expect(quietFor(13 * 60, { quietFrom: 12 * 60, quietTo: 14 * 60 })).toBe(60);
    expect(quietFor(600, { quietFrom: null, quietTo: null })).toBe(0);
    expect(quietFor(600, { quietFrom: 600, quietTo: 600 })).toBe(0);
  });
  it('are those of the person, wherever they are', () => {
    expect(minuteIn(new Date('2026-03-02T16:30:00Z'), 'Asia/Shanghai')).toBe(30);
    expect(minuteIn(new Date('2026-03-02T16:30:00Z'), 'Europe/Berlin')).toBe(17 * 60 + 30);
  });
});
it('who chose nothing is told what is theirs', () => {
  expect(waysOf({ assigned: { app: false, mail: true, push: false } })).toMatchObject({ assigned: { app: false, mail: true }, mentioned: { app: true, mail: true }, team: { app: false } });
});
