import { expect, test } from 'vitest';
import { snoozeChoices } from './snooze.ts';

const words = (now: Date) => snoozeChoices(now).map((one) => `${one.key} ${one.at.getDate()} ${one.at.getHours()}:${String(one.at.getMinutes()).padStart(2, '0')}`);

test('in the morning of a Wednesday', () => expect(words(new Date(2026, 10, 25, 9, 33, 20))).toEqual(['hour 25 10:35', 'afternoon 25 14:00', 'tomorrow 26 9:00', 'monday 30 9:00']));
test('in the evening there is no afternoon, and over the hour', () => expect(words(new Date(2026, 10, 25, 22, 58))).toEqual(['hour 26 0:00', 'tomorrow 26 9:00', 'monday 30 9:00']));
test('on a Sunday tomorrow is Monday', () => expect(words(new Date(2026, 10, 29, 15, 0))).toEqual(['hour 29 16:00', 'tomorrow 30 9:00']));
test('on a Monday it is the next one', () => expect(words(new Date(2026, 10, 23, 15, 0)).at(-1)).toBe('monday 30 9:00'));
