/** Where a ticket stands in line: its queue, its team, what it asks of people, and its place. */
import type { Queue } from '@aftercare/contract/routing';
import type { TicketFacts } from '../tickets/index.ts';
import { type Dimensions, type Hand, type Need, type Request, type RoutingFacts, handOf } from './person.ts';
import { matchQueue } from './policy.ts';
import { rankOf, settingsOf, urgency } from './queue-settings.ts';
import { type Rules, type Ruling, contextOf, noRuling } from './rules.ts';

export type Facts = TicketFacts & Dimensions & { readonly dueAt: Date | null; readonly calling?: boolean };
/** What of a ticket decides who can take it; tickets alike in this stand in one line. */
export interface Demand { readonly hand: Hand; readonly tier: TicketFacts['tier']; readonly region: string; readonly brandId: number | null; readonly needs: readonly Need[] }
export interface Spot {
  readonly facts: Facts; readonly queue: Queue | null; readonly teamId: number | null; readonly ruling: Ruling;
  readonly since: Date; readonly creditMinutes: number; readonly rank: Date; readonly weight: number; readonly knownBy: readonly number[];
}
/** Who looked after a customer, the latest first. */
export interface Known { readonly ownerId: number; readonly teamId: number | null; readonly at: Date }
export interface Surroundings { readonly queues: readonly Queue[]; readonly rules: Rules | null; readonly now: Date }

/** The rule's queue where one fits and stands open, else the first that matches. A ticket of another team stays with its team. */
function queueOf(facts: Facts, ruling: Ruling, queues: readonly Queue[]): Queue | null {
  const named = ruling.queue === null ? undefined : queues.find((q) => q.name === ruling.queue && q.enabled && (facts.teamId === null || facts.teamId === q.teamId));
  return named ?? matchQueue(queues, facts) ?? null;
}

export function spotOf(facts: Facts, around: Surroundings, known: readonly Known[], moved: { readonly since?: Date; readonly toQueueId?: number | null; readonly toTeamId?: number | null } = {}): Spot {
  const { queues, rules, now } = around;
  const ruling = rules ? rules(contextOf(facts), now) : noRuling;
  const queue = (moved.toQueueId ? queues.find((q) => q.id === moved.toQueueId) : undefined) ?? queueOf(facts, ruling, queues);
  const { sticky, weight } = settingsOf(queue);
  const recent = known.filter((k) => now.getTime() - k.at.getTime() <= sticky.days * 86_400_000);
  const team = sticky.to === 'team' ? recent.find((k) => k.teamId !== null)?.teamId : undefined;
  const since = moved.since ?? now;
  const creditMinutes = Math.round(urgency(facts, queue) + ruling.ahead);
  return {
    facts, queue, ruling, since, creditMinutes, teamId: moved.toTeamId ?? (moved.toQueueId ? queue?.teamId : (team ?? queue?.teamId)) ?? facts.teamId,
    rank: rankOf(since, creditMinutes, facts.dueAt, queue), weight: ruling.weight ?? weight, knownBy: [...new Set(recent.map((k) => k.ownerId))],
  };
}

export const inLine = (a: Spot, b: Spot): number => a.rank.getTime() - b.rank.getTime() || a.facts.openedAt.localeCompare(b.facts.openedAt) || a.facts.ticketId - b.facts.ticketId;

export const requestOf = (spot: Spot, excludedId: number | null, now: Date): Request => ({ facts: spot.facts, queue: spot.queue, needs: spot.ruling.needs, knownBy: spot.knownBy, excludedId, since: spot.since, now });

export function demandOf({ facts, ruling }: Spot): Demand {
  return { hand: handOf(facts.channel), tier: facts.tier, region: facts.region, brandId: facts.brandId, needs: ruling.needs };
}
export const kindOf = (spot: Spot): string => JSON.stringify([spot.teamId, spot.queue?.id ?? null, spot.facts.language, Object.values(demandOf(spot))]);

const channelOf: Readonly<Record<Hand, NonNullable<RoutingFacts['channel']>>> = { call: 'phone', chat: 'chat', written: 'mail' };
/** A ticket of this kind, to ask how many hands are free for it. */
export function requestOfKind(kind: { readonly language: string; readonly demand: Partial<Demand> }, queue: Queue | null, now: Date): Request {
  const { hand = 'written', tier = 'standard', region = '', brandId = null, needs = [] } = kind.demand;
  return { facts: { language: kind.language as TicketFacts['language'], tier, channel: channelOf[hand], region, brandId }, queue, needs, knownBy: [], excludedId: null, now };
}
