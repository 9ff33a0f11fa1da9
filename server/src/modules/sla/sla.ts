import type { SlaPolicy } from '@aftercare/contract/sla';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createClocks } from './clocks.ts';
import { createInnerClocks } from './inner.ts';
import { clockOf, explanationOf } from './explanation.ts';
import { createPolicies } from './policies.ts';
import { asksMore, asksOf, matching } from './policy.ts';
import * as store from './store.ts';
import { listPolicies } from './store-policies.ts';
import { listReplays } from './store-replays.ts';
import { waitsUnder } from './waits.ts';
import { createWatch } from './watch.ts';

/** Promises to customers, and the clocks that measure them. */
export function createSla(platform: Platform, org: Org, tickets: Tickets) {
  const { db, clock } = platform;
  const calendars = createKnownCalendars(org);
  const clocks = createClocks(platform, tickets, calendars);
  const watch = createWatch(platform, clocks);

  /** What the policy in force asks of a ticket, and which other would come next. */
  async function whyOf(ticketId: number, language: string, handle: Handle) {
    const policies = await listPolicies(handle);
    const [facts] = await tickets.facts(handle, [ticketId]);
    const [more] = asksMore(policies) ? await store.moreFacts(handle, [ticketId]) : [];
    const [first, next] = facts ? matching(policies, { ...facts, ...more }) : [];
    const asks = (policy: SlaPolicy) => asksOf(policy).map((name) => say(language, `sla.fact.${name}`));
    return (policyId: number | null) => (first && first.id === policyId ? { asks: asks(first), before: next ? { policy: next.name, asks: asks(next) } : null } : null);
  }

  return {
    ...createPolicies(platform, org),
    clocks,
    watch,
    inner: createInnerClocks(platform, org),
    /** Fires every warning and breach that is due by then. */
    fireDue: (now: Date = clock.now()) => watch.fireDue(now),
    /** Clocks of tickets as they stand now, by ticket and the order of their promises. */
    async clocksOf(ticketIds: readonly number[], handle: Handle = db) {
      // One after the other: the handle may be a transaction, which has one line.
      const rows = await store.clocksOf(handle, ticketIds);
      const known = await calendars.load(handle);
      const now = clock.now();
      return rows.map((row) => ({ ticketId: row.ticketId, ...clockOf(row, known, now) }));
    },
    /** Clocks of a ticket with the sum behind each and why its policy holds, in a language. */
    async explain(ticketId: number, language: string, handle: Handle = db) {
      const rows = await store.clocksOf(handle, [ticketId]);
      const [lines, known] = [await store.ledgerOf(handle, rows.map((r) => r.id)), await calendars.load(handle)];
      const now = clock.now();
      const why = await whyOf(ticketId, language, handle);
      return rows.map((row) => ({ ...explanationOf(row, lines.filter((l) => l.clockId === row.id), known, now, language), why: why(row.policyId) }));
    },
    /** What a ticket may wait for under the policy in force. */
    async waits(ticketId: number, handle: Handle = db) {
      const policies = await listPolicies(handle);
      const [facts] = await tickets.facts(handle, [ticketId]);
      const [more] = asksMore(policies) ? await store.moreFacts(handle, [ticketId]) : [];
      return waitsUnder(facts ? matching(policies, { ...facts, ...more })[0] : undefined, policies);
    },
    /** Somebody takes on what was escalated on a ticket. */
    acknowledge: (tx: Tx, ticketId: number, by: Actor) => clocks.acknowledge(tx, ticketId, by),
    replays: (handle: Handle = db) => listReplays(handle),
    /** Warnings, breaches and kept promises of a ticket, oldest first. */
    moments: (ticketId: number, handle: Handle = db) => store.moments(handle, ticketId),
  };
}
export type Sla = ReturnType<typeof createSla>;
