import { type DeskAdapter, type DeskPerson, type DeskState, NobodyThere } from '../../integrations/desk.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Org } from '../org/index.ts';
import { MirrorConflict } from './events.ts';
import { type Both, merge } from './merge.ts';
import * as store from './store.ts';
import * as conflicts from './store-conflicts.ts';
import { type Room, actorOf } from './take.ts';
import { type Seat, statusOf } from './words.ts';

/** What became of a field: `again` when the other side moved under our hands. */
type Outcome = 'level' | 'again';

/** State and owner on both sides: who changed it last is right, both at once is a conflict that a person decides. */
export function createFields({ platform, tickets }: Room, org: Org) {
  const { work: db, bus, clock } = platform;

  async function found(tx: Tx, link: store.LinkRow, field: conflicts.Field, here: string, there: string, reason: conflicts.ConflictReason): Promise<void> {
    const noted = await conflicts.noteConflict(tx, { linkId: link.id, field, here, there, reason, at: clock.now() });
    if (noted?.isNew) await bus.publish(tx, MirrorConflict, { stream: `ticket:${link.ticketId}`, actor: systemActor, payload: { ticketId: link.ticketId, linkId: link.id, field } });
  }
  /** True while a person has to decide. What agrees by itself by now needs nobody. */
  async function waits(link: store.LinkRow, field: conflicts.Field, both: Both, equal: (a: string, b: string) => boolean): Promise<boolean> {
    const open = await conflicts.openConflict(db, link.id, field);
    if (!open) return false;
    const settled = equal(both.here, both.there);
    // Nobody of that name: as soon as either side names another, it is a new question.
    const moved = open.reason !== 'both-changed' && (both.here !== open.here || both.there !== open.there);
    if (settled || moved) { await db.tx((tx) => conflicts.resolveConflict(tx, open.id, 'same', systemActor, clock.now())); return false; }
    if (both.here !== open.here || both.there !== open.there) await db.tx((tx) => found(tx, link, field, both.here, both.there, open.reason));
    return true;
  }

  async function status(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState): Promise<Outcome> {
    const ticket = await tickets.get(link.ticketId, db);
    if (!ticket) return 'level';
    const here = adapter.reach(statusOf(ticket.status));
    const there = state.ticket.status;
    const both: Both = { here, there, baseHere: link.statusHere, baseThere: link.statusThere };
    const equal = (a: string, b: string) => a === b;
    if (await waits(link, 'status', both, equal)) return 'level';
    const verdict = merge(both, equal);
    if (verdict.what === 'same') { if (!verdict.noted) await store.setStatusBase(db, link.id, here, there); return 'level'; }
    if (verdict.what === 'conflict') { await db.tx((tx) => found(tx, link, 'status', here, there, 'both-changed')); return 'level'; }
    if (verdict.what === 'push') {
      if (state.ticket.sealed) { await store.setStatusBase(db, link.id, here, there); return 'level'; }
      if (!(await adapter.set(seat.account, state.ticket, { status: here }))) return 'again';
      await store.setStatusBase(db, link.id, here, here);
      return 'again';
    }
    await db.tx(async (tx) => {
      // Somebody here may have moved since we read: then the next look sees a change on both sides.
      const now = await tickets.get(link.ticketId, tx);
      if (!now || adapter.reach(statusOf(now.status)) !== here) return;
      const options = { actor: actorOf(seat), reason: 'mirror' };
      if (now.status === 'closed' && there !== 'solved') await tickets.change(tx, link.ticketId, { status: 'open' }, options);
      if (!(now.status === 'closed' && there === 'open')) await tickets.change(tx, link.ticketId, { status: there }, options);
      await store.setStatusBase(tx, link.id, there, there);
    });
    return 'level';
  }

  async function owner(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState): Promise<Outcome> {
    const ticket = await tickets.get(link.ticketId, db);
    if (!ticket) return 'level';
    const agents = (await org.agents(db)).filter((a) => a.status !== 'disabled');
    const mine = agents.find((a) => a.id === ticket.ownerId);
    const theirs: DeskPerson | null = state.ticket.assignee;
    const here = ticket.ownerName ?? '';
    const there = theirs?.name ?? '';
    const both: Both = { here, there, baseHere: link.ownerHere, baseThere: link.ownerThere };
    const equal = (a: string, b: string) => a.toLowerCase() === b.toLowerCase() || (mine !== undefined && theirs?.email != null && a === here && b === there && mine.email.toLowerCase() === theirs.email.toLowerCase());
    if (await waits(link, 'owner', both, equal)) return 'level';
    const verdict = merge(both, equal);
    const base = () => store.setOwnerBase(db, link.id, here, there);
    if (verdict.what === 'same') { if (!verdict.noted) await base(); return 'level'; }
    if (verdict.what === 'conflict') { await db.tx((tx) => found(tx, link, 'owner', here, there, 'both-changed')); return 'level'; }
    if (verdict.what === 'push') {
      if (state.ticket.sealed) { await base(); return 'level'; }
      try {
        if (!(await adapter.set(seat.account, state.ticket, { assignee: mine ? { name: mine.name, email: mine.email } : null }))) return 'again';
        await store.setOwnerBase(db, link.id, here, here);
        return 'again';
      } catch (error) {
        if (!(error instanceof NobodyThere)) throw error;
        await db.tx(async (tx) => { await found(tx, link, 'owner', here, there, 'nobody-there'); await store.setOwnerBase(tx, link.id, here, there); });
        return 'level';
      }
    }
    const same = theirs ? (agents.find((a) => theirs.email && a.email.toLowerCase() === theirs.email.toLowerCase()) ?? agents.find((a) => a.name.toLowerCase() === theirs.name.toLowerCase())) : null;
    await db.tx(async (tx) => {
      if (same === undefined) { await found(tx, link, 'owner', here, there, 'nobody-here'); return store.setOwnerBase(tx, link.id, here, there); }
      const now = await tickets.get(link.ticketId, tx);
      if ((now?.ownerName ?? '') !== here) return 0;
      await tickets.change(tx, link.ticketId, { ownerId: same?.id ?? null }, { actor: actorOf(seat), reason: 'mirror' });
      // Whoever is given a new ticket opens it: our own answer, no decision of anybody's.
      const after = await tickets.get(link.ticketId, tx);
      return store.setOwnerBase(tx, link.id, after?.ownerName ?? '', there);
    });
    return 'level';
  }

  return async function fields(adapter: DeskAdapter, seat: Seat, link: store.LinkRow, state: DeskState): Promise<Outcome> {
    const first = await owner(adapter, seat, link, state);
    if (first === 'again') return 'again';
    return status(adapter, seat, link, state);
  };
}
