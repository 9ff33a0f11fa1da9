import { ApiError } from '@aftercare/contract/client';
import { expect, test } from 'vitest';
import { gatherer } from './gather.ts';

const asked: string[] = [];
const later: (() => void)[] = [];
const tick = () => { for (const work of later.splice(0)) work(); };
const asks = (path: string) => new URLSearchParams(path.split('?')[1]).getAll('ask');
const of = (answer: (path: string) => unknown) => gatherer((path) => { asked.push(path); return Promise.resolve(answer(path)); }, (work) => { later.push(work); });

test('what is asked within one moment travels together, each gets its own answer or its own refusal', async () => {
  const ask = of((path) => ({ answers: asks(path).map((one) => (one === '/gone' ? { status: 404, body: { code: 'not-found', status: 404, title: 'Gone', type: '' } } : { status: 200, body: `of ${one}` })) }));
  const all = [ask('/a', undefined), ask('/b?c=1', undefined), ask('/gone', undefined)];
  tick();
  expect(await Promise.all(all.slice(0, 2))).toEqual(['of /a', 'of /b?c=1']);
  await expect(all[2]).rejects.toBeInstanceOf(ApiError);
  expect(asked.splice(0)).toHaveLength(1);
});
test('alone, a question goes alone; what is no longer wanted is not asked', async () => {
  const ask = of((path) => `alone ${path}`);
  const stop = new AbortController();
  const given = ask('/dropped', stop.signal).catch(() => 'dropped');
  const one = ask('/a', undefined);
  stop.abort();
  tick();
  expect([await one, await given, asked.splice(0)]).toEqual(['alone /a', 'dropped', ['/a']]);
});
test('a broken line is told to everybody who waited', async () => {
  const ask = gatherer(() => Promise.reject(new TypeError('no line')), (work) => { later.push(work); });
  const both = [ask('/a', undefined), ask('/b', undefined)];
  tick();
  expect((await Promise.allSettled(both)).map((one) => one.status)).toEqual(['rejected', 'rejected']);
});
