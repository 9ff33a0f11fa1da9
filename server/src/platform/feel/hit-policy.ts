import { FeelError, problem } from './problem.ts';
import type { Hit, HitPolicy, Output } from './table.ts';
import { toPlain } from './values.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(toPlain(a)) === JSON.stringify(toPlain(b));

/** One output stands alone, several make a context. */
export function valueOf(outputs: readonly Output[], values: readonly unknown[]): unknown {
  return outputs.length === 1 ? values[0] ?? null : Object.fromEntries(outputs.map((o, i) => [o.name, values[i] ?? null]));
}

/** Hits by the order of the outputs' listed values, first column first. */
function byPriority(outputs: readonly Output[], hits: readonly Hit[], decision: string): Hit[] {
  const rank = (hit: Hit) => outputs.map((output, i) => {
    if (output.listed.length === 0) return 0;
    const at = output.listed.findIndex((value) => same(value, hit.values[i]));
    if (at < 0) throw new FeelError(problem('output-not-listed', { value: String(toPlain(hit.values[i])) }, null, { decision, rule: hit.rule + 1, column: i + 1 }));
    return at;
  });
  return hits.map((hit) => ({ hit, rank: rank(hit) }))
    .sort((a, b) => a.rank.map((r, i) => r - (b.rank[i] ?? 0)).find((d) => d !== 0) ?? 0).map((r) => r.hit);
}

function aggregate(kind: HitPolicy['aggregation'], values: readonly unknown[], decision: string): unknown {
  if (kind === 'COUNT') return values.length;
  const numbers = values.map((v, i) => {
    if (typeof v !== 'number') throw new FeelError(problem('not-a-number', { value: String(toPlain(v)) }, null, { decision, rule: i + 1 }));
    return v;
  });
  if (numbers.length === 0) return null;
  if (kind === 'SUM') return numbers.reduce((a, b) => a + b, 0);
  return kind === 'MIN' ? Math.min(...numbers) : Math.max(...numbers);
}

/**
 * What a table answers when these rules hit; `decisive` are those the answer came from.
 * @throws FeelError `several-rules`, `outputs-differ`, `output-not-listed`, `not-a-number`
 */
export function settle(policy: HitPolicy, outputs: readonly Output[], hits: readonly Hit[], decision: string): { value: unknown; decisive: readonly Hit[] } {
  const one = (hit: Hit | undefined) => (hit ? { value: valueOf(outputs, hit.values), decisive: [hit] } : { value: null, decisive: [] });
  const many = (list: readonly Hit[]) => ({ value: list.map((hit) => valueOf(outputs, hit.values)), decisive: list });
  switch (policy.kind) {
    case 'UNIQUE':
      if (hits.length > 1) throw new FeelError(problem('several-rules', { rules: hits.map((h) => h.rule + 1).join(', ') }, null, { decision }));
      return one(hits[0]);
    case 'ANY': {
      const other = hits.find((h) => !same(h.values, hits[0]?.values));
      if (other) throw new FeelError(problem('outputs-differ', { rules: hits.map((h) => h.rule + 1).join(', ') }, null, { decision, rule: other.rule + 1 }));
      return { ...one(hits[0]), decisive: hits };
    }
    case 'FIRST': return one(hits[0]);
    case 'PRIORITY': return one(byPriority(outputs, hits, decision)[0]);
    case 'OUTPUT ORDER': return many(byPriority(outputs, hits, decision));
    case 'RULE ORDER': return many(hits);
    case 'COLLECT':
      if (!policy.aggregation) return many(hits);
      return { value: aggregate(policy.aggregation, hits.map((h) => valueOf(outputs, h.values)), decision), decisive: hits };
  }
}
