import type { Queue, ReplaySide } from '@aftercare/contract/routing';
import { quantile, rounded, sorted } from '../../../platform/simulation/index.ts';
import { spread } from '../fairness.ts';
import type { PastPerson } from './past.ts';

interface Served { readonly queueId: number | null; readonly personId: number; readonly weight: number; readonly waitMs: number }

/** Counts what happens in one play. */
export class Measure {
  readonly #served: Served[] = [];
  readonly #arrived = new Map<number | null, number>();
  readonly #late = new Map<number | null, number>();
  readonly #over = new Map<number | null, number>();
  readonly #most = new Map<number, number>();
  readonly #hand = new Map<number, number>();

  arrived(queueId: number | null): void { bump(this.#arrived, queueId); }
  late(queueId: number | null): void { bump(this.#late, queueId); }
  overflowed(queueId: number | null): void { bump(this.#over, queueId); }
  served(one: Served, open: number, handSeconds: number): void {
    this.#served.push(one);
    this.#most.set(one.personId, Math.max(this.#most.get(one.personId) ?? 0, open));
    this.#hand.set(one.personId, (this.#hand.get(one.personId) ?? 0) + handSeconds);
  }

  /** @param shiftSeconds on shift in the time played */
  side(queues: readonly Queue[], people: readonly PastPerson[], teams: ReadonlyMap<number, string>, waiting: ReadonlyMap<number | null, number>, shiftSeconds: (p: PastPerson) => number): ReplaySide {
    const figures = (list: readonly Served[], of: (map: ReadonlyMap<number | null, number>) => number, among: readonly PastPerson[]) => {
      const waits = sorted(list.map((s) => s.waitMs / 60_000));
      const got = Map.groupBy(list, (s) => s.personId);
      const shares = among.filter((p) => got.has(p.id) || shiftSeconds(p) > 0).map((p) => ({ id: p.id, given: got.get(p.id)?.length ?? 0, weight: (got.get(p.id) ?? []).reduce((n, s) => n + s.weight, 0), hours: shiftSeconds(p) / 3600 }));
      const { evenness } = spread(shares);
      return { arrivals: of(this.#arrived), assigned: list.length, waiting: of(waiting), medianMinutes: rounded(quantile(waits, 0.5), 1), p90Minutes: rounded(quantile(waits, 0.9), 1), breaches: of(this.#late), overflowed: of(this.#over), evenness: evenness === null ? null : rounded(evenness, 3) };
    };
    const total = (map: ReadonlyMap<number | null, number>) => [...map.values()].reduce((n, m) => n + m, 0);
    const byQueue = Map.groupBy(this.#served, (s) => s.queueId);
    const busy = (p: PastPerson) => { const had = shiftSeconds(p) * p.capacity; return had > 0 ? Math.min(1, (this.#hand.get(p.id) ?? 0) / had) : 0; };
    const room = people.reduce((n, p) => n + shiftSeconds(p) * p.capacity, 0);
    const given = Map.groupBy(this.#served, (s) => s.personId);
    const names: { id: number | null; name: string }[] = [...queues.map((q) => ({ id: q.id, name: q.name })), ...(this.#arrived.has(null) ? [{ id: null, name: '–' }] : [])];
    return {
      whole: { ...figures(this.#served, total, people), busy: room > 0 ? rounded(Math.min(1, [...this.#hand.values()].reduce((n, s) => n + s, 0) / room), 3) : 0 },
      queues: names.map(({ id, name }) => ({ id, name, ...figures(byQueue.get(id) ?? [], (map) => map.get(id) ?? 0, people.filter((p) => p.teams.includes(queues.find((q) => q.id === id)?.teamId ?? 0))) })),
      people: people.map((p) => ({ id: p.id, name: p.name, team: p.teams.map((t) => teams.get(t) ?? '').filter(Boolean).join(' · '), given: given.get(p.id)?.length ?? 0, busy: rounded(busy(p), 3), most: this.#most.get(p.id) ?? 0 })).toSorted((a, b) => b.given - a.given),
    };
  }
}
const bump = <K>(map: Map<K, number>, key: K): void => { map.set(key, (map.get(key) ?? 0) + 1); };
