/** Who may take a ticket, and what keeps them from it; pure. */
import type { ChannelKind } from '@aftercare/contract/basics';
import type { Queue, RoutingExplanation } from '@aftercare/contract/routing';
import type { TicketFacts } from '../tickets/index.ts';
import { settingsOf, tierRank } from './queue-settings.ts';

export type ReasonCode = RoutingExplanation['candidates'][number]['reasons'][number]['code'];
/** Why, with its figures; said in the reader's language later. */
export interface Reason { readonly code: ReasonCode; readonly values: Readonly<Record<string, string | number | null>> }
export interface Verdict { readonly id: number; readonly chosen: boolean; readonly reasons: readonly Reason[] }

/** What occupies somebody alike: a call, a talk that wants answers at once, or something written that may wait. */
export type Hand = 'call' | 'chat' | 'written';
const talks = new Set<ChannelKind>(['chat', 'wechat', 'wecom', 'weibo', 'whatsapp', 'messenger', 'instagram', 'telegram', 'line']);
export const handOf = (channel: string | undefined): Hand => (channel === 'phone' ? 'call' : talks.has(channel as ChannelKind) ? 'chat' : 'written');

/** Somebody of a team, as the router sees them. */
export interface Person {
  readonly id: number;
  readonly presence: 'online' | 'away' | 'offline';
  readonly onShift: boolean;
  readonly capacity: number;
  /** How many of a kind at once; a kind without has no limit of its own. */
  readonly limits?: Partial<Record<Hand, number | null | undefined>>;
  /** Tickets in hand: new or open ones they own. */
  readonly open: number;
  /** The same by kind. */
  readonly inHand?: Partial<Record<Hand, number>>;
  readonly languages: readonly string[];
  /** Levels of skills whose certificate holds today. */
  readonly skills: ReadonlyMap<number, number>;
  /** Skills whose certificate has run out, with its last day. */
  readonly expired?: ReadonlyMap<number, string>;
  readonly lastAssignedAt: Date | null;
  /** Weight given lately, for the share that is fair. */
  readonly given?: number;
  /** Has a call in hand, or writes one up. */
  readonly onPhone?: boolean;
  /** No browser of theirs is ready to ring. */
  readonly unplugged?: boolean;
  /** Where their roles end, one entry a role; none when one of them ends nowhere. */
  readonly reach?: readonly { readonly regions: readonly string[]; readonly brands: readonly number[] }[];
  /** May not answer tickets at all. */
  readonly mute?: boolean;
}
export interface Need { readonly skillId: number; readonly level: number }
/** What a ticket brings beside its facts: where its customer is, and what its unit is. */
export interface Dimensions { readonly region: string; readonly brandId: number | null; readonly brand: string; readonly model: string; readonly category: string }
export type RoutingFacts = Pick<TicketFacts, 'language' | 'tier'> & Partial<Pick<TicketFacts, 'channel'>> & Partial<Dimensions> & { /** Their customer is on the line and waits. */ readonly calling?: boolean };
export interface Request {
  readonly facts: RoutingFacts;
  readonly queue: (Pick<Queue, 'skills' | 'matchLanguage'> & Pick<Partial<Queue>, 'settings'>) | null;
  /** Asked by a rule, beside the queue's. */
  readonly needs?: readonly Need[];
  /** Last owners of this customer's tickets, the latest first. */
  readonly knownBy: readonly number[];
  /** Handed it over or left. */
  readonly excludedId: number | null;
  /** Waits since; what is new waits from now. */
  readonly since?: Date;
  readonly now: Date;
}

/** The queue's needs and the rule's, each skill once at its higher level. */
export function needsOf({ queue, needs = [] }: Pick<Request, 'queue' | 'needs'>): readonly Need[] {
  if (needs.length === 0) return queue?.skills ?? [];
  const levels = new Map<number, number>();
  for (const { skillId, level } of [...(queue?.skills ?? []), ...needs]) levels.set(skillId, Math.max(level, levels.get(skillId) ?? 0));
  return [...levels].map(([skillId, level]) => ({ skillId, level }));
}

/** Hands this ticket may use: the last ones may be kept for better customers. */
export function handsFor(person: Pick<Person, 'capacity'>, { facts, queue }: Pick<Request, 'facts' | 'queue'>): number {
  const lane = settingsOf(queue).lane;
  return lane && tierRank[facts.tier] < tierRank[lane.tier] ? Math.max(0, person.capacity - lane.hands) : person.capacity;
}

/** Everything that keeps somebody from taking a ticket; nothing when they may. */
export function obstacles(person: Person, request: Request): Reason[] {
  const { facts, queue, excludedId } = request;
  const found: Reason[] = [];
  const add = (code: ReasonCode, values: Reason['values'] = {}): void => { found.push({ code, values }); };
  if (person.id === excludedId) add('excluded');
  if (person.mute) add('no-right');
  if (person.presence !== 'online') add('offline', { state: person.presence });
  if (!person.onShift) add('off-shift');
  if (person.onPhone && (facts.channel === 'phone' || facts.calling)) add('on-the-phone');
  if (person.unplugged && facts.calling) add('no-telephone');
  if (person.open >= person.capacity) add('full', { open: person.open, capacity: person.capacity });
  else if (person.open >= handsFor(person, request)) add('reserved', { hands: settingsOf(queue).lane?.hands ?? 0, tier: settingsOf(queue).lane?.tier ?? '' });
  const hand = handOf(facts.channel);
  const limit = person.limits?.[hand];
  const held = person.inHand?.[hand] ?? 0;
  if (limit !== null && limit !== undefined && held >= limit) add('full-channel', { kind: hand, open: held, capacity: limit });
  for (const { skillId, level } of needsOf(request)) {
    const has = person.skills.get(skillId) ?? 0;
    if (has >= level) continue;
    const on = person.expired?.get(skillId);
    if (on) add('certificate-expired', { skillId, on }); else add('missing-skill', { skillId, level, has });
  }
  if (queue?.matchLanguage && !person.languages.includes(facts.language)) add('missing-language', { language: facts.language });
  if (person.reach && person.reach.length > 0) {
    const regionFits = (r: { regions: readonly string[] }) => r.regions.length === 0 || r.regions.includes(facts.region ?? '');
    const brandFits = (r: { brands: readonly number[] }) => r.brands.length === 0 || r.brands.includes(facts.brandId ?? 0);
    if (!person.reach.some((r) => regionFits(r) && brandFits(r))) add(person.reach.some(regionFits) ? 'other-brand' : 'other-region', { what: (person.reach.some(regionFits) ? facts.brand : facts.region) ?? '' });
  }
  return found;
}
