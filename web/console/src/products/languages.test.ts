/// <reference types="node" />
import { missingWords } from '@aftercare/ui/language/parity.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from './languages/en.json';
import zh from './languages/zh-CN.json';

test('both files say the same things', () => expect(missingWords({ en, 'zh-CN': zh })).toEqual([]));

test('every word asked for by name is there', () => {
  const has = (key: string) => key.split('.').reduce<unknown>((words, part) => (words as Record<string, unknown> | undefined)?.[part], en) !== undefined;
  const wanted = readdirSync(import.meta.dirname, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.tsx')).flatMap((name) => [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((match) => match[1] ?? ''));
  expect(wanted.length).toBeGreaterThan(60);
  expect([...new Set(wanted)].filter((key) => !has(key) && !has(`${key}_other`))).toEqual([]);
});
