/** Which queue a ticket stands in, who may take it and who does; pure. */
import type { Queue, RoutingExplanation } from '@aftercare/contract/routing';
import { type TicketFacts, meets } from '../tickets/index.ts';

export type ReasonCode = RoutingExplanation['candidates'][number]['reasons'][number]['code'];
/** Why, with its figures; said in the reader's language later. */
export interface Reason { readonly code: ReasonCode; readonly values: Readonly<Record<string, string | number | null>> }
export interface Verdict { readonly id: number; readonly chosen: boolean; readonly reasons: readonly Reason[] }

/** Somebody of a team, as the router sees them. */
export interface Person {
  readonly id: number;
  readonly presence: 'online' | 'away' | 'offline';
  readonly onShift: boolean;
  readonly capacity: number;
  /** Tickets in hand: new or open ones they own. */
  readonly open: number;
  readonly languages: readonly string[];
  readonly skills: ReadonlyMap<number, number>;
  readonly lastAssignedAt: Date | null;
  /** Has a call in hand, or writes one up. */
  readonly onPhone?: boolean;
}
export interface Request {
  readonly facts: Pick<TicketFacts, 'language' | 'tier'> & Partial<Pick<TicketFacts, 'channel'>>;
  readonly queue: Pick<Queue, 'skills' | 'matchLanguage'> | null;
  /** Last owners of this customer's tickets, the latest first. */
  readonly knownBy: readonly number[];
  /** Handed it over or left. */
  readonly excludedId: number | null;
  readonly now: Date;
}

const fits = (allowed: readonly string[], value: string): boolean => allowed.length === 0 || allowed.includes(value);

/** The first enabled queue by position that takes such tickets; of the ticket's team where it has one. */
export function matchQueue<Q extends Queue>(queues: readonly Q[], facts: Pick<TicketFacts, 'channel' | 'type' | 'tier' | 'language' | 'teamId'> & Partial<TicketFacts>): Q | undefined {
  return queues.toSorted((a, b) => a.position - b.position || a.id - b.id)
    .find(({ enabled, teamId, match }) => enabled && (facts.teamId === null || facts.teamId === teamId)
      && fits(match.channels, facts.channel) && fits(match.types, facts.type) && fits(match.tiers, facts.tier) && fits(match.languages, facts.language) && meets(match.condition, facts));
}

const tierRank = { standard: 0, silver: 1, gold: 2, vip: 3 } as const;
const priorityRank = { low: 0, normal: 1, high: 2, urgent: 3 } as const;
/** Who is served first: the higher tier, then the higher priority. */
export const urgency = (facts: Pick<TicketFacts, 'tier' | 'priority'>): number => tierRank[facts.tier] * 10 + priorityRank[facts.priority];

/** Everything that keeps somebody from taking a ticket; nothing when they may. */
export function obstacles(person: Person, { facts, queue, excludedId }: Request): Reason[] {
  const found: Reason[] = [];
  if (person.id === excludedId) found.push({ code: 'excluded', values: {} });
  if (person.presence !== 'online') found.push({ code: 'offline', values: { state: person.presence } });
  if (!person.onShift) found.push({ code: 'off-shift', values: {} });
  if (person.onPhone && facts.channel === 'phone') found.push({ code: 'on-the-phone', values: {} });
  if (person.open >= person.capacity) found.push({ code: 'full', values: { open: person.open, capacity: person.capacity } });
  for (const { skillId, level } of queue?.skills ?? []) {
    const has = person.skills.get(skillId) ?? 0;
    if (has < level) found.push({ code: 'missing-skill', values: { skillId, level, has } });
  }
  if (queue?.matchLanguage && !person.languages.includes(facts.language)) found.push({ code: 'missing-language', values: { language: facts.language } });
  return found;
}

interface Criterion {
  readonly code: ReasonCode;
  /** Below zero when `a` goes before `b`. */
  readonly compare: (a: Person, b: Person) => number;
  readonly values: (person: Person) => Reason['values'];
}

/**
 * In this order: who knows the customer; for the best customers who is most skilled; who has the smallest share of their
 * capacity in hand; who waited longest; who is most skilled.
 */
function criteria({ facts, queue, knownBy, now }: Request): Criterion[] {
  const rank = (p: Person) => { const at = knownBy.indexOf(p.id); return at < 0 ? knownBy.length : at; };
  const level = (p: Person) => (queue?.skills ?? []).reduce((sum, s) => sum + (p.skills.get(s.skillId) ?? 0), 0);
  const skill: Criterion = { code: 'skill-level', compare: (a, b) => level(b) - level(a), values: (p) => ({ level: level(p) }) };
  const minutes = (p: Person) => (p.lastAssignedAt ? Math.floor((now.getTime() - p.lastAssignedAt.getTime()) / 60_000) : null);
  return [
    { code: 'knows-customer', compare: (a, b) => rank(a) - rank(b), values: () => ({}) },
    ...(facts.tier === 'vip' || facts.tier === 'gold' ? [skill] : []),
    { code: 'load', compare: (a, b) => a.open * b.capacity - b.open * a.capacity, values: (p) => ({ open: p.open, capacity: p.capacity }) },
    { code: 'waited-longest', compare: (a, b) => (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0), values: (p) => ({ minutes: minutes(p) }) },
    skill,
  ];
}

/** Who takes a ticket, if anybody, and for everybody why (not). The chosen one stands first. */
export function choose(people: readonly Person[], request: Request): { chosen: Person | null; verdicts: Verdict[] } {
  const judged = people.map((person) => ({ person, reasons: obstacles(person, request) }));
  const order = criteria(request);
  const before = (a: Person, b: Person): number => order.reduce((decided, c) => decided || c.compare(a, b), 0) || a.id - b.id;
  const able = judged.filter((j) => j.reasons.length === 0).map((j) => j.person).toSorted(before);
  const [chosen, second] = able;
  if (!chosen) return { chosen: null, verdicts: judged.map(({ person, reasons }) => ({ id: person.id, chosen: false, reasons })) };

  const decisive = (a: Person, b: Person) => order.find((c) => c.compare(a, b) !== 0);
  const load: Reason = { code: 'load', values: { open: chosen.open, capacity: chosen.capacity } };
  const won = second && decisive(chosen, second);
  const why: Reason[] = [won ? { code: won.code, values: won.values(chosen) } : { code: second ? 'waited-longest' : 'only-one', values: second ? { minutes: null } : {} }];
  if (why[0]?.code !== 'load') why.push(load);
  const lost = (person: Person): Reason[] => {
    const by = decisive(chosen, person);
    // Knowing the customer is the winner's reason; the loser's is to have none of it.
    return by && by.code !== 'knows-customer' ? [{ code: by.code, values: by.values(person) }] : [{ code: 'load', values: { open: person.open, capacity: person.capacity } }];
  };
  return {
    chosen,
    verdicts: [
      { id: chosen.id, chosen: true, reasons: why },
      ...able.slice(1).map((p) => ({ id: p.id, chosen: false, reasons: lost(p) })),
      ...judged.filter((j) => j.reasons.length > 0).map(({ person, reasons }) => ({ id: person.id, chosen: false, reasons })),
    ],
  };
}
