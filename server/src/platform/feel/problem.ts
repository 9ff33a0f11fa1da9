import { Refusal } from '../http/index.ts';

/** Where in the source, in characters from its beginning; `to` is behind the last. */
export interface Position { readonly from: number; readonly to: number }

export type ProblemKind =
  | 'empty' | 'unreadable' | 'incomplete' | 'unknown-name' | 'unknown-function' | 'wrong-type' | 'wrong-arguments' | 'not-comparable' | 'unsupported' | 'no-clock'
  | 'several-rules' | 'outputs-differ' | 'output-not-listed' | 'not-a-number' | 'unknown-decision' | 'circular' | 'no-decision' | 'cell-count' | 'overlap' | 'gap' | 'never-reached';

/** What is wrong, where, and the key of the sentence that says so. */
export interface FeelProblem {
  readonly kind: ProblemKind;
  /** Sentence in platform/i18n, with `params`. */
  readonly key: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly position: Position | null;
  /** Which part of a table: rule and column counted from 1, as people count. */
  readonly place?: Readonly<{ decision?: string; rule?: number; column?: number }>;
}

export function problem(kind: ProblemKind, params: Record<string, unknown> = {}, position: Position | null = null, place?: FeelProblem['place']): FeelProblem {
  return { kind, key: `feel.${kind}`, params, position, ...(place ? { place } : {}) };
}

/** An expression or table that cannot be used as it is. HTTP says it in the caller's language. */
export class FeelError extends Refusal {
  readonly problem: FeelProblem;
  constructor(found: FeelProblem) {
    const params = { ...found.params, ...found.place, position: (found.position?.from ?? 0) + 1 };
    super('invalid-input', { key: found.key, params });
    this.name = 'FeelError';
    this.problem = found;
  }
}
