import { expect, test } from 'vitest';
import { type Quoted, withCosts } from './costs.ts';
import type { JourneyStep } from './journey.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const step = (words: string, state: JourneyStep['state'], hour: number | null): JourneyStep => ({ key: 'step', state, at: hour === null ? null : at(hour), dueAt: null, who: null, words: { zh: words, en: words } });
const way = [step('received', 'done', 1), step('checked', 'done', 3), step('repaired', 'current', 6), step('solved', 'ahead', null)];
const quote: Quoted = { state: 'approved', grossMinor: 12_000, currency: 'CNY', sentAt: at(4), validUntil: at(20), url: 'https://x/portal/quote?t=1', invoice: null };
const told = (quotes: Quoted[], now = at(7)) => withCosts(way, quotes, now).flatMap((s) => (s.cost ? [`${s.words?.en} ${s.cost.state} ${s.cost.amountMinor}`] : []));

test('what was agreed stands at the step where it was quoted', () => expect(told([quote])).toEqual(['checked agreed 12000']));
test('a question that waits stands where one looks', () => expect(told([{ ...quote, state: 'sent' }])).toEqual(['repaired asked 12000']));
test('an answer that comes too late is none', () => expect(told([{ ...quote, state: 'sent' }], at(21))).toEqual(['checked expired 12000']));
test('the bill and its payment take the place of the quote', () => {
  expect(told([{ ...quote, invoice: { state: 'partly-paid' } }])).toEqual(['checked billed 12000']);
  expect(told([{ ...quote, invoice: { state: 'paid' } }])).toEqual(['checked paid 12000']);
});
test('drafts and replaced quotes say nothing; the newest counts', () => {
  expect(told([{ ...quote, state: 'draft', sentAt: null, url: null }, { ...quote, state: 'replaced' }])).toEqual([]);
  expect(told([quote, { ...quote, sentAt: at(6), grossMinor: 9000 }])).toEqual(['repaired agreed 9000']);
});
