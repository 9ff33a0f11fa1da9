import { expect, test } from 'vitest';
import { z } from 'zod';
import { inputFields } from './schema.ts';

test('fields of an action come with their types, those that must be given first', () => {
  const schema = z.toJSONSchema(z.object({ note: z.string().optional(), partId: z.int(), kind: z.enum(['new', 'used']), tags: z.array(z.string()), to: z.union([z.string(), z.int()]).nullable().optional() }), { io: 'input' });
  const fields = inputFields(schema as Record<string, unknown>);
  expect(fields.map((f) => `${f.name}:${f.type}${f.required ? '!' : ''}`)).toEqual(['partId:integer!', 'kind:string!', 'tags:string[]!', 'note:string', 'to:string | integer']);
  expect(fields[1]?.choices).toEqual(['new', 'used']);
});

test('variants lay their fields together, and a schema without fields has none', () => {
  expect(inputFields({ anyOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { properties: { b: { type: 'boolean' } } }] }).map((f) => f.name)).toEqual(['a', 'b']);
  expect(inputFields({})).toEqual([]);
});
