import { expect, it } from 'vitest';
import { partsOf, valueWords } from './kinds.ts';

it('an action is a kind and a verb; an unknown verb is a change', () => {
  expect(partsOf('vendor-contract.changed')).toEqual({ kind: 'vendor-contract', verb: 'changed' });
  expect(partsOf('session.signed-in')).toEqual({ kind: 'session', verb: 'signed-in' });
  expect(partsOf('ticket.bent')).toEqual({ kind: 'ticket', verb: 'changed' });
});
it.each([[null, '–'], ['', '–'], [[], '–'], [{ zh: '管理员', en: 'Administrator' }, '管理员'], [['a', 'b'], 'a, b'], [{ a: 1 }, '{"a":1}'], [false, 'false']])('%j', (value, words) => expect(valueWords(value, 'zh-CN', '–')).toBe(words));
