import { expect, test } from 'vitest';
import { signFileUrl, verifyFileUrl } from './signing.ts';

const secret = 'a secret of this test';
const key = 'ab'.repeat(20);
const expiresAt = new Date('2026-03-01T12:00:00Z');
const queryOf = (url: string) => Object.fromEntries(new URL(url, 'http://desk.test').searchParams);
const before = new Date('2026-03-01T11:59:59Z');

test('a signed URL opens its file until its time', () => {
  const url = signFileUrl(secret, key, expiresAt);
  expect(url.startsWith(`/api/v1/files/${key}?`)).toBe(true);
  expect(verifyFileUrl(secret, key, queryOf(url), before)).toBe('ok');
  expect(verifyFileUrl(secret, key, queryOf(url), expiresAt)).toBe('expired');
});

test('it opens nothing else, and not for longer', () => {
  const query = queryOf(signFileUrl(secret, key, expiresAt));
  expect(verifyFileUrl(secret, 'cd'.repeat(20), query, before)).toBe('wrong');
  expect(verifyFileUrl('another secret', key, query, before)).toBe('wrong');
  expect(verifyFileUrl(secret, key, { ...query, e: String(Number(query['e']) + 1) }, before)).toBe('wrong');
  expect(verifyFileUrl(secret, key, { ...query, s: `${query['s']}x` }, before)).toBe('wrong');
  expect(verifyFileUrl(secret, key, { e: query['e'] }, before)).toBe('wrong');
  expect(verifyFileUrl(secret, key, { e: [query['e'], '1'], s: query['s'] }, before)).toBe('wrong');
  expect(verifyFileUrl(secret, key, {}, before)).toBe('unsigned');
});
