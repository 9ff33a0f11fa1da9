import { Recent } from './cache.ts';
import { type Expression, type Surroundings, compile as build } from './expression.ts';
import { type FeelProblem, FeelError } from './problem.ts';
import { type Context, toPlain } from './values.ts';

export { compileCell } from './cell.ts';
export type { Cell } from './cell.ts';
export { compileDecisions, loadDecisions } from './decisions.ts';
export type { Decided, Decisions } from './decisions.ts';
export type { Evaluated, Expression, Surroundings } from './expression.ts';
export { faultOfCondition, lintDecisions, lintExpression, lintTable } from './lint.ts';
export { FeelError } from './problem.ts';
export type { FeelProblem, Position, ProblemKind } from './problem.ts';
export { compileTable } from './table.ts';
export type { Hit, HitPolicy, Table, TableAnswer, TableSource } from './table.ts';
export { dayIn, toFeelValue, toPlain } from './values.ts';
export type { Context } from './values.ts';
export { readDecisions, replaceRules, writeTable } from './xml.ts';
export type { DecisionSource } from './xml.ts';

const ready = new Recent<Expression>(5000);

/**
 * An expression ready to be evaluated; the tree of a source is built once and kept.
 * @throws FeelError (a Refusal: HTTP says it in the caller's language) with kind and position
 */
export const compile = (source: string): Expression => ready.get(source, () => build(source));

/**
 * The answer of an expression as JSON knows it: dates and durations are ISO strings, what cannot be told is null.
 * @throws FeelError when it cannot be read
 */
export const evaluate = (source: string, context: Context, surroundings: Surroundings = {}): unknown => toPlain(compile(source).evaluate(context, surroundings).value);

/**
 * Whether a condition holds: only when it answers true; null and every other value do not.
 * @throws FeelError when it cannot be read
 */
export const holds = (source: string, context: Context, surroundings: Surroundings = {}): boolean => compile(source).evaluate(context, surroundings).value === true;

/** The fault of a source, or null; never throws. */
export function faultOf(source: string): FeelProblem | null {
  try {
    const compiled = compile(source);
    compiled.evaluate({}, { now: new Date(0) });
    return null;
  } catch (error) {
    if (error instanceof FeelError) return error.problem;
    throw error;
  }
}
