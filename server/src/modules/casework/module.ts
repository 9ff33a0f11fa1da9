import { may } from '../../platform/auth/index.ts';
import { type Subscription, systemActor } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { Processes } from '../processes/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { caseworkActions } from './actions.ts';
import type { Casework } from './casework.ts';
import { StepsChanged } from './events.ts';
import { forwardedEvents, messagesOf } from './forwards.ts';
import { type Reach, createOwnSteps } from './own-steps.ts';
import { projectionSubscription } from './projection.ts';
import { caseworkRoutes } from './routes.ts';
import * as store from './store.ts';

export function caseworkModule(platform: Platform, casework: Casework, o: { org: Org; tickets: Tickets; processes: Processes; papers: Papers; reaches: readonly Reach[] }) {
  const { starting } = casework;
  const forwarding: Subscription = {
    name: 'casework.forwards', lingerMs: 50, start: 'now',
    // Asked when the bus starts: which rooms are here is known only then.
    get events() { return forwardedEvents((name) => platform.bus.knows(name)); },
    concerns: (event) => messagesOf([event]).length > 0,
    async handle(events, tx) {
      const told = messagesOf(events);
      const going = await store.ticketsWithCases(tx, told.map((m) => m.ticketId));
      for (const { ticketId, early, ...message } of told) if (early || going.has(ticketId)) await o.processes.message(tx, { stream: `ticket:${ticketId}`, ...message });
    },
  };
  return defineModule({
    name: 'casework',
    routes: caseworkRoutes(platform, casework, createOwnSteps(platform, o.tickets, casework, o.reaches), o.tickets, o.org, o.papers),
    subscriptions: [starting.subscription, projectionSubscription((tx, tasks) => starting.assigning.opened(tx, tasks), (tx, ticketIds) => platform.bus.publish(tx, StepsChanged, { stream: 'casework', payload: { ticketIds: [...ticketIds] }, actor: systemActor })), forwarding],
    events: [StepsChanged],
    live: [
      { event: StepsChanged, topics: (event) => (event.payload as { ticketIds: number[] }).ticketIds.map((id) => `ticket:${id}`), data: () => ({}) },
      // Heard by everybody who does steps, of whatever case: so it says nothing of any.
      { event: StepsChanged, topics: () => ['steps'], data: () => ({}) },
    ],
    topics: { steps: (principal) => may(principal, 'steps.work') },
    actions: caseworkActions(o.org, o.tickets, starting),
    rights: { 'steps.work': { zh: '办分给自己和本岗位的步骤', en: 'Do steps of their own and of their role' }, 'casework.manage': { zh: '设置工单流程', en: 'Say which tickets follow which process' } },
  });
}
