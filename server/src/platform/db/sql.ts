import { createHash } from 'node:crypto';

/** A statement with its values; made only by the tags below, so that values never become SQL text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Set for statements that are prepared once per connection. */
  readonly name?: string | undefined;
}

/** What comes from outside is JSON at most, and JSON has no symbols: only the tags below can set it. */
const made: unique symbol = Symbol('made by sql``');
const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && made in value;

/** One way of putting a template together: what follows it by the text of its next part (null: a value). */
interface Course { text: string | null; readonly next: Map<string | null, Course> }
let courses = new WeakMap<TemplateStringsArray, Course>();
let kept = 0;
/** Characters of texts kept, and a hundred for each course; more are not made by code that is written down, and are begun anew. */
const mostKept = 4_000_000;
const courseOf = (): Course => { kept += 100; return { text: null, next: new Map() }; };

/** The same parts give the same text: it is put together once, and is the very same string each time after. */
function textOf(strings: TemplateStringsArray, parts: readonly unknown[]): string {
  if (kept > mostKept) { courses = new WeakMap(); kept = 0; }
  const begin = courses.get(strings) ?? courseOf();
  courses.set(strings, begin);
  const course = parts.reduce<Course>((at, part) => {
    const by = isSql(part) ? part.text : null;
    const next = at.next.get(by) ?? courseOf();
    at.next.set(by, next);
    return next;
  }, begin);
  if (course.text === null) {
    course.text = compose(strings, parts);
    kept += course.text.length;
  }
  return course.text;
}
function compose(strings: TemplateStringsArray, parts: readonly unknown[]): string {
  let text = strings[0] ?? '';
  let count = 0;
  parts.forEach((part, i) => {
    if (isSql(part)) {
      const shift = count;
      text += part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + shift}`);
      count += part.values.length;
    } else text += `$${++count}`;
    text += strings[i + 1] ?? '';
  });
  return text;
}
const valuesOf = (parts: readonly unknown[]): unknown[] => parts.flatMap((part) => (isSql(part) ? part.values : [part]));

const mark = (text: string, values: readonly unknown[], name?: string): Sql => ({ text, values, name, [made]: true }) as Sql;

/** A statement; `${value}` becomes a parameter, `${sql`…`}` a part of the text. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  return mark(textOf(strings, parts), valuesOf(parts));
}

const names = new WeakMap<TemplateStringsArray, string>();
/**
 * A statement on a hot path: prepared once per connection under a name made from its text. Not for statements whose best
 * plan depends on the values.
 */
export function hot(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  if (values.some(isSql)) throw new Error('hot`…` takes values only: its text must be the same each time');
  const text = textOf(strings, values);
  let name = names.get(strings);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    names.set(strings, name);
  }
  return mark(text, values, name);
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
  return mark(statement.text, statement.values, name);
}

/** Text of our own making put into a statement as it is. Never pass anything that came from outside. */
export function raw(text: string): Sql {
  return mark(text, []);
}

/** Joins conditions with `and`; `true` when there are none. */
export function all(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return raw('true');
  return conditions.reduce((left, right) => sql`${left} and ${right}`);
}
