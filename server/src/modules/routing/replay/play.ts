/** Plays arrivals of the past through the very rules that give out tickets; pure, and the same each time. */
import type { ReplaySide } from '@aftercare/contract/routing';
import { Agenda, draw } from '../../../platform/simulation/index.ts';
import { type CompiledCalendar, addWorking, isOpen, nextClosing, nextOpening, workingBetween } from '../../../platform/time/index.ts';
import { type Person, handOf } from '../person.ts';
import { choose } from '../policy.ts';
import { settingsOf } from '../queue-settings.ts';
import type { Rules } from '../rules.ts';
import { type Known, type Spot, kindOf, requestOf, spotOf } from '../spots.ts';
import { Measure } from './measure.ts';
import type { Arrival, PastPerson, ReplaySetting, ReplayWork } from './past.ts';

type Actor = { -readonly [K in keyof Person]: Person[K] } & { given: number; inHand: Record<'call' | 'chat' | 'written', number>; readonly past: PastPerson };
interface Waiting { readonly arrival: Arrival; spot: Spot; readonly since: number; hops: number; gone: boolean }
type What = { readonly arrives: Arrival } | { readonly frees: Actor; readonly hand: 'call' | 'chat' | 'written' } | { readonly opens: number } | { readonly moves: Waiting; readonly from: number | null } | { readonly looks: true };
const mostHops = 3;
const longestKnown = 5;

export interface Play { readonly work: ReplayWork; readonly setting: ReplaySetting; readonly rules: Rules | null; readonly calendars: readonly CompiledCalendar[]; readonly told: (share: number) => void }

export function play({ work, setting, rules, calendars, told }: Play): ReplaySide {
  const { queues } = setting;
  const measure = new Measure();
  const agenda = new Agenda<What>();
  const actors = setting.people.map((past): Actor => ({ ...past, presence: 'online', onShift: false, open: 0, inHand: { call: 0, chat: 0, written: 0 }, given: 0, lastAssignedAt: null, past }));
  const calendarOf = (p: PastPerson) => calendars[p.calendar] as CompiledCalendar;
  const teams = new Map<number, Actor[]>();
  for (const a of actors) for (const team of a.past.teams) teams.set(team, [...(teams.get(team) ?? []), a]);
  /** In line by kind, the next first. */
  const lines = new Map<string, Waiting[]>();
  const known = new Map<number, Known[]>();
  const spotAt = (arrival: Arrival, now: number, since: number, moved: { toQueueId?: number | null; toTeamId?: number | null } = {}) =>
    spotOf({ ...arrival.facts, dueAt: arrival.dueAt === null ? null : new Date(arrival.dueAt) }, { queues, rules, now: new Date(now) }, known.get(arrival.facts.customerId) ?? [], { since: new Date(since), ...moved });

  let count = 0;
  for (const [i, arrival] of work.arrivals.entries()) {
    const whole = Math.floor(setting.demand);
    const copies = whole + (draw(work.seed, i) < setting.demand - whole ? 1 : 0);
    for (let n = 0; n < copies; n++) { agenda.add(arrival.at + n * 1000, { arrives: arrival }); count += 1; }
  }
  for (const index of calendars.keys()) agenda.add(work.from, { opens: index });

  const stand = (one: Waiting): void => {
    const kind = kindOf(one.spot);
    const line = lines.get(kind) ?? [];
    if (!lines.has(kind)) lines.set(kind, line);
    let [low, high] = [0, line.length];
    while (low < high) { const middle = (low + high) >> 1; if ((line[middle] as Waiting).spot.rank <= one.spot.rank) low = middle + 1; else high = middle; }
    line.splice(low, 0, one);
  };
  const take = (one: Waiting, actor: Actor, now: number): void => {
    const { arrival, spot } = one;
    const hand = handOf(arrival.facts.channel);
    actor.open += 1;
    actor.inHand[hand] += 1;
    actor.given += spot.weight;
    actor.lastAssignedAt = new Date(now);
    const customer = arrival.facts.customerId;
    known.set(customer, [{ ownerId: actor.id, teamId: spot.teamId, at: new Date(now) }, ...(known.get(customer) ?? []).filter((k) => k.ownerId !== actor.id)].slice(0, longestKnown));
    measure.served({ queueId: spot.queue?.id ?? null, personId: actor.id, weight: spot.weight, waitMs: now - one.since }, actor.open, arrival.handSeconds);
    const answered = addWorking(calendarOf(actor.past), new Date(now), arrival.answerSeconds);
    if (arrival.dueAt !== null && (answered === null || answered.getTime() > arrival.dueAt)) measure.late(spot.queue?.id ?? null);
    const over = addWorking(calendarOf(actor.past), new Date(now), Math.max(1, arrival.handSeconds));
    if (over) agenda.add(over.getTime(), { frees: actor, hand });
  };
  const tryOne = (one: Waiting, now: number, among?: readonly Actor[]): boolean => {
    const team = among ?? (one.spot.teamId === null ? [] : (teams.get(one.spot.teamId) ?? []));
    const { chosen } = choose(team, requestOf(one.spot, null, new Date(now)), 2);
    const actor = chosen && team.find((a) => a.id === chosen.id);
    if (!actor) return false;
    take(one, actor, now);
    return true;
  };
  /** Hands are free: the next of each kind that these can take, in the common order. */
  const serve = (now: number, who: readonly Actor[]): void => {
    const mine = new Set(who.flatMap((a) => a.past.teams));
    const open = [...lines.values()].filter((line) => { const first = line[0]; return first !== undefined && first.spot.teamId !== null && mine.has(first.spot.teamId); });
    while (open.length > 0) {
      const heads = open.map((line) => (line[0] as Waiting).spot.rank.getTime());
      const at = heads.indexOf(Math.min(...heads));
      const line = open[at] as Waiting[];
      const first = line[0] as Waiting;
      const alone = who.length === 1 && first.spot.teamId !== null && who[0]?.past.teams.includes(first.spot.teamId) ? who : undefined;
      if (first.gone || tryOne(first, now, alone)) { first.gone = true; line.shift(); } else open.splice(at, 1);
      for (let i = open.length - 1; i >= 0; i--) if (open[i]?.length === 0) open.splice(i, 1);
    }
  };

  let seen = 0;
  for (let event = agenda.next(); event && event.at <= work.to; event = agenda.next()) {
    const { at, what } = event;
    if ('arrives' in what) {
      const one: Waiting = { arrival: what.arrives, spot: spotAt(what.arrives, at, at), since: at, hops: 0, gone: false };
      measure.arrived(one.spot.queue?.id ?? null);
      if (++seen % 200 === 0) told(seen / count);
      if (!tryOne(one, at)) {
        stand(one);
        const { overflow, sticky } = settingsOf(one.spot.queue);
        if (overflow) agenda.add(at + overflow.afterMinutes * 60_000, { moves: one, from: one.spot.queue?.id ?? null });
        if (sticky.holdMinutes > 0) agenda.add(at + sticky.holdMinutes * 60_000, { looks: true });
      }
    } else if ('frees' in what) {
      what.frees.open -= 1;
      what.frees.inHand[what.hand] -= 1;
      if (what.frees.onShift) serve(at, [what.frees]);
    } else if ('opens' in what) {
      const calendar = calendars[what.opens] as CompiledCalendar;
      const now = new Date(at);
      for (const a of actors) if (a.past.calendar === what.opens) a.onShift = isOpen(calendar, now);
      const period = nextChange(calendar, now);
      if (period !== null) agenda.add(period, { opens: what.opens });
      serve(at, actors.filter((a) => a.past.calendar === what.opens && a.onShift));
    } else if ('moves' in what) move(what.moves, what.from, at);
    else serve(at, actors.filter((a) => a.onShift));
  }

  function move(one: Waiting, from: number | null, at: number): void {
    if (one.gone || one.spot.queue?.id !== from || from === null) return;
    const to = settingsOf(one.spot.queue).overflow;
    if (!to) return;
    measure.overflowed(from);
    one.gone = true;
    if (to.to === 'vendor') return;
    const next: Waiting = { ...one, gone: false, hops: one.hops + 1, spot: spotAt(one.arrival, at, one.since, to.to === 'queue' ? { toQueueId: to.id } : { toTeamId: to.id }) };
    if (tryOne(next, at)) return;
    stand(next);
    const then = to.to === 'queue' ? settingsOf(next.spot.queue).overflow : null;
    if (then && next.hops < mostHops) agenda.add(at + then.afterMinutes * 60_000, { moves: next, from: next.spot.queue?.id ?? null });
  }

  const left = new Map<number | null, number>();
  for (const one of [...lines.values()].flat()) {
    if (one.gone) continue;
    const queueId = one.spot.queue?.id ?? null;
    left.set(queueId, (left.get(queueId) ?? 0) + 1);
    if (one.arrival.dueAt !== null && one.arrival.dueAt < work.to) measure.late(queueId);
  }
  const seconds = calendars.map((c) => workingBetween(c, new Date(work.from), new Date(work.to)));
  return measure.side(queues, setting.people, work.teams, left, (p) => seconds[p.calendar] ?? 0);
}

/** When a calendar opens or closes next. */
const nextChange = (calendar: CompiledCalendar, at: Date): number | null => (isOpen(calendar, at) ? nextClosing(calendar, at) : nextOpening(calendar, at))?.getTime() ?? null;
