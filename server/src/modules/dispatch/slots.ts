import type { Slot } from '@aftercare/contract/dispatch';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { clockOfDay, dayAfter, dayAt } from './clock-of-day.ts';
import { type FreeSlot, freeSlots } from './day/slots.ts';
import { pairCost } from './day/objective.ts';
import { type Days, type House, type LoadedDay, technicianFacts, visitFacts } from './days.ts';
import { forbidden } from './solver/index.ts';
import { type VisitRow, visitsBetween } from './store-visits.ts';

const hour = 3_600_000;
/** A detour up to this many minutes makes a slot a good one: somebody is near anyway. */
const near = 15;

/** Times that are really free for a visit. */
export function createSlots({ clock }: Pick<Platform, 'clock'>, days: Days) {
  /** The day with only those who could do the visit, and the visit itself as one that stands nowhere. */
  function fit(house: House, row: VisitRow, day: string, rows: readonly VisitRow[]): Promise<LoadedDay> {
    const at = clockOfDay(day, house.timeZone);
    const wanted = visitFacts(house, { ...row, state: 'planned', technicianId: null, startsAt: null, locked: false }, at);
    const able = house.technicians.filter((t) => pairCost(wanted, technicianFacts(house, t, at), house.settings.weights) !== forbidden);
    const ids = new Set(able.map((t) => t.id));
    return days.build({ ...house, technicians: able }, day, [...rows.filter((v) => v.id !== row.id && v.technicianId !== null && ids.has(v.technicianId)), { ...row, state: 'planned', technicianId: null, startsAt: null, locked: false }]);
  }

  /** Windows of a day still free; only those whose begin is far enough ahead. */
  async function ofDay(house: House, row: VisitRow, day: string, rows: readonly VisitRow[], leadHours: number): Promise<(FreeSlot & { day: LoadedDay })[]> {
    const at = clockOfDay(day, house.timeZone);
    const earliest = clock.now().getTime() + leadHours * hour;
    const windows = house.settings.windows.map(([from, until]) => [at.ofClock(from), at.ofClock(until)] as const).filter(([from]) => at.instantOf(from).getTime() >= earliest);
    if (windows.length === 0) return [];
    const loaded = await fit(house, row, day, rows);
    const wanted = loaded.facts.visits.at(-1);
    return wanted && loaded.facts.technicians.length > 0 ? freeSlots(loaded.facts, loaded.travel, wanted, windows).map((slot) => ({ ...slot, day: loaded })) : [];
  }

  return {
    /** All free windows of the coming days, soonest first. */
    async list(handle: Handle, row: VisitRow): Promise<Loose<Slot>[]> {
      const house = await days.house(handle);
      const today = dayAt(clock.now(), house.timeZone);
      const span = Array.from({ length: house.settings.daysAhead + 1 }, (_, k) => dayAfter(today, k));
      const rows = await visitsBetween(handle, clockOfDay(span[0]!, house.timeZone).starts, clockOfDay(span.at(-1)!, house.timeZone).ends);
      const found: Loose<Slot>[] = [];
      for (const day of span) {
        const at = clockOfDay(day, house.timeZone);
        const own = rows.filter((v) => { const when = v.startsAt ?? v.windowFrom; return when !== null && when >= at.starts && when < at.ends; });
        for (const slot of await ofDay(house, row, day, own, house.settings.leadHours)) {
          const from = at.instantOf(slot.from);
          // The window it already has is no news.
          if (row.windowFrom?.getTime() === from.getTime()) continue;
          found.push({ from, until: at.instantOf(slot.until), detour: Math.round(slot.detour / 60), good: slot.detour <= near * 60 });
        }
      }
      return found;
    },

    /** The one window, if it is still free; the day must be held by the caller. */
    async find(handle: Handle, row: VisitRow, from: Date, until: Date): Promise<{ technicianId: number; startsAt: Date; moves: { visitId: number; startsAt: Date }[] } | null> {
      const house = await days.house(handle);
      const day = dayAt(from, house.timeZone);
      const at = clockOfDay(day, house.timeZone);
      const today = dayAt(clock.now(), house.timeZone);
      if (day < today || day > dayAfter(today, house.settings.daysAhead)) return null;
      // Who looked a while before choosing is not turned away for it.
      const slots = await ofDay(house, row, day, await visitsBetween(handle, at.starts, at.ends), Math.max(0, house.settings.leadHours - 0.5));
      const slot = slots.find((s) => at.instantOf(s.from).getTime() === from.getTime() && at.instantOf(s.until).getTime() === until.getTime());
      return slot ? { technicianId: slot.technicianId, startsAt: at.instantOf(slot.starts), moves: slot.moves.map((m) => ({ visitId: m.visitId, startsAt: at.instantOf(m.starts) })) } : null;
    },
  };
}
export type Slots = ReturnType<typeof createSlots>;
