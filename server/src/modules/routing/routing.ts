import type { Queue, RoutingExplanation } from '@aftercare/contract/routing';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import { type Tickets, assertCondition } from '../tickets/index.ts';
import { QueuesChanged } from './events.ts';
import { candidateOf } from './explanation.ts';
import type { Verdict } from './policy.ts';
import { createRouter } from './router.ts';
import * as store from './store.ts';
import * as queues from './store-queues.ts';
import { waitingByQueue } from './store-waits.ts';

/** Queues, who takes what waits in them, and why. */
export function createRouting(platform: Platform, org: Org, tickets: Tickets) {
  const { db, bus } = platform;
  const router = createRouter(platform, tickets, createKnownCalendars(org));
  const changed = (tx: Tx, queueId: number, actor: Actor) => bus.publish(tx, QueuesChanged, { stream: 'queues', payload: { queueId }, actor });
  const assertKnown = async (tx: Tx, input: queues.QueueWrite) => {
    const refuse = (path: string, value: number) => { throw new Refusal('invalid-input', { fields: [{ path, key: 'field.unknown', params: { value } }] }); };
    if (!(await org.teams(tx)).some((team) => team.id === input.teamId)) refuse('teamId', input.teamId);
    const skills = new Set((await org.skills(tx)).map((s) => s.id));
    input.skills.forEach((s, i) => { if (!skills.has(s.skillId)) refuse(`skills.${i}.skillId`, s.skillId); });
  };

  return {
    router,
    async queues(handle: Handle = db): Promise<(Queue & { waiting: number })[]> {
      const [rows, waiting] = [await queues.listQueues(handle), new Map((await waitingByQueue(handle)).map((w) => [w.queueId, w.n]))];
      return rows.map((q) => ({ ...q, waiting: waiting.get(q.id) ?? 0 }));
    },
    async createQueue(tx: Tx, input: queues.QueueWrite, actor: Actor): Promise<Queue> {
      assertCondition(input.match.condition);
      await assertKnown(tx, input);
      const queue = await queues.insertQueue(tx, input);
      if (!queue) throw new Error('the queue was not written');
      await changed(tx, queue.id, actor);
      return queue;
    },
    async updateQueue(tx: Tx, id: number, input: queues.QueueWrite, actor: Actor): Promise<Queue> {
      assertCondition(input.match.condition);
      await assertKnown(tx, input);
      const queue = await queues.saveQueue(tx, id, input);
      if (!queue) throw new Refusal('not-found');
      await changed(tx, id, actor);
      return queue;
    },
    async deleteQueue(tx: Tx, id: number, actor: Actor): Promise<void> {
      if ((await queues.deleteQueue(tx, id)) === 0) throw new Refusal('not-found');
      await changed(tx, id, actor);
    },
    /** Gives out what waits and can be taken by now: shifts begin without anybody saying so. */
    retryAll: () => platform.work.tx((tx) => router.retry(tx, null)),

    /** Why a ticket waits, or who got it and why, the latest first. */
    async explain(ticketId: number, language: string, handle: Handle = db): Promise<Loose<RoutingExplanation>[]> {
      const names = new Map((await org.agents(handle)).map((a) => [a.id, a.name]));
      const skills = new Map((await org.skills(handle)).map((s) => [s.id, language.startsWith('zh') ? s.name.zh : s.name.en]));
      const named = (verdicts: readonly Verdict[]) => verdicts.map((v) => candidateOf(v, names.get(v.id) ?? '', skills, language));
      const waiting = await router.judge(handle, ticketId);
      const choices = await store.choicesOf(handle, ticketId);
      return [
        ...(waiting ? [{ at: waiting.since, outcome: 'waiting' as const, queue: waiting.queue?.name ?? null, agent: null, candidates: named(waiting.verdicts) }] : []),
        ...choices.map((c) => ({ at: c.at, outcome: c.outcome, queue: c.queueName, agent: { id: c.agentId, name: names.get(c.agentId) ?? '' }, candidates: named(c.candidates) })),
      ];
    },
  };
}
export type Routing = ReturnType<typeof createRouting>;
