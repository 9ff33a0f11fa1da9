/** Which queue a ticket stands in and who takes it; pure. */
import type { Queue } from '@aftercare/contract/routing';
import { type TicketFacts, meets } from '../tickets/index.ts';
import { type Dimensions, type Person, type Reason, type ReasonCode, type Request, type Verdict, handsFor, needsOf, obstacles } from './person.ts';
import { settingsOf } from './queue-settings.ts';

const fits = (allowed: readonly string[] | undefined, value: string): boolean => !allowed || allowed.length === 0 || allowed.includes(value);

/** The first enabled queue by position that takes such tickets; of the ticket's team where it has one. */
export function matchQueue<Q extends Queue>(queues: readonly Q[], facts: Pick<TicketFacts, 'channel' | 'type' | 'tier' | 'language' | 'teamId'> & Partial<TicketFacts> & Partial<Dimensions>): Q | undefined {
  return queues.toSorted((a, b) => a.position - b.position || a.id - b.id)
    .find(({ enabled, teamId, match }) => enabled && (facts.teamId === null || facts.teamId === teamId)
      && fits(match.channels, facts.channel) && fits(match.types, facts.type) && fits(match.tiers, facts.tier) && fits(match.languages, facts.language)
      && fits(match.regions, facts.region ?? '') && fits(match.categories, facts.category ?? '') && meets(match.condition, facts));
}

interface Criterion {
  readonly code: ReasonCode;
  /** Below zero when `a` goes before `b`. */
  readonly compare: (a: Person, b: Person) => number;
  readonly values: (person: Person) => Reason['values'];
}

/**
 * In this order: who knows the customer; for the best customers who is most skilled; who has the smallest share of their
 * capacity in hand; who was given least lately, by weight; who waited longest; who is most skilled.
 */
function criteria(request: Request): Criterion[] {
  const { facts, queue, knownBy, now } = request;
  const needs = needsOf(request);
  const ranks = new Map(knownBy.toReversed().map((id, at) => [id, knownBy.length - 1 - at]));
  const rank = (p: Person) => ranks.get(p.id) ?? knownBy.length;
  const level = (p: Person) => needs.reduce((sum, s) => sum + (p.skills.get(s.skillId) ?? 0), 0);
  const skill: Criterion = { code: 'skill-level', compare: (a, b) => level(b) - level(a), values: (p) => ({ level: level(p) }) };
  const minutes = (p: Person) => (p.lastAssignedAt ? Math.floor((now.getTime() - p.lastAssignedAt.getTime()) / 60_000) : null);
  return [
    ...(knownBy.length > 0 && settingsOf(queue).sticky.to === 'person' ? [{ code: 'knows-customer' as const, compare: (a: Person, b: Person) => rank(a) - rank(b), values: () => ({}) }] : []),
    ...(facts.tier === 'vip' || facts.tier === 'gold' ? [skill] : []),
    { code: 'load', compare: (a, b) => a.open * b.capacity - b.open * a.capacity, values: (p) => ({ open: p.open, capacity: p.capacity }) },
    { code: 'fair-share', compare: (a, b) => { const by = (a.given ?? 0) - (b.given ?? 0); return Math.abs(by) < 1e-9 ? 0 : by; }, values: (p) => ({ given: Math.round((p.given ?? 0) * 10) / 10 }) },
    { code: 'waited-longest', compare: (a, b) => (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0), values: (p) => ({ minutes: minutes(p) }) },
    skill,
  ];
}

/** The person who knows the customer and is here, but has no hand free; while a queue waits for such, nobody else gets the ticket. */
export function heldFor(people: readonly Person[], request: Request): Person | null {
  const { sticky } = settingsOf(request.queue);
  if (sticky.to !== 'person' || sticky.holdMinutes === 0) return null;
  if (request.now.getTime() - (request.since ?? request.now).getTime() >= sticky.holdMinutes * 60_000) return null;
  const busyOnly = new Set<ReasonCode>(['full', 'full-channel', 'reserved', 'on-the-phone']);
  for (const id of request.knownBy) {
    const person = people.find((p) => p.id === id);
    if (!person) continue;
    const reasons = obstacles(person, request);
    return reasons.length > 0 && reasons.every((r) => busyOnly.has(r.code)) ? person : null;
  }
  return null;
}

/**
 * Who takes a ticket, if anybody, and for everybody why (not). The chosen one stands first.
 * @param most verdicts told: the chosen one, those who came next, then who could not
 */
export function choose(people: readonly Person[], request: Request, most = Infinity): { chosen: Person | null; verdicts: Verdict[] } {
  const able: Person[] = [];
  const kept: { person: Person; reasons: Reason[] }[] = [];
  for (const person of people) {
    const reasons = obstacles(person, request);
    if (reasons.length === 0) able.push(person);
    else if (kept.length < most) kept.push({ person, reasons });
  }
  const unable = kept.map(({ person, reasons }): Verdict => ({ id: person.id, chosen: false, reasons }));
  const holder = heldFor(people, request);
  if (holder) return { chosen: null, verdicts: [...able.map((p): Verdict => ({ id: p.id, chosen: false, reasons: [{ code: 'held', values: { who: holder.id } }] })), ...unable].slice(0, most) };
  const order = criteria(request);
  const before = (a: Person, b: Person): number => { for (const c of order) { const by = c.compare(a, b); if (by !== 0) return by; } return a.id - b.id; };
  const first = foremost(able, before, most);
  const [chosen, second] = first;
  if (!chosen) return { chosen: null, verdicts: unable };

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
  return { chosen, verdicts: [{ id: chosen.id, chosen: true, reasons: why }, ...first.slice(1).map((p): Verdict => ({ id: p.id, chosen: false, reasons: lost(p) })), ...unable].slice(0, most) };
}

/** The first few in order. Of hundreds only the best and a handful are asked for: no reason to sort them all. */
function foremost(able: readonly Person[], before: (a: Person, b: Person) => number, most: number): Person[] {
  if (able.length <= 2 * most) return able.toSorted(before).slice(0, most);
  const first: Person[] = [];
  for (const person of able) {
    const last = first.at(-1);
    if (first.length >= most && last && before(last, person) <= 0) continue;
    const at = first.findIndex((p) => before(person, p) < 0);
    first.splice(at < 0 ? first.length : at, 0, person);
    if (first.length > most) first.pop();
  }
  return first;
}

/** How many tickets of this kind somebody could take at this moment. */
export function handsFree(person: Person, request: Request): number {
  return obstacles(person, request).length > 0 ? 0 : Math.max(0, handsFor(person, request) - person.open);
}
