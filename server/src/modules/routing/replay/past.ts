/** What the past tells: who arrived, how long each stayed in somebody's hands, and until when an answer was owed. */
import type { Queue, ReplayChange } from '@aftercare/contract/routing';
import type { BusinessCalendar, CalendarPlan } from '../../../platform/time/index.ts';
import type { Hand, Person } from '../person.ts';
import type { Facts } from '../spots.ts';

export interface Arrival {
  readonly at: number; readonly facts: Facts;
  /** Working seconds in hand, once taken. */
  readonly handSeconds: number;
  /** When the first answer was owed; null: nobody promised one. */
  readonly dueAt: number | null;
  /** Working seconds from being given to the first answer. */
  readonly answerSeconds: number;
}
export interface PastPerson extends Pick<Person, 'id' | 'capacity' | 'limits' | 'languages' | 'skills' | 'expired' | 'reach' | 'mute'> { readonly name: string; readonly teams: readonly number[]; readonly calendar: number }
export interface ReplaySetting { readonly queues: readonly Queue[]; readonly rules: { readonly xml: string; readonly version: number } | null; readonly people: readonly PastPerson[]; readonly demand: number }
export interface ReplayWork {
  readonly from: number; readonly to: number; readonly arrivals: readonly Arrival[]; readonly calendars: readonly (BusinessCalendar | CalendarPlan)[]; readonly teams: ReadonlyMap<number, string>; readonly skillIds: ReadonlyMap<string, number>;
  readonly before: ReplaySetting; readonly after: ReplaySetting; readonly seed: number;
}
export const hands: readonly Hand[] = ['call', 'chat', 'written'];

/** The queues as they would be. */
export function changedQueues(queues: readonly Queue[], change: Pick<ReplayChange, 'queues'>): Queue[] {
  const by = new Map(change.queues.map((q) => [q.id, q]));
  return queues.map((queue) => {
    const c = by.get(queue.id);
    return c ? { ...queue, ...(c.enabled === undefined ? {} : { enabled: c.enabled }), ...(c.matchLanguage === undefined ? {} : { matchLanguage: c.matchLanguage }), ...(c.skills ? { skills: c.skills } : {}), ...(c.settings ? { settings: c.settings } : {}) } : queue;
  });
}
/** More people are like those there are, one after the other; fewer are the last of them. */
export function changedPeople(people: readonly PastPerson[], more: ReplayChange['people']): PastPerson[] {
  let next = -1;
  let all = [...people];
  for (const [team, n] of Object.entries(more)) {
    const teamId = Number(team);
    const own = all.filter((p) => p.teams.includes(teamId));
    if (n < 0) { const gone = new Set(own.slice(n).map((p) => p.id)); all = all.filter((p) => !gone.has(p.id)); }
    for (let i = 0; i < n && own.length > 0; i++) { const like = own[i % own.length] as PastPerson; all.push({ ...like, id: next--, name: `+${i + 1} ${like.name}`, teams: [teamId] }); }
  }
  return all;
}
