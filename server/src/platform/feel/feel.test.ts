import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSentence, say } from '../i18n/index.ts';
import { FeelError, compile, compileCell, evaluate, faultOf, holds, lintExpression } from './index.ts';

const faulty = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof FeelError) return error.problem;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('expressions', () => {
  it('answers in plain values', () => {
    expect(evaluate('ticket.priority = "high" and count(items[price > 3]) = 1', { ticket: { priority: 'high' }, items: [{ price: 4 }, { price: 1 }] })).toBe(true);
    expect(evaluate('date(bought) + duration("P1Y")', { bought: '2024-02-29' })).toBe('2025-02-28');
    expect(evaluate('产品 = "电视" and 金额 > 3', { 产品: '电视', 金额: 5 })).toBe(true);
    expect(evaluate('opened + duration("P7D")', { opened: new Date('2026-03-02T02:00:00Z') })).toBe('2026-03-09T02:00:00Z');
  });
  it('gives the same answer again with other values, and keeps no warning of the last time', () => {
    const e = compile('a + b');
    expect(e.evaluate({ a: 1, b: 2 })).toEqual({ value: 3, problems: [] });
    expect(e.evaluate({ a: 1, b: 'x' }).problems.map((p) => p.kind)).toEqual(['wrong-type']);
    expect(e.evaluate({ a: 4, b: 2 })).toEqual({ value: 6, problems: [] });
  });
  it('knows names with spaces and signs from the context', () => {
    expect(evaluate('customer tier = "gold"', { 'customer tier': 'gold' })).toBe(true);
    expect(evaluate('order.line-items + 1', { order: { 'line-items': 2 } })).toBe(3);
  });
  it('lets a value be called like a function of the language', () => {
    expect(evaluate('min + 1', { min: 4 })).toBe(5);
    expect(evaluate('min(a)', { min: 4, a: [3, 2] })).toBe(2);
  });
  it('takes the time it is given, in the zone it is given', () => {
    const now = new Date('2026-03-02T20:30:00Z');
    expect(evaluate('today()', {}, { now })).toBe('2026-03-02');
    expect(evaluate('today()', {}, { now, zone: 'Asia/Shanghai' })).toBe('2026-03-03');
    expect(faulty(() => evaluate('today() > d', { d: 1 })).kind).toBe('no-clock');
  });
  it('holds only when the answer is true', () => {
    expect(holds('a > 1', { a: 2 })).toBe(true);
    expect(holds('a > 1', {})).toBe(false);
    expect(holds('"true"', {})).toBe(false);
  });
  it.each([
    ['x +', 'incomplete', 3], ['1 2', 'unreadable', 2], ['if a then', 'incomplete', 9], ['', 'empty', null], ['a) and (b', 'unreadable', 1],
  ] as const)('says where %j breaks', (source, kind, from) => {
    const fault = faulty(() => evaluate(source, {}));
    expect([fault.kind, fault.position?.from ?? null]).toEqual([kind, from]);
  });
  it('says which name is missing, and where', () => {
    expect(compile('amount > limit').evaluate({ amount: 3 }).problems).toMatchObject([{ kind: 'unknown-name', params: { name: 'limit' }, position: { from: 9, to: 14 } }]);
    expect(lintExpression('for i in items return i.price * rate', ['items'])).toMatchObject([{ kind: 'unknown-name', params: { name: 'rate' } }]);
    expect(lintExpression('items[price > 3]', ['items'])).toEqual([]);
    expect(lintExpression('foo(3)', [])).toMatchObject([{ kind: 'unknown-name' }]);
  });
  it('never fails on what can be read, whatever the values', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer()), fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }));
    const sources = ['a < b', 'a + b', 'a in [1..b]', 'count(a) + sum(b)', 'a[b]', 'if a then b else a', 'some x in a satisfies x = b', 'string(a) + string(b)', 'sort(a, function(x, y) x < y)'];
    fc.assert(fc.property(fc.constantFrom(...sources), value, value, (source, a, b) => { compile(source).evaluate({ a, b }); }));
  });
  it('never throws anything but its own fault at strange sources', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (source) => { faultOf(source); }));
  });
  it('has a sentence for every fault, in both languages', () => {
    const kinds = ['empty', 'unreadable', 'incomplete', 'unknown-name', 'unknown-function', 'wrong-type', 'wrong-arguments', 'not-comparable', 'unsupported', 'no-clock', 'several-rules', 'outputs-differ', 'output-not-listed', 'not-a-number', 'unknown-decision', 'circular', 'no-decision', 'cell-count', 'overlap', 'gap', 'never-reached'];
    for (const kind of kinds) for (const language of ['en', 'zh-CN']) expect(hasSentence(language, `feel.${kind}`), kind).toBe(true);
    try { compile('1 2'); compile('1 2').evaluate({}); } catch (error) { expect(say('en', (error as FeelError).detail.key ?? '', (error as FeelError).detail.params)).toBe('“2” at position 3 cannot be read here.'); }
  });
});

describe('cells', () => {
  const tried = (source: string, values: unknown[], context = {}) => values.filter((v) => compileCell(source).matches(v, context));
  it.each([
    ['-', [1, null], [1, null]], ['', [1], [1]], ['"a", "b"', ['a', 'c', null], ['a']], ['[1..5)', [1, 5, 3, null], [1, 3]], ['< 3, > 9', [1, 5, 10], [1, 10]],
    ['not("a", < 5)', ['a', 'b', 3, 7], ['b', 7]], ['true', [true, false, 1, null], [true]], ['null', [null, 0, ''], [null]], ['? * 2 > limit', [4, 6, null], [6]],
    ['contains(?, "x")', ['axe', 'b'], ['axe']], ['allowed', ['p', 'q'], ['p']],
  ] as const)('%s', (source, values, hits) => {
    expect(tried(source, [...values], { limit: 10, allowed: ['p', 'r'] })).toEqual([...hits]);
  });
  it('tells ranges of numbers as arithmetic does', () => {
    fc.assert(fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: -60, max: 60 }), (a, b, x) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(compileCell(`(${low}..${high}]`).matches(x, {})).toBe(x > low && x <= high);
      expect(compileCell(`not([${low}..${high}])`).matches(x, {})).toBe(!(x >= low && x <= high));
    }));
  });
});
