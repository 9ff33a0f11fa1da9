import { systemActor } from '../../platform/bus/index.ts';
import type { Principal } from '../../platform/auth/index.ts';
import type { Handle, Sql } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createDiagnosis } from './diagnosis.ts';
import { createMoves } from './moves.ts';
import { createOpening } from './opening.ts';
import { createPage } from './page.ts';
import type { Bills, Decide, PartsDesk, Units } from './ports.ts';
import * as store from './store.ts';
import { createWork } from './work.ts';

export interface RepairNeeds { readonly org: Org; readonly sites: Sites; readonly tickets: Tickets; readonly units: Units; readonly parts: PartsDesk; readonly bills: Bills; readonly decide: Decide }
export type RepairRow = store.RepairRow;

/** Repairs, from the report to the customer's hands. */
export function createRepairs(platform: Platform, { org, sites, tickets, units, parts, bills, decide }: RepairNeeds) {
  const { db } = platform;
  const moves = createMoves(platform, bills);
  const opening = createOpening(platform, org, tickets, units, moves);
  const diagnosis = createDiagnosis(platform, tickets, units, parts, decide, moves);
  const work = createWork(platform, units, parts, bills, moves);
  /** Rows this caller may see; aliases r and t. */
  const visible = async (handle: Handle, principal: Principal): Promise<Sql> => store.visibleTo(principal, await sites.allowed(handle, principal), tickets.visible(principal));

  return {
    ...opening, ...diagnosis, ...work,
    visible,
    /** Tickets whose repair is on this person's bench, or at a site of theirs; alias `t`. */
    reach: async (principal: Principal, handle: Handle): Promise<Sql> => store.onBenchOf(principal.kind === 'agent' ? principal.id : 0, principal.scope === 'all' ? [] : ((await sites.allowed(handle, principal)) ?? [])),
    facts: moves.facts,
    page: createPage(platform, org, sites, units, moves),
    /** The repair when this caller may see it; `not-found` otherwise. */
    async load(handle: Handle, principal: Principal, id: number): Promise<store.RepairRow> {
      const row = await store.findRepair(handle, id, await visible(handle, principal));
      if (!row) throw new Refusal('not-found');
      return row;
    },
    get: (id: number, handle: Handle = db) => store.findRepair(handle, id),
    /** The one that goes on; undefined when none does. */
    runningOf: (handle: Handle, ticketId: number) => store.runningOf(handle, ticketId),
    ofTicket: (handle: Handle, ticketId: number) => store.ofTicket(handle, ticketId),
    settings: (handle: Handle = db) => store.settings(handle),
    saveSettings: store.saveSettings,
    /** Rows of the bench, due first; `where` are its conditions. */
    bench: store.bench,
    where: store.where,
    countStates: store.countStates,
    /** Where the product is in hand is where it is worked on: whose bench it lies on sees its steps. */
    async standsAt(tx: Parameters<typeof work.answered>[0], ticketId: number, siteId: number): Promise<void> {
      const running = await store.runningOf(tx, ticketId);
      if (!running || running.siteId === siteId) return;
      await moves.save(tx, { ...(await moves.lock(tx, running.id)), siteId });
    },
    /** Who came to the customer's mends it, with what their van has. */
    async visitedBy(tx: Parameters<typeof work.answered>[0], ticketId: number, who: { agentId: number; siteId: number | null }): Promise<void> {
      const running = await store.runningOf(tx, ticketId);
      if (running?.how !== 'visit') return;
      await moves.save(tx, { ...(await moves.lock(tx, running.id)), technicianId: who.agentId, siteId: who.siteId });
    },
    /** What the customer's answer to a quote means; told by charges, whoever answered. */
    async quoteAnswered(tx: Parameters<typeof work.answered>[0], ticketId: number, quoteId: number, approved: boolean, reason: string): Promise<void> {
      const row = await store.runningOf(tx, ticketId);
      if (row?.quoteId === quoteId) await work.answered(tx, row.id, approved, reason, systemActor);
    },
  };
}
export type Repairs = ReturnType<typeof createRepairs>;
