import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldFaults } from './problems.ts';

const Form = z.object({ name: z.string().min(1).max(5), email: z.email(), site: z.url(), kind: z.enum(['a', 'b']), count: z.int().positive().max(9) });
const faults = (value: unknown, language: string) => {
  const { error } = Form.safeParse(value);
  return Object.fromEntries((error ? fieldFaults(error, language) : []).map((fault) => [fault.path, fault.message]));
};

test('faults of fields are sentences in the language of the reader', () => {
  const wrong = { name: 'too long', email: 'x', site: 'x', kind: 'c', count: 0 };
  expect(faults(wrong, 'en')).toEqual({ name: 'At most 5 characters.', email: 'This is not a mail address.', site: 'This is not a web address; it begins with https://.', kind: 'Choose one of those on offer.', count: 'At least 1.' });
  for (const sentence of Object.values(faults(wrong, 'zh-CN'))) expect(sentence).toMatch(/\p{Script=Han}/u);
});
test('what is empty or missing is asked for', () => expect(faults({ name: '', kind: 'a', count: Number.NaN, email: 'a@b.de', site: 'https://a.de' }, 'en')).toEqual({ name: 'This is needed.', count: 'A number is needed.' }));
test('what is of another kind is told which one it should be', () => expect(faults({ name: 5, kind: 'a', count: 'x', email: 'a@b.de', site: 'https://a.de' }, 'en')).toEqual({ name: 'This must be text.', count: 'A number is needed.' }));
