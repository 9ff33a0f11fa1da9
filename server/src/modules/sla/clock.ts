/** One clock in the making: its row, its ledger, and the lines a batch of facts adds to it. No database here. */
import type { ClockTarget, EscalationRung, SlaPolicy } from '@aftercare/contract/sla';
import { type Climb, ground, nextTelling } from './chain.ts';
import { type Calendars, type LedgerEntry, type LedgerKind, type Walk, walkLedger } from './ledger.ts';
import { stepsTo, type Wanted } from './policy.ts';
import { columnsOf } from './reading.ts';
import type { ClockRow, ClockWrite, LedgerRow } from './store.ts';

export type NewLine = Omit<LedgerEntry, 'kind'> & { readonly kind: LedgerRow['kind'] };
export type Happening = 'warned' | 'breached' | 'met' | 'escalated' | 'acknowledged';
export interface Happened { readonly kind: Happening; readonly at: Date; /** Of an escalation. */ readonly percent?: number; readonly rungs?: readonly EscalationRung[]; readonly again?: boolean }
/** Policies as far as chains go; without `chainSince` they always stood. */
export type Chained = Pick<SlaPolicy, 'id' | 'escalations'> & { readonly chainSince?: Date };
/** Rungs told at once after a long night: those still to come by then, each once; a repeated one only the last time. */
const most = 40;

export class RunningClock {
  readonly ticketId: number;
  readonly target: ClockTarget;
  /** Null until it is written. */
  readonly row: ClockRow | null;
  readonly #entries: LedgerEntry[];
  readonly #calendars: Calendars;
  readonly lines: NewLine[] = [];
  #policy: Pick<ClockRow, 'policyId' | 'policyName' | 'warnShare'>;
  #chain: Chained | null;
  #climb: Climb;
  /** A new round began here: what the row tells of warnings and breaches is of the one before. */
  #anew = false;
  #changed = false;
  #phase: Walk['phase'] | null = null;

  constructor(options: { ticketId: number; target: ClockTarget; row: ClockRow | null; entries: readonly LedgerEntry[]; calendars: Calendars; policies: readonly Chained[] }) {
    this.ticketId = options.ticketId;
    this.target = options.target;
    this.row = options.row;
    this.#entries = [...options.entries];
    this.#calendars = options.calendars;
    this.#policy = { policyId: options.row?.policyId ?? null, policyName: options.row?.policyName ?? '', warnShare: options.row?.warnShare ?? 0.8 };
    this.#chain = options.policies.find((p) => p.id === options.row?.policyId) ?? null;
    this.#climb = options.row ?? ground;
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

  /** Begins to count; a clock that ended begins a new round from nothing. */
  start(policy: SlaPolicy & Chained, minutes: number, at: Date, reason: string): void {
    this.#adopt(policy);
    this.#anew = this.row !== null;
    this.#climb = ground;
    this.#write('started', at, reason, minutes * 60, policy.calendarId);
  }

  /**
   * Brings the clock to what it should be doing under a policy.
   * @param policy with its minutes for this target; null when no promise holds any more
   */
  follow(policy: { readonly policy: SlaPolicy & Chained; readonly minutes: number } | null, wanted: Wanted, at: Date, reason: string): void {
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

  /** Somebody takes on what was escalated. @returns whether there was anything to take on */
  acknowledge(by: string, at: Date): boolean {
    if (this.#climb.toldAt === null || this.#climb.acknowledgedAt || (this.phase !== 'running' && this.phase !== 'paused')) return false;
    this.#climb = { ...this.#climb, acknowledgedAt: at, acknowledgedBy: by };
    this.lines.push({ kind: 'acknowledged', at, reason: `acknowledged|${by}` });
    return true;
  }

  /** The row as it should stand now, and what is to be told: each warning, breach and kept promise once. */
  settle(now: Date): { write: ClockWrite; happened: Happened[] } {
    const last = this.#entries.at(-1)?.at;
    const reckoned = last && last > now ? last : now;
    const columns = columnsOf(this.#entries, this.#calendars, this.#policy.warnShare, reckoned);
    const runs = columns.state === 'running' || columns.state === 'breached';
    const before = this.#anew ? null : this.row;
    const happened: Happened[] = [];
    // A warning that a longer target took back may come again.
    let warnedAt = runs && columns.warnAt && columns.warnAt > now ? null : (before?.warnedAt ?? null);
    if (runs && columns.warnAt && columns.warnAt <= now && !warnedAt) {
      warnedAt = now;
      happened.push({ kind: 'warned', at: columns.warnAt });
    }
    if (columns.breachedAt && !before?.breachedAt) happened.push({ kind: 'breached', at: columns.breachedAt });
    for (const { kind, at } of happened) this.lines.push({ kind, at, reason: 'deadline' });
    const escalateAt = runs ? this.#climbTo(now, reckoned, happened) : null;
    const met = this.lines.findLast((l) => l.kind === 'met');
    if (met && columns.state === 'met') happened.push({ kind: 'met', at: met.at });
    if (this.lines.some((l) => l.kind === 'acknowledged')) happened.push({ kind: 'acknowledged', at: this.#climb.acknowledgedAt ?? now });
    return { write: { ticketId: this.ticketId, target: this.target, ...this.#policy, ...columns, warnedAt, ...pick(this.#climb), escalateAt }, happened };
  }

  /** Tells every rung whose moment has come. @returns when the next one comes */
  #climbTo(now: Date, reckoned: Date, happened: Happened[]): Date | null {
    for (let told = 0; told < most; told++) {
      const due = nextTelling(this.#chain?.escalations ?? [], this.target, this.#climb, this.#entries, this.#calendars, reckoned);
      if (!due || due.at > now) return due?.at ?? null;
      if (this.#chain?.chainSince && due.at < this.#chain.chainSince && !due.again) {
        this.#climb = { ...this.#climb, climbed: due.percent, toldAt: null };
        continue;
      }
      this.#climb = { ...this.#climb, climbed: due.percent, toldAt: due.again ? now : due.at };
      this.lines.push({ kind: 'escalated', at: due.at, reason: `escalated|${due.percent}` });
      happened.push({ kind: 'escalated', at: due.at, percent: due.percent, rungs: due.rungs, again: due.again });
    }
    return new Date(now.getTime() + 60_000);
  }

  #adopt(policy: SlaPolicy & Chained): void {
    this.#chain = policy;
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
    // Taken up again it is nobody's yet.
    if (kind === 'reopened') this.#climb = ground;
    this.#phase = null;
    this.lines.push(line);
  }
}

const pick = ({ climbed, toldAt, acknowledgedAt, acknowledgedBy }: Climb): Climb => ({ climbed, toldAt, acknowledgedAt, acknowledgedBy });
