import type { Relations } from '@aftercare/contract/relations';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { likelyFrom, likeness } from './likeness.ts';
import { type MergeRow, becomes, hindrance } from './merge.ts';
import * as store from './store.ts';
import * as merges from './store-merge.ts';

const spanMs = 30 * 86_400_000;
const mostChildren = 200;

export const mergeView = (m: MergeRow) => ({
  id: m.id, from: { id: m.fromId, subject: m.fromSubject }, into: { id: m.intoId, subject: m.intoSubject }, at: m.at, by: m.actor.name, conversations: m.conversations.length, notes: m.notes.length, undoneAt: m.undoneAt, undoneBy: m.undoneBy?.name ?? null,
});

/** What a ticket belongs with: the ones merged here, the ones that look the same, its parent and its children. */
export function createRelations({ clock }: Pick<Platform, 'clock'>) {
  async function likely(db: Handle, id: number, visible: Sql) {
    const one = await merges.likeRow(db, id);
    if (!one) return [];
    const at = one.openedAt.getTime();
    const found = (await merges.likeCandidates(db, one, new Date(at - spanMs), new Date(at + spanMs), visible)).flatMap((other) => {
      const { score, reasons } = likeness(one, other);
      return score >= likelyFrom ? [{ ticket: { id: other.id, subject: other.subject, status: other.status, openedAt: other.openedAt }, score, reasons, mergeable: other.customerId === one.customerId }] : [];
    });
    return found.toSorted((a, b) => b.score - a.score || b.ticket.id - a.ticket.id).slice(0, 5);
  }

  return {
    likely,
    async of(db: Handle, ticket: store.TicketRow, visible: Sql): Promise<Loose<Relations>> {
      const [history, origin, parent, children, roll] = await Promise.all([merges.mergesOf(db, ticket.id), merges.splitOrigin(db, ticket.id, visible), merges.parentOf(db, ticket.id), merges.childrenOf(db, ticket.id, visible, mostChildren), merges.rollOf(db, ticket.id, visible)]);
      const into = ticket.mergedInto ? await store.findTicket(db, ticket.mergedInto, visible) : undefined;
      const sum = (of: (r: merges.Roll) => number) => roll.reduce((n, r) => n + of(r), 0);
      const due = roll.flatMap((r) => (r.nextDueAt ? [r.nextDueAt] : [])).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
      return {
        mergedInto: into ? { id: into.id, subject: into.subject } : null, merges: history.filter((m) => m.intoId === ticket.id).map(mergeView), likely: ticket.mergedInto ? [] : await likely(db, ticket.id, visible), splitFrom: origin ? { id: origin.id, subject: origin.subject, undoable: origin.untouched && !ticket.mergedInto } : null, parent: parent ?? null, children,
        roll: { total: sum((r) => r.n), finished: sum((r) => (r.status === 'solved' || r.status === 'closed' ? r.n : 0)), late: sum((r) => r.late), byStatus: Object.fromEntries(roll.map((r) => [r.status, r.n])), nextDueAt: due },
      };
    },
    async preview(db: Handle, from: store.TicketRow, into: store.TicketRow, visible: Sql) {
      const [conversations, notes, children, like] = await Promise.all([store.conversationsOf(db, from.id), merges.notesOf(db, from.id), merges.childrenOf(db, from.id, visible, mostChildren), Promise.all([merges.likeRow(db, from.id), merges.likeRow(db, into.id)])]);
      const part = (t: store.TicketRow) => ({ id: t.id, subject: t.subject, status: t.status, openedAt: t.openedAt, customerName: t.customerName });
      const { unitId: _, ...after } = { unitId: null, ...becomes(from, into) };
      return { from: part(from), into: part(into), conversations: conversations.length, notes: notes.length, children: children.length, becomes: after, reasons: like[0] && like[1] ? likeness(like[0], like[1]).reasons : [], hindrance: hindrance(from, into) };
    },
    async distinct(tx: Tx, aId: number, bId: number, actor: Actor): Promise<void> {
      if (aId === bId) throw new Refusal('conflict');
      await merges.insertDistinct(tx, aId, bId, clock.now(), actor);
    },
    /** @throws Refusal when the child would stand over its own parent, or has one already */
    async assertParent(tx: Tx, parentId: number, childId: number): Promise<void> {
      await store.lockedTickets(tx, [parentId, childId]);
      if (parentId === childId || (await merges.isAbove(tx, childId, parentId))) throw new Refusal('conflict', { key: 'tickets.parent-loop' });
      const other = await merges.parentOf(tx, childId);
      if (other && other.id !== parentId) throw new Refusal('conflict', { key: 'tickets.one-parent', params: { id: other.id } });
    },
    /** Unfinished children that may be seen. */
    openChildren: (db: Handle, id: number, visible: Sql, limit: number) => merges.childIds(db, id, visible, limit),
    standing: async (db: Handle, id: number) => (await merges.standing(db, [id])).get(id),
  };
}
