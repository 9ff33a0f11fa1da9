import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery } from './query.ts';
import { normalizeText, tokensOf } from './tokens.ts';
import { makeSnippet, markEnd, markStart } from './snippet.ts';

/** Whether words and exact pieces of a query find a text, as the database decides it. */
function finds(typed: string, text: string): boolean {
  const body = normalizeText(text);
  const tokens = tokensOf(body);
  const query = readQuery(typed);
  return query.words.length > 0 && query.words.every((w) => tokens.some((t) => (w.prefix ? t.startsWith(w.word) : t === w.word))) && query.exact.every((e) => body.includes(e));
}

describe('finding', () => {
  it.each([
    ['增值税', '请问如何开具增值税发票？', true],
    ['税发', '请问如何开具增值税发票？', true],
    ['票', '请问如何开具增值税发票', true],
    ['增值票', '请问如何开具增值税发票', false],
    ['增税', '增值税', false],
    ['𠮷野', '我要找𠮷野家', true],
    ['𠮷', '名字里有𠮷', true],
    ['增值税', '这里是增值\n税发票', true],
    ['ｉＰｈｏｎｅ', 'My iPhone is dead', true],
    ['phone', 'My iPhone is dead', false],
    ['flick', 'The screen flickers', true],
    ['flick screen', 'The screen flickers', false],
    ['screen flick', 'The flickering screen', true],
    ['"screen flickers"', 'The flickers screen', false],
    ['"screen flickers"', 'My screen  flickers a lot', true],
    ['0099', 'Serial A2024X0099 is broken', true],
    ['SN-2024-AB', 'serial: sn-2024-abc', true],
    ['型号A1', '这个型号a1很好', true],
    ['手机 发票', '发票丢了，手机坏了', true],
    ['スマホ', '新しいスマホが壊れた', true],
    ['?!', 'anything', false],
  ])('%s in «%s»: %s', (typed, text, found) => expect(finds(typed, text)).toBe(found));

  it('finds every piece of two characters or more of any Chinese text', () => {
    const character = fc.oneof(fc.integer({ min: 0x4e00, max: 0x9fa5 }), fc.integer({ min: 0x20000, max: 0x2a6d6 })).map((c) => String.fromCodePoint(c)).filter((c) => c.normalize('NFKC') === c);
    fc.assert(fc.property(fc.array(character, { minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), fc.string(), (characters, a, b, rest) => {
      const from = a % (characters.length - 1);
      const to = from + 2 + (b % (characters.length - from - 1));
      expect(finds(characters.slice(from, to).join(''), `${rest} ${characters.join('')}。${rest}`)).toBe(true);
    }), { numRuns: 300 });
  });
  it('never finds a piece of Chinese that does not stand there', () => {
    const few = fc.constantFrom('增', '值', '税', '发', '票');
    fc.assert(fc.property(fc.array(few, { minLength: 2, maxLength: 5 }), fc.array(fc.oneof(few, fc.constant('，')), { maxLength: 12 }), (typed, text) => {
      expect(finds(typed.join(''), text.join(''))).toBe(text.join('').includes(typed.join('')));
    }), { numRuns: 500 });
  });
});

describe('a query', () => {
  it('sees ticket numbers and people', () => {
    expect(readQuery('#10234')).toMatchObject({ ticketId: 10234 });
    expect(readQuery('10234').ticketId).toBe(10234);
    expect(readQuery('order 10234').ticketId).toBeNull();
    expect(readQuery('张三').person).toBe('张三');
    expect(readQuery('ab').person).toBeNull();
  });
});

describe('a snippet', () => {
  it('marks what was found in the text as it was written', () => {
    expect(makeSnippet('请问如何开具增值税发票？', ['增值税'])).toBe(`请问如何开具${markStart}增值税${markEnd}发票？`);
    expect(makeSnippet('My ＩＰｈｏｎｅ  is dead', ['iphone is'])).toBe(`My ${markStart}ＩＰｈｏｎｅ is${markEnd} dead`);
  });
  it('shows the words around it and cuts no character in half', () => {
    const snippet = makeSnippet(`${'𠮷'.repeat(200)}增值税${'𠮷'.repeat(200)}`, ['增值税']);
    expect(snippet.isWellFormed()).toBe(true);
    expect(snippet).toContain(`${markStart}增值税${markEnd}`);
    expect([...snippet].length).toBeLessThan(200);
  });
  it('is the beginning where nothing is marked, and lets nobody forge marks', () => {
    expect(makeSnippet(`a${markStart}b${markEnd}c`, ['zzz'])).toBe('abc');
  });
});
