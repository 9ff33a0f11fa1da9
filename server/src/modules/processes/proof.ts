import { ProcessError } from '../../platform/module/index.ts';
import type { State } from './engine/state.ts';
import { imagine } from './imagined.ts';
import type { Model, Node } from './model/model.ts';

export interface Proof {
  /** Different situations that were reached. */
  readonly states: number;
  /** False where there were more than could be looked at. */
  readonly complete: boolean;
  /** Elements at which a case can be caught for good: it waits for nothing that could come, or can never reach an end. */
  readonly caught: readonly string[];
  readonly visited: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

/** Decides what nobody knows beforehand, and remembers which other decisions there were. */
class Choices {
  readonly #prefix: readonly number[];
  readonly taken: number[] = [];
  readonly others: number[][] = [];
  constructor(prefix: readonly number[]) {
    this.#prefix = prefix;
  }
  pick(options: number): number {
    const at = this.taken.length;
    const choice = this.#prefix[at] ?? 0;
    if (at >= this.#prefix.length) for (let other = 1; other < options; other++) this.others.push([...this.taken, other]);
    this.taken.push(choice);
    return choice;
  }
}

const mostOfOne = 2;
/** A situation without numbers and times: where tokens stand, in which scopes. */
function situation(state: State): string {
  const path = (id: number): string => {
    const scope = state.scopes.find((s) => s.id === id);
    return scope && scope.parent !== null ? `${path(scope.parent)}/${scope.node ?? ''}${scope.token === null ? '!' : ''}` : '';
  };
  const armed = state.waits.filter((w) => w.token === null).map((w) => `${path(w.scope)}?${w.node}`);
  return [...state.tokens.map((t) => `${path(t.scope)}:${t.at}${t.held === 'join' ? `<${t.via ?? ''}` : ''}${t.loop ? `*${t.loop.done}` : ''}`), ...armed].toSorted().join(' ') + state.outcome;
}
const crowded = (state: State) => state.tokens.some((t) => state.tokens.filter((o) => o.at === t.at && !o.inner).length > mostOfOne);

const codes = (model: Model, node: Node): (string | null)[] => {
  const catching = [...model.nodes.values()].filter((n) => n.event.kind === 'error' && (n.attachedTo === node.id || (n.kind === 'boundary' && n.attachedTo === node.scope) || (n.kind === 'start')));
  return [...new Set(catching.map((n) => ('code' in n.event ? (n.event.code ?? 'any') : 'any')))];
};

/**
 * Walks a diagram in every way it can go: each condition both ways, each wait at each time, each action with each error that is
 * caught. What it finds is true of all cases, whatever their data.
 * @param limit situations to look at before giving up
 */
export async function prove(model: Model, { limit = 3000, called = {} }: { limit?: number; called?: Readonly<Record<string, Model>> } = {}): Promise<Proof> {
  const known = new Map<string, { state: State; next: Set<string>; open: boolean }>();
  const visited = new Set<string>();
  const flows = new Set<string>();
  const lists = new Set([...model.nodes.values()].flatMap((n) => (n.loop ? [n.loop.collection ?? n.loop.cardinality ?? ''] : [])));
  let complete = true;

  const run = async (from: State | null, trigger: number | null, prefix: readonly number[]) => {
    const choices = new Choices(prefix);
    const one = imagine({
      model, called,
      holds: () => choices.pick(2) === 0,
      feel: (expression) => (lists.has(expression) || lists.has(`= ${expression}`) || lists.has(`=${expression}`) ? [1] : null),
      act: ({ node }) => {
        const faults = codes(model, node);
        const choice = choices.pick(faults.length + 1);
        if (choice > 0) throw new ProcessError(faults[choice - 1] ?? 'any');
        return {};
      },
    });
    if (from) one.restore(from);
    await (trigger === null ? one.begin() : one.fire(trigger));
    for (const t of one.trace) {
      visited.add(t.node.id);
      if (t.via) flows.add(t.via);
    }
    return { state: structuredClone(one.state), others: choices.others };
  };

  const open: string[] = [];
  const reach = (state: State): string => {
    const name = situation(state);
    if (!known.has(name)) {
      known.set(name, { state, next: new Set(), open: false });
      open.push(name);
    }
    return name;
  };
  const every = async (from: State | null, trigger: number | null, found: (name: string) => void): Promise<void> => {
    const prefixes: number[][] = [[]];
    for (let prefix = prefixes.pop(), n = 0; prefix; prefix = prefixes.pop()) {
      const { state, others } = await run(from, trigger, prefix);
      if (++n > 200) { complete = false; return; }
      prefixes.push(...others);
      // No condition held: data decides whether that can be; the rule for default flows speaks of it.
      if (!state.waits.some((w) => w.kind === 'retry')) found(reach(state));
    }
  };
  await every(null, null, () => {});
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    const entry = known.get(name);
    if (!entry || entry.state.outcome !== 'running') continue;
    if (known.size > limit || crowded(entry.state)) { complete = complete && known.size <= limit; entry.open = true; continue; }
    for (const wait of entry.state.waits) await every(entry.state, wait.id, (next) => entry.next.add(next));
  }

  // Backwards from the ends: what is never reached so cannot end.
  const ends = new Set([...known].filter(([, e]) => e.state.outcome !== 'running' || e.open).map(([name]) => name));
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, e] of known) if (!ends.has(name) && [...e.next].some((n) => ends.has(n))) { ends.add(name); grown = true; }
  }
  const lost = [...known].filter(([name]) => !ends.has(name));
  // Where nothing can happen any more; in a circle, everywhere in it.
  const dead = lost.filter(([name, e]) => [...e.next].every((n) => n === name));
  const caught = new Set((dead.length > 0 ? dead : lost).flatMap(([, e]) => e.state.tokens.filter((t) => t.held !== 'inside').map((t) => t.at)));
  return { states: known.size, complete, caught: [...caught], visited, flows };
}
