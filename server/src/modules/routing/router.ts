/** Gives tickets to people. Any number of tickets costs the same few statements; people are loaded once for all of them. */
import type { Queue } from '@aftercare/contract/routing';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Place, Tickets } from '../tickets/index.ts';
import { type Line, lineUp, reaches } from './line-up.ts';
import type { Member, Members } from './members.ts';
import { type Verdict, handOf, obstacles } from './person.ts';
import { choose } from './policy.ts';
import { settingsOf } from './queue-settings.ts';
import type { Rules } from './rules.ts';
import { type Facts, type Known, type Spot, demandOf, inLine, kindOf, requestOf, requestOfKind, spotOf } from './spots.ts';
import * as store from './store.ts';
import { offersOf, putOffers } from './store-offers.ts';
import { listQueues } from './store-queues.ts';
import * as waits from './store-waits.ts';

/** Told apart from other system work, so that the router does not answer itself. */
export const routerActor: Actor = { kind: 'system', id: null, name: 'Aftercare routing' };
/** People named in an explanation; fewer in a burst, when nobody reads each and every one. */
const mostVerdicts = 40;
const mostInBurst = 8;
const burst = 50;
/** A few more than there are free hands: some of the first may not be for these people. */
const margin = 20;
/** Tickets given out together. */
const batch = 500;
/** Looks at the lines with the same hands. */
const rounds = 8;
const mostHops = 3;
const routable = (status: string) => status === 'new' || status === 'open';

export interface Excluded { readonly id: number; /** Null: for as long as it waits. */ readonly until: Date | null }
interface Given { readonly spot: Spot; readonly personId: number; readonly verdicts: readonly Verdict[] }

export function createRouter(platform: Pick<Platform, 'clock'>, tickets: Pick<Tickets, 'facts' | 'place'>, people: Members, rulesNow: (handle: Handle) => Promise<Rules | null>) {
  const { clock } = platform;

  async function factsOf(handle: Handle, ids: readonly number[], finished = false): Promise<Facts[]> {
    const facts = (await tickets.facts(handle, ids)).filter((f) => finished || routable(f.status));
    const more = new Map((await store.dimensions(handle, facts.map((f) => f.ticketId))).map((d) => [d.ticketId, d]));
    const calling = await people.calling(handle, facts.map((f) => f.ticketId));
    return facts.flatMap((f) => { const d = more.get(f.ticketId); return d ? [{ ...f, ...d, calling: calling.has(f.ticketId) }] : []; });
  }
  async function knownOf(handle: Handle, facts: readonly Facts[], queues: readonly Queue[]): Promise<Map<number, Known[]>> {
    const days = Math.max(settingsOf(null).sticky.days, ...queues.map((q) => settingsOf(q).sticky.days));
    const rows = facts.length === 0 ? [] : await store.recentOwners(handle, [...new Set(facts.map((f) => f.customerId))], facts.map((f) => f.ticketId), new Date(clock.now().getTime() - days * 86_400_000));
    return new Map(Map.groupBy(rows, (r) => r.customerId).entries());
  }
  /** Tickets with their queue and team, the next in line first. */
  async function spotsOf(handle: Handle, ids: readonly number[], remembered: ReadonlyMap<number, waits.Remembered>): Promise<Spot[]> {
    const facts = await factsOf(handle, ids);
    const around = { queues: await listQueues(handle), rules: await rulesNow(handle), now: clock.now() };
    const known = await knownOf(handle, facts, around.queues);
    return facts.map((f) => spotOf(f, around, known.get(f.customerId) ?? [], remembered.get(f.ticketId))).toSorted(inLine);
  }

  /**
   * Gives each of the tickets that has no owner to somebody, or lets it wait. Safe from any number of transactions at once:
   * nobody is filled beyond capacity, no ticket is given twice.
   * @param excluded per ticket who shall not get it; a ticket that they own counts as free to be taken over
   * @returns those given
   */
  async function route(tx: Tx, ticketIds: readonly number[], excluded: ReadonlyMap<number, number> = new Map(), until: Date | null = null): Promise<ReadonlySet<number>> {
    const all = [...new Set(ticketIds)];
    const given = new Set<number>();
    for (let from = 0; from < all.length; from += batch) for (const id of await routeSome(tx, all.slice(from, from + batch), excluded, until)) given.add(id);
    return given;
  }

  async function routeSome(tx: Tx, ids: readonly number[], excluded: ReadonlyMap<number, number>, until: Date | null): Promise<Iterable<number>> {
    const remembered = new Map((await waits.waitsOf(tx, ids)).map((w) => [w.ticketId, w]));
    const excludedOf = (id: number): Excluded | null => {
      const now = excluded.get(id);
      if (now) return { id: now, until };
      const before = remembered.get(id);
      return before?.excludedId && (before.excludedUntil === null || before.excludedUntil > clock.now()) ? { id: before.excludedId, until: before.excludedUntil } : null;
    };
    const spots = await spotsOf(tx, ids, remembered);
    const rows = await store.people(tx, [...new Set(spots.flatMap((s) => (s.teamId === null ? [] : [s.teamId])))]);
    await store.lockLoads(tx, rows.map((r) => r.id));
    const held = await store.lockTickets(tx, ids);
    const free = new Set(held.filter((t) => routable(t.status) && (t.ownerId === null || t.ownerId === excludedOf(t.id)?.id)).map((t) => t.id));
    const members = await people.of(tx, rows, spots.some((s) => s.facts.calling));
    const came = members.filter((m) => m.presence === 'online' && m.levelAt === m.cameAt);
    if (came.length > 0) await store.setLevels(tx, came.map((m) => ({ agentId: m.id, at: m.cameAt, given: m.given })));
    const open = spots.filter((s) => free.has(s.facts.ticketId));
    const given = give(open, members, excludedOf);
    await write(tx, ids, open, given, members, excludedOf);
    return given.keys();
  }

  function give(spots: readonly Spot[], members: readonly Member[], excludedOf: (id: number) => Excluded | null): Map<number, Given> {
    const given = new Map<number, Given>();
    const now = clock.now();
    const teams = new Map([...new Set(spots.map((s) => s.teamId))].map((teamId) => [teamId, members.filter((m) => teamId !== null && m.teams.includes(teamId))]));
    // What a customer's other ticket of this very batch went to counts, too.
    const justNow = new Map<number, number>();
    for (const spot of spots) {
      const before = justNow.get(spot.facts.customerId);
      const request = requestOf(before === undefined ? spot : { ...spot, knownBy: [before, ...spot.knownBy.filter((id) => id !== before)] }, excludedOf(spot.facts.ticketId)?.id ?? null, now);
      const team = teams.get(spot.teamId) ?? [];
      const { chosen, verdicts } = choose(team, request, spots.length > burst ? mostInBurst : mostVerdicts);
      const member = chosen && team.find((m) => m.id === chosen.id);
      if (!member) continue;
      member.open += 1;
      member.inHand[handOf(spot.facts.channel)] += 1;
      member.given += spot.weight;
      member.lastAssignedAt = now;
      justNow.set(spot.facts.customerId, member.id);
      given.set(spot.facts.ticketId, { spot, personId: member.id, verdicts });
    }
    return given;
  }

  async function write(tx: Tx, ids: readonly number[], spots: readonly Spot[], given: ReadonlyMap<number, Given>, members: readonly Member[], excludedOf: (id: number) => Excluded | null): Promise<void> {
    const now = clock.now();
    await tickets.place(tx, spots.flatMap(({ facts, queue, teamId }): Place[] => {
      const taken = given.get(facts.ticketId);
      const team = teamId !== null && facts.teamId !== teamId ? { teamId } : {};
      if (taken) return [{ id: facts.ticketId, ownerId: taken.personId, ...team, reason: queue ? `routed|${queue.name}` : 'routed-in-team' }];
      return teamId !== null && facts.teamId !== teamId && queue ? [{ id: facts.ticketId, ...team, reason: `queued|${queue.name}` }] : [];
    }), routerActor);
    const taken = [...given.values()];
    if (taken.length > 0) {
      await store.insertChoices(tx, taken.map(({ spot, personId, verdicts }) => ({ ticketId: spot.facts.ticketId, at: now, outcome: 'assigned' as const, queueId: spot.queue?.id ?? null, queueName: spot.queue?.name ?? null, agentId: personId, weight: spot.weight, rule: spot.ruling.used, candidates: verdicts })));
      const busy = new Set(taken.map((t) => t.personId));
      await store.touchLoads(tx, members.filter((m) => busy.has(m.id)).map((m) => ({ agentId: m.id, at: now, given: m.given })));
      await putOffers(tx, taken.flatMap(({ spot, personId }) => {
        const { offer } = settingsOf(spot.queue);
        // Telephones ring by themselves, and the hotline counts their time.
        return offer && handOf(spot.facts.channel) !== 'call' ? [{ ticketId: spot.facts.ticketId, agentId: personId, queueId: spot.queue?.id ?? null, at: now, expiresAt: new Date(now.getTime() + offer.seconds * 1000), misses: offer.misses }] : [];
      }));
    }
    const waiting = spots.filter((s) => !given.has(s.facts.ticketId));
    const stays = new Set(waiting.map((s) => s.facts.ticketId));
    await waits.dropWaits(tx, ids.filter((id) => !stays.has(id)));
    if (waiting.length > 0) await waits.putWaits(tx, waiting.map((s): waits.WaitRow => {
      const { order, overflow } = settingsOf(s.queue);
      const kept = excludedOf(s.facts.ticketId);
      return {
        ticketId: s.facts.ticketId, queueId: s.queue?.id ?? null, teamId: s.teamId, language: s.facts.language, priority: s.creditMinutes, excludedId: kept?.id ?? null, excludedUntil: kept?.until ?? null, since: s.since, rankAt: s.rank, kind: kindOf(s), demand: demandOf(s),
        creditMinutes: s.creditMinutes, pressureMinutes: order.deadline, overflowAt: overflow ? new Date(s.since.getTime() + overflow.afterMinutes * 60_000) : null,
      };
    }));
  }

  /** Somebody may have a free hand now: gives out what waits in these teams (in all when null), the next in line first. */
  async function retry(tx: Tx, teamIds: readonly number[] | null): Promise<void> {
    const kinds = await waits.waitingKinds(tx, teamIds);
    if (kinds.length === 0) return;
    const queues = new Map((await listQueues(tx)).map((q) => [q.id, q]));
    const lines = kinds.map((k): Line => ({ kind: k.kind, teamId: k.teamId, request: requestOfKind(k, k.queueId === null ? null : (queues.get(k.queueId) ?? null), clock.now()) }));
    const rows = await store.people(tx, [...new Set(kinds.map((k) => k.teamId))]);
    const passed = new Map<number, string>();
    // Heads of a line may wait for somebody else: then those behind them are asked for, too.
    for (let round = 0; round < rounds; round++) {
      const members = await people.of(tx, rows);
      const behind = Map.groupBy(passed.values(), (kind) => kind);
      const { byLine, hands: most } = reaches(lines, members);
      const wanted = [...byLine].map(([kind, hands]) => ({ kind, limit: Math.min(batch, hands) + margin + (behind.get(kind)?.length ?? 0) }));
      if (wanted.length === 0) return;
      const heads = (await waits.nextWaiting(tx, wanted, 4 * batch + passed.size)).filter((h) => !passed.has(h.ticketId));
      const { ids, hands } = lineUp(heads, lines, members, margin);
      if (hands === 0) return;
      const given = await route(tx, ids);
      const asked = new Set(ids);
      for (const { ticketId, kind } of heads) if (asked.has(ticketId) && !given.has(ticketId)) passed.set(ticketId, kind);
      if (given.size >= most) return;
    }
  }

  /** Moves on what waited too long in its queue. @returns those a vendor is to be asked for */
  async function overflow(tx: Tx): Promise<{ ticketId: number; vendorId: number }[]> {
    const now = clock.now();
    const late = await waits.overdue(tx, now, 200);
    if (late.length === 0) return [];
    const queues = new Map((await listQueues(tx)).map((q) => [q.id, q]));
    const forVendors: { ticketId: number; vendorId: number }[] = [];
    await waits.moveOn(tx, late.map(({ ticketId, queueId, hops }) => {
      const to = settingsOf(queueId === null ? null : queues.get(queueId)).overflow;
      if (to?.to === 'vendor') forVendors.push({ ticketId, vendorId: to.id });
      const next = to?.to === 'queue' ? settingsOf(queues.get(to.id)).overflow : null;
      return { ticketId, toQueueId: to?.to === 'queue' && queues.has(to.id) ? to.id : null, toTeamId: to?.to === 'team' ? to.id : null, overflowAt: next && hops + 1 < mostHops ? new Date(now.getTime() + next.afterMinutes * 60_000) : null };
    }));
    await route(tx, late.map((l) => l.ticketId));
    return forVendors;
  }

  /** Why nobody takes a waiting ticket at this moment. */
  async function judge(handle: Handle, ticketId: number): Promise<{ spot: Spot; verdicts: Verdict[]; since: Date } | null> {
    const found = await judged(handle, ticketId);
    return found?.wait ? { spot: found.spot, since: found.wait.since, verdicts: choose(found.members, found.request, mostVerdicts).verdicts.map((v) => ({ ...v, chosen: false })) } : null;
  }
  async function judged(handle: Handle, ticketId: number) {
    const [wait] = await waits.waitsOf(handle, [ticketId]);
    const [spot] = await spotsOf(handle, [ticketId], new Map(wait ? [[ticketId, wait]] : []));
    if (!spot) return null;
    const members = spot.teamId === null ? [] : await people.of(handle, await store.people(handle, [spot.teamId]), spot.facts.calling);
    return { wait, spot, members, request: requestOf(spot, wait?.excludedId && (wait.excludedUntil === null || wait.excludedUntil > clock.now()) ? wait.excludedId : null, clock.now()) };
  }
  /** What speaks for or against one person at this moment, of the team or not. */
  async function judgePerson(handle: Handle, ticketId: number, agentId: number): Promise<Verdict | null> {
    const found = await judged(handle, ticketId);
    const [row] = await store.onePerson(handle, agentId);
    if (!found || !row) return null;
    const [person] = await people.of(handle, [row], found.spot.facts.calling);
    if (!person) return null;
    const reasons = [...(found.spot.teamId !== null && !row.teams.includes(found.spot.teamId) ? [{ code: 'not-in-team' as const, values: { teamId: found.spot.teamId } }] : []), ...obstacles(person, found.request)];
    return { id: agentId, chosen: false, reasons: reasons.length > 0 ? reasons : (choose(found.members, found.request).verdicts.find((v) => v.id === agentId)?.reasons ?? [{ code: 'free', values: {} }]) };
  }

  return { route, retry, overflow, judge, judgePerson, offersOf, factsOf, telephonesBy: people.telephonesBy };
}
export type Router = ReturnType<typeof createRouter>;
