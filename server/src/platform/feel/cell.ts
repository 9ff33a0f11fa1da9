import { type FeelFunction, evaluate as run, parseUnaryTests, unaryTest } from 'feelin';
import { type Surroundings, clockOf, namesOf, syntaxProblem } from './expression.ts';
import { FeelError, type Position } from './problem.ts';
import { type Context, hasSimpleNames, toFeelValue } from './values.ts';

/** An input entry of a table: a test of one value. */
export interface Cell {
  readonly source: string;
  /** True when the entry takes everything. */
  readonly any: boolean;
  readonly names: readonly { readonly name: string; readonly position: Position }[];
  /** @param value a FEEL value  @param context plain values the entry may name */
  matches(value: unknown, context: Context, surroundings?: Surroundings): boolean;
}

/** Stands for `?`, which cannot be a parameter: one letter, so that positions stay. */
const subject = 'ʔ';
const isIn = (run('function(value, test) value in test').value as FeelFunction).fn as (value: unknown, test: unknown) => unknown;

type Piece = { text: string; literal: 'boolean' | 'null' | null };

function pieces(source: string): { negated: boolean; any: boolean; parts: Piece[] } {
  let text = source;
  const parts: { from: number; to: number; literal: Piece['literal'] }[] = [];
  let negated = false;
  let any = false;
  parseUnaryTests(source, {}, undefined).iterate({
    enter(node) {
      if (node.name === 'Wildcard') any = true;
      if (node.name === 'not' && node.node.parent?.name === 'UnaryTests') negated = true;
      if (node.name === '?') text = `${text.slice(0, node.from)}${subject}${text.slice(node.to)}`;
      if (node.name !== 'PositiveUnaryTest') return;
      if (node.node.parent?.name !== 'PositiveUnaryTests' && node.node.parent?.name !== 'UnaryTests') return;
      const only = node.node.firstChild?.name;
      parts.push({ from: node.from, to: node.to, literal: only === 'BooleanLiteral' ? 'boolean' : only === 'null' ? 'null' : null });
    },
  });
  return { negated, any, parts: parts.map(({ from, to, literal }) => ({ text: text.slice(from, to), literal })) };
}

/**
 * Makes an input entry ready: `-`, `"a", "b"`, `[1..5]`, `< 10`, `not(…)`, `? + x > 3`.
 * @throws FeelError
 */
export function compileCell(source: string): Cell {
  const trimmed = source.trim();
  if (trimmed === '' || trimmed === '-') return { source, any: true, names: [], matches: () => true };
  try {
    // Builds the whole tree, so that every fault of the source is found here.
    unaryTest(source, { '?': null });
  } catch (error) {
    throw new FeelError(syntaxProblem(error, source, 0));
  }
  const { negated, any, parts } = pieces(source);
  if (any) return { source, any: true, names: [], matches: () => true };
  const list = `[${parts.map((p) => p.text).join(',\n')}\n]`;
  const { asked } = namesOf(list);
  const usesClock = /\b(?:now|today)\s*\(/.test(source);
  const parameters = [...new Set([subject, ...asked, ...(usesClock ? ['now', 'today'] : [])])];
  const body = (run(`function(${parameters.join(', ')}) ${list}`).value as FeelFunction).fn as (...values: unknown[]) => unknown[];
  const names = namesOf(list).free.filter((f) => f.name !== subject).map(({ name }) => {
    const from = Math.max(source.indexOf(name), 0);
    return { name, position: { from, to: from + name.length } };
  });

  const hit = (test: unknown, literal: Piece['literal'], value: unknown): boolean => {
    if (literal === 'null') return value === null;
    if (literal === 'boolean') return test === value;
    if (typeof test === 'boolean') return test;
    if (typeof test === 'string' || typeof test === 'number') return test === value;
    return test !== null && isIn(value, test) === true;
  };
  return {
    source, any: false, names,
    matches(value, context, surroundings = {}) {
      const clock = usesClock ? clockOf(surroundings, source) : {};
      if (!(surroundings.simpleNames ?? hasSimpleNames(context))) return unaryTest(source, { ...(toFeelValue(context) as Context), ...clock, '?': value }).value === true;
      const tests = body(...parameters.map((name) => (name === subject ? value : name in clock ? clock[name] : toFeelValue(context[name]))));
      return tests.some((test, i) => hit(test, parts[i]?.literal ?? null, value)) !== negated;
    },
  };
}

/** A cell or what is wrong with it, for lint. */
export function tryCell(source: string): { cell: Cell } | { problem: FeelError['problem'] } {
  try {
    return { cell: compileCell(source) };
  } catch (error) {
    if (error instanceof FeelError) return { problem: error.problem };
    throw error;
  }
}
