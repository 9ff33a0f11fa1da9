/** One clock in the making: its row, its ledger, and the lines a batch of facts adds to it. No database here. */
import type { ClockTarget, SlaPolicy } from '@aftercare/contract/sla';
import { type Calendars, type LedgerEntry, type LedgerKind, type Walk, walkLedger } from './ledger.ts';
import { stepsTo, type Wanted } from './policy.ts';
import { columnsOf } from './reading.ts';
import type { ClockRow, ClockWrite, LedgerRow } from './store.ts';

export type NewLine = Omit<LedgerEntry, 'kind'> & { readonly kind: LedgerRow['kind'] };
export type Happening = 'warned' | 'breached' | 'met';

export class RunningClock {
  readonly ticketId: number;
  readonly target: ClockTarget;
  /** Null until it is written. */
  readonly row: ClockRow | null;
  readonly #entries: LedgerEntry[];
  readonly #calendars: Calendars;
  readonly lines: NewLine[] = [];
  #policy: Pick<ClockRow, 'policyId' | 'policyName' | 'warnShare'>;
  #changed = false;
  #phase: Walk['phase'] | null = null;

  constructor(options: { ticketId: number; target: ClockTarget; row: ClockRow | null; entries: readonly LedgerEntry[]; calendars: Calendars }) {
    this.ticketId = options.ticketId;
    this.target = options.target;
    this.row = options.row;
    this.#entries = [...options.entries];
    this.#calendars = options.calendars;
    this.#policy = { policyId: options.row?.policyId ?? null, policyName: options.row?.policyName ?? '', warnShare: options.row?.warnShare ?? 0.8 };
  }

  get changed(): boolean {
    return this.#changed || this.lines.length > 0;
  }

  /** What the ledger says it is doing after its last line. */
  get phase(): Walk['phase'] {
    const last = this.#entries.at(-1);
    this.#phase ??= last ? walkLedger(this.#entries, this.#calendars, last.at).phase : 'idle';
    return this.#phase;
  }

  /** A clock whose calendar changed reads differently although nothing happened to it. */
  refresh(): void {
    this.#changed = true;
  }

  /** Begins to count. */
  start(policy: SlaPolicy, minutes: number, at: Date, reason: string): void {
    this.#adopt(policy);
    this.#write('started', at, reason, minutes * 60, policy.calendarId);
  }

  /**
   * Brings the clock to what it should be doing under a policy.
   * @param policy with its minutes for this target; null when no promise holds any more
   */
  follow(policy: { readonly policy: SlaPolicy; readonly minutes: number } | null, wanted: Wanted, at: Date, reason: string): void {
    if (!policy) {
      if (this.phase === 'running' || this.phase === 'paused') this.#write('cancelled', at, 'no-policy');
      return;
    }
    const seconds = policy.minutes * 60;
    const goesOn = wanted === 'running' || wanted === 'paused';
    if (goesOn) this.#adopt(policy.policy);
    if (goesOn && (this.phase === 'running' || this.phase === 'paused')) {
      const walk = walkLedger(this.#entries, this.#calendars, this.#notBefore(at));
      if (walk.target !== seconds || walk.calendarId !== String(policy.policy.calendarId)) this.#write('retargeted', at, `policy|${policy.policy.name}`, seconds, policy.policy.calendarId);
    }
    for (const kind of stepsTo(this.phase, wanted)) {
      if (kind === 'reopened') this.#write(kind, at, reason, seconds, policy.policy.calendarId);
      else this.#write(kind, at, reason);
    }
  }

  /** The row as it should stand now, and what is to be told: each warning, breach and kept promise once. */
  settle(now: Date): { write: ClockWrite; happened: { kind: Happening; at: Date }[] } {
    const last = this.#entries.at(-1)?.at;
    const columns = columnsOf(this.#entries, this.#calendars, this.#policy.warnShare, last && last > now ? last : now);
    const runs = columns.state === 'running' || columns.state === 'breached';
    const happened: { kind: Happening; at: Date }[] = [];
    // A warning that a longer target took back may come again.
    let warnedAt = runs && columns.warnAt && columns.warnAt > now ? null : (this.row?.warnedAt ?? null);
    if (runs && columns.warnAt && columns.warnAt <= now && !warnedAt) {
      warnedAt = now;
      happened.push({ kind: 'warned', at: columns.warnAt });
    }
    if (columns.breachedAt && !this.row?.breachedAt) happened.push({ kind: 'breached', at: columns.breachedAt });
    for (const { kind, at } of happened) this.lines.push({ kind, at, reason: 'deadline' });
    const met = this.lines.findLast((l) => l.kind === 'met');
    if (met && columns.state === 'met') happened.push({ kind: 'met', at: met.at });
    return { write: { ticketId: this.ticketId, target: this.target, ...this.#policy, ...columns, warnedAt }, happened };
  }

  #adopt(policy: SlaPolicy): void {
    if (this.#policy.policyId === policy.id && this.#policy.policyName === policy.name && this.#policy.warnShare === policy.warnAt) return;
    this.#policy = { policyId: policy.id, policyName: policy.name, warnShare: policy.warnAt };
    this.#changed = true;
  }

  /** Machines' clocks differ a little; the ledger's lines stay in the order of the facts. */
  #notBefore(at: Date): Date {
    const last = this.#entries.at(-1)?.at;
    return last && last > at ? last : at;
  }

  #write(kind: LedgerKind, at: Date, reason: string, targetSeconds: number | null = null, calendarId: number | null = null): void {
    const line = { at: this.#notBefore(at), kind, reason, targetSeconds, calendarId: calendarId === null ? null : String(calendarId) };
    this.#entries.push(line);
    this.#phase = null;
    this.lines.push(line);
  }
}
