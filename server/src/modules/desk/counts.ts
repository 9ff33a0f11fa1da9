import { type Subscription, isEvent, systemActor } from '../../platform/bus/index.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import { BroughtIn, DueChanged, TakenBack, TicketChanged, TicketOpened } from '../tickets/index.ts';
import { countDeltas } from './count-deltas.ts';
import { CountsMoved } from './events.ts';
import { addCounts, recount, subscriptionName } from './store-counts.ts';

const quietMs = 500;

/** Keeps the numbers beside the views, and tells open screens that they moved. */
export function createCounts(platform: Pick<Platform, 'work' | 'bus' | 'log'>) {
  const { work, bus, log } = platform;
  let timer: NodeJS.Timeout | null = null;
  let again = false;

  /** Tells at once, then not again for half a second; what moved meanwhile is told at its end. */
  function hint(): void {
    if (timer) { again = true; return; }
    timer = setTimeout(() => { timer = null; if (again) hint(); }, quietMs);
    timer.unref();
    again = false;
    work.tx((tx) => bus.publish(tx, CountsMoved, { stream: 'counts', payload: {}, actor: systemActor })).catch((error: unknown) => log.warn({ err: error }, 'open screens were not told of new counts'));
  }

  const subscription: Subscription = {
    name: subscriptionName, events: [TicketOpened, TicketChanged, DueChanged, BroughtIn, TakenBack], batch: 1000,
    async handle(events, tx) {
      const deltas = countDeltas(events);
      if (deltas.length > 0) await addCounts(tx, deltas);
      // Deadlines are counted when asked; that they moved is told all the same.
      if (deltas.length > 0 || events.some((e) => isEvent(e, DueChanged))) tx.afterCommit(hint);
    },
  };
  const service: Service = {
    name: 'desk.counts', role: 'worker',
    start: () => Promise.resolve(),
    stop: () => { if (timer) clearTimeout(timer); timer = null; again = false; return Promise.resolve(); },
  };
  return {
    subscription,
    service,
    /** Counts anew from the tickets, for data that came without facts. Safe while everything runs. */
    rebuild: () => work.tx((tx) => recount(tx)),
  };
}
export type Counts = ReturnType<typeof createCounts>;
