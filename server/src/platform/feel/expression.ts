import { type FeelFunction, type Warning, SyntaxError as FeelSyntaxError, evaluate as run, parseDate, parseExpression, toFeel } from 'feelin';
import { FeelError, type FeelProblem, type Position, problem } from './problem.ts';
import { type Context, dayIn, hasSimpleNames, toFeelValue } from './values.ts';

/** What an expression may know besides its context. */
export interface Surroundings {
  /** Answers `now()` and `today()`; without it they are refused, so that nobody asks the machine's clock. */
  readonly now?: Date;
  /** Zone of `today()` and of instants read as dates; UTC when left out. */
  readonly zone?: string;
  /** The caller has looked already: no name of the context has spaces or signs, at any depth. */
  readonly simpleNames?: boolean;
}

export interface Evaluated {
  /** A FEEL value; `toPlain` makes JSON of it. */
  readonly value: unknown;
  readonly problems: readonly FeelProblem[];
}

export interface Expression {
  readonly source: string;
  /** Names it asks the context for. */
  readonly names: readonly { readonly name: string; readonly position: Position }[];
  evaluate(context: Context, surroundings?: Surroundings): Evaluated;
}

const kinds: Record<Warning['type'], FeelProblem['kind']> = {
  NO_VARIABLE_FOUND: 'unknown-name', NO_CONTEXT_ENTRY_FOUND: 'unknown-name', NO_PROPERTY_FOUND: 'unknown-name', NOT_COMPARABLE: 'not-comparable', INVALID_TYPE: 'wrong-type',
  INVALID_ARGUMENTS: 'wrong-arguments', NO_FUNCTION_FOUND: 'unknown-function', FUNCTION_INVOCATION_FAILURE: 'wrong-arguments', UNSUPPORTED: 'unsupported',
};

const builtinKnown = new Map<string, boolean>();
/** Whether FEEL itself has a function of this name. */
export function isBuiltin(name: string): boolean {
  let known = builtinKnown.get(name);
  if (known === undefined) {
    try { known = typeof run(name).value === 'function'; } catch { known = false; }
    builtinKnown.set(name, known);
  }
  return known;
}

/** Says a fault of the parser as ours; `shift` is what stood before the source. */
export function syntaxProblem(error: unknown, source: string, shift: number): FeelProblem {
  if (!(error instanceof FeelSyntaxError)) throw error;
  const from = Math.min(Math.max(error.position.from - shift, 0), source.length);
  const to = Math.min(Math.max(error.position.to - shift, from), source.length);
  const near = source.slice(from, Math.max(to, from + 1)).trim();
  return near === '' ? problem('incomplete', {}, { from, to }) : problem('unreadable', { near }, { from, to });
}

type TreeNode = ReturnType<typeof parseExpression>['topNode'];
/** Within the brackets of `list[…]` a name may be a field of the items. */
function isInFilter(node: TreeNode): boolean {
  for (let at: TreeNode | null = node; at?.parent; at = at.parent) if (at.parent.name === 'FilterExpression' && at.from !== at.parent.from) return true;
  return false;
}

interface Names { free: { name: string; position: Position }[]; asked: string[] }

/** Free names of a source. What stands in a filter or is bound by for, some, function or a context is asked for, but not missed. */
export function namesOf(source: string, context: Context = {}): Names {
  const bound = new Set<string>();
  const found: { name: string; position: Position; filtered: boolean; called: boolean }[] = [];
  parseExpression(source, context, undefined).iterate({
    enter(node) {
      const text = () => source.slice(node.from, node.to).replace(/\s+/g, ' ');
      if (node.name === 'VariableName') found.push({ name: text(), position: { from: node.from, to: node.to }, filtered: isInFilter(node.node), called: node.node.parent?.name === 'FunctionInvocation' });
      else if (node.name === 'ParameterName' || node.name === 'Key' || (node.name === 'Name' && node.node.parent?.name === 'InExpression')) bound.add(text());
    },
  });
  const own = found.filter((f) => !f.called || !isBuiltin(f.name));
  return { free: own.filter((f) => !f.filtered && !bound.has(f.name)), asked: [...new Set(own.map((f) => f.name))] };
}

function warned(w: Warning, source: string, shift: number): FeelProblem {
  const position = { from: w.position.from - shift, to: w.position.to - shift };
  return problem(kinds[w.type], { name: source.slice(position.from, position.to) }, position);
}

const clockNames = new Set(['now', 'today']);

/** Functions that FEEL takes from the machine's clock, taken from ours. */
export function clockOf({ now, zone = 'UTC' }: Surroundings, source: string): Record<string, () => unknown> {
  if (!now) {
    const at = source.search(/\b(now|today)\b/);
    throw new FeelError(problem('no-clock', {}, { from: at, to: at + 3 }));
  }
  return { now: () => toFeel(now) as unknown, today: () => parseDate(dayIn(now, zone)) };
}

/**
 * Makes an expression ready to be evaluated many times; the tree is built once.
 * The library parses anew at each call, so the source becomes the body of a FEEL function whose parameters are its free names.
 * @throws FeelError with kind and position
 */
export function compile(source: string): Expression {
  if (source.trim() === '') throw new FeelError(problem('empty'));
  const { free, asked } = namesOf(source);
  const usesClock = /\b(?:now|today)\s*\(/.test(source);
  const parameters = usesClock ? [...new Set([...asked, ...clockNames])] : asked;
  const prefix = `function(${parameters.join(', ')}) `;
  let compiled: ReturnType<typeof run> | undefined;
  let fault: FeelError | undefined;
  try {
    compiled = run(`${prefix}${source}`);
  } catch (error) {
    fault = new FeelError(syntaxProblem(error, source, prefix.length));
  }
  const body = (compiled?.value as FeelFunction | undefined)?.fn as ((...values: unknown[]) => unknown) | undefined;
  // The library hands out the very list it writes its warnings to.
  const warnings = compiled?.warnings ?? [];

  const evaluateDirectly = (context: Context, surroundings: Surroundings): Evaluated => {
    try {
      const full = { ...(toFeelValue(context) as Context), ...(usesClock ? clockOf(surroundings, source) : {}) };
      const { value, warnings: said } = run(source, full);
      return { value, problems: said.map((w) => warned(w, source, 0)) };
    } catch (error) {
      throw error instanceof FeelError ? error : new FeelError(syntaxProblem(error, source, 0));
    }
  };

  return {
    source, names: free,
    evaluate(context, surroundings = {}) {
      // Names with spaces change how the source reads: only the context can tell.
      if (!(surroundings.simpleNames ?? hasSimpleNames(context))) return evaluateDirectly(context, surroundings);
      if (!body) throw fault ?? new FeelError(problem('unreadable', { near: source }));
      warnings.length = 0;
      const clock = usesClock ? clockOf(surroundings, source) : {};
      const problems: FeelProblem[] = free.filter((f) => !(f.name in context) && !(f.name in clock)).map((f) => problem('unknown-name', { name: f.name }, f.position));
      let value: unknown;
      try {
        value = body(...parameters.map((name) => (name in clock ? clock[name] : toFeelValue(context[name]))));
      } catch (error) {
        // The library throws where FEEL says null.
        problems.push(problem('wrong-type', { message: error instanceof Error ? error.message.slice(0, 80) : '' }));
      }
      for (const w of warnings) problems.push(warned(w, source, prefix.length));
      return { value: value ?? null, problems };
    },
  };
}
