import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { QueueSettings, usualQueueSettings } from '@aftercare/contract/routing';
import { expect, it } from 'vitest';

const web = join(import.meta.dirname, '../../..');
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => /^\w+\/src\/.*\.tsx?$/.test(name) && !name.includes('.test.'));

it('no app asks a schema for anything: browsers carry none', () => {
  expect(sources.length).toBeGreaterThan(500);
  const asked = sources.flatMap((name) => [...readFileSync(join(web, name), 'utf8').matchAll(/\b(?!JSON|Date|URL)[A-Z]\w+\.(?:options|parse|safeParse|enum|shape)\b/g)].map((m) => `${name}: ${m[0]}`));
  expect(asked).toEqual([]);
});
it('what a queue does unless told otherwise is what its schema says', () => expect(QueueSettings.parse({})).toEqual(usualQueueSettings));
