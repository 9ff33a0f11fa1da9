import { type Person, type Verdict, choose, matchQueue } from '../modules/routing/index.ts';
import type { TicketFacts } from '../modules/tickets/index.ts';
import { isOpen, nextOpening } from '../platform/time/index.ts';
import type { World } from './world.ts';

const day = 86_400_000;
/** How far back somebody counts as knowing a customer; as routing has it. */
const knownFor = 90 * day;

export interface Given { readonly at: number; readonly ownerId: number; readonly teamId: number | null; readonly queueName: string | null; readonly verdicts: readonly Verdict[] }

/** Who had what in hand at any moment of the past: hands tickets out by the rules that routing itself keeps. */
export class Hands {
  readonly #world: World;
  readonly #busy = new Map<number, { from: number; to: number }[]>();
  readonly #last = new Map<number, number>();
  readonly #knows = new Map<number, { ownerId: number; at: number }[]>();
  constructor(world: World) {
    this.#world = world;
  }

  get lastAssigned(): ReadonlyMap<number, number> {
    return this.#last;
  }
  queueOf(facts: TicketFacts): { id: number; name: string; teamId: number } | undefined {
    return matchQueue(this.#world.queues, facts);
  }

  /** Who takes a ticket at `at`, or as soon as somebody's shift begins; null when nobody does before `until`. */
  give(facts: TicketFacts, at: number, until: number, excludedId: number | null = null): Given | null {
    const queue = matchQueue(this.#world.queues, facts);
    const teamId = queue?.teamId ?? facts.teamId;
    const team = this.#world.agents.filter((a) => teamId !== null && a.teams.includes(teamId));
    for (let moment = at, tries = 0; moment <= until && tries < 300; tries++) {
      const now = new Date(moment);
      const people = team.map((a): Person => ({
        id: a.id, presence: isOpen(a.shift, now) ? 'online' : 'offline', onShift: isOpen(a.shift, now), capacity: a.capacity, open: this.#openOf(a.id, moment), languages: a.languages, skills: new Map(a.skills.map((s) => [s.skillId, s.level])),
        lastAssignedAt: this.#last.has(a.id) ? new Date(this.#last.get(a.id) ?? 0) : null,
      }));
      const knownBy = (this.#knows.get(facts.customerId) ?? []).filter((k) => moment - k.at < knownFor).map((k) => k.ownerId);
      const { chosen, verdicts } = choose(people, { facts, queue: queue ?? null, knownBy, excludedId, now });
      if (chosen) {
        this.#last.set(chosen.id, moment);
        this.#knows.set(facts.customerId, [{ ownerId: chosen.id, at: moment }, ...(this.#knows.get(facts.customerId) ?? []).filter((k) => k.ownerId !== chosen.id)]);
        return { at: moment, ownerId: chosen.id, teamId, queueName: queue?.name ?? null, verdicts };
      }
      const openings = team.flatMap((a) => (isOpen(a.shift, now) ? [] : (nextOpening(a.shift, now) ?? []))).map((d) => d.getTime());
      // Whoever works now is full or not the right one: look again in a while, or when the next shift begins.
      moment = Math.min(moment + (people.some((p) => p.onShift) ? 1_200_000 : 6 * 3_600_000), ...openings.filter((t) => t > moment));
    }
    return null;
  }

  /** Remembers what somebody had in hand, and until when. */
  hold(stretches: readonly { agentId: number; from: number; to: number }[], now: number): void {
    for (const { agentId, from, to } of stretches) this.#busy.set(agentId, [...(this.#busy.get(agentId) ?? []).filter((b) => b.to > now - 3 * day), { from, to }]);
  }
  #openOf(agentId: number, at: number): number {
    return (this.#busy.get(agentId) ?? []).filter((b) => b.from <= at && at < b.to).length;
  }
}
