import type { Schema } from '@aftercare/contract';
import type { Actor } from '../bus/index.ts';
import type { Tx } from '../db/index.ts';

/** Where and on whose behalf an action runs. */
export interface ActionContext {
  /** The transaction of the step: what an action writes is committed with the step or not at all. */
  readonly tx: Tx;
  readonly now: Date;
  /** The subject the process follows, such as `ticket:12`. */
  readonly stream: string;
  readonly instanceId: number;
  /** One per execution of the step; an idempotency key for effects outside the database. */
  readonly taskKey: string;
  readonly actor: Actor;
}

/** What a drawn process may do. `I` and `O` are what goes in and comes out, checked by their schemas. */
export interface Action<I = unknown, O = unknown> {
  /** `module.verb`, as `parts.reserve`. */
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly input: Schema<unknown, I>;
  readonly output?: Schema<unknown, O>;
  /** Makes sense without a drawn process too: rules may call it. */
  readonly alone?: boolean;
  run(input: I, context: ActionContext): Promise<O>;
}

/** Returns an action as it is, with its types found from its schemas. */
export function defineAction<I, O>(action: Action<I, O>): Action<never, unknown> {
  return action as unknown as Action<never, unknown>;
}

/** A fault the diagram can catch with a boundary error event of this code. Anything else thrown leaves the step stuck, to be tried again. */
export class ProcessError extends Error {
  readonly code: string;
  readonly data: Record<string, unknown>;
  constructor(code: string, data: Record<string, unknown> = {}, options: ErrorOptions = {}) {
    super(code, options);
    this.name = 'ProcessError';
    this.code = code;
    this.data = data;
  }
}
