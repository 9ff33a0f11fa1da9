import { expect, test } from 'vitest';
import { cut } from './variables.ts';

test('cuts at variables and knows the unknown', () => expect(cut('你好{{ customer.name }}，{{foo}}')).toEqual([
  { kind: 'text', text: '你好' }, { kind: 'variable', text: '{{ customer.name }}', name: 'customer.name', known: true }, { kind: 'text', text: '，' }, { kind: 'variable', text: '{{foo}}', name: 'foo', known: false },
]));
test('nothing is lost', () => { const body = 'a {{today}}{{ x y }} {{}} b'; expect(cut(body).map((piece) => piece.text).join('')).toBe(body); });
