import type { Queue, QueueLoad, RoutingExplanation } from '@aftercare/contract/routing';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import { type Tickets, assertCondition } from '../tickets/index.ts';
import { QueuesChanged } from './events.ts';
import { type Names, candidateOf } from './explanation.ts';
import { spread } from './fairness.ts';
import { createMembers } from './members.ts';
import { createOffers } from './offers.ts';
import type { Verdict } from './person.ts';
import { createReplays } from './replays.ts';
import { createRouter } from './router.ts';
import { createRuleTable } from './rule-table.ts';
import * as store from './store.ts';
import { loadOf, presentIn } from './store-load.ts';
import * as queues from './store-queues.ts';
import { waitingByQueue } from './store-waits.ts';

/** Asks a vendor to take a ticket that waited too long. @returns whether they could be asked */
export type AskVendor = (tx: Tx, ticketId: number, vendorId: number, actor: Actor) => Promise<boolean>;

/** Queues, who takes what waits in them, and why. */
export function createRouting(platform: Platform, org: Org, tickets: Tickets) {
  const { db, bus, clock } = platform;
  const rules = createRuleTable(platform, org);
  const router = createRouter(platform, tickets, createMembers(clock, org, createKnownCalendars(org)), rules.now);
  const offers = createOffers(platform, org, tickets, router);
  let askVendor: AskVendor = async () => false;
  const changed = (tx: Tx, queueId: number, actor: Actor) => bus.publish(tx, QueuesChanged, { stream: 'queues', payload: { queueId }, actor });
  const assertKnown = async (tx: Tx, input: queues.QueueWrite, self: number | null) => {
    const refuse = (path: string, value: number) => { throw new Refusal('invalid-input', { fields: [{ path, key: 'field.unknown', params: { value } }] }); };
    const teams = new Set((await org.teams(tx)).map((team) => team.id));
    if (!teams.has(input.teamId)) refuse('teamId', input.teamId);
    const skills = new Set((await org.skills(tx)).map((s) => s.id));
    input.skills.forEach((s, i) => { if (!skills.has(s.skillId)) refuse(`skills.${i}.skillId`, s.skillId); });
    const over = input.settings?.overflow;
    if (over?.to === 'team' && !teams.has(over.id)) refuse('settings.overflow', over.id);
    if (over?.to === 'queue' && (over.id === self || !(await queues.listQueues(tx)).some((q) => q.id === over.id))) refuse('settings.overflow', over.id);
  };
  const kept = async (tx: Tx, id: number | undefined): Promise<Queue> => {
    const queue = (await queues.listQueues(tx)).find((q) => q.id === id);
    if (!queue) throw new Refusal('not-found');
    return queue;
  };
  async function namesIn(language: string, handle: Handle): Promise<Names> {
    const people = new Map((await org.agents(handle)).map((a) => [a.id, a.name]));
    return { people, skills: new Map((await org.skills(handle)).map((s) => [s.id, language.startsWith('zh') ? s.name.zh : s.name.en])), teams: new Map((await org.teams(handle)).map((t) => [t.id, t.name])) };
  }

  return {
    router, offers, rules,
    replays: createReplays(platform, org, rules),
    useVendors(ask: AskVendor) { askVendor = ask; },
    async queues(handle: Handle = db): Promise<(Queue & { waiting: number })[]> {
      const [rows, waiting] = [await queues.listQueues(handle), new Map((await waitingByQueue(handle)).map((w) => [w.queueId, w.n]))];
      return rows.map((q) => ({ ...q, waiting: waiting.get(q.id) ?? 0 }));
    },
    async createQueue(tx: Tx, input: queues.QueueWrite, actor: Actor): Promise<Queue> {
      assertCondition(input.match.condition, 'match.condition', ['region', 'brand', 'model', 'category']);
      await assertKnown(tx, input, null);
      const queue = await kept(tx, (await queues.insertQueue(tx, input))?.id);
      await changed(tx, queue.id, actor);
      return queue;
    },
    async updateQueue(tx: Tx, id: number, input: queues.QueueWrite, actor: Actor): Promise<Queue> {
      assertCondition(input.match.condition, 'match.condition', ['region', 'brand', 'model', 'category']);
      await assertKnown(tx, input, id);
      const queue = await kept(tx, (await queues.saveQueue(tx, id, input))?.id);
      await changed(tx, id, actor);
      return queue;
    },
    async deleteQueue(tx: Tx, id: number, actor: Actor): Promise<void> {
      if ((await queues.deleteQueue(tx, id)) === 0) throw new Refusal('not-found');
      await changed(tx, id, actor);
    },
    /** Gives out what waits and can be taken by now: shifts begin without anybody saying so. */
    retryAll: () => platform.work.tx((tx) => router.retry(tx, null)),
    /** What time alone brings: offers nobody took, and those who waited too long in one queue. */
    async passTime(): Promise<void> {
      await platform.work.tx((tx) => offers.expire(tx));
      await platform.work.tx(async (tx) => { for (const { ticketId, vendorId } of await router.overflow(tx)) await askVendor(tx, ticketId, vendorId, systemActor); });
    },

    /** Why a ticket waits, or who got it and why, the latest first. */
    async explain(ticketId: number, language: string, handle: Handle = db): Promise<Loose<RoutingExplanation>[]> {
      const names = await namesIn(language, handle);
      const named = (verdicts: readonly Verdict[]) => verdicts.map((v) => candidateOf(v, names, language));
      const waiting = await router.judge(handle, ticketId);
      const choices = await store.choicesOf(handle, ticketId);
      return [
        ...(waiting ? [{ at: waiting.since, outcome: 'waiting' as const, queue: waiting.spot.queue?.name ?? null, rule: waiting.spot.ruling.used, agent: null, candidates: named(waiting.verdicts) }] : []),
        ...choices.map((c) => ({ at: c.at, outcome: c.outcome, queue: c.queueName, rule: c.rule, agent: { id: c.agentId, name: names.people.get(c.agentId) ?? '' }, candidates: named(c.candidates) })),
      ];
    },
    /** Why one person, or why not: as it was when the ticket was given, where that was kept; else by what holds now. */
    async explainPerson(ticketId: number, agentId: number, language: string, handle: Handle = db) {
      const names = await namesIn(language, handle);
      if (!names.people.has(agentId)) throw new Refusal('not-found');
      const [last] = await store.choicesOf(handle, ticketId);
      const then = last?.candidates.find((v) => v.id === agentId);
      const waits = (await router.judge(handle, ticketId)) !== null;
      if (last && then && !waits) return { asOf: 'then' as const, at: last.at, candidate: candidateOf(then, names, language) };
      const now = await router.judgePerson(handle, ticketId, agentId);
      if (!now) throw new Refusal('not-found');
      return { asOf: 'now' as const, at: clock.now(), candidate: candidateOf(now, names, language) };
    },
    /** How each queue's work of the last days was spread, beside what time present entitles to. */
    async load(days: number, handle: Handle = db): Promise<{ from: Date; to: Date; items: QueueLoad[] }> {
      const to = clock.now();
      const from = new Date(to.getTime() - days * 86_400_000);
      const given = Map.groupBy(await loadOf(handle, from, to), (r) => r.queueId);
      const hours = new Map((await presentIn(handle, from, to)).map((p) => [p.agentId, p.seconds / 3600]));
      const agents = (await org.agents(handle)).filter((a) => a.status === 'active');
      const round = (n: number) => Math.round(n * 1000) / 1000;
      return {
        from, to, items: (await queues.listQueues(handle)).map((queue) => {
          const rows = given.get(queue.id) ?? [];
          const got = new Map(rows.map((r) => [r.agentId, r]));
          const here = agents.filter((a) => got.has(a.id) || (a.teams.includes(queue.teamId) && (hours.get(a.id) ?? 0) > 0));
          const { evenness, people } = spread(here.map((a) => ({ id: a.id, given: got.get(a.id)?.given ?? 0, weight: got.get(a.id)?.weight ?? 0, hours: hours.get(a.id) ?? 0 })));
          const name = new Map(agents.map((a) => [a.id, a.name]));
          return {
            queueId: queue.id, queue: queue.name, given: rows.reduce((n, r) => n + r.given, 0), weight: round(rows.reduce((n, r) => n + r.weight, 0)), evenness: evenness === null ? null : round(evenness),
            people: people.map((p) => ({ id: p.id, name: name.get(p.id) ?? '', given: p.given, weight: round(p.weight), share: round(p.share), fair: round(p.fair), hours: round(p.hours) })),
          };
        }),
      };
    },
  };
}
export type Routing = ReturnType<typeof createRouting>;
