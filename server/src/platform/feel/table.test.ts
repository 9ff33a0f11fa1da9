import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeelError, type HitPolicy, type TableSource, compileDecisions, compileTable, lintTable, loadDecisions, readDecisions, replaceRules, writeTable } from './index.ts';

type Row = [inputs: string[], outputs: string[]];
const table = (kind: HitPolicy['kind'], rows: Row[], { aggregation = null, outputs = [{ name: 'answer' }], type = null }: { aggregation?: HitPolicy['aggregation']; outputs?: { name: string; listed?: string; fallback?: string }[]; type?: string | null } = {}): TableSource => ({
  id: 'test', name: 'Test', policy: { kind, aggregation },
  inputs: (rows[0]?.[0] ?? ['']).map((_, i) => ({ id: `in${i}`, label: '', expression: 'abc'[i] ?? 'z', type })),
  outputs: outputs.map((o, i) => ({ id: `out${i}`, label: '', name: o.name, type: null, listed: o.listed ?? null, fallback: o.fallback ?? null })),
  rules: rows.map(([inputs, outs], i) => ({ id: `rule${i}`, inputs, outputs: outs, annotation: `note ${i + 1}` })),
});
const ask = (source: TableSource, context: Record<string, unknown>) => compileTable(source).decide(context).value;
const kindOf = (work: () => unknown) => { try { work(); } catch (error) { return (error as FeelError).problem; } return null; };

describe('hit policies', () => {
  const rows: Row[] = [[['> 0'], ['1']], [['> 10'], ['3']], [['> 5'], ['2']]];
  it('unique: one rule answers, two are a fault that names them', () => {
    expect(ask(table('UNIQUE', rows), { a: 3 })).toBe(1);
    expect(kindOf(() => ask(table('UNIQUE', rows), { a: 11 }))).toMatchObject({ kind: 'several-rules', params: { rules: '1, 2, 3' } });
    expect(ask(table('UNIQUE', rows), { a: -1 })).toBe(null);
  });
  it('first, rule order, collect', () => {
    expect(ask(table('FIRST', rows), { a: 11 })).toBe(1);
    expect(ask(table('RULE ORDER', rows), { a: 11 })).toEqual([1, 3, 2]);
    expect(ask(table('COLLECT', rows), { a: 7 })).toEqual([1, 2]);
  });
  it.each([['SUM', 6, null], ['COUNT', 3, 0], ['MIN', 1, null], ['MAX', 3, null]] as const)('collect %s', (aggregation, sum, none) => {
    expect(ask(table('COLLECT', rows, { aggregation }), { a: 11 })).toBe(sum);
    expect(ask(table('COLLECT', rows, { aggregation }), { a: -1 })).toBe(none);
  });
  it('priority and output order go by the listed values', () => {
    const outputs = [{ name: 'answer', listed: '3, 2, 1' }];
    expect(ask(table('PRIORITY', rows, { outputs }), { a: 11 })).toBe(3);
    expect(ask(table('OUTPUT ORDER', rows, { outputs }), { a: 11 })).toEqual([3, 2, 1]);
    expect(kindOf(() => ask(table('PRIORITY', rows, { outputs: [{ name: 'answer', listed: '9' }] }), { a: 11 }))?.kind).toBe('output-not-listed');
  });
  it('any: alike answers are one, others a fault', () => {
    const alike: Row[] = [[['> 0'], ['"yes"']], [['> 5'], ['"yes"']], [['> 10'], ['"no"']]];
    expect(ask(table('ANY', alike), { a: 7 })).toBe('yes');
    expect(kindOf(() => ask(table('ANY', alike), { a: 11 }))?.kind).toBe('outputs-differ');
  });
  it('several outputs make a context; defaults answer where no rule does', () => {
    const outputs = [{ name: 'who', fallback: '"nobody"' }, { name: 'days' }];
    const source = table('UNIQUE', [[['"x"'], ['"me"', '1 + 2']]], { outputs });
    expect(ask(source, { a: 'x' })).toEqual({ who: 'me', days: 3 });
    expect(ask(source, { a: 'y' })).toEqual({ who: 'nobody', days: null });
  });
  it('agrees with a plain reading of the rules', () => {
    const rule = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.boolean()).map(([a, b, open]) => ({ low: Math.min(a, b), high: Math.max(a, b), open }));
    fc.assert(fc.property(fc.array(rule, { minLength: 1, maxLength: 8 }), fc.integer({ min: -1, max: 10 }), (rules, a) => {
      const source = table('RULE ORDER', rules.map((r, i): Row => [[r.open ? '-' : `[${r.low}..${r.high}]`], [String(i)]]));
      const expected = rules.flatMap((r, i) => (r.open || (a >= r.low && a <= r.high) ? [i] : []));
      const answer = compileTable(source).decide({ a });
      expect(answer.value).toEqual(expected);
      expect(answer.missedAt.flatMap((m, i) => (m === null ? [i] : []))).toEqual(expected);
    }), { numRuns: 50 });
  });
});

describe('what a table says of itself', () => {
  it('explains which rule hit, with its note, and where the others did not fit', () => {
    const answer = compileTable(table('UNIQUE', [[['"x"', '> 5'], ['1']], [['"x"', '<= 5'], ['2']], [['"y"', '-'], ['3']]])).decide({ a: 'x', b: 3 });
    expect(answer.decisive).toMatchObject([{ rule: 1, id: 'rule1', annotation: 'note 2' }]);
    expect(answer.missedAt).toEqual([1, null, 0]);
    expect(answer.inputs).toEqual([{ expression: 'a', value: 'x' }, { expression: 'b', value: 3 }]);
  });
  it('names the cell that cannot be read', () => {
    expect(kindOf(() => compileTable(table('UNIQUE', [[['"x"'], ['1']], [['> '], ['2']]])))).toMatchObject({ place: { decision: 'Test', rule: 2, column: 1 } });
  });
  it('reads dates in the zone', () => {
    const source = table('UNIQUE', [[['< date("2026-03-03")'], ['"before"']], [['>= date("2026-03-03")'], ['"from"']]], { type: 'date' });
    expect(compileTable(source).decide({ a: new Date('2026-03-02T20:00:00Z') }, { zone: 'Asia/Shanghai' }).value).toBe('from');
    expect(compileTable(source).decide({ a: '2026-03-02' }).value).toBe('before');
  });
});

describe('lint', () => {
  const lint = (source: TableSource, known?: string[]) => lintTable(source, known).map((p) => [p.kind, p.place?.rule ?? null]);
  it('finds overlaps, gaps, dead rules and unknown names', () => {
    expect(lint(table('UNIQUE', [[['[1..5]'], ['1']], [['[5..9]'], ['2']], [['< 1'], ['3']], [['> 9'], ['4']]]))).toEqual([['overlap', 2]]);
    expect(lint(table('UNIQUE', [[['< 5'], ['1']], [['> 5'], ['2']]]))).toEqual([['gap', null]]);
    expect(lint(table('UNIQUE', [[['< 5'], ['1']], [['>= 5'], ['2']]]))).toEqual([]);
    expect(lint(table('FIRST', [[['-'], ['1']], [['> 5'], ['2']]]))).toEqual([['never-reached', 2]]);
    expect(lint(table('UNIQUE', [[['< c'], ['x']], [['>= c'], ['2']]]), ['a', 'c'])).toEqual([['unknown-name', 1]]);
    expect(lint(table('UNIQUE', [[['< '], ['1']]]))).toEqual([['incomplete', 1]]);
  });
});

describe('DMN files', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="d" name="Test" namespace="urn:test">
  <decision id="tier" name="Tier"><variable id="v1" name="tier" />
    <decisionTable id="t1" hitPolicy="FIRST"><input id="i1" label="Spent"><inputExpression id="e1" typeRef="number"><text>spent</text></inputExpression></input>
      <output id="o1" name="tier" typeRef="string" />
      <rule id="r1"><description>big</description><inputEntry id="c1"><text>&gt; 100</text></inputEntry><outputEntry id="q1"><text>"gold"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="c2"><text></text></inputEntry><outputEntry id="q2"><text>"plain"</text></outputEntry></rule>
    </decisionTable></decision>
  <decision id="gift" name="Gift"><variable id="v2" name="gift" /><informationRequirement id="ir"><requiredDecision href="#tier" /></informationRequirement>
    <literalExpression id="l"><text>if tier = "gold" then 20 else 0</text></literalExpression></decision>
  <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="tier"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>`;
  it('decides through required decisions', async () => {
    const decisions = await loadDecisions(xml);
    expect(decisions.decide({ spent: 200 }).value).toBe(20);
    expect(decisions.decide({ spent: 5 }).value).toBe(0);
    expect(decisions.decide({ spent: 200 }, {}, 'tier').tables[0]?.answer.decisive[0]?.annotation).toBe('big');
  });
  it('takes other rules and keeps the drawing', async () => {
    const changed = await replaceRules(xml, 'tier', [{ id: 'n1', inputs: ['> 7'], outputs: ['"gold"'], annotation: 'lower & "new"' }]);
    expect(changed).toContain('dmndi:DMNShape');
    const decisions = await loadDecisions(changed);
    expect(decisions.decide({ spent: 8 }).value).toBe(20);
    expect(decisions.decide({ spent: 8 }, {}, 'tier').tables[0]?.answer.decisive[0]?.annotation).toBe('lower & "new"');
  });
  it('writes a table that reads the same', async () => {
    const source = table('PRIORITY', [[['< 5', '"<&"'], ['"a"', '1']], [['-', '-'], ['"b"', '2']]], { outputs: [{ name: 'x', listed: '"b", "a"' }, { name: 'y', fallback: '7' }] });
    const [read] = await readDecisions(await writeTable(source));
    expect(read?.logic).toEqual({ kind: 'table', table: source });
  });
  it('refuses what it cannot decide, by name', async () => {
    await expect(readDecisions('<nothing/>')).rejects.toMatchObject({ problem: { kind: 'no-decision' } });
    await expect(readDecisions(xml.replace(/<literalExpression.*<\/literalExpression>/, '<context id="x" />'))).rejects.toMatchObject({ problem: { kind: 'unsupported', place: { decision: 'Gift' } } });
    const circle = xml.replace('<variable id="v1" name="tier" />', '<variable id="v1" name="tier" /><informationRequirement id="ir2"><requiredDecision href="#gift" /></informationRequirement>');
    const sources = await readDecisions(circle);
    expect(kindOf(() => compileDecisions(sources))?.kind).toBe('circular');
  });
});
