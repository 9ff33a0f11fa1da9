import type { Board, BoardRoute, CustomerVisit, PlanRun, Visit } from '@aftercare/contract/dispatch';
import type { Loose } from '../../platform/http/index.ts';
import type { WalkedRoute } from './day/walk.ts';
import type { LoadedDay } from './days.ts';
import type { RunRow, TechnicianRow } from './store.ts';
import type { VisitRow } from './store-visits.ts';

export function visitView({ checked: _c, note: _n, signedBy: _s, signatureFileId: _f, createdAt: _a, ...row }: VisitRow): Loose<Visit> {
  return row;
}

export function runView(run: RunRow): Loose<PlanRun> {
  const { before, after, ...rest } = run;
  const was = new Map((before?.places ?? []).map((p) => [p.visitId, p]));
  const moved = (after?.places ?? []).filter((p) => was.get(p.visitId)?.technicianId !== p.technicianId || was.get(p.visitId)?.startsAt !== p.startsAt).length;
  return { ...rest, before: before?.figures ?? null, after: after?.figures ?? null, moved };
}

export function boardTechnician(day: LoadedDay, row: TechnicianRow): Loose<Board['technicians'][number]> {
  const facts = day.facts.technicians.find((t) => t.id === row.id);
  const { shift: _s, absences: _a, lunch: _l, ...rest } = row;
  return { ...rest, shift: facts?.shift ? { from: day.clock.instantOf(facts.shift[0]), until: day.clock.instantOf(facts.shift[1]) } : null, absent: facts?.absent ?? null };
}

export function routeView({ clock }: LoadedDay, route: WalkedRoute): Loose<BoardRoute> {
  const instant = (seconds: number | null) => (seconds === null ? null : clock.instantOf(seconds));
  return {
    technicianId: route.technician.id, leaves: instant(route.leaves), returns: instant(route.returns), lunchAt: instant(route.lunchAt), lunchMinutes: Math.round((route.technician.lunch?.takes ?? 0) / 60),
    stops: route.stops.map((s) => ({ visitId: s.visit.id, leaves: clock.instantOf(s.leaves), arrives: clock.instantOf(s.arrives), begins: clock.instantOf(s.begins), ends: clock.instantOf(s.ends) })),
    drivingMinutes: Math.round(route.driving / 60), kilometres: Math.round(route.metres / 100) / 10,
  };
}

/** What the customer may see and do; the engineer's telephone only on the day itself. */
export function customerView(row: VisitRow, more: { timeZone: string; now: Date; changeHours: number; phone: string | null; course: { lat: number; lon: number; share: number } | null }): Loose<CustomerVisit> {
  const { now, changeHours } = more;
  const early = row.windowFrom === null || row.windowFrom.getTime() - now.getTime() >= changeHours * 3_600_000;
  const ahead = row.state === 'waiting' || row.state === 'planned';
  const soon = row.startsAt !== null && row.startsAt.getTime() - now.getTime() < 24 * 3_600_000 && row.technicianName !== null;
  return {
    id: row.id, ticketId: row.ticketId, title: row.title, state: row.state, windowFrom: row.windowFrom, windowTo: row.windowTo, address: row.address, contactName: row.contactName, minutes: row.minutes, timeZone: more.timeZone,
    engineer: row.technicianName !== null && row.state !== 'waiting' && row.state !== 'cancelled' ? { name: row.technicianName, phone: soon ? more.phone : null } : null,
    etaAt: row.state === 'on-the-way' ? row.etaAt : null, finishedAt: row.finishedAt, reason: row.state === 'failed' || row.state === 'cancelled' ? row.reason : '',
    place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon }, course: more.course, onTheWayAt: row.onTheWayAt, can: { choose: ahead && early, cancel: ahead && early }, changeHours,
  };
}
