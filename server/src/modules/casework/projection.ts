import { type LoggedEvent, type Subscription, isEvent } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { ProcessEnded, ProcessStarted, StepEntered, StepLeft, TaskChanged, TaskDone, TaskOpened } from '../processes/index.ts';
import * as store from './store.ts';
import * as calls from './store-follow.ts';

const kinds: Readonly<Record<string, store.StepKind>> = { userTask: 'task', manualTask: 'task', receiveTask: 'wait', intermediateCatchEvent: 'wait', serviceTask: 'action', sendTask: 'action', businessRuleTask: 'action', callActivity: 'action', subProcess: 'action' };

/** What a step is to people; undefined for what nobody needs to read: gateways, and work of the machine that says nothing to the customer. */
export function kindOf(type: string, spoken: boolean): store.StepKind | undefined {
  const name = type.replace(/^bpmn:/, '');
  const kind = kinds[name.charAt(0).toLowerCase() + name.slice(1)];
  return kind === 'action' && !spoken ? undefined : kind;
}

const ofPeople = new Set([TaskOpened, TaskChanged, TaskDone, ProcessEnded].map((e) => e.name));

/** Steps of tickets as the engine tells of them, in a table for timelines, lists and customers. Batches cost the same few statements. */
export function projectionSubscription(opened: (tx: Tx, tasks: readonly store.OpenTask[]) => Promise<void>, changed: (tx: Tx, ticketIds: readonly number[]) => Promise<unknown>): Subscription {
  return {
    name: 'casework.on-steps', events: [ProcessStarted, StepEntered, StepLeft, TaskOpened, TaskChanged, TaskDone, ProcessEnded], lingerMs: 0,
    async handle(events, tx) {
      const cases: store.NewCase[] = [];
      const entered = new Map<string, store.StepWrite>();
      const patches = new Map<string, store.StepPatch>();
      const ended: { instanceId: number; at: string; outcome: string }[] = [];
      const tasks = new Map<number, store.OpenTask>();
      const patch = (visit: string, more: Omit<store.StepPatch, 'visit'>) => {
        const fresh = entered.get(visit);
        if (fresh) entered.set(visit, { ...fresh, ...more });
        else patches.set(visit, { ...patches.get(visit), ...more, visit });
      };
      for (const event of events) {
        const ticketId = (event.payload as { ticketId: number | null }).ticketId;
        if (ticketId !== null) one(event, ticketId);
      }
      function one(event: LoggedEvent, ticketId: number): void {
        if (isEvent(event, ProcessStarted)) cases.push({ instanceId: event.payload.instanceId, ticketId, process: event.payload.process, moment: null, at: event.payload.at });
        else if (isEvent(event, StepEntered)) {
          const { instanceId, process, visit, elementId, type, title, customer, at } = event.payload;
          const kind = kindOf(type, customer !== null);
          if (kind) entered.set(visit, { ticketId, instanceId, process, visit, elementId, kind, title, customer, enteredAt: at });
        } else if (isEvent(event, TaskOpened) || isEvent(event, TaskChanged)) {
          const { visit, taskId, role, assigneeId, dueAt } = event.payload;
          patch(visit, { taskId, role, assigneeId, dueAt });
          if (isEvent(event, TaskOpened)) tasks.set(taskId, { taskId, ticketId, role, assigneeId });
        } else if (isEvent(event, TaskDone)) {
          patch(event.payload.visit, { leftAt: event.payload.at, outcome: 'completed', doneBy: event.actor.name });
          tasks.delete(event.payload.taskId);
        } else if (isEvent(event, StepLeft)) patch(event.payload.visit, { leftAt: event.payload.at, outcome: event.payload.outcome });
        else if (isEvent(event, ProcessEnded)) ended.push({ instanceId: event.payload.instanceId, at: event.payload.at, outcome: event.payload.outcome });
      }
      if (cases.length > 0) await store.insertCases(tx, cases);
      if (entered.size > 0) await store.insertSteps(tx, [...entered.values()]);
      if (patches.size > 0) await store.patchSteps(tx, [...patches.values()]);
      if (ended.length > 0) {
        await store.endCases(tx, ended);
        await calls.dropCalls(tx, ended.map((e) => e.instanceId));
      }
      const waiting = [...tasks.values()].filter((t) => t.assigneeId === null);
      if (waiting.length > 0) await opened(tx, waiting);
      const moved = new Set(events.flatMap((e) => (ofPeople.has(e.type) ? [(e.payload as { ticketId: number | null }).ticketId] : [])).filter((id) => id !== null));
      if (moved.size > 0) await changed(tx, [...moved]);
    },
  };
}

export type CaseFacts = LoggedEvent[];
/** Takes facts of the engine at once, without the log: for histories written in bulk. */
export const caseFacts = (casework: { readonly starting: { readonly assigning: { opened(tx: Tx, tasks: readonly store.OpenTask[]): Promise<void> } } }, facts: CaseFacts, tx: Tx): Promise<void> =>
  projectionSubscription((own, tasks) => casework.starting.assigning.opened(own, tasks), () => Promise.resolve()).handle(facts, tx);
