/** Gives tickets to people. Any number of tickets costs the same few statements; people are loaded once for all of them. */
import type { Queue } from '@aftercare/contract/routing';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { isOpen } from '../../platform/time/index.ts';
import type { KnownCalendarSource } from '../org/index.ts';
import type { Place, TicketFacts, Tickets } from '../tickets/index.ts';
import { choose, matchQueue, obstacles, type Person, urgency, type Verdict } from './policy.ts';
import * as store from './store.ts';
import { listQueues } from './store-queues.ts';
import * as waits from './store-waits.ts';

/** Told apart from other system work, so that the router does not answer itself. */
export const routerActor: Actor = { kind: 'system', id: null, name: 'Aftercare routing' };
/** How far back somebody counts as knowing a customer. */
const knowsForDays = 90;
/** People named in an explanation; fewer in a burst, when nobody reads each and every one. */
const mostVerdicts = 40;
const mostInBurst = 8;
const burst = 50;
/** A few more than there are free hands: some of the first may not be for these people. */
const margin = 20;

type Member = Person & { open: number; lastAssignedAt: Date | null; readonly teams: readonly number[] };
interface Spot { readonly facts: TicketFacts; readonly queue: Queue | null; readonly teamId: number | null }

export function createRouter(platform: Pick<Platform, 'clock'>, tickets: Pick<Tickets, 'facts' | 'place'>, calendars: KnownCalendarSource) {
  const { clock } = platform;
  /** Who has a telephone call in hand; the hotline stands above us and says it. */
  let onPhone: (handle: Handle, agentIds: readonly number[]) => Promise<ReadonlySet<number>> = async () => new Set();
  const routable = (status: string) => status === 'new' || status === 'open';

  /** Members of teams with what they have in hand. */
  async function membersOf(handle: Handle, rows: readonly store.PersonRow[]): Promise<Member[]> {
    const ids = rows.map((r) => r.id);
    const inHand = new Map((await store.loads(handle, ids)).map((l) => [l.id, l]));
    const { compiled } = await calendars.load(handle);
    const now = clock.now();
    const calling = await onPhone(handle, ids);
    return rows.map((r) => {
      const calendar = r.calendarId === null ? undefined : compiled.get(String(r.calendarId));
      return {
        id: r.id, presence: r.presence, capacity: r.capacity, languages: r.languages, teams: r.teams, skills: new Map(r.skills.map((s) => [s.skillId, s.level])),
        onShift: calendar ? isOpen(calendar, now) : true, open: inHand.get(r.id)?.open ?? 0, onPhone: calling.has(r.id), lastAssignedAt: inHand.get(r.id)?.lastAssignedAt ?? null,
      };
    });
  }

  /** Tickets with their queue and team, the most urgent first. */
  function spotsOf(facts: readonly TicketFacts[], queues: readonly Queue[]): Spot[] {
    return facts.map((f) => {
      const queue = matchQueue(queues, f) ?? null;
      return { facts: f, queue, teamId: queue?.teamId ?? f.teamId };
    }).toSorted((a, b) => urgency(b.facts) - urgency(a.facts) || a.facts.openedAt.localeCompare(b.facts.openedAt) || a.facts.ticketId - b.facts.ticketId);
  }

  /**
   * Gives each of the tickets that has no owner to somebody, or lets it wait. Safe from any number of transactions at once:
   * nobody is filled beyond capacity, no ticket is given twice.
   * @param excluded per ticket who shall not get it; a ticket that they own counts as free to be taken over
   */
  async function route(tx: Tx, ticketIds: readonly number[], excluded: ReadonlyMap<number, number> = new Map()): Promise<void> {
    const ids = [...new Set(ticketIds)];
    if (ids.length === 0) return;
    const remembered = new Map((await waits.waitsOf(tx, ids)).map((w) => [w.ticketId, w.excludedId]));
    const excludedOf = (id: number) => excluded.get(id) ?? remembered.get(id) ?? null;
    const spots = spotsOf((await tickets.facts(tx, ids)).filter((f) => routable(f.status)), await listQueues(tx));
    const rows = await store.people(tx, [...new Set(spots.flatMap((s) => (s.teamId === null ? [] : [s.teamId])))]);
    await store.lockLoads(tx, rows.map((r) => r.id));
    const held = await store.lockTickets(tx, ids);
    const free = new Set(held.filter((t) => routable(t.status) && (t.ownerId === null || t.ownerId === excludedOf(t.id))).map((t) => t.id));
    const members = await membersOf(tx, rows);
    const open = spots.filter((s) => free.has(s.facts.ticketId));
    const outcome = give(open, members, await knownBy(tx, open), excludedOf);
    await write(tx, ids, open, outcome, excludedOf);
  }

  async function knownBy(tx: Tx, spots: readonly Spot[]): Promise<Map<number, number[]>> {
    const customers = [...new Set(spots.map((s) => s.facts.customerId))];
    const since = new Date(clock.now().getTime() - knowsForDays * 86_400_000);
    const rows = customers.length > 0 ? await store.recentOwners(tx, customers, spots.map((s) => s.facts.ticketId), since) : [];
    return new Map(Map.groupBy(rows, (r) => r.customerId).entries().map(([id, owners]) => [id, [...new Set(owners.map((o) => o.ownerId))]]));
  }

  function give(spots: readonly Spot[], members: readonly Member[], known: Map<number, number[]>, excludedOf: (id: number) => number | null): Map<number, { personId: number; verdicts: readonly Verdict[] }> {
    const given = new Map<number, { personId: number; verdicts: readonly Verdict[] }>();
    const now = clock.now();
    for (const { facts, queue, teamId } of spots) {
      const team = members.filter((m) => teamId !== null && m.teams.includes(teamId));
      const { chosen, verdicts } = choose(team, { facts, queue, knownBy: known.get(facts.customerId) ?? [], excludedId: excludedOf(facts.ticketId), now });
      const member = team.find((m) => m.id === chosen?.id);
      if (!member) continue;
      member.open += 1;
      member.lastAssignedAt = now;
      known.set(facts.customerId, [member.id, ...(known.get(facts.customerId) ?? []).filter((id) => id !== member.id)]);
      given.set(facts.ticketId, { personId: member.id, verdicts: verdicts.slice(0, spots.length > burst ? mostInBurst : mostVerdicts) });
    }
    return given;
  }

  async function write(tx: Tx, ids: readonly number[], spots: readonly Spot[], given: Awaited<ReturnType<typeof give>>, excludedOf: (id: number) => number | null): Promise<void> {
    const now = clock.now();
    const waiting = spots.filter((s) => !given.has(s.facts.ticketId));
    await tickets.place(tx, spots.flatMap(({ facts, queue, teamId }): Place[] => {
      const taken = given.get(facts.ticketId);
      const team = facts.teamId === null && teamId !== null ? { teamId } : {};
      if (taken) return [{ id: facts.ticketId, ownerId: taken.personId, ...team, reason: queue ? `routed|${queue.name}` : 'routed-in-team' }];
      return facts.teamId === null && queue ? [{ id: facts.ticketId, ...team, reason: `queued|${queue.name}` }] : [];
    }), routerActor);
    const taken = spots.flatMap((s) => { const g = given.get(s.facts.ticketId); return g ? [{ spot: s, ...g }] : []; });
    if (taken.length > 0) {
      await store.insertChoices(tx, taken.map(({ spot, personId, verdicts }) => ({ ticketId: spot.facts.ticketId, at: now, outcome: 'assigned' as const, queueName: spot.queue?.name ?? null, agentId: personId, candidates: verdicts })));
      await store.touchLoads(tx, [...new Set(taken.map((t) => t.personId))].map((agentId) => ({ agentId, at: now })));
    }
    const stays = new Set(waiting.map((s) => s.facts.ticketId));
    await waits.dropWaits(tx, ids.filter((id) => !stays.has(id)));
    if (waiting.length > 0) await waits.putWaits(tx, waiting.map(({ facts, queue, teamId }) => ({ ticketId: facts.ticketId, queueId: queue?.id ?? null, teamId, language: facts.language, priority: urgency(facts), excludedId: excludedOf(facts.ticketId), since: now })));
  }

  /** Somebody may have a free hand now: gives out what waits in these teams (in all when null), the most urgent first. */
  async function retry(tx: Tx, teamIds: readonly number[] | null): Promise<void> {
    const kinds = await waits.waitingKinds(tx, teamIds);
    if (kinds.length === 0) return;
    const queues = new Map((await listQueues(tx)).map((q) => [q.id, q]));
    const members = await membersOf(tx, await store.people(tx, [...new Set(kinds.map((k) => k.teamId))]));
    const ids: number[] = [];
    for (const kind of kinds) {
      const request = { facts: { language: kind.language as TicketFacts['language'], tier: 'standard' as const }, queue: kind.queueId === null ? null : (queues.get(kind.queueId) ?? null), knownBy: [], excludedId: null, now: clock.now() };
      const hands = members.filter((m) => m.teams.includes(kind.teamId) && obstacles(m, request).length === 0).reduce((sum, m) => sum + m.capacity - m.open, 0);
      if (hands > 0) ids.push(...(await waits.nextWaiting(tx, kind, Math.min(500, hands + margin))).map((w) => w.ticketId));
    }
    await route(tx, ids);
  }

  /** Why nobody takes a waiting ticket at this moment. */
  async function judge(handle: Handle, ticketId: number): Promise<{ queue: Queue | null; verdicts: Verdict[]; since: Date } | null> {
    const wait = await waits.waitOf(handle, ticketId);
    const [facts] = wait ? await tickets.facts(handle, [ticketId]) : [];
    const [spot] = facts ? spotsOf([facts], await listQueues(handle)) : [];
    if (!wait || !spot) return null;
    const members = spot.teamId === null ? [] : await membersOf(handle, await store.people(handle, [spot.teamId]));
    const { verdicts } = choose(members, { facts: spot.facts, queue: spot.queue, knownBy: [], excludedId: wait.excludedId, now: clock.now() });
    return { queue: spot.queue, verdicts: verdicts.map((v) => ({ ...v, chosen: false })).slice(0, mostVerdicts), since: wait.since };
  }

  return { route, retry, judge, telephonesBy: (source: typeof onPhone) => { onPhone = source; } };
}
export type Router = ReturnType<typeof createRouter>;
