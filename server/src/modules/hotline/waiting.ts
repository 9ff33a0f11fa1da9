import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Routing } from '../routing/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { CallRow, CallRows } from './call-rows.ts';
import type { Rules } from './rules.ts';
import * as store from './store.ts';
import { callersWait } from './store-telephones.ts';
import type { Telephones } from './telephones.ts';

/** How long one colleague's telephone rings before the next one's. */
export const ringSeconds = 20;
/** What a call is believed to take before any was measured. */
const usualSeconds = 240;
const measuredDays = 14;

/** Those who wait: how long, and whose telephone rings. Who takes a call is the router's word; here stands only whether their telephone is connected and their hand free. */
export function createWaiting(platform: Platform, o: { rows: CallRows; tickets: Tickets; routing: Routing; rules: Rules; telephones: Telephones }) {
  const { db, clock } = platform;
  const { rows, tickets, routing, rules, telephones } = o;
  const busy = async (handle: Handle, agentIds: readonly number[]): Promise<ReadonlySet<number>> => (agentIds.length === 0 ? new Set() : store.busyOnTelephone(handle, agentIds, new Date(clock.now().getTime() - (await rules.get(handle)).wrapUpSeconds * 1000)));
  routing.router.telephonesBy({ busy, connected: telephones.connected, calling: callersWait });
  const ready = async (handle: Handle, agentId: number) => (await telephones.connected(handle, [agentId])).has(agentId) && !(await busy(handle, [agentId])).has(agentId);

  /** The telephone of a colleague rings, unless it is not connected or they have a call in hand: then the router looks for somebody else. */
  async function offer(tx: Tx, id: number, agentId: number): Promise<void> {
    const call = await rows.locked(tx, id);
    if (call.state !== 'queued') return;
    if (!(await ready(tx, agentId))) {
      if (call.ticketId) await routing.router.route(tx, [call.ticketId], new Map([[call.ticketId, agentId]]));
      return;
    }
    await rows.move(tx, call, { state: 'ringing', offeredTo: agentId, offeredAt: clock.now() }, 'offered', { agentId });
  }

  return {
    offer,
    busy,
    /** Position and expected wait by how long calls of this team really took; null once nobody waits any more. */
    async wait(id: number, handle: Handle = db): Promise<{ position: number; seconds: number } | null> {
      const row = await store.waitOf(handle, id, new Date(clock.now().getTime() - measuredDays * 86_400_000), telephones.since());
      return row ? { position: row.before + 1, seconds: Math.round(((row.meanSeconds ?? usualSeconds) * (row.before + 1)) / Math.max(1, row.hands)) } : null;
    },
    /** Still waiting: rings where its ticket stands once a hand is free, the first in line first; without an owner the router looks again. */
    async offerAgain(id: number): Promise<void> {
      await db.tx(async (tx) => {
        const call = await rows.get(id, tx);
        if (call.state !== 'queued' || !call.ticketId) return;
        const ownerId = (await tickets.get(call.ticketId, tx))?.ownerId;
        const next = ownerId ? await store.nextFor(tx, ownerId) : null;
        if (ownerId && next) await offer(tx, next.id, ownerId);
        else if (!ownerId && (await store.firstUnowned(tx, call))) await routing.router.route(tx, [call.ticketId]);
      });
    },
    rangFor: (call: CallRow): number => (call.offeredAt ? (clock.now().getTime() - call.offeredAt.getTime()) / 1000 : 0),
    /** Nobody took it, or they declined: back into the queue at its old place, and to somebody else. */
    async unanswered(id: number, why: 'declined' | 'no-answer'): Promise<void> {
      await db.tx(async (tx) => {
        const call = await rows.locked(tx, id);
        if (call.state !== 'ringing') return;
        await rows.move(tx, call, { state: 'queued', offeredTo: null, offeredAt: null }, why, { agentId: call.offeredTo });
        if (why === 'no-answer' && call.ticketId && call.offeredTo) await routing.offers.missedCall(tx, call.ticketId, call.offeredTo);
        if (call.ticketId && call.offeredTo) await routing.router.route(tx, [call.ticketId], new Map([[call.ticketId, call.offeredTo]]));
      });
    },
  };
}
