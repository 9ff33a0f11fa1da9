import { type Expression, type Surroundings, compile } from './expression.ts';
import { FeelError, problem } from './problem.ts';
import { type Table, type TableAnswer, compileTable } from './table.ts';
import type { Context } from './values.ts';
import { type DecisionSource, readDecisions } from './xml.ts';

export interface Decided {
  readonly value: unknown;
  /** How each table on the way answered, in the order they were asked, by id of the decision. */
  readonly tables: readonly { readonly decision: string; readonly answer: TableAnswer }[];
}

/** The decisions of one DMN file, ready. */
export interface Decisions {
  readonly sources: readonly DecisionSource[];
  /** @param id the decision that answers; the last one nobody else asks when left out */
  decide(context: Context, surroundings?: Surroundings, id?: string): Decided;
}

/**
 * Makes decisions ready.
 * @throws FeelError also when decisions require each other in a circle
 */
export function compileDecisions(sources: readonly DecisionSource[]): Decisions {
  const byId = new Map<string, { source: DecisionSource; table: Table | null; expression: Expression | null }>();
  for (const source of sources) {
    byId.set(source.id, { source, table: source.logic.kind === 'table' ? compileTable(source.logic.table) : null, expression: source.logic.kind === 'expression' ? compile(source.logic.source) : null });
  }
  const orderFor = (id: string, asked: string[] = [], order: string[] = []): string[] => {
    const known = byId.get(id);
    if (!known) throw new FeelError(problem('unknown-decision', { name: id }));
    if (asked.includes(id)) throw new FeelError(problem('circular', { name: known.source.name }));
    for (const required of known.source.requires) orderFor(required, [...asked, id], order);
    if (!order.includes(id)) order.push(id);
    return order;
  };
  const orders = new Map(sources.map((s) => [s.id, orderFor(s.id)]));
  const required = new Set(sources.flatMap((s) => s.requires));
  const top = sources.findLast((s) => !required.has(s.id))?.id ?? '';

  return {
    sources,
    decide(context, surroundings = {}, id = top) {
      const order = orders.get(id);
      if (!order) throw new FeelError(problem('unknown-decision', { name: id }));
      const known: Record<string, unknown> = { ...context };
      const tables: { decision: string; answer: TableAnswer }[] = [];
      let value: unknown = null;
      for (const step of order) {
        const { source, table, expression } = byId.get(step) as { source: DecisionSource; table: Table | null; expression: Expression | null };
        if (table) {
          const answer = table.decide(known, surroundings);
          tables.push({ decision: step, answer });
          value = answer.value;
        } else value = expression?.evaluate(known, surroundings).value ?? null;
        known[source.variable] = value;
      }
      return { value, tables };
    },
  };
}

/** Reads a DMN file and makes it ready. */
export const loadDecisions = async (xml: string): Promise<Decisions> => compileDecisions(await readDecisions(xml));
