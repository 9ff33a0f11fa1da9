import { type Cell, compileCell } from './cell.ts';
import { type Expression, type Surroundings, compile } from './expression.ts';
import { settle, valueOf } from './hit-policy.ts';
import { FeelError, problem } from './problem.ts';
import { type Context, hasSimpleNames, ofType } from './values.ts';

export interface HitPolicy {
  readonly kind: 'UNIQUE' | 'FIRST' | 'ANY' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
  /** Only with COLLECT. */
  readonly aggregation: 'SUM' | 'COUNT' | 'MIN' | 'MAX' | null;
}

/** A decision table as it is written: every entry a FEEL source. */
export interface TableSource {
  readonly id: string;
  readonly name: string;
  readonly policy: HitPolicy;
  readonly inputs: readonly { readonly id: string; readonly label: string; readonly expression: string; readonly type: string | null }[];
  readonly outputs: readonly { readonly id: string; readonly label: string; readonly name: string; readonly type: string | null; /** Listed values, a FEEL list without brackets. */ readonly listed: string | null; readonly fallback: string | null }[];
  readonly rules: readonly { readonly id: string; readonly inputs: readonly string[]; readonly outputs: readonly string[]; readonly annotation: string }[];
}

export interface Output { readonly name: string; readonly listed: readonly unknown[]; readonly fallback: Expression | null; readonly type: string | null }
export interface Hit { /** Counted from 0. */ readonly rule: number; readonly id: string; readonly annotation: string; readonly values: readonly unknown[] }

export interface TableAnswer {
  readonly value: unknown;
  /** Every rule that fits, in the order of the table. */
  readonly hits: readonly Hit[];
  /** Those the answer came from. */
  readonly decisive: readonly Hit[];
  readonly inputs: readonly { readonly expression: string; readonly value: unknown }[];
  /** For each rule the first column (from 0) that did not fit; null where it hit. */
  readonly missedAt: readonly (number | null)[];
}

export interface Table {
  readonly source: TableSource;
  decide(context: Context, surroundings?: Surroundings): TableAnswer;
}

/** Runs `make` and says in which cell it failed. */
function at<T>(place: { decision: string; rule?: number; column?: number }, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof FeelError) throw new FeelError({ ...error.problem, place });
    throw error;
  }
}

/**
 * Makes a table ready to decide; every cell is built once.
 * @throws FeelError with the place (rule and column counted from 1) and the position in its source
 */
export function compileTable(source: TableSource): Table {
  const decision = source.name || source.id;
  const inputs = source.inputs.map((input, i) => ({ ...input, compiled: at({ decision, column: i + 1 }, () => compile(input.expression)) }));
  const outputs: Output[] = source.outputs.map((output, i) => at({ decision, column: i + 1 }, () => ({
    name: output.name, type: output.type,
    listed: output.listed ? compile(`[${output.listed}\n]`).evaluate({}).value as unknown[] : [],
    fallback: output.fallback ? compile(output.fallback) : null,
  })));
  const rules = source.rules.map((rule, r) => {
    if (rule.inputs.length !== inputs.length || rule.outputs.length !== outputs.length) throw new FeelError(problem('cell-count', {}, null, { decision, rule: r + 1 }));
    return {
      id: rule.id, annotation: rule.annotation,
      cells: rule.inputs.map((cell, c): Cell => at({ decision, rule: r + 1, column: c + 1 }, () => compileCell(cell))),
      values: rule.outputs.map((value, c): Expression | null => (value.trim() === '' ? null : at({ decision, rule: r + 1, column: inputs.length + c + 1 }, () => compile(value)))),
    };
  });

  return {
    source,
    decide(context, around = {}) {
      // One look for all cells.
      const surroundings = { ...around, simpleNames: around.simpleNames ?? hasSimpleNames(context) };
      const zone = surroundings.zone ?? 'UTC';
      const given = inputs.map((input) => ofType(input.compiled.evaluate(context, surroundings).value, input.type, zone));
      const hits: Hit[] = [];
      const missedAt = rules.map((rule, index) => {
        for (const [column, cell] of rule.cells.entries()) if (!cell.any && !cell.matches(given[column], context, surroundings)) return column;
        hits.push({ rule: index, id: rule.id, annotation: rule.annotation, values: rule.values.map((v, i) => ofType(v ? v.evaluate(context, surroundings).value : null, outputs[i]?.type ?? null, zone)) });
        return null;
      });
      const asked = inputs.map((input, i) => ({ expression: input.expression, value: given[i] }));
      const fallback = hits.length === 0 && outputs.some((o) => o.fallback);
      if (fallback) return { value: valueOf(outputs, outputs.map((o) => o.fallback?.evaluate(context, surroundings).value ?? null)), hits, decisive: [], inputs: asked, missedAt };
      return { ...settle(source.policy, outputs, hits, decision), hits, inputs: asked, missedAt };
    },
  };
}
