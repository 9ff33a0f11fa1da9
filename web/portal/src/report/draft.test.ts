import { expect, test } from 'vitest';
import { attemptFor, emptyDraft, firstOpenStep, needsOf, readDraft, reportBody } from './draft.ts';
import type { Draft } from './draft.ts';

const now = Date.parse('2026-03-10T08:00:00Z');
const full: Draft = {
  ...emptyDraft, type: 'repair', product: 'Kettle', serial: ' K-1 ', text: ' leaks ', name: ' Ada ', email: 'ada@example.com', savedAt: now,
  files: [{ token: 'token-1', purpose: 'photo', name: 'a.jpg', type: 'image/jpeg', size: 10, thumb: 'data:x' }],
};

test('a draft survives storage', () => {
  expect(readDraft(JSON.stringify(full), now)).toEqual(full);
});

test('a draft of last week, of another shape or of nobody is empty', () => {
  expect(readDraft(JSON.stringify({ ...full, savedAt: now - 8 * 86_400_000 }), now)).toEqual(emptyDraft);
  for (const stored of [null, '', 'null', '[]', '"x"', '{"text":5}', '{broken']) expect(readDraft(stored, now)).toEqual(emptyDraft);
  expect(readDraft(JSON.stringify({ savedAt: now, text: 5, files: [null, {}] }), now)).toEqual({ ...emptyDraft, savedAt: now });
});

test('each step says what it lacks', () => {
  expect(needsOf(emptyDraft, 'what', '2026-03-10')).toEqual({ type: 'type' });
  expect(needsOf({ ...emptyDraft, purchasedOn: '2026-03-11' }, 'product', '2026-03-10')).toEqual({ purchasedOn: 'future' });
  expect(needsOf({ ...emptyDraft, text: ' \n' }, 'problem', '2026-03-10')).toEqual({ text: 'text' });
  expect(needsOf(emptyDraft, 'contact', '2026-03-10')).toEqual({ name: 'name', email: 'reach' });
  expect(needsOf({ ...full, email: 'ada@example' }, 'contact', '2026-03-10')).toEqual({ email: 'email' });
});

test('a phone number alone is a way to reach somebody', () => {
  expect(needsOf({ ...full, email: '', phone: '+86 138 0000 0000' }, 'contact', '2026-03-10')).toEqual({});
});

test('one goes on where something is missing', () => {
  expect(firstOpenStep(emptyDraft)).toBe('what');
  expect(firstOpenStep({ ...full, text: '' })).toBe('problem');
  expect(firstOpenStep(full)).toBe('contact');
});

test('the report leaves out what was not given', () => {
  expect(reportBody(full, 'en')).toEqual({ language: 'en', name: 'Ada', type: 'repair', text: 'leaks', product: 'Kettle', serial: 'K-1', email: 'ada@example.com', files: [{ token: 'token-1', purpose: 'photo' }] });
});

test('sending again keeps the key, changing the report makes a new one', () => {
  let made = 0;
  const newKey = () => `key-${(made += 1)}`;
  const first = attemptFor(full, reportBody(full, 'en'), newKey);
  const again = attemptFor({ ...full, attempt: first }, reportBody(full, 'en'), newKey);
  expect(again.key).toBe('key-1');
  expect(attemptFor({ ...full, attempt: first }, reportBody({ ...full, text: 'leaks more' }, 'en'), newKey).key).toBe('key-2');
});
