import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createKnownCalendars, type Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createClocks } from './clocks.ts';
import { clockOf, explanationOf } from './explanation.ts';
import { createPolicies } from './policies.ts';
import * as store from './store.ts';
import { createWatch } from './watch.ts';

/** Promises to customers, and the clocks that measure them. */
export function createSla(platform: Platform, org: Org, tickets: Tickets) {
  const { db, clock } = platform;
  const calendars = createKnownCalendars(org);
  const clocks = createClocks(platform, tickets, calendars);
  const watch = createWatch(platform, clocks);

  return {
    ...createPolicies(platform, org),
    clocks,
    watch,
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
    /** Clocks of a ticket with the sum behind each, in a language. */
    async explain(ticketId: number, language: string, handle: Handle = db) {
      const rows = await store.clocksOf(handle, [ticketId]);
      const [lines, known] = [await store.ledgerOf(handle, rows.map((r) => r.id)), await calendars.load(handle)];
      const now = clock.now();
      return rows.map((row) => explanationOf(row, lines.flatMap((l) => (l.clockId === row.id && l.kind !== 'warned' ? [{ ...l, kind: l.kind }] : [])), known, now, language));
    },
    /** Warnings, breaches and kept promises of a ticket, oldest first. */
    moments: (ticketId: number, handle: Handle = db) => store.moments(handle, ticketId),
  };
}
export type Sla = ReturnType<typeof createSla>;
