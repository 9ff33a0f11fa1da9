import type { RepairHow, RepairReport } from '@aftercare/contract/repairs';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ALWAYS_OPEN, compileCalendar } from '../../platform/time/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { RepairOpened } from './events.ts';
import type { Moves } from './moves.ts';
import type { Units } from './ports.ts';
import { endOfWorkingDay } from './promise.ts';
import * as store from './store.ts';

export interface OpenRepair { readonly ticketId: number; readonly how?: RepairHow | undefined; readonly siteId?: number | null | undefined; readonly report?: Partial<RepairReport> | undefined }
export interface Confirmed { readonly how?: RepairHow | undefined; readonly siteId?: number | null | undefined; readonly technicianId?: number | null | undefined }

/** From the report to the product on the bench. */
export function createOpening(platform: Pick<Platform, 'bus' | 'clock'>, org: Pick<Org, 'calendars'>, tickets: Pick<Tickets, 'get'>, units: Units, moves: Moves) {
  const { bus, clock } = platform;

  /** The end of the working day by which we promise it: of the company's first calendar. */
  async function promise(tx: Tx): Promise<Date> {
    const [calendar] = await org.calendars(tx);
    return endOfWorkingDay(compileCalendar(calendar ?? ALWAYS_OPEN), clock.now(), (await store.settings(tx)).finishDays);
  }
  /** How it is mended, and where as follows from it: at the customer's no bench of ours is meant, whatever was thought before. */
  async function agreed(tx: Tx, row: store.RepairRow, input: Confirmed): Promise<store.RepairRow> {
    const how = input.how ?? row.how;
    const stands = how === 'visit' ? null : (row.siteId ?? (how === 'counter' ? null : (await store.settings(tx)).depotSiteId));
    return { ...row, how, unitId: row.unitId ?? (await units.unitOfTicket(tx, row.ticketId))?.id ?? null, siteId: input.siteId ?? stands, technicianId: input.technicianId ?? row.technicianId };
  }

  return {
    /** Opens a repair; the one that runs already is given back. */
    async open(tx: Tx, input: OpenRepair, actor: Actor): Promise<store.RepairRow> {
      const ticket = await tickets.get(input.ticketId, tx);
      if (!ticket) throw new Refusal('not-found');
      const unit = await units.unitOfTicket(tx, ticket.id);
      const how = input.how ?? 'depot';
      const report: RepairReport = { text: input.report?.text ?? ticket.subject, faultKey: input.report?.faultKey ?? null, guided: input.report?.guided ?? [], photos: input.report?.photos ?? [] };
      const row = await store.insertRepair(tx, { ticketId: ticket.id, unitId: unit?.id ?? null, how, siteId: input.siteId ?? null, report, failures: unit ? (await store.failuresOf(tx, unit.id)) + 1 : 1, openedAt: clock.now(), dueAt: await promise(tx) });
      const running = row ?? (await store.runningOf(tx, ticket.id));
      if (!running) throw new Error('the repair was not written');
      if (!row) return running;
      await store.insertStep(tx, row.id, { at: clock.now(), from: null, to: 'reported', actor, note: '' });
      await bus.publish(tx, RepairOpened, { stream: `ticket:${row.ticketId}`, actor, payload: { ...moves.about(row), how, failures: row.failures, dueAt: row.dueAt.toISOString() } });
      return row;
    },
    /** Confirmed to the customer. The seven working days count from here, never from later than the report's promise. */
    async confirm(tx: Tx, id: number, input: Confirmed, actor: Actor): Promise<store.RepairRow> {
      const row = await agreed(tx, await moves.lockFor(tx, id, 'confirm'), input);
      return moves.move(tx, { ...row, confirmedAt: clock.now() }, 'confirmed', actor);
    },
    /** Another way than the one confirmed: a visit that was called off may become a parcel. */
    async confirmAnew(tx: Tx, id: number, input: Confirmed): Promise<store.RepairRow> {
      const row = await moves.lock(tx, id);
      return row.state === 'confirmed' ? moves.save(tx, await agreed(tx, row, input)) : row;
    },
    /** On the bench: arrived by parcel, at a counter, or the technician stands before it. */
    async receive(tx: Tx, id: number, input: { siteId?: number | null | undefined; technicianId?: number | null | undefined; note?: string | undefined }, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'receive');
      return moves.move(tx, { ...row, siteId: input.siteId ?? row.siteId, technicianId: input.technicianId ?? row.technicianId }, 'received', actor, input.note ?? '');
    },
    async solveRemotely(tx: Tx, id: number, note: string, actor: Actor): Promise<store.RepairRow> {
      return moves.move(tx, await moves.lockFor(tx, id, 'solve'), 'solved-remotely', actor, note);
    },
  };
}
