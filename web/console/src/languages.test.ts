/// <reference types="node" />
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingWords } from '@aftercare/ui/language/parity.ts';
import ui from '@aftercare/ui/languages/en.json';
import en from './languages/en.json';
import zh from './languages/zh-CN.json';

const here = import.meta.dirname;
/** Parts of the console that keep languages of their own hold them themselves; the handbook speaks with the words of steps, returns with those of repairs. */
const ownLanguages = readdirSync(here, { withFileTypes: true }).filter((part) => part.isDirectory() && existsSync(join(here, part.name, 'languages', 'en.json'))).map((part) => part.name).concat('handbook', 'returns');
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !ownLanguages.includes(file.split(/[\\/]/)[0] ?? ''));

/** Whether a key, also one with a plural form, stands in a language file. */
function stands(words: unknown, key: string): boolean {
  let at: unknown = words;
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  for (const part of parts) at = (at as Record<string, unknown> | undefined)?.[part];
  const level = at as Record<string, unknown> | undefined;
  return level?.[last] !== undefined || level?.[`${last}_other`] !== undefined;
}

test('both files say the same things', () => expect(missingWords({ en, 'zh-CN': zh })).toEqual([]));
test('every word the console says stands in the files', () => {
  expect(sources.length).toBeGreaterThan(40);
  const lost = sources.flatMap((file) => [...readFileSync(join(here, file), 'utf8').matchAll(/\bt\('([^']+)'/g)].map(([, key]) => key ?? '').filter((key) => (key.startsWith('ui:') ? !stands(ui, key.slice(3)) : !stands(en, key))).map((key) => `${file}: ${key}`));
  expect(lost).toEqual([]);
});
