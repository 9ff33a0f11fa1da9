import { createHash } from 'node:crypto';

/** A statement with its values; made only by the tags below, so that values never become SQL text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Set for statements that are prepared once per connection. */
  readonly name?: string;
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'text' in value && 'values' in value && marks.has(value);
const marks = new WeakSet<object>();

function build(strings: TemplateStringsArray, parts: readonly unknown[]): { text: string; values: unknown[]; spliced: boolean } {
  let text = strings[0] ?? '';
  const values: unknown[] = [];
  let spliced = false;
  parts.forEach((part, i) => {
    if (isSql(part)) {
      spliced = true;
      const shift = values.length;
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + shift}`);
      values.push(...part.values);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += strings[i + 1] ?? '';
  });
  return { text, values, spliced };
}

function mark<T extends Sql>(statement: T): T {
  marks.add(statement);
  return statement;
}

/** A statement; `${value}` becomes a parameter, `${sql`…`}` a part of the text. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  const { text, values } = build(strings, parts);
  return mark({ text, values });
}

const names = new WeakMap<TemplateStringsArray, string>();
/**
 * A statement on a hot path: prepared once per connection under a name made from its text. Not for statements whose best
 * plan depends on the values.
 */
export function hot(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  const built = build(strings, values);
  if (built.spliced) throw new Error('hot`…` takes values only: its text must be the same each time');
  let name = names.get(strings);
  if (!name) {
    name = createHash('sha256').update(built.text).digest('base64url').slice(0, 20);
    names.set(strings, name);
  }
  return mark({ text: built.text, values: built.values, name });
}

const composed = new Map<string, string>();
/**
 * A statement put together from parts, prepared like `hot`. Only where the parts come in a bounded number of combinations:
 * each text stays prepared on every connection.
 */
export function prepared(statement: Sql): Sql {
  let name = composed.get(statement.text);
  if (!name) {
    name = createHash('sha256').update(statement.text).digest('base64url').slice(0, 20);
    composed.set(statement.text, name);
  }
  return mark({ text: statement.text, values: statement.values, name });
}

/** Text of our own making put into a statement as it is. Never pass anything that came from outside. */
export function raw(text: string): Sql {
  return mark({ text, values: [] });
}

/** Joins conditions with `and`; `true` when there are none. */
export function all(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return raw('true');
  return conditions.reduce((left, right) => sql`${left} and ${right}`);
}
