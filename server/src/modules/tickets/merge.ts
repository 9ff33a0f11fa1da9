import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { createChange } from './change.ts';
import { AgentAnswered, ItemsMoved, TicketsMerged } from './events.ts';
import { isFinished } from './states.ts';
import * as store from './store.ts';
import { moveAsides } from './store-asides.ts';
import * as merges from './store-merge.ts';

export type MergeRow = merges.MergeRow;
const weight = { low: 0, normal: 1, high: 2, urgent: 3 } as const;
export type Hindrance = 'other-customer' | 'closed' | 'merged' | null;

/** What keeps two tickets from becoming one. */
export function hindrance(from: store.TicketRow, into: store.TicketRow): Hindrance {
  if (from.mergedInto || into.mergedInto) return 'merged';
  if (from.customerId !== into.customerId) return 'other-customer';
  return into.status === 'closed' ? 'closed' : null;
}

/** What the ticket that stays takes on from the other: the more urgent priority, the tags, and what it did not know itself. */
export function becomes(from: store.TicketRow, into: store.TicketRow) {
  const tags = [...new Set([...into.tags, ...from.tags])].slice(0, 30);
  return {
    ...(weight[from.priority] > weight[into.priority] ? { priority: from.priority } : {}),
    ...(tags.length > into.tags.length ? { tags } : {}),
    ...(into.product === '' && from.product !== '' ? { product: from.product } : {}),
    ...(into.serial === '' && from.serial !== '' ? { serial: from.serial, unitId: from.unitId } : {}),
  };
}

/**
 * Two tickets become one matter and, when it was wrong, two again. Conversations and notes go over; steps and clocks of the merged one
 * end with it without counting as kept, for the one that stays has its own, and an answer given there counts here.
 */
export function createMerge({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, { change, undo: undoChange }: ReturnType<typeof createChange>) {
  const both = async (tx: Tx, fromId: number, intoId: number, visible: Sql) => {
    if (fromId === intoId) throw new Refusal('conflict');
    const rows = new Map((await store.lockedTickets(tx, [fromId, intoId])).map((t) => [t.id, t]));
    for (const id of [fromId, intoId]) if (!(await store.findTicket(tx, id, visible))) throw new Refusal('not-found');
    return [rows.get(fromId) as store.TicketRow, rows.get(intoId) as store.TicketRow] as const;
  };

  async function merge(tx: Tx, pair: { fromId: number; intoId: number }, { actor, visible }: { actor: Actor; visible: Sql }): Promise<merges.MergeRow> {
    const [from, into] = await both(tx, pair.fromId, pair.intoId, visible);
    const why = hindrance(from, into);
    if (why === 'merged') throw new Refusal('conflict', { key: 'tickets.merged', params: { id: from.mergedInto ?? into.mergedInto } });
    if (why === 'other-customer') throw new Refusal('conflict', { key: 'tickets.other-customer' });
    if (why === 'closed') throw new Refusal('conflict', { key: 'tickets.into-closed', params: { id: into.id } });
    const conversations = (await store.conversationsOf(tx, from.id)).map((c) => c.conversationId);
    const notes = (await merges.notesOf(tx, from.id)).map((n) => n.id);
    await merges.moveConversations(tx, into.id, conversations);
    await merges.moveNotes(tx, into.id, notes);
    const children = (await merges.moveChildren(tx, from.id, into.id, null)).map((c) => c.id);
    const asides = await moveAsides(tx, from.id, into.id, null);
    // Somebody waits for our word again: a solved matter is open once more.
    const wakes = into.status === 'solved' && from.status !== 'solved' && from.status !== 'closed';
    const { changeId } = await change(tx, into.id, { ...becomes(from, into), ...(wakes ? { status: 'open' as const } : {}), ...(from.unread ? { snoozedUntil: null } : {}) }, { actor, reason: `merged-from|${from.id}` });
    if (from.unread) await store.patchTicket(tx, into.id, { unread: true }, clock.now(), false);
    await change(tx, from.id, { status: 'closed' }, { actor, reason: `merged|${into.id}`, unasked: true });
    await merges.setMergedInto(tx, from.id, into.id);
    const answer = from.firstAnsweredAt && !into.firstAnsweredAt ? await merges.firstAnswer(tx, conversations) : undefined;
    if (answer && from.firstAnsweredAt) {
      await store.patchTicket(tx, into.id, { firstAnsweredAt: from.firstAnsweredAt }, clock.now(), false);
      await bus.publish(tx, AgentAnswered, { stream: `ticket:${into.id}`, actor, payload: { ...store.factsOf(into), messageId: answer.id, conversationId: answer.conversationId, authorKind: answer.authorKind, authorId: answer.authorId, first: true, at: clock.now().toISOString() } });
    }
    const id = await merges.insertMerge(tx, { fromId: from.id, intoId: into.id, at: clock.now(), actor, conversations, notes, children, asides, statusBefore: from.status, changeId });
    await tell(tx, { mergeId: id, fromId: from.id, intoId: into.id, conversations, notes, undone: false }, actor);
    return (await merges.findMerge(tx, id)) as merges.MergeRow;
  }

  /** What went over goes back; what was said there since goes with its conversation. */
  async function undo(tx: Tx, id: number, { actor, visible }: { actor: Actor; visible: Sql }): Promise<merges.MergeRow> {
    const row = await merges.findMerge(tx, id);
    if (!row) throw new Refusal('not-found');
    const [from, into] = await both(tx, row.fromId, row.intoId, visible);
    if ((await merges.findMerge(tx, id))?.undoneAt || from.mergedInto !== into.id) throw new Refusal('conflict', { key: 'tickets.undone-already' });
    if (into.mergedInto) throw new Refusal('conflict', { key: 'tickets.undo-newer', params: { id: into.id } });
    await merges.setMergedInto(tx, from.id, null);
    await merges.moveConversations(tx, from.id, row.conversations);
    await merges.moveNotes(tx, from.id, row.notes);
    await merges.moveChildren(tx, into.id, from.id, row.children);
    await moveAsides(tx, into.id, from.id, row.asides);
    // What was finished before stays finished: nobody asks for a rating twice.
    if (!isFinished(row.statusBefore)) await change(tx, from.id, { status: 'open' }, { actor, reason: 'merge-undone', unasked: true });
    if (row.statusBefore === 'pending' || row.statusBefore === 'hold') await change(tx, from.id, { status: row.statusBefore }, { actor, reason: 'merge-undone', unasked: true });
    // What the other took on goes as well, unless something newer stands on it.
    if (row.changeId) await tx.nested(() => undoChange(tx, into.id, row.changeId, { actor })).catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
    await merges.markMergeUndone(tx, id, clock.now(), actor);
    await tell(tx, { mergeId: id, fromId: from.id, intoId: into.id, conversations: row.conversations, notes: row.notes, undone: true }, actor);
    return (await merges.findMerge(tx, id)) as merges.MergeRow;
  }

  async function tell(tx: Tx, f: { mergeId: number; fromId: number; intoId: number; conversations: readonly number[]; notes: readonly number[]; undone: boolean }, actor: Actor): Promise<void> {
    const to = f.undone ? f.fromId : f.intoId;
    await bus.publish(tx, TicketsMerged, { stream: `ticket:${f.intoId}`, actor, payload: { mergeId: f.mergeId, fromId: f.fromId, intoId: f.intoId, undone: f.undone, at: clock.now().toISOString() } });
    await bus.publish(tx, ItemsMoved, { stream: `ticket:${to}`, actor, payload: { ticketId: to, fromId: f.undone ? f.intoId : f.fromId, conversations: [...f.conversations], notes: [...f.notes] } });
  }

  return { merge, undo, merges: (db: Handle, id: number) => merges.mergesOf(db, id) };
}
export type Merge = ReturnType<typeof createMerge>;
