import type { Model, Node } from '../model/model.ts';

/** What is known of the past of a diagram: all a simulation stands on. */
export interface Past {
  /** Seconds since the epoch at which cases began. */
  readonly arrivals: readonly number[];
  /** Seconds from entry to leaving, by element. */
  readonly seconds: Readonly<Record<string, readonly number[]>>;
  /** Seconds from taking a step to finishing it, by element; fewer have them. */
  readonly worked: Readonly<Record<string, readonly number[]>>;
  readonly flows: Readonly<Record<string, number>>;
  readonly entered: Readonly<Record<string, number>>;
}

/** Small, fast, and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Share of a step's whole time that is taken for work where nobody noted when it was taken. */
const workShare = 0.35;
const fewest = 5;

/** Draws what happens from what happened. */
export function createDraws(past: Past, hours: Readonly<Record<string, number>>, random: () => number) {
  const sample = (list: readonly number[] | undefined): number | null => (list && list.length > 0 ? (list[Math.floor(random() * list.length)] ?? null) : null);
  const guessed = (mean: number) => -Math.log(1 - random()) * mean;
  const count = (id: string) => past.flows[id] ?? 0;
  return {
    random,
    /** Seconds of work in a step, without waiting for somebody free. */
    work(node: Node): number {
      const told = hours[node.id];
      if (told !== undefined) return guessed(told * 3600);
      if ((past.worked[node.id]?.length ?? 0) >= fewest) return Math.max(30, sample(past.worked[node.id]) ?? 0);
      const whole = sample(past.seconds[node.id]);
      return whole === null ? guessed(3600) : Math.max(30, whole * workShare);
    },
    /** Seconds until a message comes to who waits for it; null when it does not. */
    message(model: Model, node: Node, host: Node | null): number | null {
      if (node.kind === 'boundary' || node.kind === 'start') {
        const around = host ? (past.entered[host.id] ?? 0) : past.arrivals.length;
        if (random() >= (around > 0 ? Math.min(1, (past.entered[node.id] ?? 0) / around) : 0)) return null;
        return (sample(host ? past.seconds[host.id] : undefined) ?? guessed(8 * 3600)) * random();
      }
      if (host?.kind === 'event-gateway') {
        const flow = host.outgoing.find((id) => model.flows.get(id)?.to === node.id) ?? '';
        const all = host.outgoing.reduce((sum, id) => sum + count(id), 0);
        if (all > 0 && random() >= count(flow) / all) return null;
        return sample(past.seconds[host.id]) ?? guessed(8 * 3600);
      }
      const told = hours[node.id];
      return told !== undefined ? guessed(told * 3600) : (sample(past.seconds[node.id]) ?? guessed(8 * 3600));
    },
    /** Whether a flow is taken: as often as it was, among those not yet asked. */
    holds(model: Model, flowId: string): boolean {
      const flow = model.flows.get(flowId);
      const node = flow && model.nodes.get(flow.from);
      if (!node) return false;
      if (node.kind === 'inclusive') {
        const visits = past.entered[node.id] ?? 0;
        return random() < (visits > 0 ? Math.min(1, count(flowId) / visits) : 0.5);
      }
      const order = [...node.outgoing.filter((id) => id !== node.otherwise), ...(node.otherwise ? [node.otherwise] : [])];
      const rest = order.slice(order.indexOf(flowId));
      const all = rest.reduce((sum, id) => sum + count(id), 0);
      return random() < (all > 0 ? count(flowId) / all : 1 / rest.length) || rest.length === 1;
    },
  };
}
export type Draws = ReturnType<typeof createDraws>;
