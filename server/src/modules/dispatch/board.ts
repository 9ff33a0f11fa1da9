import type { Board } from '@aftercare/contract/dispatch';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/index.ts';
import type { Org } from '../org/index.ts';
import { clockOfDay } from './clock-of-day.ts';
import { figuresOf } from './day/figures.ts';
import { walk } from './day/walk.ts';
import type { Days } from './days.ts';
import * as store from './store.ts';
import { waitingVisits } from './store-visits.ts';
import { boardTechnician, routeView, runView, visitView } from './views.ts';

/** Most visits without a time that a board lists. */
const listed = 200;

/** A day as the dispatcher sees it. */
export function createBoard(days: Days, org: Pick<Org, 'skills'>) {
  return async (handle: Handle, dayName: string, seen: (ticketIds: readonly number[]) => Promise<ReadonlySet<number> | null>): Promise<Loose<Board>> => {
    const house = await days.house(handle);
    const day = await days.read(handle, dayName, house);
    const walked = walk(day.facts, day.travel);
    const [row, run, waiting, skills] = [await store.dayRow(handle, dayName), await store.latestRun(handle, dayName), await waitingVisits(handle, listed), await org.skills(handle)];
    const shifts = day.facts.technicians.flatMap((t) => (t.shift ? [t.shift] : []));
    const clock = clockOfDay(dayName, house.timeZone);
    // Who is limited sees the day with the visits of requests they see.
    const own = await seen([...day.visits, ...waiting].map((v) => v.ticketId));
    const isSeen = (v: { ticketId: number }) => !own || own.has(v.ticketId);
    const ends = walked.routes.flatMap((r) => (r.returns === null ? [] : [r.returns]));
    const wholeHour = (seconds: number, up: boolean) => (up ? Math.ceil(seconds / 3600) : Math.floor(seconds / 3600)) * 3600;
    return {
      day: dayName, timeZone: house.timeZone, publishedAt: row?.publishedAt ?? null, publishedBy: row?.publishedBy ?? null,
      from: clock.instantOf(wholeHour(Math.min(8 * 3600, ...shifts.map(([from]) => from)), false)), until: clock.instantOf(wholeHour(Math.max(18 * 3600, ...shifts.map(([, until]) => until), ...ends), true)),
      technicians: house.technicians.map((t) => boardTechnician(day, t)), territories: house.territories.filter((t) => t.active), visits: day.visits.filter((v) => v.state !== 'waiting' && isSeen(v)).map(visitView), waiting: waiting.filter(isSeen).map(visitView),
      routes: walked.routes.filter((r) => r.stops.length > 0).map((r) => routeView(day, r)), conflicts: walked.faults, figures: figuresOf(day.facts, walked), run: !own && run && run.state !== 'discarded' ? runView(run) : null,
      skills: skills.map((s) => ({ id: s.id, name: s.name })), tiles: house.settings.tiles,
    };
  };
}
