import type { Model, Node } from '../model/model.ts';
import type { Variables } from '../types.ts';

export interface VisitEntered {
  readonly visit: number;
  readonly node: Node;
  /** `key@version` of a called diagram; '' for the instance's own. */
  readonly model: string;
  readonly via: string | null;
  readonly scope: number;
  /** Variables as it sees them. */
  readonly variables: () => Variables;
}
export type VisitOutcome = 'completed' | 'cancelled' | 'error';

/** What a walk needs of the world: real in the engine, imagined in tries, simulations and proofs. */
export interface Port {
  readonly now: Date;
  /** Value of a FEEL expression (without a leading `=`). */
  evaluate(expression: string, variables: Variables): unknown;
  /** Whether a condition holds. `flow` names it for those who decide otherwise. */
  holds(expression: string, variables: Variables, flow: string): boolean;
  /** Instant a duration, date or interval from now means. @throws Error naming what cannot be read */
  due(text: string, from: Date): Promise<Date>;
  /** Does what a service or send task says. @throws ProcessError for the diagram; anything else leaves the step to be tried again. */
  act(step: { node: Node; name: string; input: Variables; visit: number; variables: Variables }): Promise<unknown>;
  decide(step: { node: Node; ref: string; input: Variables }): Promise<unknown>;
  /** The live version of another diagram, `key@version` with its model. */
  call(key: string): Promise<{ name: string; model: Model }>;
  /** What goes back to the person whose step set this walk off, when an automatic step fails uncaught; null holds that step instead. */
  givesBack?(node: Node, error: unknown): Error | null;
  /** When a failed step is tried again; null for never by itself. */
  retryAt(attempts: number): Date | null;
  /** What the diagram tells others. */
  tell(what: 'message' | 'signal', name: string, payload: Variables): void;
  entered(visit: VisitEntered): void;
  left(visit: number, outcome: VisitOutcome, node: Node): void;
}
