import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import * as events from './events.ts';
import type { Messages } from './messages.ts';
import { whoComes } from './store.ts';
import type { VisitRow } from './store-visits.ts';
import type { Visits } from './visits.ts';

/** Which state may follow which while a visit happens. Who forgot to press a button on the way is not stopped by it. */
const follows: Readonly<Record<string, readonly VisitRow['state'][]>> = {
  'on-the-way': ['planned'], arrived: ['planned', 'on-the-way'], done: ['planned', 'on-the-way', 'arrived'], failed: ['planned', 'on-the-way', 'arrived'],
};

/** A visit on its day: off, there, done or in vain. Moments are those of the technician's device, not of its arrival here. */
export function createCourse(visits: Visits, messages: Messages) {
  const step = (row: VisitRow, to: keyof typeof follows & VisitRow['state']) => {
    if (!follows[to]!.includes(row.state)) throw new Refusal('transition-not-allowed', { key: 'visits.order', params: { from: row.state, to } });
  };
  return {
    /** @param eta when the technician thinks to arrive; told to the customer */
    async onTheWay(tx: Tx, row: VisitRow, at: Date, eta: Date | null, actor: Actor): Promise<VisitRow> {
      step(row, 'on-the-way');
      const now = await visits.change(tx, row, { state: 'on-the-way', onTheWayAt: at, etaAt: eta });
      await messages.tell(tx, now, 'on-the-way');
      await visits.publish(tx, events.VisitOnTheWay, now, { eta: eta?.toISOString() ?? null }, actor);
      return now;
    },
    async arrived(tx: Tx, row: VisitRow, at: Date, actor: Actor): Promise<VisitRow> {
      step(row, 'arrived');
      const now = await visits.change(tx, row, { state: 'arrived', arrivedAt: at });
      await visits.publish(tx, events.VisitArrived, now, (row.technicianId === null ? undefined : await whoComes(tx, row.technicianId)) ?? { agentId: null, siteId: null }, actor);
      return now;
    },
    async done(tx: Tx, row: VisitRow, at: Date, actor: Actor): Promise<VisitRow> {
      step(row, 'done');
      const now = await visits.change(tx, row, { state: 'done', finishedAt: at, ...(row.arrivedAt ? {} : { arrivedAt: new Date(at.getTime() - row.minutes * 60_000) }) });
      const minutes = row.arrivedAt ? Math.max(0, Math.round((at.getTime() - row.arrivedAt.getTime()) / 60_000)) : null;
      await visits.publish(tx, events.VisitDone, now, { note: now.note, minutes }, actor);
      return now;
    },
    async failed(tx: Tx, row: VisitRow, at: Date, reason: string, actor: Actor): Promise<VisitRow> {
      step(row, 'failed');
      const now = await visits.change(tx, row, { state: 'failed', finishedAt: at, reason });
      await messages.tell(tx, now, 'failed');
      await visits.publish(tx, events.VisitFailed, now, { reason }, actor);
      return now;
    },
  };
}
export type Course = ReturnType<typeof createCourse>;
