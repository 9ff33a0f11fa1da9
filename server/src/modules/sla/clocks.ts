/** Clocks follow what happens to tickets. Facts come in batches; each batch costs the same few statements. */
import type { SlaPolicy } from '@aftercare/contract/sla';
import { type Actor, type NewEvent, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { KnownCalendarSource } from '../org/index.ts';
import type { TicketFacts, Tickets } from '../tickets/index.ts';
import { type Happened, RunningClock } from './clock.ts';
import { SlaAcknowledged, SlaBreached, SlaEscalated, SlaMet, SlaWarned } from './events.ts';
import type { Calendars, LedgerEntry, LedgerKind } from './ledger.ts';
import { asksMore, matchPolicy, pausesFor, type PolicyFacts, targets, wantedFor } from './policy.ts';
import * as store from './store.ts';
import { listPolicies } from './store-policies.ts';

/** Something happened to a ticket that its clocks must follow. */
export interface Occurrence {
  readonly kind: 'opened' | 'changed' | 'answered' | 'wrote';
  /** The ticket after it. */
  readonly facts: PolicyFacts;
  readonly at: Date;
  /** `key` of a sentence, or `key|words`. */
  readonly reason: string;
}

interface Told extends Happened { readonly clock: RunningClock; readonly write: store.ClockWrite }

/** A ticket's clocks after one occurrence: those it had, moved on, and those that begin with it. */
export function applyOccurrence(clocks: readonly RunningClock[], { kind, facts, at, reason }: Occurrence, policies: readonly SlaPolicy[], known: Calendars): RunningClock[] {
  // Nobody owes an auto-reply an answer.
  if (facts.tags.includes('automatic')) return [...clocks];
  const policy = matchPolicy(policies, facts);
  const waits = pausesFor(policy?.pauses, facts.status, facts.waitsFor ?? '');
  const after = [...clocks];
  const fresh = (target: (typeof targets)[number]) => {
    const clock = new RunningClock({ ticketId: facts.ticketId, target, row: null, entries: [], calendars: known, policies });
    after.push(clock);
    return clock;
  };
  for (const target of targets) {
    const minutes = policy?.targets[target] ?? null;
    const clock = clocks.find((c) => c.target === target);
    const merged = facts.status === 'closed' && reason.startsWith('merged|');
    if (target === 'next-response') {
      const going = clock?.phase === 'running' || clock?.phase === 'paused';
      // Each word of the customer's that nobody answered yet begins a round, once the first answer is given.
      if (clock && going && (kind !== 'wrote' || !minutes)) clock.follow(policy && minutes ? { policy, minutes } : null, wantedFor(target, facts.status, kind === 'answered', waits), at, reason);
      else if (kind === 'wrote' && policy && minutes && !going && clocks.find((c) => c.target === 'first-response')?.phase !== 'running') (clock ?? fresh(target)).start(policy, minutes, at, reason);
      continue;
    }
    if (kind === 'wrote') continue;
    const answered = target === 'first-response' && (kind === 'answered' || clock?.phase === 'met');
    // Merged away: what was promised is promised on the other ticket now, and nothing was kept here.
    const wanted = merged && clock?.phase !== 'met' ? 'cancelled' : wantedFor(target, facts.status, answered, waits);
    if (clock) clock.follow(policy && minutes ? { policy, minutes } : null, wanted, at, reason);
    else if (policy && minutes && (wanted === 'running' || wanted === 'paused') && kind !== 'answered') {
      const begun = fresh(target);
      // A promise made later counts from then.
      begun.start(policy, minutes, kind === 'opened' ? new Date(facts.openedAt) : at, kind === 'opened' ? 'opened' : `policy|${policy.name}`);
      if (wanted !== 'running') begun.follow({ policy, minutes }, wanted, at, reason);
    }
  }
  return after;
}

export function createClocks(platform: Pick<Platform, 'bus' | 'clock'>, tickets: Pick<Tickets, 'facts' | 'setDue'>, calendars: KnownCalendarSource) {
  const { bus, clock: time } = platform;

  /** Ledgers of locked rows, as clocks. */
  async function revive(tx: Tx, rows: readonly store.ClockRow[], known: Calendars, policies: readonly SlaPolicy[]): Promise<RunningClock[]> {
    const lines = rows.length > 0 ? await store.ledgerOf(tx, rows.map((r) => r.id)) : [];
    const byClock = new Map<number, LedgerEntry[]>();
    for (const { clockId, kind, ...line } of lines) {
      // These only record what the arithmetic says anyway, at the moment it says so, or who took it on.
      if (kind === 'warned' || kind === 'breached' || kind === 'escalated' || kind === 'acknowledged') continue;
      byClock.set(clockId, [...(byClock.get(clockId) ?? []), { ...line, kind: kind satisfies LedgerKind }]);
    }
    return rows.map((row) => new RunningClock({ ticketId: row.ticketId, target: row.target, row, entries: byClock.get(row.id) ?? [], calendars: known, policies }));
  }

  /**
   * Lets the clocks of tickets follow what happened, in the order given.
   * @param refresh read all clocks that still go on anew, even where nothing happened (an edited calendar)
   */
  async function follow(tx: Tx, occurrences: readonly Occurrence[], refresh = false): Promise<void> {
    if (occurrences.length === 0) return;
    const policies = await listPolicies(tx);
    const counted = policies.some((p) => p.enabled && p.targets['next-response']) ? occurrences : occurrences.filter((o) => o.kind !== 'wrote');
    if (counted.length === 0) return;
    const { compiled } = await calendars.load(tx);
    const rows = await store.lockClocks(tx, [...new Set(counted.map((o) => o.facts.ticketId))]);
    const byTicket = Map.groupBy(await revive(tx, rows, compiled, policies), (c) => c.ticketId);
    const facts = new Map<number, TicketFacts>();
    for (const occurrence of await completed(tx, counted, policies)) {
      const mine = byTicket.get(occurrence.facts.ticketId) ?? [];
      byTicket.set(occurrence.facts.ticketId, applyOccurrence(mine, occurrence, policies, compiled));
      facts.set(occurrence.facts.ticketId, occurrence.facts);
    }
    const all = [...byTicket.values()].flat();
    if (refresh) for (const clock of all) if (clock.phase === 'running' || clock.phase === 'paused') clock.refresh();
    await save(tx, all, facts);
  }

  /** Adds what only some policies ask: product, model, category, company. */
  async function completed(tx: Tx, occurrences: readonly Occurrence[], policies: readonly SlaPolicy[]): Promise<readonly Occurrence[]> {
    if (!asksMore(policies)) return occurrences;
    const more = new Map((await store.moreFacts(tx, [...new Set(occurrences.map((o) => o.facts.ticketId))])).map(({ id, ...facts }) => [id, facts]));
    return occurrences.map((o) => ({ ...o, facts: { ...o.facts, ...more.get(o.facts.ticketId) } }));
  }

  /** Warnings, deadlines and rungs that have come for tickets nobody else has in hand. Returns how many tickets were seen to. */
  async function fire(tx: Tx, now: Date, limit: number): Promise<number> {
    const due = (await store.dueTickets(tx, now, limit)).map((d) => d.ticketId);
    if (due.length === 0) return 0;
    const rows = await store.tryLockClocks(tx, due);
    const { compiled } = await calendars.load(tx);
    const clocks = await revive(tx, rows, compiled, await listPolicies(tx));
    for (const clock of clocks) if (isDue(clock.row, now)) clock.refresh();
    const ids = [...new Set(rows.map((r) => r.ticketId))];
    const facts = new Map((await tickets.facts(tx, ids)).map((f) => [f.ticketId, f]));
    await save(tx, clocks, facts, now);
    return ids.length;
  }

  /** Somebody takes on everything that was escalated on a ticket: its chains tell nobody further. @returns how many clocks that were */
  async function acknowledge(tx: Tx, ticketId: number, by: Actor): Promise<number> {
    const rows = await store.lockClocks(tx, [ticketId]);
    const { compiled } = await calendars.load(tx);
    const clocks = await revive(tx, rows, compiled, await listPolicies(tx));
    const taken = clocks.filter((clock) => clock.acknowledge(by.name, time.now()));
    if (taken.length > 0) await save(tx, clocks, new Map((await tickets.facts(tx, [ticketId])).map((f) => [f.ticketId, f])), time.now(), by);
    return taken.length;
  }

  /** Writes what changed. `all`: every clock of the tickets, so that the next deadline of each is known without looking. */
  async function save(tx: Tx, all: readonly RunningClock[], facts: ReadonlyMap<number, TicketFacts>, now = time.now(), by: Actor = systemActor): Promise<void> {
    const clocks = all.filter((c) => c.changed);
    if (clocks.length === 0) return;
    const settled = clocks.map((clock) => ({ clock, ...clock.settle(now) }));
    const fresh = settled.filter((s) => !s.clock.row);
    const ids = new Map<RunningClock, number>(settled.flatMap((s) => (s.clock.row ? [[s.clock, s.clock.row.id] as const] : [])));
    if (fresh.length > 0) {
      const made = new Map((await store.insertClocks(tx, fresh.map((s) => s.write))).map((m) => [`${m.ticketId} ${m.target}`, m.id]));
      for (const { clock } of fresh) ids.set(clock, made.get(`${clock.ticketId} ${clock.target}`) ?? 0);
    }
    const old = settled.flatMap(({ clock, write }) => (clock.row ? [{ ...write, id: clock.row.id }] : []));
    if (old.length > 0) await store.updateClocks(tx, old);
    const lines = clocks.flatMap((clock) => clock.lines.map((line) => ({ ...line, clockId: ids.get(clock) ?? 0 })));
    if (lines.length > 0) await store.insertLedger(tx, lines);
    const touched = new Set(clocks.map((c) => c.ticketId));
    const standing = [...settled.map((e) => e.write), ...all.flatMap((c) => (!c.changed && c.row && touched.has(c.ticketId) ? [c.row] : []))];
    await tellDue(tx, Map.groupBy(standing, (c) => c.ticketId));
    const told = settled.flatMap(({ clock, write, happened }) => happened.map((h): Told => ({ clock, write, ...h })));
    await bus.publishAll(tx, told.flatMap((t) => factOf(t, ids.get(t.clock) ?? 0, facts.get(t.clock.ticketId), by)));
  }

  /** Shows the next deadline of each ticket in lists. */
  async function tellDue(tx: Tx, byTicket: ReadonlyMap<number, readonly store.ClockWrite[]>): Promise<void> {
    const rows = [...byTicket].map(([ticketId, clocks]) => {
      const running = clocks.filter((c) => c.dueAt && (c.state === 'running' || c.state === 'breached'));
      const next = running.toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt))[0];
      return { ticketId, dueAt: next?.dueAt ?? null, dueTarget: next?.target ?? null, breached: running.some((c) => c.state === 'breached') };
    });
    await tickets.setDue(tx, rows.toSorted((a, b) => a.ticketId - b.ticketId), systemActor);
  }

  function factOf({ clock, write, kind, at, percent = 0, rungs = [], again = false }: Told, clockId: number, facts: TicketFacts | undefined, by: Actor): NewEvent[] {
    if (!facts) return [];
    const payload = {
      ticketId: clock.ticketId, clockId, target: clock.target, policy: write.policyName, dueAt: write.dueAt?.toISOString() ?? null, usedSeconds: write.usedSeconds, targetSeconds: write.targetSeconds,
      channel: facts.channel, customerId: facts.customerId, ownerId: facts.ownerId, teamId: facts.teamId, at: at.toISOString(),
    };
    const stream = `ticket:${clock.ticketId}`;
    if (kind === 'met') return [{ type: SlaMet, stream, actor: systemActor, payload: { ...payload, late: write.breachedAt !== null } }];
    if (kind === 'escalated') return [{ type: SlaEscalated, stream, actor: systemActor, payload: { ...payload, percent, again, rungs: rungs.map(({ who, how }) => ({ who, how })) } }];
    if (kind === 'acknowledged') return [{ type: SlaAcknowledged, stream, actor: by, payload: { ...payload, percent: write.climbed, by: by.name } }];
    return [{ type: kind === 'warned' ? SlaWarned : SlaBreached, stream, actor: systemActor, payload }];
  }

  return { follow, fire, acknowledge };
}

/** Whether a warning, the deadline or a rung of a clock has come. */
const isDue = (row: store.ClockRow | null, now: Date): boolean => row !== null && ((row.state === 'running' && ((row.dueAt !== null && row.dueAt <= now) || (row.warnAt !== null && row.warnedAt === null && row.warnAt <= now))) || (row.escalateAt !== null && row.escalateAt <= now));
export type Clocks = ReturnType<typeof createClocks>;
