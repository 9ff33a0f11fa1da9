/** Clocks follow what happens to tickets. Facts come in batches; each batch costs the same few statements. */
import type { SlaPolicy } from '@aftercare/contract/sla';
import { type NewEvent, systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { KnownCalendarSource } from '../org/index.ts';
import type { TicketFacts, Tickets } from '../tickets/index.ts';
import { type Happening, RunningClock } from './clock.ts';
import { SlaBreached, SlaMet, SlaWarned } from './events.ts';
import type { Calendars, LedgerEntry, LedgerKind } from './ledger.ts';
import { matchPolicy, targets, wantedFor } from './policy.ts';
import * as store from './store.ts';
import { listPolicies } from './store-policies.ts';

/** Something happened to a ticket that its clocks must follow. */
export interface Occurrence {
  readonly kind: 'opened' | 'changed' | 'answered';
  /** The ticket after it. */
  readonly facts: TicketFacts;
  readonly at: Date;
  /** `key` of a sentence, or `key|words`. */
  readonly reason: string;
}

interface Told { readonly clock: RunningClock; readonly write: store.ClockWrite; readonly kind: Happening; readonly at: Date }

/** A ticket's clocks after one occurrence: those it had, moved on, and those that begin with it. */
export function applyOccurrence(clocks: readonly RunningClock[], { kind, facts, at, reason }: Occurrence, policies: readonly SlaPolicy[], known: Calendars): RunningClock[] {
  // Nobody owes an auto-reply an answer.
  if (facts.tags.includes('automatic')) return [...clocks];
  const policy = matchPolicy(policies, facts);
  const after = [...clocks];
  for (const target of targets) {
    const minutes = policy?.targets[target] ?? null;
    const clock = clocks.find((c) => c.target === target);
    const answered = target === 'first-response' && (kind === 'answered' || clock?.phase === 'met');
    // Merged away: what was promised is promised on the other ticket now, and nothing was kept here.
    const wanted = facts.status === 'closed' && reason.startsWith('merged|') && clock?.phase !== 'met' ? 'cancelled' : wantedFor(target, facts.status, answered);
    if (clock) clock.follow(policy && minutes ? { policy, minutes } : null, wanted, at, reason);
    else if (policy && minutes && (wanted === 'running' || wanted === 'paused') && kind !== 'answered') {
      const fresh = new RunningClock({ ticketId: facts.ticketId, target, row: null, entries: [], calendars: known });
      // A promise made later counts from then.
      fresh.start(policy, minutes, kind === 'opened' ? new Date(facts.openedAt) : at, kind === 'opened' ? 'opened' : `policy|${policy.name}`);
      if (wanted !== 'running') fresh.follow({ policy, minutes }, wanted, at, reason);
      after.push(fresh);
    }
  }
  return after;
}

export function createClocks(platform: Pick<Platform, 'bus' | 'clock'>, tickets: Pick<Tickets, 'facts' | 'setDue'>, calendars: KnownCalendarSource) {
  const { bus, clock: time } = platform;

  /** Ledgers of locked rows, as clocks. */
  async function revive(tx: Tx, rows: readonly store.ClockRow[], known: Calendars): Promise<RunningClock[]> {
    const lines = rows.length > 0 ? await store.ledgerOf(tx, rows.map((r) => r.id)) : [];
    const byClock = new Map<number, LedgerEntry[]>();
    for (const { clockId, kind, ...line } of lines) {
      // These two only record what the arithmetic says anyway, at the moment it says so.
      if (kind === 'warned' || kind === 'breached') continue;
      byClock.set(clockId, [...(byClock.get(clockId) ?? []), { ...line, kind: kind satisfies LedgerKind }]);
    }
    return rows.map((row) => new RunningClock({ ticketId: row.ticketId, target: row.target, row, entries: byClock.get(row.id) ?? [], calendars: known }));
  }

  /**
   * Lets the clocks of tickets follow what happened, in the order given.
   * @param refresh read all clocks that still go on anew, even where nothing happened (an edited calendar)
   */
  async function follow(tx: Tx, occurrences: readonly Occurrence[], refresh = false): Promise<void> {
    if (occurrences.length === 0) return;
    const policies = await listPolicies(tx);
    const { compiled } = await calendars.load(tx);
    const rows = await store.lockClocks(tx, [...new Set(occurrences.map((o) => o.facts.ticketId))]);
    const byTicket = Map.groupBy(await revive(tx, rows, compiled), (c) => c.ticketId);
    const facts = new Map<number, TicketFacts>();
    for (const occurrence of occurrences) {
      const mine = byTicket.get(occurrence.facts.ticketId) ?? [];
      byTicket.set(occurrence.facts.ticketId, applyOccurrence(mine, occurrence, policies, compiled));
      facts.set(occurrence.facts.ticketId, occurrence.facts);
    }
    const all = [...byTicket.values()].flat();
    if (refresh) for (const clock of all) if (clock.phase === 'running' || clock.phase === 'paused') clock.refresh();
    await save(tx, all, facts);
  }

  /** Warnings and deadlines that have come for tickets nobody else has in hand. Returns how many tickets were seen to. */
  async function fire(tx: Tx, now: Date, limit: number): Promise<number> {
    const due = (await store.dueTickets(tx, now, limit)).map((d) => d.ticketId);
    if (due.length === 0) return 0;
    const rows = await store.tryLockClocks(tx, due);
    const { compiled } = await calendars.load(tx);
    const clocks = await revive(tx, rows, compiled);
    for (const clock of clocks) if (clock.row?.state === 'running') clock.refresh();
    const ids = [...new Set(rows.map((r) => r.ticketId))];
    const facts = new Map((await tickets.facts(tx, ids)).map((f) => [f.ticketId, f]));
    await save(tx, clocks, facts, now);
    return ids.length;
  }

  /** Writes what changed. `all`: every clock of the tickets, so that the next deadline of each is known without looking. */
  async function save(tx: Tx, all: readonly RunningClock[], facts: ReadonlyMap<number, TicketFacts>, now = time.now()): Promise<void> {
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
    await bus.publishAll(tx, told.flatMap((t) => factOf(t, ids.get(t.clock) ?? 0, facts.get(t.clock.ticketId))));
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

  function factOf({ clock, write, kind, at }: Told, clockId: number, facts: TicketFacts | undefined): NewEvent[] {
    if (!facts) return [];
    const payload = {
      ticketId: clock.ticketId, clockId, target: clock.target, policy: write.policyName, dueAt: write.dueAt?.toISOString() ?? null, usedSeconds: write.usedSeconds, targetSeconds: write.targetSeconds,
      channel: facts.channel, customerId: facts.customerId, ownerId: facts.ownerId, teamId: facts.teamId, at: at.toISOString(),
    };
    const stream = `ticket:${clock.ticketId}`;
    if (kind === 'met') return [{ type: SlaMet, stream, actor: systemActor, payload: { ...payload, late: write.breachedAt !== null } }];
    return [{ type: kind === 'warned' ? SlaWarned : SlaBreached, stream, actor: systemActor, payload }];
  }

  return { follow, fire };
}
export type Clocks = ReturnType<typeof createClocks>;
