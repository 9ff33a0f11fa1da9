import type { Tx } from '../../platform/db/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { serialKey } from '../products/index.ts';
import { BroughtIn, TakenBack } from './events.ts';
import * as store from './store-bring-in.ts';
import { linkConversations } from './store.ts';

export type { BroughtTicket, BroughtNote, BroughtChange } from './store-bring-in.ts';

/**
 * Tickets that lived elsewhere, with their own times. They are there, counted and found; but nothing happened here: no clock starts, nobody is told,
 * nothing is routed, no rule and no webhook hears of it.
 */
export function createBringIn({ bus }: Pick<Platform, 'bus'>) {
  const tell = async (tx: Tx, actor: Actor, facts: { tickets?: readonly number[]; messages?: readonly { id: number; ticketId: number }[]; notes?: readonly number[] }) => {
    const ids = [...(facts.tickets ?? [])];
    const payload = { tickets: ids, messages: (facts.messages ?? []).map((m) => [m.id, m.ticketId] as [number, number]), notes: [...(facts.notes ?? [])], cells: ids.length > 0 ? await store.cellsOf(tx, ids) : [] };
    if (payload.tickets.length + payload.messages.length + payload.notes.length > 0) await bus.publish(tx, BroughtIn, { stream: 'imports', payload, actor });
  };
  return {
    /** Ids in the order given. */
    async tickets(tx: Tx, list: readonly store.BroughtTicket[]): Promise<number[]> {
      return list.length === 0 ? [] : (await store.insertTickets(tx, list.map((t) => ({ ...t, serialKey: serialKey(t.serial) })))).map((r) => r.id);
    },
    async notes(tx: Tx, list: readonly store.BroughtNote[]): Promise<number[]> { return list.length === 0 ? [] : (await store.insertNotes(tx, list)).map((r) => r.id); },
    async changes(tx: Tx, list: readonly store.BroughtChange[]): Promise<number[]> { return list.length === 0 ? [] : (await store.insertChanges(tx, list)).map((r) => r.id); },
    link: (tx: Tx, pairs: readonly { ticketId: number; conversationId: number }[]) => linkConversations(tx, pairs),
    /** First words, first answer and last movement, as the messages tell them. */
    retell: (tx: Tx, ticketIds: readonly number[]) => store.retell(tx, ticketIds),
    /** At the end of a batch: lists and search learn of it. */
    tell,
    /** These messages are not there any more. */
    unsaid: async (tx: Tx, actor: Actor, messages: readonly number[]) => { if (messages.length > 0) await bus.publish(tx, TakenBack, { stream: 'imports', payload: { tickets: [], messages: [...messages], cells: [] }, actor }); },
    /** Of these, those nobody has touched since they came. */
    untouched: async (tx: Tx, ids: readonly number[]) => new Set((await store.untouched(tx, ids)).map((r) => r.id)),
    /** Takes them away with all that hangs on them; returns what had to stay because something else was built upon it. */
    async remove(tx: Tx, ids: readonly number[], actor: Actor): Promise<number[]> {
      const gone: number[] = [];
      const cells = await store.cellsOf(tx, ids);
      const whole = await tx.nested(() => store.deleteTickets(tx, ids)).then(() => true, (error: { code?: string }) => { if (error.code !== '23503') throw error; return false; });
      if (whole) { gone.push(...ids); await bus.publish(tx, TakenBack, { stream: 'imports', payload: { tickets: gone, messages: [], cells }, actor }); return []; }
      const stayed: number[] = [];
      for (const id of ids) {
        const cell = await store.cellsOf(tx, [id]);
        const done = await tx.nested(() => store.deleteTickets(tx, [id])).then(() => true, (error: { code?: string }) => { if (error.code !== '23503') throw error; return false; });
        if (done) await bus.publish(tx, TakenBack, { stream: 'imports', payload: { tickets: [id], messages: [], cells: cell }, actor }); else stayed.push(id);
      }
      return stayed;
    },
  };
}
export type BringIn = ReturnType<typeof createBringIn>;
