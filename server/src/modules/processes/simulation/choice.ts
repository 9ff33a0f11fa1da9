import type { Flow, Drawn, Node } from './drawn.ts';
import type { Past, Setting, World } from './past.ts';
import { draw, numberOf, quantile } from '../../../platform/simulation/index.ts';

/** A case under way, as far as choices need it. */
export interface Chooser {
  readonly index: number;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly flows: Readonly<Record<string, number>>;
  readonly taken: Map<string, number>;
}

/** A new branch that leads back is not followed for ever. */
const mostOfNew = 3;
/** Nor is an old one that the case itself did not take so often: cases still under way have not shown yet how they get out. */
const mostAgain = 4;

/** Which way, how long, whether: drawn from the past of the step, or the case's own. */
export class Choices {
  readonly assumed = new Set<string>();
  readonly evenly = new Set<string>();
  readonly #past: Past;
  readonly #setting: Setting;
  readonly #world: World;
  readonly #usual: number;

  constructor(model: Drawn, past: Past, setting: Setting, world: World) {
    this.#past = past;
    this.#setting = setting;
    this.#world = world;
    const work = [...model.nodes.values()].filter((n) => n.kind === 'work').flatMap((n) => { const s = past.seconds.get(n.id); return s ? [quantile(s, 0.5)] : []; });
    this.#usual = work.length > 0 ? quantile(Float64Array.from(work).sort(), 0.5) : 1800;
  }

  /** A number from 0 to 1 that is the same for the same case, element and purpose, whatever else changes. */
  chance(of: Chooser, id: string, purpose: number): number {
    return draw(this.#setting.seed, of.index, numberOf(id), purpose);
  }

  /** Seconds a visit takes: hands on the work for people's steps, all time for others. */
  seconds(of: Chooser, node: Node, visit: number): number {
    const given = this.#setting.hours[node.id];
    const seen = this.#past.seconds.get(node.id);
    const pace = node.kind === 'work' ? this.#setting.pace : 1;
    if (seen && seen.length > 0) return pace * (seen[Math.floor(this.chance(of, node.id, visit) * seen.length)] as number);
    if (given !== undefined) return given * 3600;
    if (node.kind === 'auto') return 0;
    this.assumed.add(node.id);
    return pace * this.#usual;
  }

  /** Whether something that happened to a share of the visits happens to this one. */
  happens(of: Chooser, host: string, id: string, visit: number): boolean {
    const visits = this.#past.entered.get(host) ?? 0;
    return visits > 0 && this.chance(of, id, visit) < (this.#past.entered.get(id) ?? 0) / visits;
  }

  /** One way out: a new branch whose condition holds, else the case's own way, else as often as others took it. */
  oneOf(of: Chooser, node: Node, visit: number): Flow | undefined {
    const { out } = node;
    if (out.length < 2) return out[0];
    const known = out.filter((f) => (this.#past.flows.get(f.id) ?? 0) > 0);
    if (known.length === 0) return this.#unknown(of, node, node.out, visit);
    const fresh = out.find((f) => !known.includes(f) && f.condition && (of.taken.get(f.id) ?? 0) < mostOfNew && this.#world.holds(f.condition, of.variables) === true);
    if (fresh) return fresh;
    const tired = (f: Flow) => (of.taken.get(f.id) ?? 0) - (of.flows[f.id] ?? 0) >= mostAgain;
    const rest = out.filter((f) => !tired(f));
    if (known.every(tired) && rest.length > 0) return this.#unknown(of, node, rest, visit);
    const own = known.map((f) => Math.max(0, (of.flows[f.id] ?? 0) - (of.taken.get(f.id) ?? 0)));
    return weighted(known, own.some((n) => n > 0) ? own : known.map((f) => this.#past.flows.get(f.id) ?? 0), this.chance(of, node.id, visit));
  }

  /** Any number of ways out, at least one. */
  someOf(of: Chooser, node: Node, visit: number): Flow[] {
    const visits = this.#past.entered.get(node.id) ?? 0;
    const chosen = node.out.filter((f) => {
      if (visits > 0 && this.#past.flows.has(f.id)) return this.chance(of, f.id, visit) < (this.#past.flows.get(f.id) ?? 0) / visits;
      return f.condition !== null && this.#world.holds(f.condition, of.variables) === true;
    });
    const only = chosen.length > 0 ? undefined : this.oneOf(of, node, visit);
    return only ? [only] : chosen;
  }

  #unknown(of: Chooser, node: Node, out: readonly Flow[], visit: number): Flow | undefined {
    const answers = out.map((f) => (f.condition && (of.taken.get(f.id) ?? 0) < mostOfNew ? this.#world.holds(f.condition, of.variables) : null));
    const yes = answers.indexOf(true);
    if (yes >= 0) return out[yes];
    const rest = out.find((f) => f.byDefault);
    // Every condition could be told, and none holds.
    if (rest && out.every((f, i) => f === rest || answers[i] === false)) return rest;
    if (out.length > 1) this.evenly.add(node.id);
    const open = out.filter((_, i) => answers[i] !== false);
    return weighted(open.length > 0 ? open : out, (open.length > 0 ? open : out).map(() => 1), this.chance(of, node.id, visit));
  }
}

function weighted(flows: readonly Flow[], weights: readonly number[], chance: number): Flow | undefined {
  let left = chance * weights.reduce((sum, w) => sum + w, 0);
  return flows.find((_, i) => (left -= weights[i] as number) < 0) ?? flows.at(-1);
}
