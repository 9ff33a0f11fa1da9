import { randomUUID } from 'node:crypto';
import { clocksThrough, type PastClock } from '../modules/sla/index.ts';
import { routerActor, urgency } from '../modules/routing/index.ts';
import type { TicketFacts } from '../modules/tickets/index.ts';
import { productName, products } from './company.ts';
import type { DemoCustomer } from './customers.ts';
import { type Given, Hands } from './desk-hands.ts';
import { type Desk, planCourse } from './plan.ts';
import { type Course, play } from './play.ts';
import type { Random } from './random.ts';
import { arrivals, incident } from './seasons.ts';
import { type Channel, type Matter, makeSlots, opening, storyOf, subjectOf } from './speech.ts';
import { type Topic, dockingFault, topics, unwanted } from './topics/index.ts';
import type { World } from './world.ts';

const day = 86_400_000;

export interface PastTicket {
  /** Key of what it is about. */
  readonly topic: string;
  readonly subject: string; readonly channel: Channel; readonly customer: number; readonly threadKey: string; readonly purchasedOn: string | null;
  readonly course: Course; readonly clocks: readonly PastClock[]; readonly choices: readonly Given[];
  /** Waits for somebody whose shift begins. */
  readonly waitsIn: { queueId: number; teamId: number; priority: number } | null;
}
export interface KnownCustomer extends DemoCustomer { readonly id: number }

const channelShares = { 'zh-CN': [['mail', 27], ['chat', 36], ['portal', 18], ['phone', 11], ['webhook', 8]], en: [['mail', 50], ['chat', 20], ['portal', 23], ['webhook', 7]] } as const;

/** Six months of requests up to now, oldest first, each as it stands today. */
export function* makeHistory(random: Random, world: World, customers: readonly KnownCustomer[], options: { tickets: number; now: Date; months?: number }): Generator<PastTicket> {
  const { now } = options;
  const from = new Date(now.getTime() - (options.months ?? 6) * 30.4 * day);
  const outbreak = Math.round(options.tickets * 0.028);
  // A sale last week: what people bought too much of comes back now.
  const regrets = Math.round(options.tickets * 0.005);
  const told = (topic: Topic | null) => (at: number) => ({ at, topic });
  const ordinary = arrivals(random, { count: options.tickets - outbreak - regrets, from, to: now, holidays: world.holidays }).map(told(null));
  const faulty = incident(random, { count: outbreak, start: new Date(now.getTime() - 14.3 * day), until: now }).map(told(dockingFault));
  const back = arrivals(random, { count: regrets, from: new Date(now.getTime() - 1.6 * day), to: now, holidays: world.holidays }).map(told(unwanted[0] ?? null));
  const hands = new Hands(world);
  const pick = { 'zh-CN': picker(random, customers.filter((c) => c.language === 'zh-CN')), en: picker(random, customers.filter((c) => c.language === 'en')) };
  /** Chats that are still going on: whoever comes back goes on there. */
  const chatting = new Set<number>();
  for (const { at, topic: surge } of [...ordinary, ...faulty, ...back].sort((a, b) => a.at - b.at)) {
    const customer = pick[random.chance(englishShare(at)) ? 'en' : 'zh-CN']();
    const topic = surge ?? random.weighted(topics, (t) => t.weight * (t.type === 'inquiry' || t.type === 'usage' ? 1.1 : 1));
    const share = random.weighted(channelShares[customer.language] as readonly (readonly [Channel, number])[], (s) => s[1])[0];
    const channel = share === 'chat' && chatting.has(customer.id) ? 'mail' : share;
    const past = course(random, world, hands, { customer, topic, channel, at, now: now.getTime(), busy: surge ? 1.6 : 1 });
    if (channel === 'chat' && past.course.facts.status !== 'closed') chatting.add(customer.id);
    hands.hold(past.course.inHand, at);
    yield past;
  }
}

/** Europe wakes up when China goes for lunch. */
function englishShare(at: number): number {
  const hour = Math.floor(at / 3_600_000 + 8) % 24;
  return hour < 3 ? 0.75 : hour < 9 ? 0.4 : hour < 15 ? 0.14 : 0.44;
}

/** Few people come often, most come once or twice. */
function picker(random: Random, customers: readonly KnownCustomer[]): () => KnownCustomer {
  const sums: number[] = [];
  let total = 0;
  for (const c of customers) sums.push((total += c.weight));
  return () => {
    const wanted = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) { const middle = (low + high) >> 1; if ((sums[middle] ?? 0) > wanted) high = middle; else low = middle + 1; }
    return customers[low] as KnownCustomer;
  };
}

interface Request { readonly customer: KnownCustomer; readonly topic: Topic; readonly channel: Channel; readonly at: number; readonly now: number; readonly busy: number }

function course(random: Random, world: World, hands: Hands, { customer, topic, channel, at, now, busy }: Request): PastTicket {
  const product = random.weighted(products.filter((p) => topic.products.length === 0 || topic.products.includes(p.key)), (p) => p.weight);
  const { language } = customer;
  const firm = language === 'zh-CN' ? `${customer.city}${random.pick(['云帆', '恒信', '知行', '安禾'])}科技有限公司` : random.pick(['Alder Street Ltd', 'Finch Logistics', 'Marlow Legal', 'Tern Publishing']);
  const slots: Record<string, string> = { ...makeSlots(random, product, customer, language, firm), product: productName(product) };
  const matter: Matter = { topic, product, language, channel, customer, slots, story: storyOf(random, topic, product, language) };
  const lines = opening(random, matter).map((text, i) => ({ at: at + i * 9000, text, picture: i === 0 && random.chance(channel === 'portal' ? 0.3 : 0.07) }));
  const portal = channel === 'portal';
  const facts: TicketFacts = {
    ticketId: 0, type: portal ? topic.type : 'inquiry', status: 'new', priority: 'normal', channel, language, customerId: customer.id, tier: customer.tier, ownerId: null, teamId: null,
    tags: random.chance(0.55) ? [...topic.tags] : [], openedAt: new Date(at).toISOString(), snoozedUntil: null,
  };
  const given = hands.give(facts, at + random.int(1, 9) * 1000, now);
  const queue = hands.queueOf(facts);
  const assigned = (g: Given) => (g.queueName ? `routed|${g.queueName}` : 'routed-in-team');
  const assignments = given && given.at <= at + 60_000 ? [{ at: given.at, ownerId: given.ownerId, teamId: given.teamId, reason: assigned(given), actor: routerActor }] : [
    ...(queue ? [{ at: at + 2000, ownerId: null, teamId: queue.teamId, reason: `queued|${queue.name}`, actor: routerActor }] : []),
    ...(given ? [{ at: given.at, ownerId: given.ownerId, teamId: given.teamId, reason: assigned(given), actor: routerActor }] : []),
  ];
  const owner = world.agents.find((a) => a.id === given?.ownerId);
  const desk: Desk | null = owner ? { shift: owner.shift, agentName: owner.name } : null;
  const teamId = world.teamOf(topic.team);
  const elsewhere = given && teamId !== null && teamId !== given.teamId && language === 'zh-CN' && customer.tier !== 'vip' ? hands.give({ ...facts, teamId, type: topic.type }, given.at + 600_000, Number.POSITIVE_INFINITY, given.ownerId) : null;
  const deeds = given && desk ? planCourse(random, matter, desk, given.at, busy, elsewhere ? [topic.team] : []) : [];
  const moved = elsewhere && deeds.find((d) => d.kind === 'move');
  const done = play({
    facts, product: portal ? slots['product'] ?? '' : '', serial: portal && random.chance(0.7) ? slots['sn'] ?? '' : '', customer: { id: customer.id, name: customer.name }, agentNames: world.agentNames, systemName: 'Aftercare', opening: lines, assignments,
    move: elsewhere && moved ? { teamId: elsewhere.teamId ?? 0, ownerId: elsewhere.ownerId, reason: assigned(elsewhere), actor: routerActor } : null,
    mention: world.agents.find((a) => a.roles.includes('supervisor'))?.id ?? 0, until: now,
  }, deeds);
  const clocks = clocksThrough(done.moments.filter((m) => m.kind !== 'changed' || m.fields.some((f) => f === 'status' || f === 'type' || f === 'priority')).map((m) => ({ kind: m.kind, facts: m.facts, at: new Date(m.at), words: m.reason })), world.policies, world.calendars, new Date(now));
  return {
    topic: topic.key,
    subject: channel === 'chat' ? (lines.at(-1)?.text ?? '').slice(0, 80) : subjectOf(random, matter), channel, customer: customer.id, threadKey: threadOf(channel, customer), purchasedOn: portal ? new Date(at - random.int(20, 600) * day).toISOString().slice(0, 10) : null,
    course: done, clocks, choices: [...(given ? [given] : []), ...(elsewhere && moved && moved.at <= now ? [{ ...elsewhere, at: moved.at + 2000 }] : [])],
    waitsIn: done.facts.status === 'new' && queue ? { queueId: queue.id, teamId: queue.teamId, priority: urgency(done.facts) } : null,
  };
}

function threadOf(channel: Channel, customer: KnownCustomer): string {
  if (channel === 'chat') return customer.identities.find((i) => i.kind === 'chat')?.value ?? randomUUID();
  return channel === 'mail' ? `<${randomUUID()}@example.com>` : `${channel}:${randomUUID()}`;
}
