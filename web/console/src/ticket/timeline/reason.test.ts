import { expect, test } from 'vitest';
import { mailReason, whyOf } from './reason.ts';

test.each([
  ['550 5.1.1 <a@example.com>: Recipient address rejected: User unknown', 'no-mailbox'], ['550 no such user', 'no-mailbox'], ['550 Mailbox unavailable or access denied', 'no-mailbox'], ['5.1.1', 'no-mailbox'],
  ['552 5.2.2 mailbox full', 'mailbox-full'], ['552 邮箱空间不足', 'mailbox-full'], ['550 5.7.26 Unauthenticated email from example.com is not accepted', 'sender-unproven'],
  ['554 5.7.1 Message rejected as spam', 'rules'], ['552 5.3.4 Message size exceeds fixed limit', 'too-large-there'], ['4.4.7 delivery time expired', 'no-answer'], ['connect ECONNREFUSED 127.0.0.1:25', 'no-answer'], ['550 5.1.2 bad destination system', 'no-domain'], ['451 something odd', null],
])('%s', (words, reason) => expect(mailReason(words)).toBe(reason));

test('what we know is said by its key, with the other side’s words beside it; what we do not is said as it came', () => {
  const known = (key: string) => ['no-adapter', 'mail.too-large', 'mail.refused', 'social.refused'].includes(key);
  const why = (deliveryError: string | null, deliveryReason: { key: string; values: Record<string, string | number> } | null, channel = 'mail') => whyOf({ deliveryError, deliveryReason, channel: channel as 'mail' }, known);
  expect(why('附件合计超过 20 MB', { key: 'mail.too-large', values: { limit: 20 } })).toEqual({ key: 'mail.too-large', values: { limit: 20 }, words: null });
  expect(why('x', { key: 'mail.refused', values: { words: '550 5.1.1 unknown' } })).toMatchObject({ key: 'mail.no-mailbox', words: '550 5.1.1 unknown' });
  expect(why('x', { key: 'mail.refused', values: { words: '451 odd' } })).toMatchObject({ key: 'mail.refused', words: '451 odd' });
  expect(why('550 5.2.2 full', null)).toMatchObject({ key: 'mail.mailbox-full', words: '550 5.2.2 full' });
  expect(why('550 5.2.2 full', null, 'sms')).toMatchObject({ key: '', words: '550 5.2.2 full' });
  expect(why('no-adapter', null)).toMatchObject({ key: 'no-adapter', words: null });
  expect(why('x', { key: 'of-a-later-version', values: {} })).toMatchObject({ key: '', words: 'x' });
  expect(why(null, null)).toBeNull();
});
