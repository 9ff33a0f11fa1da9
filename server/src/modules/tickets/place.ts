import type { Actor, NewEvent } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { named } from './change.ts';
import { TicketChanged } from './events.ts';
import * as store from './store.ts';
import { insertChanges, placeTickets } from './store-many.ts';

export interface Place { readonly id: number; /** Null: nobody's. */ readonly ownerId?: number | null; readonly teamId?: number; readonly reason: string | null }

/**
 * Gives many tickets an owner or a team: locks, audit lines and facts as a change of each would have, in a handful of
 * statements for all. Nobody sees a version refused: what was changed meanwhile keeps its other fields.
 */
export function createPlacing(platform: Pick<Platform, 'bus' | 'clock'>) {
  return async function place(tx: Tx, places: readonly Place[], actor: Actor): Promise<void> {
    if (places.length === 0) return;
    const ids = places.map((p) => p.id);
    const before = new Map((await store.lockedTickets(tx, ids)).map((row) => [row.id, row]));
    const moves = places.flatMap((p) => {
      const row = before.get(p.id);
      if (!row) return [];
      // Somebody took it: it is no longer new.
      const after = { ownerId: p.ownerId === undefined ? row.ownerId : p.ownerId, teamId: p.teamId ?? row.teamId, status: p.ownerId && row.status === 'new' ? ('open' as const) : row.status };
      const fields = (['status', 'ownerId', 'teamId'] as const).filter((f) => row[f] !== after[f]).map((f) => ({ field: f as string, from: row[f], to: after[f] }));
      return fields.length > 0 ? [{ row, after, fields, reason: p.reason }] : [];
    });
    if (moves.length === 0) return;
    const now = platform.clock.now();
    const names = new Map((await placeTickets(tx, moves.map((m) => ({ id: m.row.id, ...m.after })), now)).map((n) => [n.id, n]));
    const lines = new Map((await insertChanges(tx, moves.map((m) => ({ ticketId: m.row.id, fields: named(m.fields, m.row, names.get(m.row.id) ?? m.row), reason: m.reason })), now, actor)).map((l) => [l.ticketId, l.id]));
    await platform.bus.publishAll(tx, moves.map(({ row, after, fields, reason }): NewEvent => ({
      type: TicketChanged, stream: `ticket:${row.id}`, actor,
      payload: {
        ...store.factsOf(row), ...after, changeId: lines.get(row.id) ?? 0, before: Object.fromEntries(fields.map((f) => [f.field, f.from])), fields: fields.map((f) => f.field), reason, at: now.toISOString(),
      },
    })));
  };
}
