import { type Cell, tryCell } from './cell.ts';
import { compile } from './expression.ts';
import { FeelError, type FeelProblem, problem } from './problem.ts';
import { type TableSource, compileTable } from './table.ts';
import type { DecisionSource } from './xml.ts';

const attempt = (work: () => FeelProblem[]): FeelProblem[] => {
  try {
    return work();
  } catch (error) {
    if (error instanceof FeelError) return [error.problem];
    throw error;
  }
};

/** Faults of an expression: what cannot be read, and names nobody gives. `known` left out: names are not looked at. */
export function lintExpression(source: string, known?: readonly string[]): FeelProblem[] {
  return attempt(() => {
    const compiled = compile(source);
    // A name with signs shows itself only in use.
    compiled.evaluate(Object.fromEntries((known ?? []).map((name) => [name, null])), { now: new Date(0) });
    return known ? compiled.names.filter((n) => !known.includes(n.name)).map((n) => problem('unknown-name', { name: n.name }, n.position)) : [];
  });
}

/**
 * The first fault of a condition as people write it, with or without «=» before it; its position counts from the first sign they wrote, 1. Null: none.
 * The same facts must give the same answer tomorrow, so it may not ask what time it is.
 */
export function faultOfCondition(condition: string, names: readonly string[]): { readonly key: string; readonly params: Record<string, unknown> } | null {
  const source = condition.replace(/^\s*=/, '');
  const [fault] = [...lintExpression(source, names), ...attempt(() => { compile(source).evaluate(Object.fromEntries(names.map((name) => [name, null]))); return []; })];
  return fault ? { key: fault.key, params: { ...fault.params, position: (fault.position?.from ?? 0) + 1 + (condition.length - source.length) } } : null;
}

/** Values worth trying in a column: what its cells name, and a step to both sides of every number and date. */
function samples(cells: readonly string[]): unknown[] {
  const found = new Map<string, unknown>();
  const add = (value: unknown) => found.set(JSON.stringify(value), value);
  for (const cell of cells) {
    for (const [, text] of cell.matchAll(/"((?:[^"\\]|\\.)*)"/g)) if (!/^\d{4}-\d\d-\d\d/.test(text ?? '')) add(text);
    for (const [number] of cell.replace(/"[^"]*"/g, '').matchAll(/-?\d+(?:\.\d+)?/g)) for (const step of [-0.5, 0, 0.5]) add(Number(number) + step);
    if (/\btrue\b|\bfalse\b/.test(cell)) { add(true); add(false); }
  }
  add(null);
  if ([...found.values()].some((v) => typeof v === 'string')) add('\u{1F50E} another');
  return [...found.values()];
}

/** Where every cell's answer can be told from the value alone; others (dates, context) make the search say nothing rather than something wrong. */
const isTellable = (cell: Cell, source: string) => cell.any || (cell.names.length === 0 && !/\?|date|duration|@|\(\s*\)/.test(source));

const mostTried = 40_000;

/** Rules that fit together where only one may, and values no rule takes. Tried on the corners of what the cells name. */
function coverage(table: TableSource, cells: readonly (readonly Cell[])[]): FeelProblem[] {
  const decision = table.name || table.id;
  if (!cells.every((row, r) => row.every((cell, c) => isTellable(cell, table.rules[r]?.inputs[c] ?? '')))) return [];
  const columns = table.inputs.map((_, c) => samples(table.rules.map((r) => r.inputs[c] ?? '')));
  if (columns.reduce((n, c) => n * c.length, 1) > mostTried) return [];
  const overlaps = new Map<string, FeelProblem>();
  const reached = new Set<number>();
  let gap: FeelProblem | null = null;
  const values: unknown[] = [];
  const visit = (column: number, candidates: readonly number[]): void => {
    if (column === columns.length) {
      for (const r of table.policy.kind === 'FIRST' ? candidates.slice(0, 1) : candidates) reached.add(r);
      // Nulls are the caller's business: only given values make a gap.
      if (candidates.length === 0 && !gap && !values.includes(null)) gap = problem('gap', { values: values.map((v) => (typeof v === 'string' && v.startsWith('\u{1F50E}') ? '…' : JSON.stringify(v))).join(', ') }, null, { decision });
      if (table.policy.kind === 'UNIQUE' && candidates.length > 1) {
        const [a, b] = candidates as [number, number];
        const key = `${a} ${b}`;
        if (!overlaps.has(key)) overlaps.set(key, problem('overlap', { other: a + 1, values: values.map((v) => JSON.stringify(v)).join(', ') }, null, { decision, rule: b + 1 }));
      }
      return;
    }
    for (const value of columns[column] ?? []) {
      values[column] = value;
      visit(column + 1, candidates.filter((r) => cells[r]?.[column]?.matches(value, {})));
    }
    values.length = column;
  };
  visit(0, table.rules.map((_, i) => i));
  const dead = table.rules.flatMap((_, i) => (reached.has(i) ? [] : [problem('never-reached', {}, null, { decision, rule: i + 1 })]));
  const closed = table.outputs.some((o) => o.fallback) || table.policy.kind === 'COLLECT';
  return [...overlaps.values(), ...dead, ...(gap && !closed ? [gap] : [])];
}

/** Faults of a table: cells that cannot be read, names nobody gives, overlaps where only one rule may hit, gaps, rules that can never hit. */
export function lintTable(table: TableSource, known?: readonly string[]): FeelProblem[] {
  const decision = table.name || table.id;
  const found: FeelProblem[] = [];
  const say = (problems: readonly FeelProblem[], place: { rule?: number; column: number }) => { for (const p of problems) found.push({ ...p, place: { decision, ...place } }); };
  table.inputs.forEach((input, i) => { say(lintExpression(input.expression, known), { column: i + 1 }); });
  table.rules.forEach((rule, r) => {
    rule.inputs.forEach((source, c) => {
      const tried = tryCell(source);
      if ('problem' in tried) say([tried.problem], { rule: r + 1, column: c + 1 });
      else if (known) say(tried.cell.names.filter((n) => !known.includes(n.name)).map((n) => problem('unknown-name', { name: n.name }, n.position)), { rule: r + 1, column: c + 1 });
    });
    rule.outputs.forEach((source, c) => { if (source.trim() !== '') say(lintExpression(source, known), { rule: r + 1, column: table.inputs.length + c + 1 }); });
  });
  if (found.some((f) => f.kind !== 'unknown-name')) return found;
  const whole = attempt(() => { compileTable(table); return []; });
  if (whole.length > 0) return [...found, ...whole];
  return [...found, ...coverage(table, table.rules.map((rule) => rule.inputs.map((source) => (tryCell(source) as { cell: Cell }).cell)))];
}

/** Faults of all decisions of a file; the answers of required decisions are known to those that ask. */
export function lintDecisions(sources: readonly DecisionSource[], known?: readonly string[]): FeelProblem[] {
  return sources.flatMap((source) => {
    const names = known && [...known, ...source.requires.flatMap((id) => sources.find((s) => s.id === id)?.variable ?? [])];
    if (source.logic.kind === 'table') return lintTable(source.logic.table, names);
    return lintExpression(source.logic.source, names).map((p) => ({ ...p, place: { decision: source.name } }));
  });
}
