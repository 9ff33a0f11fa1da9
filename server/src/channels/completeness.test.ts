import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingOf, pageOf } from './completeness.ts';

const root = join(import.meta.dirname, '../../..');
const kinds = [...readFileSync(join(root, 'server/src/doors.ts'), 'utf8').matchAll(/\.\/channels\/(\w+)\//g)].map((match) => match[1] ?? '');

test('every door has all that people need to use it', () => {
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.flatMap(missingOf)).toEqual([]);
});

test('every door at a platform has its page for administrators', () => {
  const own = new Set(['mail', 'chat', 'portal', 'webhook']);
  expect(kinds.filter((kind) => !own.has(kind) && !existsSync(join(root, pageOf(kind))))).toEqual([]);
});

test('a kind nobody has made misses all of it', () => expect(missingOf('pigeon').length).toBeGreaterThan(10));
