import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneCountry } from '../../platform/phone/index.ts';
import { anywhere, shipped } from './countries/shipped.ts';
import { agreed, mayContact, quietUntil } from './may-contact.ts';

const night = { quietFrom: 22 * 60, quietTo: 8 * 60, timeZone: 'Asia/Shanghai' };
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 2, 2, hour - 8, minute));

test('the newest word on a channel counts before the word on all; advertising needs a yes', () => {
  const c = (purpose: 'service' | 'survey' | 'marketing', channel: string, granted: boolean) => ({ purpose, channel, granted });
  expect([agreed([], 'service', 'sms'), agreed([], 'survey', 'sms'), agreed([], 'marketing', 'sms')]).toEqual([true, true, false]);
  expect(agreed([c('survey', '*', false)], 'survey', 'mail')).toBe(false);
  expect(agreed([c('survey', '*', false), c('survey', 'mail', true)], 'survey', 'mail')).toBe(true);
  expect(agreed([c('marketing', 'mail', false), c('marketing', 'mail', true)], 'marketing', 'mail')).toBe(false);
});

test('without a word what is usual in their country counts; their own matter always may', () => {
  expect([agreed([], 'survey', 'mail', shipped['DE']), agreed([], 'survey', 'mail', shipped['CN']), agreed([], 'service', 'mail', shipped['DE'])]).toEqual([false, true, true]);
  expect([agreed([], 'marketing', 'mail', shipped['US']), agreed([], 'marketing', 'sms', shipped['US']), agreed([], 'marketing', 'mail', shipped['CA'])]).toEqual([true, false, false]);
  expect(agreed([{ purpose: 'survey', channel: '*', granted: true }], 'survey', 'mail', shipped['DE'])).toBe(true);
  expect([phoneCountry('+8613800000001'), phoneCountry('+4930123456'), phoneCountry(null)]).toEqual(['CN', 'DE', null]);
});

test('what rings waits for the morning, unless they wrote a moment ago; mail about their own matter never waits', () => {
  expect(mayContact([], night, { purpose: 'service', channel: 'sms', now: at(23) })).toEqual({ ok: false, reason: 'quiet-hours', until: at(32) });
  expect(mayContact([], night, { purpose: 'service', channel: 'sms', now: at(23), lastHeardAt: at(22, 50) }).ok).toBe(true);
  expect(mayContact([], night, { purpose: 'service', channel: 'mail', now: at(23) }).ok).toBe(true);
  expect(mayContact([], night, { purpose: 'survey', channel: 'mail', now: at(23), lastHeardAt: at(22, 55) }).ok).toBe(false);
  expect(mayContact([], night, { purpose: 'service', channel: 'sms', now: at(12) }).ok).toBe(true);
  // Their own hours count before those of the country.
  expect(mayContact([], undefined, { purpose: 'service', channel: 'sms', now: at(23), here: { ...anywhere, ...night } }).ok).toBe(false);
  expect(mayContact([], { ...night, quietFrom: null }, { purpose: 'service', channel: 'sms', now: at(23), here: { ...anywhere, ...night } }).ok).toBe(true);
});

test('the end of the quiet hours is never inside them, and never more than a day away', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 2879 }), (quietFrom, quietTo, minute) => {
    const hours = { quietFrom, quietTo, timeZone: 'Asia/Shanghai' };
    const now = at(0, minute);
    const until = quietUntil(hours, now);
    if (!until) return;
    expect(until.getTime() - now.getTime()).toBeGreaterThan(0);
    expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000);
    expect(quietUntil(hours, until)).toBeNull();
  }));
});
