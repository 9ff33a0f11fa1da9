import type { VisitWrite } from '@aftercare/contract/dispatch';
import type { Actor, EventType } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { dayAt } from './clock-of-day.ts';
import type { Days } from './days.ts';
import * as events from './events.ts';
import type { Messages } from './messages.ts';
import type { Slots } from './slots.ts';
import * as store from './store.ts';
import { type VisitPatch, type VisitRow, findByOrigin, findVisit, insertVisit, lockVisit, moveStarts, patchVisit, visitsOfTicket } from './store-visits.ts';

/** States in which when and who can still be changed. */
const ahead: readonly VisitRow['state'][] = ['waiting', 'planned'];
const promiseMinutes = 120;

/** Visits from the wish for one to its end. */
export function createVisits({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, days: Days, slots: Slots, messages: Messages) {
  const load = async (handle: Handle, id: number): Promise<VisitRow> => {
    const row = await findVisit(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const held = async (tx: Tx, id: number): Promise<VisitRow> => {
    await lockVisit(tx, id);
    return load(tx, id);
  };
  const assertAhead = (row: VisitRow) => { if (!ahead.includes(row.state)) throw new Refusal('conflict', { key: 'visits.over' }); };
  const about = (row: VisitRow) => ({
    visitId: row.id, ticketId: row.ticketId, customerId: row.customerId, technicianId: row.technicianId, windowFrom: row.windowFrom?.toISOString() ?? null, windowTo: row.windowTo?.toISOString() ?? null, at: clock.now().toISOString(),
  });
  const publish = <P>(tx: Tx, type: EventType<P>, row: VisitRow, more: object, actor: Actor) => bus.publish(tx, type, { stream: `ticket:${row.ticketId}`, payload: { ...about(row), ...more } as P, actor });
  const timeZoneOf = async (handle: Handle) => (await days.house(handle)).timeZone;
  /** Boards that show the day look again. */
  const dayChanged = async (tx: Tx, moments: readonly (Date | null)[], what: 'placed' | 'locked', actor: Actor) => {
    const zone = await timeZoneOf(tx);
    for (const day of new Set(moments.flatMap((at) => (at ? [dayAt(at, zone)] : [])))) await bus.publish(tx, events.DayPlanChanged, { stream: `day:${day}`, payload: { day, what }, actor });
  };
  const change = async (tx: Tx, row: VisitRow, patch: VisitPatch) => {
    await patchVisit(tx, row.id, patch);
    return load(tx, row.id);
  };

  return {
    load,
    /** Newest first. */
    ofTicket: (handle: Handle, ticketId: number) => visitsOfTicket(handle, ticketId),
    held,
    change,
    publish,
    dayChanged,
    /**
     * A job for a technician under a ticket. What is not said is taken from the ticket.
     * @param origin the step that asks: asked again, it is the same visit
     * @param offer tell the customer where to choose a time
     */
    async create(tx: Tx, input: VisitWrite, { origin = null, offer, actor }: { origin?: string | null; offer: boolean; actor: Actor }): Promise<VisitRow> {
      const known = origin === null ? undefined : await findByOrigin(tx, origin);
      if (known) return known;
      const ticket = await store.ticketFacts(tx, input.ticketId);
      if (!ticket) throw new Refusal('not-found');
      const inserted = await insertVisit(tx, { ...input, title: input.title || ticket.subject, contactName: input.contactName || ticket.customerName, phone: input.phone || ticket.phone || '', address: input.address || ticket.address, origin, at: clock.now() });
      if (!inserted) throw new Refusal('in-progress');
      const row = await load(tx, inserted.id);
      if (offer) {
        await messages.tell(tx, row, 'offered');
        await publish(tx, events.VisitOffered, row, {}, actor);
      }
      return row;
    },

    slots: async (handle: Handle, id: number) => {
      const row = await load(handle, id);
      assertAhead(row);
      return slots.list(handle, row);
    },

    /**
     * Books a waiting visit, or moves a planned one, into a free window. Two who want the last one take turns: the second is
     * told that it is gone.
     * @throws Refusal `conflict` (visits.slot-taken, visits.over)
     */
    async book(tx: Tx, id: number, choice: { from: string; until: string }, actor: Actor): Promise<VisitRow> {
      const [from, until] = [new Date(choice.from), new Date(choice.until)];
      await store.lockDay(tx, dayAt(from, await timeZoneOf(tx)));
      const row = await held(tx, id);
      assertAhead(row);
      if (row.state === 'planned' && row.windowFrom?.getTime() === from.getTime() && row.windowTo?.getTime() === until.getTime()) return row;
      const place = await slots.find(tx, row, from, until);
      if (!place) throw new Refusal('conflict', { key: 'visits.slot-taken' });
      const { moves, ...where } = place;
      // The others keep their windows; within them they make room.
      await moveStarts(tx, moves);
      const now = await change(tx, row, { state: 'planned', windowFrom: from, windowTo: until, ...where, locked: false, publishedAt: null });
      const moved = row.state === 'planned';
      await messages.tell(tx, now, moved ? 'moved' : 'booked');
      if (moved) await publish(tx, events.VisitMoved, now, { fromWindow: row.windowFrom?.toISOString() ?? null }, actor);
      else await publish(tx, events.VisitBooked, now, {}, actor);
      await dayChanged(tx, [row.startsAt, now.startsAt], 'placed', actor);
      return now;
    },

    async cancel(tx: Tx, id: number, reason: string, actor: Actor): Promise<VisitRow> {
      const row = await held(tx, id);
      if (row.state === 'cancelled') return row;
      if (row.state === 'done' || row.state === 'failed' || row.state === 'arrived') throw new Refusal('conflict', { key: 'visits.over' });
      const now = await change(tx, row, { state: 'cancelled', reason, finishedAt: clock.now() });
      await messages.tell(tx, now, 'cancelled');
      await publish(tx, events.VisitCancelled, now, { reason }, actor);
      await dayChanged(tx, [row.startsAt ?? row.windowFrom], 'placed', actor);
      return now;
    },

    /**
     * Puts a visit where a dispatcher wants it. Nothing is refused that can be done by telephone: what is wrong with it is
     * shown as a conflict. Outside the promised window a new one is promised, and the customer is told.
     */
    async place(tx: Tx, id: number, to: { technicianId: number | null; startsAt: string | null; version: number }, actor: Actor): Promise<VisitRow> {
      const startsAt = to.technicianId === null || to.startsAt === null ? null : new Date(to.startsAt);
      const zone = await timeZoneOf(tx);
      if (startsAt) await store.lockDay(tx, dayAt(startsAt, zone));
      const row = await held(tx, id);
      assertAhead(row);
      if (row.version !== to.version) throw new Refusal('stale-version');
      if (to.technicianId !== null && !(await store.technicians(tx)).some((t) => t.id === to.technicianId)) throw new Refusal('invalid-input', { fields: [{ path: 'technicianId', key: 'field.choice' }] });
      const keepsPromise = startsAt === null || (row.windowFrom !== null && row.windowTo !== null && startsAt >= row.windowFrom && startsAt <= row.windowTo);
      const promise = keepsPromise ? {} : windowAround(startsAt!, (await days.house(tx)).settings.windows, zone);
      const now = await change(tx, row, { technicianId: startsAt ? to.technicianId : null, startsAt, ...promise, ...(startsAt && row.state === 'waiting' ? { state: 'planned' as const } : {}), ...(startsAt ? {} : { locked: false }) });
      if (!keepsPromise) {
        const moved = row.state === 'planned';
        await messages.tell(tx, now, moved ? 'moved' : 'booked');
        if (moved) await publish(tx, events.VisitMoved, now, { fromWindow: row.windowFrom?.toISOString() ?? null }, actor);
        else await publish(tx, events.VisitBooked, now, {}, actor);
      }
      await dayChanged(tx, [row.startsAt ?? row.windowFrom, now.startsAt ?? now.windowFrom], 'placed', actor);
      return now;
    },

    async lock(tx: Tx, id: number, locked: boolean, version: number, actor: Actor): Promise<VisitRow> {
      const row = await held(tx, id);
      assertAhead(row);
      if (row.version !== version) throw new Refusal('stale-version');
      if (locked && (row.technicianId === null || row.startsAt === null)) throw new Refusal('conflict', { key: 'visits.not-placed' });
      const now = await change(tx, row, { locked });
      await dayChanged(tx, [now.startsAt], 'locked', actor);
      return now;
    },
  };
}
export type { VisitRow } from './store-visits.ts';
export type Visits = ReturnType<typeof createVisits>;

/** The window customers know that holds a moment; two hours from it where none does. */
function windowAround(at: Date, windows: readonly (readonly [string, string])[], timeZone: string): { windowFrom: Date; windowTo: Date } {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  const found = windows.find(([from, until]) => from <= clock && clock < until);
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  if (!found) return { windowFrom: at, windowTo: new Date(at.getTime() + promiseMinutes * 60_000) };
  const from = new Date(at.getTime() - (minutes(clock) - minutes(found[0])) * 60_000);
  return { windowFrom: from, windowTo: new Date(from.getTime() + (minutes(found[1]) - minutes(found[0])) * 60_000) };
}
