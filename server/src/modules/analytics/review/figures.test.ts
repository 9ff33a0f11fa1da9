import { expect, test } from 'vitest';
import { figuresOf, findingsOf } from './figures.ts';
import type { ChannelUse } from './store.ts';

const use = (channel: string, more: Partial<ChannelUse> = {}): ChannelUse => ({ channel, tickets: 100, customers: 80, answered: 100, solved: 90, firstResponse: 600, solution: 7200, rated: 20, rating: 4.5, reopened: 0, left: 0, leftSolved: 0, stayed: 100, stayedSolved: 90, ...more });
const month = 30 * 86_400_000;
const figures = (list: ChannelUse[], costs: Parameters<typeof figuresOf>[2] = []) => figuresOf(list, [{ channel: 'sms', sent: 50, failed: 5 }], costs, month);
const codes = (...a: Parameters<typeof findingsOf>) => findingsOf(...a).map((f) => `${f.channel} ${f.code}`);

test('cost is what left and what stands for the month, shared among its tickets', () => {
  expect(figures([use('sms')], [{ channel: 'sms', messageMinor: 10, monthMinor: 1000 }])[0]).toMatchObject({ sent: 50, costMinor: 1500, costPerTicketMinor: 15, share: 1 });
});
test('says what stands out, and nothing where nothing does', () => {
  expect(codes(figures([use('mail'), use('chat')]).filter((f) => f.channel !== 'sms'), [], [])).toEqual([]);
  const found = codes(figures([use('mail', { firstResponse: 6000, rating: 3 }), use('chat'), use('sms', { tickets: 60, left: 30, leftSolved: 5, stayed: 30, stayedSolved: 30 })]), figures([use('chat', { tickets: 40 })]), [{ a: 'chat', b: 'mail', customers: 60 }]);
  expect(found).toEqual(expect.arrayContaining(['mail slow', 'mail unhappy', 'chat growing', 'sms loses', 'sms hands-over-badly', 'sms failing', 'chat same-people']));
});
test('a handful of tickets proves nothing; a channel that costs and brings nothing is named', () => {
  expect(codes(figures([use('mail', { tickets: 4, firstResponse: 99_999, rating: 1 }), use('chat')]), [], [])).toEqual([]);
  expect(codes(figuresOf([], [], [{ channel: 'line', messageMinor: 0, monthMinor: 5000 }], month), [], [])).toEqual(['line quiet']);
});
