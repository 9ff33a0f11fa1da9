import { dayIn } from '../../platform/feel/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { type Clock, isOpen } from '../../platform/time/index.ts';
import type { KnownCalendarSource, Org } from '../org/index.ts';
import { type Hand, type Person, handOf } from './person.ts';
import * as store from './store.ts';

export type Member = Person & { open: number; given: number; inHand: Record<Hand, number>; lastAssignedAt: Date | null; readonly cameAt: Date; levelAt: Date | null; readonly teams: readonly number[] };
type Some = (handle: Handle, ids: readonly number[]) => Promise<ReadonlySet<number>>;
/** What the hotline, which stands above us, knows of telephones. */
export interface TelephoneSource {
  /** Who has a call in hand. */
  readonly busy: Some;
  /** Whose telephone is connected. */
  readonly connected: Some;
  /** Tickets whose customer is on the line and waits. */
  readonly calling: Some;
}

/** People with what they have in hand and what they were given; read under the lock where somebody is given something. */
export function createMembers(clock: Clock, org: Pick<Org, 'company'>, calendars: KnownCalendarSource) {
  let telephones: TelephoneSource | null = null;
  const nobody: ReadonlySet<number> = new Set();
  return {
    telephonesBy(source: TelephoneSource) { telephones = source; },
    calling: async (handle: Handle, ticketIds: readonly number[]): Promise<ReadonlySet<number>> => (ticketIds.length === 0 || !telephones ? nobody : telephones.calling(handle, ticketIds)),
    /** @param onLine somebody waits on the line: then it matters whose telephone is connected */
    async of(handle: Handle, rows: readonly store.PersonRow[], onLine = false): Promise<Member[]> {
      const ids = rows.map((r) => r.id);
      const standing = new Map((await store.standings(handle, ids)).map((s) => [s.id, s]));
      const held = Map.groupBy(await store.inHand(handle, ids), (h) => h.id);
      const { compiled } = await calendars.load(handle);
      const now = clock.now();
      const today = dayIn(now, (await org.company(handle)).timeZone);
      const calling = telephones ? await telephones.busy(handle, ids) : nobody;
      const connected = onLine && telephones ? await telephones.connected(handle, ids) : null;
      return levelled(rows.map((r): Member => {
        const calendar = r.calendarId === null ? undefined : compiled.get(String(r.calendarId));
        const inHand: Record<Hand, number> = { call: 0, chat: 0, written: 0 };
        for (const { channel, n } of held.get(r.id) ?? []) { const hand = handOf(channel); inHand[hand === 'call' ? 'written' : hand] += n; }
        // Of a call that is over there is only work at the desk left: somebody to ring back, something to look up.
        if (calling.has(r.id)) { inHand.call = 1; inHand.written = Math.max(0, inHand.written - 1); }
        const runOut = (s: { expiresOn: string | null }) => s.expiresOn !== null && s.expiresOn < today;
        const wide = r.roles.some((o) => o.scope !== 'own' && !o.regions?.length && !o.brands?.length);
        return {
          id: r.id, presence: r.presence, cameAt: r.presenceAt, capacity: r.capacity, limits: r.limits, languages: r.languages, teams: r.teams, mute: !r.roles.some((o) => o.may),
          skills: new Map(r.skills.filter((s) => !runOut(s)).map((s) => [s.skillId, s.level])), expired: new Map(r.skills.filter(runOut).map((s) => [s.skillId, s.expiresOn ?? ''])),
          reach: wide ? [] : r.roles.filter((o) => o.scope !== 'own').map((o) => ({ regions: o.regions ?? [], brands: o.brands ?? [] })),
          onShift: calendar ? isOpen(calendar, now) : true, inHand, open: inHand.call + inHand.chat + inHand.written, onPhone: calling.has(r.id), unplugged: connected !== null && !connected.has(r.id), lastAssignedAt: standing.get(r.id)?.lastAssignedAt ?? null, given: standing.get(r.id)?.given ?? 0, levelAt: standing.get(r.id)?.levelAt ?? null,
        };
      }));
    },
  };
}
export type Members = ReturnType<typeof createMembers>;

/**
 * What was given to somebody counts from when they came: who was away neither has to catch up on all that colleagues took meanwhile,
 * nor rests because they worked through the night. Those who came first are levelled first.
 */
export function levelled<P extends Pick<Member, 'given' | 'presence' | 'cameAt' | 'levelAt' | 'teams'>>(people: readonly P[]): P[] {
  const fresh = (p: P) => p.presence === 'online' && (p.levelAt === null || p.cameAt > p.levelAt);
  const bounds = new Map<number, { low: number; high: number }>();
  const count = (p: P): void => {
    for (const team of p.teams) {
      const b = bounds.get(team);
      bounds.set(team, b ? { low: Math.min(b.low, p.given), high: Math.max(b.high, p.given) } : { low: p.given, high: p.given });
    }
  };
  for (const p of people) if (p.presence === 'online' && !fresh(p)) count(p);
  const levels = new Map<P, P>();
  for (const p of people.filter(fresh).toSorted((a, b) => a.cameAt.getTime() - b.cameAt.getTime())) {
    const near = p.teams.flatMap((t) => bounds.get(t) ?? []);
    const given = near.length === 0 ? p.given : Math.min(Math.max(p.given, Math.min(...near.map((b) => b.low))), Math.max(...near.map((b) => b.high)));
    const level = { ...p, given, levelAt: p.cameAt };
    levels.set(p, level);
    count(level);
  }
  return people.map((p) => levels.get(p) ?? p);
}
