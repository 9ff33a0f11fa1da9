import { DispatchSettings } from '@aftercare/contract/dispatch';
import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { type ClockOfDay, clockOfDay } from './clock-of-day.ts';
import type { DayFacts, TechnicianFacts, VisitFacts } from './day/facts.ts';
import { placesOf } from './day/problem.ts';
import * as store from './store.ts';
import { type VisitRow, visitsBetween } from './store-visits.ts';
import { territoryOf } from './territory.ts';
import { estimate } from './travel/estimate.ts';
import type { TravelTable, TravelTimes } from './travel/port.ts';
import type { VanPart, Vans } from './vans.ts';

/** All that stands behind planning, read once for any number of days. */
export interface House {
  readonly settings: DispatchSettings;
  readonly timeZone: string;
  readonly technicians: readonly store.TechnicianRow[];
  readonly territories: readonly store.TerritoryRow[];
  readonly vans: readonly VanPart[];
  /** Whether anything is known of what lies in vans. */
  readonly knowsVans: boolean;
}
export interface LoadedDay {
  readonly clock: ClockOfDay;
  readonly house: House;
  readonly facts: DayFacts;
  readonly travel: TravelTable;
  readonly visits: readonly VisitRow[];
}

/** Days as they stand in the database, made ready for planning. */
export function createDays(platform: Pick<Platform, 'clock'>, org: Pick<Org, 'company'>, vans: Vans | null, routing: TravelTimes | null) {
  async function house(handle: Handle): Promise<House> {
    const [settings, company, rows, territories] = [await store.settings(handle), await org.company(handle), await store.technicians(handle), await store.territories(handle)];
    const technicians = rows.filter((t) => t.active);
    const sites = technicians.flatMap((t) => (t.vanSiteId === null ? [] : [t.vanSiteId]));
    return { settings: DispatchSettings.parse(settings), timeZone: company.timeZone, technicians, territories, vans: vans ? await vans.inVans(handle, sites) : [], knowsVans: vans !== null };
  }

  async function build(from: House, day: string, rows: readonly VisitRow[]): Promise<LoadedDay> {
    const clock = clockOfDay(day, from.timeZone);
    const at = platform.clock.now();
    const today = at >= clock.starts && at < clock.ends;
    const facts: DayFacts = {
      technicians: from.technicians.map((t) => technicianFacts(from, t, clock)), visits: rows.map((row) => visitFacts(from, row, clock)),
      now: today ? clock.secondsOf(at) : null, weights: from.settings.weights,
    };
    const places = placesOf(facts);
    const travel = await (routing?.table(places) ?? estimate(places, from.settings));
    return { clock, house: from, facts, travel, visits: rows };
  }

  return {
    house,
    build,
    /** A day with all its visits. */
    async read(handle: Handle, day: string, known?: House): Promise<LoadedDay> {
      const from = known ?? (await house(handle));
      const clock = clockOfDay(day, from.timeZone);
      return build(from, day, await visitsBetween(handle, clock.starts, clock.ends));
    },
  };
}
export type Days = ReturnType<typeof createDays>;

export function technicianFacts(house: House, t: store.TechnicianRow, clock: ClockOfDay): TechnicianFacts {
  const spans = t.shift[clock.weekday];
  const absence = t.absences.find((a) => a.from <= clock.day && a.until >= clock.day);
  const [first, last] = [spans[0], spans.at(-1)];
  const stock = house.knowsVans && t.vanSiteId !== null ? new Map(house.vans.filter((p) => p.siteId === t.vanSiteId).map((p) => [p.partId, p.available])) : null;
  return {
    id: t.id, name: t.name, home: { lat: t.homeLat, lon: t.homeLon }, territories: t.territoryIds, skills: new Map(t.skills.map((s) => [s.skillId, s.level])),
    shift: first && last && !absence ? [clock.ofClock(first[0]), clock.ofClock(last[1])] : null, absent: absence ? absence.reason || '–' : null,
    lunch: t.lunch ? { from: clock.ofClock(t.lunch.from), until: clock.ofClock(t.lunch.until), takes: t.lunch.minutes * 60 } : null, stock,
  };
}

export function visitFacts(house: House, row: VisitRow, clock: ClockOfDay): VisitFacts {
  const seconds = (at: Date | null) => (at === null ? null : clock.secondsOf(at));
  return {
    id: row.id, state: row.state === 'cancelled' ? 'failed' : row.state, place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon }, territory: territoryOf(house.territories, row),
    takes: row.minutes * 60, opens: seconds(row.windowFrom) ?? 0, closes: seconds(row.windowTo) ?? 86_400, skills: row.skills, parts: row.parts, priority: row.priority,
    technicianId: row.technicianId, starts: seconds(row.startsAt), locked: row.locked && row.technicianId !== null && row.startsAt !== null, published: row.publishedAt !== null,
    eta: seconds(row.etaAt), arrived: seconds(row.arrivedAt), finished: seconds(row.finishedAt),
  };
}
