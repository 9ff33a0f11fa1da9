import { expect, test } from 'vitest';
import { marked } from './marked.ts';

const hits = (text: string, query: string) => marked(text, query).filter((one) => one.hit).map((one) => one.text);

test('each searched word, whatever its case', () => expect(hits('The Pump leaks; pump it', 'pump leaks')).toEqual(['Pump', 'leaks', 'pump']));
test('Chinese inside a sentence', () => expect(marked('专用增值税发票', '增值税')).toEqual([{ text: '专用', hit: false }, { text: '增值税', hit: true }, { text: '发票', hit: false }]));
test('signs are signs, not patterns', () => expect(hits('cost (net) $5.00', '(net) $5.00')).toEqual(['(net)', '$5.00']));
test('the marks of the server count before our own looking', () => expect(marked('leak, \u{E000}leaked\u{E001} <i>', 'leak')).toEqual([{ text: 'leak, ', hit: false }, { text: 'leaked', hit: true }, { text: ' <i>', hit: false }]));
test('nothing searched, nothing marked', () => expect(marked('a', ' ')).toEqual([{ text: 'a', hit: false }]));
