import { ProcessError } from '../../../platform/module/index.ts';
import { type Model, type Node, flowOf, nodeOf, scopeOf } from '../model/model.ts';
import type { Variables } from '../types.ts';
import { arm } from './arming.ts';
import { joinInclusive } from './joins.ts';
import { raiseError } from './faults.ts';
import { enterNode } from './nodes.ts';
import type { Port, VisitOutcome } from './port.ts';
import { closeScope, openScope, progressLoop } from './scopes.ts';
import { type Scope, type State, type Token, type Wait, readVariables, rootScope, scopeById, writeVariables } from './state.ts';
import { valueOf } from './values.ts';
import { lookAtConditions } from './waits.ts';

/** Steps a single push may make before it is taken for a circle without a wait. */
const mostSteps = 5000;
/** A circle of the diagram that never waits. */
export class EndlessError extends Error {}

/** One walk over a state: moves its tokens until all wait, and tells the port what happens. */
export class Walk {
  readonly state: State;
  readonly port: Port;
  readonly #models: Map<string, Model>;
  #active: Token[] = [];
  #steps = 0;
  /** Variables were written: conditions look again. */
  touched = false;

  /** @param models the instance's own diagram under '', and every called one the state stands in; those it comes to are added */
  constructor(state: State, models: Map<string, Model>, port: Port) {
    this.state = state;
    this.#models = models;
    this.port = port;
  }

  model(scope: number): Model {
    const name = scopeById(this.state, scope).model;
    const model = this.#models.get(name);
    if (!model) throw new Error(`The diagram ${name} is not at hand`);
    return model;
  }
  learn(name: string, model: Model): void {
    this.#models.set(name, model);
  }
  node(at: { readonly scope: number; readonly at: string }): Node {
    return nodeOf(this.model(at.scope), at.at);
  }
  next(): number {
    return this.state.n++;
  }
  token(id: number | null): Token | undefined {
    return this.state.tokens.find((t) => t.id === id);
  }
  set(scope: number, values: Variables): void {
    writeVariables(this.state, scope, values);
    this.touched = true;
  }

  /** Puts a token on an element; it is looked at when its turn comes. */
  put(at: string, scope: number, via: string | null, more: Pick<Token, 'inner'> = {}): Token {
    const visit = this.next();
    const token: Token = { id: this.next(), at, scope, via, visit, ...more };
    this.state.tokens.push(token);
    this.#active.push(token);
    this.port.entered({ visit, node: this.node(token), model: scopeById(this.state, scope).model, via, scope, variables: () => this.seen(scope) });
    return token;
  }
  /** Lets a held token be looked at again. */
  wake(token: Token): void {
    delete token.held;
    this.#active.push(token);
  }
  /** Takes a token off, with all that waits for it or runs inside it. */
  take(token: Token, outcome: VisitOutcome): void {
    this.state.tokens = this.state.tokens.filter((t) => t !== token);
    this.state.waits = this.state.waits.filter((w) => w.token !== token.id);
    for (const scope of this.state.scopes.filter((s) => s.token === token.id)) closeScope(this, scope, 'cancelled');
    this.port.left(token.visit, outcome, this.node(token));
  }
  /** The step is done: goes on over every flow that is open. */
  leave(token: Token, chosen?: readonly string[]): void {
    const node = this.node(token);
    const flows = chosen ?? this.open(node, token);
    this.take(token, 'completed');
    if (token.inner) return progressLoop(this, token);
    const model = this.model(token.scope);
    for (const id of flows) this.put(flowOf(model, id).to, token.scope, id);
    if (flows.length === 0) this.settle(token.scope);
  }
  /** Flows a step leaves by: all without a condition, those whose condition holds, the default where none does. */
  open(node: Node, token: Token): string[] {
    if (token.inner) return [];
    const model = this.model(token.scope);
    const others = node.outgoing.filter((id) => id !== node.otherwise);
    const taken = others.filter((id) => this.holds(id, model, token.scope));
    if (taken.length > 0 || node.outgoing.length === 0) return taken;
    if (node.otherwise) return [node.otherwise];
    throw new Error(`No flow out of “${node.title.en}” is open and none is the default`);
  }
  holds(flowId: string, model: Model, scope: number): boolean {
    const { condition } = flowOf(model, flowId);
    return condition === null || this.port.holds(condition, this.seen(scope), flowId);
  }
  seen(scope: number): Record<string, unknown> {
    return readVariables(this.state, scope);
  }

  /** Ends a scope in which nothing moves or waits any more. */
  settle(id: number): void {
    const { state } = this;
    const scope = state.scopes.find((s) => s.id === id);
    if (!scope || state.tokens.some((t) => t.scope === id) || state.scopes.some((s) => s.parent === id && s.token === null)) return;
    if (id === rootScope) {
      state.waits = [];
      if (state.outcome === 'running') state.outcome = 'completed';
      return;
    }
    closeScope(this, scope, 'completed');
    const around = this.token(scope.token);
    if (around) {
      if (scope.closed) around.result = scope.vars ?? {};
      this.done(around);
    } else if (scope.parent !== null) this.settle(scope.parent);
  }
  /** What a step waited for has happened: it leaves when its turn comes. */
  done(token: Token): void {
    token.leaving = true;
    this.state.waits = this.state.waits.filter((w) => w.token !== token.id);
    this.wake(token);
  }
  /** Takes over what a called process ended with. */
  #returned(token: Token, node: Node, result: Variables): void {
    const seen = { ...this.seen(token.scope), ...result, result };
    this.set(token.scope, node.outputs.length > 0 ? Object.fromEntries(node.outputs.map((o) => [o.name, valueOf(o.value, seen, this.port)])) : result);
    delete token.result;
  }

  /** Begins: tokens on the starts of the root scope. */
  async begin(): Promise<void> {
    const root = scopeById(this.state, rootScope);
    await openScope(this, root);
    await this.run();
  }
  /** Moves every token that can move. */
  async run(): Promise<void> {
    while (this.state.outcome === 'running') {
      const token = this.#active.shift();
      if (token) {
        if (this.state.tokens.includes(token)) await this.#visit(token);
        continue;
      }
      if (joinInclusive(this)) continue;
      if (this.touched && (await lookAtConditions(this))) continue;
      break;
    }
    if (this.state.outcome !== 'running') {
      for (const token of this.state.tokens.toReversed()) this.port.left(token.visit, 'cancelled', this.node(token));
      this.#active = [];
      Object.assign(this.state, { tokens: [], waits: [], scopes: this.state.scopes.slice(0, 1) });
    }
  }
  async #visit(token: Token): Promise<void> {
    const node = this.node(token);
    if (++this.#steps > mostSteps) throw new EndlessError(`The diagram goes round in circles at “${node.title.en}” without waiting`);
    try {
      if (token.leaving) {
        if (token.result) this.#returned(token, node, token.result);
        this.leave(token);
      } else await enterNode(this, token, node);
    } catch (error) {
      if (error instanceof EndlessError) throw error;
      if (error instanceof ProcessError && (await raiseError(this, token.scope, token, error.code, error.data))) return;
      const refusal = this.port.givesBack?.(node, error);
      if (refusal) throw refusal;
      await this.#hold(token, node, error);
    }
  }
  /** Keeps a token whose step failed where it is, to be tried again. */
  async #hold(token: Token, node: Node, error: unknown): Promise<void> {
    if (!this.state.tokens.includes(token)) throw error;
    token.attempts = (token.attempts ?? 0) + 1;
    const due = this.port.retryAt(token.attempts);
    this.state.waits = this.state.waits.filter((w) => w.token !== token.id);
    for (const scope of this.state.scopes.filter((s) => s.token === token.id)) closeScope(this, scope, 'cancelled');
    arm(this, { kind: 'retry', node: node.id, scope: token.scope, token: token.id, reason: reasonOf(error), ...(due ? { due: due.toISOString() } : {}) });
    token.held = 'wait';
  }
  waitsOf(token: Token): Wait[] {
    return this.state.waits.filter((w) => w.token === token.id);
  }
  scopeModel(scope: Scope) {
    return scopeOf(this.model(scope.id), scope.inside ?? '');
  }
}

export function reasonOf(error: unknown): string {
  if (error instanceof ProcessError) return `error “${error.code}” is not caught by the diagram`;
  return error instanceof Error ? error.message : String(error);
}
