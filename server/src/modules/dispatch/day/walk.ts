import type { TravelTable } from '../travel/port.ts';
import { type DayFacts, type Seconds, type TechnicianFacts, type VisitFacts, endsAbout, isOver, isUnderWay } from './facts.ts';
import { missingParts } from './objective.ts';

/** `drives`: the way alone, without lunch and waiting. */
interface WalkedStop { readonly visit: VisitFacts; readonly drives: Seconds; readonly leaves: Seconds; readonly arrives: Seconds; readonly begins: Seconds; readonly ends: Seconds }
export interface WalkedRoute {
  readonly technician: TechnicianFacts;
  readonly stops: readonly WalkedStop[];
  readonly leaves: Seconds | null;
  readonly returns: Seconds | null;
  readonly lunchAt: Seconds | null;
  readonly driving: Seconds;
  readonly metres: number;
}
export interface Fault {
  readonly visitId: number | null;
  readonly technicianId: number | null;
  readonly kind: 'late' | 'too-early' | 'shift' | 'absent' | 'skill' | 'part' | 'territory' | 'lunch' | 'no-technician' | 'no-place' | 'overrun';
  readonly soft: boolean;
  readonly minutes: number | null;
  readonly detail: string;
}
export interface WalkedDay { readonly routes: readonly WalkedRoute[]; readonly faults: readonly Fault[] }

/** A minute is nobody's lateness. */
const grace = 60;
const minutes = (seconds: Seconds) => Math.ceil(seconds / 60);

/**
 * Lives a day through as it is planned, with what really happened so far, and says what cannot hold. Visits are done in
 * the order of their starts; who is early waits, who is late comes late and makes the next ones late.
 */
export function walk(facts: DayFacts, travel: TravelTable): WalkedDay {
  const faults: Fault[] = [];
  const routes: WalkedRoute[] = [];
  for (const [t, technician] of facts.technicians.entries()) {
    const own = facts.visits.filter((v) => v.technicianId === technician.id && v.starts !== null).toSorted((a, b) => a.starts! - b.starts! || a.id - b.id);
    routes.push(walkOne(facts, travel, t, technician, own, faults));
  }
  for (const visit of facts.visits) {
    if (visit.state === 'planned' && (visit.technicianId === null || visit.starts === null)) faults.push(fault(visit, null, 'no-technician', { minutes: null }));
    if (visit.place === null && !isOver(visit)) faults.push({ ...fault(visit, null, 'no-place', { minutes: null }), soft: true });
  }
  return { routes, faults };
}

function fault(visit: VisitFacts, technician: TechnicianFacts | null, kind: Fault['kind'], { minutes, detail = '' }: { minutes: number | null; detail?: string }): Fault {
  return { visitId: visit.id, technicianId: technician?.id ?? visit.technicianId, kind, soft: kind === 'part' || kind === 'territory' || kind === 'overrun' || kind === 'lunch', minutes, detail };
}

function walkOne(facts: DayFacts, travel: TravelTable, t: number, technician: TechnicianFacts, visits: readonly VisitFacts[], faults: Fault[]): WalkedRoute {
  const width = facts.technicians.length + facts.visits.length;
  const place = (visit: VisitFacts) => facts.technicians.length + facts.visits.indexOf(visit);
  const ways = visits.map((visit, k) => (k === 0 ? t : place(visits[k - 1]!)) * width + place(visit));
  const stops: WalkedStop[] = [];
  const { lunch, shift } = technician;
  const lunchLeg = legOfLunch(technician, visits, ways.map((way) => travel.seconds[way] ?? 0));
  let lunchAt: Seconds | null = null;
  let ready = shift?.[0] ?? visits[0]?.opens ?? 0;
  for (const [k, visit] of visits.entries()) {
    const way = travel.seconds[ways[k]!] ?? 0;
    const ahead = !isOver(visit) && !isUnderWay(visit);
    if (facts.now !== null && ahead) ready = Math.max(ready, facts.now);
    let arrives = ready + way;
    if (lunch && k === lunchLeg) {
      lunchAt = Math.max(ready, lunch.from);
      arrives = Math.max(arrives, lunch.from) + lunch.takes;
    }
    const begins = visit.arrived ?? Math.max(arrives, visit.starts!);
    const ends = visit.finished ?? (isUnderWay(visit) ? endsAbout(visit, facts.now ?? begins) : begins + visit.takes);
    // The first way of the day starts when it must, not when the shift does.
    const leaves = k === 0 && k !== lunchLeg ? Math.max(ready, begins - way) : ready;
    stops.push({ visit, drives: way, leaves, arrives: Math.max(leaves + way, Math.min(arrives, begins)), begins, ends });
    judge(facts, technician, visit, begins, faults);
    ready = ends;
  }
  if (visits.length === 0) return { technician, stops, leaves: null, returns: null, lunchAt, driving: 0, metres: 0 };
  const home = place(visits.at(-1)!) * width + t;
  let returns = ready + (travel.seconds[home] ?? 0);
  if (lunch && lunchLeg === visits.length) {
    lunchAt = Math.max(ready, lunch.from);
    returns = Math.max(returns, lunch.from) + lunch.takes;
  }
  const noLunch = lunch !== null && lunchLeg === null && visits.some((v) => !isOver(v));
  if (noLunch) faults.push({ visitId: null, technicianId: technician.id, kind: 'lunch', soft: true, minutes: null, detail: '' });
  if (shift && returns > shift[1] + grace) faults.push({ visitId: visits.at(-1)!.id, technicianId: technician.id, kind: 'shift', soft: false, minutes: minutes(returns - shift[1]), detail: '' });
  const sum = (table: Int32Array) => [...ways, home].reduce((total, way) => total + (table[way] ?? 0), 0);
  return { technician, stops, leaves: stops[0]!.leaves, returns, lunchAt, driving: sum(travel.seconds), metres: sum(travel.metres) };
}

/** The way on which lunch is planned: the first gap that holds it, or the way home; `null` when there is no time for it. */
function legOfLunch({ lunch, shift }: TechnicianFacts, visits: readonly VisitFacts[], ways: readonly Seconds[]): number | null {
  if (!lunch || visits.length === 0) return null;
  let ready = shift?.[0] ?? 0;
  for (const [k, visit] of visits.entries()) {
    if (ready <= lunch.until && Math.max(ready + ways[k]!, lunch.from) + lunch.takes <= visit.starts! + grace) return k;
    ready = visit.starts! + visit.takes;
  }
  return ready <= lunch.until ? visits.length : null;
}

function judge(facts: DayFacts, technician: TechnicianFacts, visit: VisitFacts, begins: Seconds, faults: Fault[]): void {
  if (isOver(visit)) return;
  const add = (kind: Fault['kind'], detail: { minutes: number | null; detail?: string } = { minutes: null }) => faults.push(fault(visit, technician, kind, detail));
  if (technician.shift === null) add('absent', { minutes: null, detail: technician.absent ?? '' });
  else if (begins + grace < technician.shift[0]) add('shift', { minutes: minutes(technician.shift[0] - begins) });
  if (begins > visit.closes + grace) add('late', { minutes: minutes(begins - visit.closes) });
  if (begins + grace < visit.opens) add('too-early', { minutes: minutes(visit.opens - begins) });
  if (visit.state === 'arrived' && facts.now !== null && visit.arrived !== null && facts.now > visit.arrived + visit.takes + grace) add('overrun', { minutes: minutes(facts.now - visit.arrived - visit.takes) });
  if (visit.skills.some(({ skillId, level }) => (technician.skills.get(skillId) ?? 0) < level)) add('skill', { minutes: null, detail: visit.skills.filter(({ skillId, level }) => (technician.skills.get(skillId) ?? 0) < level).map((s) => String(s.skillId)).join() });
  const lacks = missingParts(visit, technician);
  if (lacks.length > 0) add('part', { minutes: null, detail: lacks.join() });
  if (visit.territory !== null && technician.territories.length > 0 && !technician.territories.includes(visit.territory)) add('territory');
}
