import type { TestResult } from '@aftercare/contract/repairs';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { PartsUsed, UnitReplaced } from './events.ts';
import { priceOf } from './facts.ts';
import type { Moves } from './moves.ts';
import type { Bills, PartsDesk, Units } from './ports.ts';
import * as store from './store.ts';
import * as lines from './store-lines.ts';

export interface DoneWork { readonly minutes?: number | undefined; readonly note?: string | undefined; /** Line → serial number of the part fitted. */ readonly serials?: Readonly<Record<string, string>> | undefined; readonly unused?: readonly number[] | undefined; readonly oldBack?: boolean | undefined }

/** From the quote to the customer's hands. */
export function createWork(platform: Pick<Platform, 'bus' | 'clock'>, units: Units, parts: PartsDesk, bills: Bills, moves: Moves) {
  const { bus, clock } = platform;
  const job = (row: store.RepairRow) => `repair:${row.id}`;
  /** Lets go of what was kept and is not needed. */
  async function release(tx: Tx, row: store.RepairRow, which: readonly lines.LineRow[], actor: Actor): Promise<void> {
    for (const l of which) {
      if (l.reservationId && (l.state === 'reserved' || l.state === 'waiting')) await parts.release(tx, { reservationId: l.reservationId, key: `${job(row)}:release:${l.id}`, actor });
      await lines.setLine(tx, l.id, { ...l, state: 'dropped' });
    }
  }
  /** A part the van lacks is waited for in the depot: vans are filled by their levels, not by jobs. */
  async function keep(tx: Tx, row: store.RepairRow, l: lines.LineRow, siteId: number, actor: Actor): Promise<{ readonly id: number; readonly state: string }> {
    const wanted = { partId: l.partId ?? 0, quantity: l.quantity, for: job(row), ticketId: row.ticketId, key: `${job(row)}:line:${l.id}`, actor };
    const { depotSiteId } = await store.settings(tx);
    if (row.how !== 'visit' || !depotSiteId || depotSiteId === siteId) return parts.reserve(tx, { ...wanted, siteId, wait: true });
    try {
      return await parts.reserve(tx, { ...wanted, siteId, wait: false, key: `${wanted.key}:van` });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'no-stock') throw error;
      return parts.reserve(tx, { ...wanted, siteId: depotSiteId, wait: true });
    }
  }
  const kept = (all: readonly lines.LineRow[]) => all.filter((l) => l.kind === 'part' && l.state !== 'used');

  return {
    /** Sends the customer a quote of the planned work. */
    async quote(tx: Tx, id: number, actor: Actor): Promise<{ row: store.RepairRow; quoteId: number; grossMinor: number }> {
      const row = await moves.lockFor(tx, id, 'quote');
      const planned = await lines.linesOf(tx, id);
      if (planned.length === 0) throw new Refusal('conflict', { key: 'repairs.nothing-planned' });
      const settings = await store.settings(tx);
      const quote = await bills.quote(tx, {
        ticketId: row.ticketId, currency: settings.currency, actor,
        lines: [
          ...planned.filter((l) => priceOf(l) > 0).map((l) => ({ kind: l.kind, description: l.description, quantity: l.kind === 'labour' ? 1 : l.quantity, unitMinor: l.kind === 'labour' ? priceOf(l) : l.unitMinor, taxRate: l.taxRate, partId: l.partId })),
          ...(row.how === 'depot' && settings.shippingMinor > 0 ? [{ kind: 'shipping' as const, description: '往返运费 Shipping', quantity: 1, unitMinor: settings.shippingMinor, taxRate: settings.taxRate, partId: null }] : []),
        ],
      });
      await bills.send(tx, quote.id, actor);
      const moved = row.state === 'quoted' ? await moves.save(tx, { ...row, quoteId: quote.id }) : await moves.move(tx, { ...row, quoteId: quote.id }, 'quoted', actor);
      return { row: moved, quoteId: quote.id, grossMinor: quote.grossMinor };
    },
    /** The customer's answer, told by charges. */
    async answered(tx: Tx, id: number, approved: boolean, reason: string, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lock(tx, id);
      if (row.state !== 'quoted') return row;
      if (!approved) await release(tx, row, kept(await lines.linesOf(tx, id)), actor);
      return moves.move(tx, row, approved ? 'approved' : 'declined', actor, reason);
    },
    /** A part is late and the customer would rather have another offer: nothing is kept any more, what was agreed is open again, the plan stays to be changed. */
    async replan(tx: Tx, id: number, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lock(tx, id);
      if (row.state !== 'waiting-parts') return row;
      const open = (await lines.linesOf(tx, id)).filter((l) => l.state !== 'used');
      await release(tx, row, open, actor);
      await lines.insertLines(tx, id, open);
      return moves.move(tx, { ...row, quoteId: null, remedy: null }, 'diagnosed', actor);
    },
    /** A part is late and the customer takes it back as it is. */
    async giveUp(tx: Tx, id: number, reason: string, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lock(tx, id);
      if (row.state !== 'waiting-parts') return row;
      await release(tx, row, kept(await lines.linesOf(tx, id)), actor);
      return moves.move(tx, row, 'declined', actor, reason);
    },
    /** Keeps all parts of the plan at a site; what is missing is waited for. Goes on to the bench when nothing is missing. */
    async reserve(tx: Tx, id: number, at: { siteId?: number | null | undefined }, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'reserve');
      const siteId = at.siteId ?? row.siteId ?? (await store.settings(tx)).depotSiteId;
      const held = new Map((await parts.reservations(tx, job(row))).map((r) => [r.id, r.state]));
      let missing = 0;
      for (const l of kept(await lines.linesOf(tx, id))) {
        if (!siteId) throw new Refusal('conflict', { key: 'repairs.no-site' });
        const reservation = l.reservationId && held.has(l.reservationId) ? { id: l.reservationId, state: held.get(l.reservationId) } : await keep(tx, row, l, siteId, actor);
        const waits = reservation.state === 'waiting';
        if (waits) missing += 1;
        await lines.setLine(tx, l.id, { ...l, state: waits ? 'waiting' : 'reserved', reservationId: reservation.id });
      }
      const to = missing > 0 ? 'waiting-parts' : 'in-repair';
      return to === row.state ? row : moves.move(tx, { ...row, siteId }, to, actor);
    },
    /** Parts fitted are used, old ones back in stock as such, minutes noted; then it is tested. */
    async work(tx: Tx, id: number, done: DoneWork, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'work');
      const all = await lines.linesOf(tx, id);
      const unused = new Set(done.unused ?? []);
      await release(tx, row, all.filter((l) => unused.has(l.id) && l.state !== 'used'), actor);
      const used: { partId: number; quantity: number }[] = [];
      let minutes = done.minutes ?? 0;
      for (const l of all.filter((one) => !unused.has(one.id) && one.state !== 'used')) {
        if (l.kind !== 'part') {
          if (l.kind === 'labour' && !done.minutes) minutes += l.minutes;
          await lines.setLine(tx, l.id, { ...l, state: 'used' });
          continue;
        }
        if (l.state !== 'reserved' || !l.reservationId) throw new Refusal('conflict', { key: 'repairs.guard.parts-open' });
        const serial = done.serials?.[String(l.id)] ?? '';
        await parts.use(tx, { reservationId: l.reservationId, ...(serial ? { serials: [serial] } : {}), key: `${job(row)}:use:${l.id}`, actor });
        const back = l.oldPart === 'expected' && done.oldBack !== false;
        if (back && row.siteId) await parts.oldBack(tx, { partId: l.partId ?? 0, siteId: row.siteId, quantity: l.quantity, for: job(row), ticketId: row.ticketId, key: `${job(row)}:old:${l.id}`, actor });
        await lines.setLine(tx, l.id, { ...l, state: 'used', serial, oldPart: back ? 'back' : l.oldPart });
        used.push({ partId: l.partId ?? 0, quantity: l.quantity });
      }
      const moved = await moves.move(tx, { ...row, technicianId: row.technicianId ?? (actor.kind === 'agent' ? actor.id : null), tests: [], testedAt: null }, 'testing', actor, done.note ?? '');
      if (row.unitId) {
        const [first] = await parts.parts(tx, used.map((u) => u.partId));
        await units.failed(tx, { unitId: row.unitId, ticketId: row.ticketId, repairId: row.id, on: row.openedAt, faultKey: row.diagnosis?.faultKey ?? '', partNumber: first?.number ?? '', covered: row.owed?.covered ?? false, minutes });
      }
      await bus.publish(tx, PartsUsed, { stream: `ticket:${row.ticketId}`, actor, payload: { ...moves.about(moved), parts: used, minutes } });
      return moved;
    },
    /** Passed: ready. Failed: back to the bench. */
    async test(tx: Tx, id: number, results: readonly TestResult[], actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'test');
      const passed = results.length > 0 && results.every((r) => r.ok);
      const tested = { ...row, tests: [...results], testedAt: clock.now() };
      const failed = results.filter((r) => !r.ok).map((r) => r.title).join('; ');
      return passed ? moves.move(tx, tested, 'ready', actor) : moves.move(tx, tested, 'in-repair', actor, failed);
    },
    async handBack(tx: Tx, id: number, how: { how: 'in-person' | 'shipped' | 'on-site'; to?: string | undefined }, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'hand-back');
      const since = (await store.stepsOf(tx, id)).find((s) => s.to === 'received')?.at ?? row.openedAt;
      if (row.unitId && row.state === 'ready') await units.inWorkshop(tx, row.unitId, Math.floor((clock.now().getTime() - since.getTime()) / 86_400_000));
      return moves.move(tx, { ...row, handBack: { how: how.how, to: how.to ?? '', at: clock.now().toISOString() } }, 'handed-back', actor);
    },
    /** Another unit instead: the new one takes over owner and warranty, parts kept for the old one go back. */
    async replace(tx: Tx, id: number, serial: string, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'replace');
      if (!row.unitId) throw new Refusal('conflict', { key: 'repairs.no-unit' });
      await release(tx, row, kept(await lines.linesOf(tx, id)), actor);
      const unit = await units.swap(tx, { oldUnitId: row.unitId, serial, ticketId: row.ticketId, actor });
      const moved = await moves.move(tx, { ...row, replacementId: unit.id }, 'replaced', actor, unit.serial);
      await bus.publish(tx, UnitReplaced, { stream: `ticket:${row.ticketId}`, actor, payload: { ...moves.about(moved), newUnitId: unit.id } });
      return moved;
    },
    async cancel(tx: Tx, id: number, reason: string, actor: Actor): Promise<store.RepairRow> {
      const row = await moves.lockFor(tx, id, 'cancel');
      await release(tx, row, kept(await lines.linesOf(tx, id)), actor);
      return moves.move(tx, row, 'cancelled', actor, reason);
    },
    /** Waited-for parts came: onto the bench when all are there. */
    async partsArrived(tx: Tx, ticketId: number, actor: Actor): Promise<void> {
      for (const row of await store.waitingFor(tx, ticketId)) await this.reserve(tx, row.id, {}, actor);
    },
  };
}
