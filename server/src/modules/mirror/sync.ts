import { randomUUID } from 'node:crypto';
import { type DeskAdapter, DeskBusy, DeskRefused, type DeskState } from '../../integrations/desk.ts';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Org } from '../org/index.ts';
import { MirrorLevel } from './events.ts';
import { createFields } from './fields.ts';
import { createJoining } from './joining.ts';
import { NotNow } from './not-now.ts';
import * as store from './store.ts';
import { type Room, createTake } from './take.ts';
import { type Seat, noteWords, statusOf, wordsOf } from './words.ts';

/** Looks at both sides this often before it leaves the rest to the next time. */
const rounds = 4;

/**
 * Brings a ticket and its twin together: what was written there comes here, what was written here goes there, then state and owner.
 * It may be asked any number of times, by webhooks that come twice or in any order: it always reads both sides as they are.
 */
export function createSync(room: Room, org: Org) {
  const { platform, conversations, tickets, customers, marks } = room;
  const { work: db, clock } = platform;
  const { take, adopt } = createTake(room);
  const fields = createFields(room, org);
  const joining = createJoining(room);

  async function authorOf(messageId: number) {
    const message = await conversations.message(messageId, db);
    if (!message) throw new NotNow('the message is gone');
    const agent = message.authorKind === 'agent' && message.authorId ? await org.agent(message.authorId) : undefined;
    return { message, author: { name: message.authorName, email: agent?.email ?? null } };
  }

  /** Our ticket gets its twin, found again should the answer to our making it have been lost. */
  async function open(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, follows: string | null): Promise<void> {
    const ticket = await tickets.get(link.ticketId, db);
    if (!ticket) throw new NotNow('the ticket is gone');
    const mark = marks.ticket(link);
    const key = marks.customer(ticket.customerId);
    const known = await adapter.find(seat.account, mark, key);
    if (known) { await store.setRemote(db, link.id, { remoteId: known, url: '' }); return; }
    const [firstId] = await store.toPush(db, link, null);
    const owner = ticket.ownerId ? await org.agent(ticket.ownerId) : undefined;
    const customer = await customers.get(ticket.customerId, db);
    const first = firstId ? await authorOf(firstId.id) : null;
    const words = first ? await wordsOf(platform, link, first.message, first.author, marks.message(link, first.message.id))
      : { mark: '', from: 'customer' as const, author: { name: customer?.name ?? '', email: null }, text: ticket.subject, public: true, files: [] };
    const made = await adapter.open(seat.account, {
      mark, subject: ticket.subject, customer: { key, name: customer?.name ?? '?' }, status: adapter.reach(statusOf(ticket.status)), assignee: owner ? { name: owner.name, email: owner.email } : null, first: words, follows,
    });
    await store.setRemote(db, link.id, { remoteId: made.id, url: '' });
    if (made.messageId && first) await store.insertTwin(db, { linkId: link.id, messageId: first.message.id, remoteId: made.messageId, origin: 'here', at: clock.now() });
  }

  async function push(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState, also: number | null, hold: () => Promise<void>): Promise<number> {
    const waiting = await store.toPush(db, link, also);
    for (const { id } of waiting) {
      await hold();
      const { message, author } = await authorOf(id);
      const remoteId = await adapter.write(seat.account, state.ticket, await wordsOf(platform, link, message, author, marks.message(link, id)));
      await store.insertTwin(db, { linkId: link.id, messageId: id, remoteId, origin: 'here', at: clock.now() });
    }
    const notes = seat.notes && !state.ticket.sealed ? await store.notesToPush(db, link) : [];
    for (const note of notes) {
      await hold();
      const remoteId = await adapter.write(seat.account, state.ticket, await noteWords(platform, { body: note.body, author: { name: note.name, email: note.email }, files: note.files }, marks.note(link, note.id)));
      await store.insertNoteTwin(db, { linkId: link.id, noteId: note.id, remoteId, origin: 'here', at: clock.now() });
    }
    return waiting.length + notes.length;
  }

  async function round(adapter: DeskAdapter, seat: Seat, linkId: number, also: number | null, hold: () => Promise<void>): Promise<boolean> {
    await hold();
    let link = await store.findLink(db, linkId);
    if (!link) return true;
    if (link.remoteId === null) {
      await open(adapter, seat, link, null);
      link = (await store.findLink(db, linkId)) ?? link;
    }
    const state = await adapter.state(seat.account, link.remoteId ?? '', link.cursor);
    if (!state) throw new DeskRefused('gone');
    await take(adapter, seat, link, state);
    // Its words go on with the other ticket now: look again before a new one is opened for them.
    if (await joining.heard(seat, link, state)) return false;
    if (state.ticket.sealed && (await store.toPush(db, link, also)).length > 0) {
      const follows = link.remoteId;
      await store.startAnew(db, link.id);
      await open(adapter, seat, (await store.findLink(db, linkId)) ?? link, follows);
      return false;
    }
    // What we write may wake the ticket over there: look again before speaking of states.
    if ((await push(adapter, seat, link, state, also, hold)) > 0) return false;
    // What comes of it is read by the next look.
    if (await joining.tell(adapter, seat, link, state)) return adapter.kind === 'zendesk';
    const after = (await store.findLink(db, linkId)) ?? link;
    // Our ticket has not answered its customer's words yet (woken up): what it says then is no decision.
    if (after.awaitsMessageId !== null) return true;
    await hold();
    return (await fields(adapter, seat, after, state)) === 'level';
  }

  return {
    adopt,
    /** @throws NotNow while somebody else has it in hand */
    async bring(adapter: DeskAdapter, seat: Seat, linkId: number, also: number | null = null): Promise<void> {
      const lease = randomUUID();
      if (!(await store.claim(db, linkId, lease))) throw new NotNow('in hand');
      const hold = async () => { if (!(await store.renew(db, linkId, lease))) throw new NotNow('taken over'); };
      try {
        let level = false;
        for (let n = 0; n < rounds && !level; n++) level = await round(adapter, seat, linkId, also, hold);
        if (!level) throw new NotNow('both sides keep moving');
        await db.tx(async (tx) => {
          const before = await store.findLink(tx, linkId);
          await store.setLevel(tx, linkId, clock.now());
          // Screens hear of it when it is news, not at every look.
          if (before && (before.levelAt === null || before.error !== null)) await platform.bus.publish(tx, MirrorLevel, { stream: `ticket:${before.ticketId}`, actor: systemActor, payload: { ticketId: before.ticketId, linkId } });
        });
      } catch (error) {
        if (!(error instanceof NotNow) && !(error instanceof DeskBusy)) await store.setError(db, linkId, error instanceof Refusal ? error.code : (error as Error).message);
        throw error;
      } finally {
        await store.release(db, linkId, lease);
      }
    },
  };
}
