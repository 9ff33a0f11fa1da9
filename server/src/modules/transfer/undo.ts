import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Kind, Made } from '../imports/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Shelves } from './shelves/take.ts';
import * as store from './store.ts';

/**
 * Takes back what came, newest first: a ticket goes with all that is said on it, unless somebody has worked on it since. Customers go as
 * those of a table do; teams and former colleagues stay, for others may be among them by now.
 */
export function createUndo(tickets: Tickets, people: Required<Pick<Kind, 'undo'>>, shelves: Shelves) {
  return async (tx: Tx, made: readonly Made[], actor: Actor, runId: number): Promise<{ stayed: number }> => {
    const ids = (what: string) => made.filter((m) => m.what === what).map((m) => m.rowId);
    const forget = (kind: string, gone: readonly number[]) => store.dropOrigins(tx, kind, gone);
    let stayed = await shelves.back(tx, 'after', made, forget);
    const pieces = [
      { table: 'message' as const, rows: await store.ticketsOfMessages(tx, ids('message')) }, { table: 'ticket_note' as const, rows: await store.ticketsOfNotes(tx, ids('note')) }, { table: 'ticket_change' as const, rows: await store.ticketsOfChanges(tx, ids('change')) },
    ];
    const wanted = ids('ticket');
    const free = await tickets.bringIn.untouched(tx, [...new Set([...pieces.flatMap((p) => p.rows.map((r) => r.ticketId)), ...wanted])]);
    // Words on a ticket that stays are part of it. Those on one that goes go with it, or now, when the ticket came by another run.
    for (const { table, rows } of pieces) {
      stayed += rows.filter((r) => !free.has(r.ticketId)).length;
      const gone = rows.filter((r) => free.has(r.ticketId)).map((r) => r.id);
      if (table !== 'message') await store.dropOrigins(tx, table === 'ticket_note' ? 'note' : 'change', gone);
      await store.dropPieces(tx, table, gone);
      if (table === 'message') await tickets.bringIn.unsaid(tx, actor, gone);
    }
    const going = wanted.filter((id) => free.has(id));
    const kept = going.length > 0 ? await tickets.bringIn.remove(tx, going, actor) : [];
    stayed += wanted.length - going.length + kept.length;
    stayed += await shelves.back(tx, 'before', made, forget);
    const customers = made.filter((m) => m.what === 'customer');
    if (customers.length > 0) {
      const before = new Set(customers.map((m) => m.rowId));
      stayed += (await people.undo(tx, customers, actor, runId)).stayed;
      const left = new Set((await store.standing(tx, 'customer', [...before])).map((c) => c.id));
      await store.dropOrigins(tx, 'customer', [...before].filter((id) => !left.has(id)));
    }
    return { stayed };
  };
}
