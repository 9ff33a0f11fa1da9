import type { DeskAdapter, DeskState } from '../../integrations/desk.ts';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import { NotNow } from './not-now.ts';
import * as store from './store.ts';
import { type Room, actorOf, ticketNow } from './take.ts';
import type { Seat } from './words.ts';

/** Two tickets that became one on one side become one on the other. */
export function createJoining({ platform, tickets }: Room) {
  const { work: db, clock } = platform;

  return {
    /** Our ticket became part of another: so does its twin, once the other has one. True when that was said just now. */
    async tell(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState): Promise<boolean> {
      const ticket = await tickets.get(link.ticketId, db);
      if ((ticket?.mergedInto ?? null) === null) { if (link.mergedAt) await store.setMerged(db, link.id, null); return false; }
      if (link.mergedAt || !ticket?.mergedInto) return false;
      const into = await store.linkOfTicket(db, link.accountId, ticket.mergedInto);
      if (into && into.remoteId === null) throw new NotNow('the other ticket is not there yet');
      // Sealed already, or the other is none of theirs: there is nothing to say.
      if (into?.remoteId && !state.ticket.sealed) {
        const { language } = seat.account;
        await adapter.join(seat.account, state.ticket, into.remoteId, { from: say(language, 'mirror.joined-into', { id: into.remoteId }), into: say(language, 'mirror.joined-from', { id: state.ticket.id }) });
      }
      await store.setMerged(db, link.id, clock.now());
      return true;
    },

    /**
     * The twin became part of another: so does our ticket, when the other is known here. Heard once: whoever undoes it here has the last
     * word. True when the two became one just now.
     */
    async heard(seat: Seat, link: store.LinkRow, { ticket: { mergedInto } }: DeskState): Promise<boolean> {
      if (mergedInto === null || link.mergedThere === mergedInto) return false;
      const into = await store.linkByRemote(db, link.accountId, mergedInto);
      if (!into || into.id === link.id) return false;
      return db.tx(async (tx) => {
        const [from, stays] = [await tickets.get(link.ticketId, tx), await ticketNow(tickets, tx, into.ticketId)];
        // It was us who said so, or people here have joined it with another meanwhile.
        if (!from || !stays || from.mergedInto !== null || from.id === stays.id) { await store.setMergedThere(tx, link.id, { remoteId: mergedInto, at: null }); return false; }
        const actor = actorOf(seat);
        try {
          await tx.nested(() => tickets.merging.merge(tx, { fromId: from.id, intoId: stays.id }, { actor, visible: store.anyTicket }));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          await tickets.noteFrom(tx, from.id, { name: seat.name, text: say(seat.account.language, 'mirror.not-joined', { id: mergedInto }), files: [], at: clock.now() }, actor);
          await store.setMergedThere(tx, link.id, { remoteId: mergedInto, at: null });
          return false;
        }
        const other = await store.linkOfTicket(tx, link.accountId, stays.id);
        if (other) await store.shareTwins(tx, link.id, other.id);
        await store.setMergedThere(tx, link.id, { remoteId: mergedInto, at: clock.now() });
        return true;
      });
    },
  };
}
