import type { z } from 'zod';
import { isEvent, type LoggedEvent, type Subscription } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { AgentChanged, type Org, PresenceChanged } from '../org/index.ts';
import { AgentAnswered, DueChanged, TicketChanged, TicketOpened } from '../tickets/index.ts';
import { QueuesChanged } from './events.ts';
import { routerActor } from './router.ts';
import type { Routing } from './routing.ts';
import * as store from './store.ts';
import { closeStretches, openStretches } from './store-load.ts';
import * as waits from './store-waits.ts';

const renewJob = 'routing.renew';
const page = 200;
const isWork = (status: string | undefined) => status === 'new' || status === 'open';

/** What a batch of facts asks of the router. */
interface Plan {
  /** Without an owner, or with another queue than before. */
  readonly route: Set<number>;
  /** Per ticket, who shall not get it (again). */
  readonly excluded: Map<number, number>;
  /** Moved to another team: their owner may not be of it. */
  readonly moved: Set<number>;
  readonly manual: store.NewChoice[];
  /** Nobody need take these any more. */
  readonly settled: Set<number>;
  readonly cameOnline: Set<number>;
  readonly wentOffline: Set<number>;
  readonly changed: Set<number>;
  /** People with a hand free now. */
  readonly freed: Set<number>;
  /** Deadlines that moved, the latest word of each. */
  readonly due: Map<number, string | null>;
  /** Who worked on a ticket, or has it now: nobody has to take it any more. */
  readonly taken: Map<number, number | null>;
  readonly presence: { readonly agentId: number; readonly online: boolean; readonly at: Date }[];
}

export function routingSubscription(platform: Platform, routing: Routing, org: Pick<Org, 'agents'>): Subscription {
  return {
    name: 'routing.on-facts', events: [TicketOpened, TicketChanged, AgentAnswered, DueChanged, PresenceChanged, AgentChanged, QueuesChanged], batch: 500,
    // What the router did itself asks nothing of it.
    concerns: (event) => !(isEvent(event, TicketChanged) && event.actor.name === routerActor.name),
    async handle(events, tx) {
      const plan: Plan = { route: new Set(), excluded: new Map(), moved: new Set(), manual: [], settled: new Set(), cameOnline: new Set(), wentOffline: new Set(), changed: new Set(), freed: new Set(), due: new Map(), taken: new Map(), presence: [] };
      for (const event of events) note(plan, event);
      await follow(tx, plan);
      if (events.some((e) => isEvent(e, QueuesChanged))) await platform.jobs.enqueue(tx, renewJob, { after: 0 }, { key: renewJob });
    },
  };

  async function follow(tx: Tx, plan: Plan): Promise<void> {
    if (plan.manual.length > 0) await store.insertChoices(tx, plan.manual);
    if (plan.settled.size > 0) await waits.dropWaits(tx, [...plan.settled]);
    if (plan.taken.size > 0) await routing.offers.settle(tx, plan.taken);
    for (const p of plan.presence) await (p.online ? openStretches(tx, p.agentId, p.at) : closeStretches(tx, p.agentId, p.at));
    await sortPeople(tx, plan);
    if (plan.moved.size > 0) for (const { id, ownerId } of await store.outsiders(tx, [...plan.moved])) leave(plan, id, ownerId);
    await routing.router.route(tx, [...plan.route], plan.excluded);
    if (plan.due.size > 0) await waits.renewRanks(tx, [...plan.due].map(([ticketId, dueAt]) => ({ ticketId, dueAt })));
    const hands = [...plan.freed, ...plan.cameOnline];
    if (hands.length > 0) await routing.router.retry(tx, await store.teamsOf(tx, hands));
  }

  /** Who came back keeps their own; who left leaves what the customer waits for an answer to, who is no longer with us everything. */
  async function sortPeople(tx: Tx, plan: Plan): Promise<void> {
    if (plan.cameOnline.size > 0) await waits.keepOwn(tx, [...plan.cameOnline]);
    if (plan.wentOffline.size > 0) for (const { id, ownerId } of await store.waitingFor(tx, [...plan.wentOffline], false)) leave(plan, id, ownerId);
    if (plan.changed.size === 0) return;
    const agents = (await org.agents(tx)).filter((a) => plan.changed.has(a.id));
    const gone = agents.filter((a) => a.status === 'disabled').map((a) => a.id);
    if (gone.length > 0) for (const { id, ownerId } of await store.waitingFor(tx, gone, true)) leave(plan, id, ownerId);
    for (const agent of agents) if (agent.status === 'active') plan.freed.add(agent.id);
  }
}

function leave(plan: Plan, ticketId: number, ownerId: number): void {
  plan.route.add(ticketId);
  plan.excluded.set(ticketId, ownerId);
}

function note(plan: Plan, event: LoggedEvent): void {
  if (isEvent(event, TicketOpened)) {
    const { ticketId, ownerId, status } = event.payload;
    if (ownerId !== null) plan.manual.push(manual(ticketId, ownerId, event.at));
    else if (isWork(status)) plan.route.add(ticketId);
  } else if (isEvent(event, PresenceChanged)) {
    const { agentId, state } = event.payload;
    plan.cameOnline.delete(agentId);
    plan.wentOffline.delete(agentId);
    if (state === 'online') plan.cameOnline.add(agentId);
    if (state === 'offline') plan.wentOffline.add(agentId);
    plan.presence.push({ agentId, online: state === 'online', at: event.at });
  } else if (isEvent(event, DueChanged)) {
    plan.due.set(event.payload.ticketId, event.payload.dueAt);
  } else if (isEvent(event, AgentAnswered)) {
    plan.taken.set(event.payload.ticketId, event.payload.authorId);
  } else if (isEvent(event, AgentChanged)) {
    plan.changed.add(event.payload.agentId);
  } else if (isEvent(event, TicketChanged) && event.actor.name !== routerActor.name) {
    noteChange(plan, event.payload, event);
  }
}

type Change = z.output<typeof TicketChanged.schema>;

function noteChange(plan: Plan, change: Change, event: LoggedEvent): void {
  const { ticketId, ownerId, status, before, fields } = change;
  const owned = fields.includes('ownerId');
  if (owned || !isWork(status)) plan.taken.set(ticketId, event.actor.kind === 'agent' && event.actor.id === (before.ownerId ?? ownerId) ? event.actor.id : null);
  else if (event.actor.kind === 'agent' && event.actor.id === ownerId) plan.taken.set(ticketId, ownerId);
  if (owned && before.ownerId) plan.freed.add(before.ownerId);
  if (fields.includes('status') && !isWork(status) && isWork(before.status) && ownerId) plan.freed.add(ownerId);
  if (!isWork(status)) {
    plan.route.delete(ticketId);
    plan.settled.add(ticketId);
    return;
  }
  plan.settled.delete(ticketId);
  if (owned && ownerId !== null) {
    // A person decided: nothing the router thought of before counts.
    if (event.actor.kind !== 'system') plan.manual.push(manual(ticketId, ownerId, new Date(change.at)));
    plan.route.delete(ticketId);
    plan.excluded.delete(ticketId);
    plan.settled.add(ticketId);
    return;
  }
  if (owned && before.ownerId) plan.excluded.set(ticketId, before.ownerId);
  if (ownerId === null) plan.route.add(ticketId);
  else if (fields.includes('teamId')) plan.moved.add(ticketId);
}

const manual = (ticketId: number, agentId: number, at: Date): store.NewChoice => ({ ticketId, at, outcome: 'manual', queueId: null, queueName: null, agentId, weight: 1, rule: null, candidates: [] });

/** After queues changed: everything that waits finds its queue anew, a page at a time. */
export function renewal(platform: Platform, routing: Routing): Job<{ after: number }> {
  return {
    name: renewJob,
    handle: ({ after }) => platform.work.tx(async (tx) => {
      const ids = (await waits.waitingAfter(tx, after, page)).map((w) => w.ticketId);
      await routing.router.route(tx, ids);
      const last = ids.at(-1);
      if (ids.length === page && last) await platform.jobs.enqueue(tx, renewJob, { after: last });
    }),
  };
}
