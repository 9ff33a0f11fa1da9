import type { MacroChanges } from '@aftercare/contract/automation';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Org } from '../org/index.ts';
import { type Tickets, fillTemplate, wordsIn } from '../tickets/index.ts';
import * as store from './store-macros.ts';

/** Seconds in which what a macro sent can be taken back. */
export const undoSeconds = 10;
type Ticket = NonNullable<Awaited<ReturnType<Tickets['get']>>>;

/** A macro's wishes as changes of one ticket, for whoever applies it. */
export function changesFor(wanted: MacroChanges, ticket: Pick<Ticket, 'tags'>, who: Principal, now: Date) {
  const { owner, addTags, removeTags, snoozeHours, ...plain } = wanted;
  const tags = addTags || removeTags ? [...new Set([...ticket.tags, ...(addTags ?? [])])].filter((tag) => !removeTags?.includes(tag)) : undefined;
  const ownerId = owner === 'me' ? (who.kind === 'agent' ? who.id : undefined) : owner === 'nobody' ? null : owner;
  return { ...plain, ...(tags ? { tags } : {}), ...(ownerId !== undefined ? { ownerId } : {}), ...(snoozeHours ? { snoozedUntil: new Date(now.getTime() + snoozeHours * 3_600_000).toISOString() } : {}) };
}

/** Several changes, a note and a text by one click – and one click back. */
export function createMacros({ clock }: Pick<Platform, 'clock'>, org: Pick<Org, 'company'>, tickets: Tickets, conversations: Conversations) {
  const mine = (m: store.MacroRow, who: Principal) => (m.ownerId !== null ? who.kind === 'agent' && m.ownerId === who.id : may(who, 'automation.manage'));
  const visible = (m: store.MacroRow, who: Principal) => (m.ownerId === null || (who.kind === 'agent' && m.ownerId === who.id)) && (m.teamId === null || who.scope === 'all' || who.teams.includes(m.teamId));
  const view = (m: store.MacroRow, who: Principal) => { const { ownerId, ...rest } = m; return { ...rest, personal: ownerId !== null, mine: mine(m, who) }; };
  const found = async (db: Handle, id: number, who: Principal) => {
    const row = await store.findMacro(db, id);
    if (!row || !visible(row, who)) throw new Refusal('not-found');
    return row;
  };
  const written = (who: Principal, body: Omit<store.MacroWrite, 'ownerId'> & { personal: boolean }): store.MacroWrite => {
    const { personal, ...rest } = body;
    if (personal && who.kind !== 'agent') throw new Refusal('not-allowed', { params: { right: 'self' } });
    if (!personal && !may(who, 'automation.manage')) throw new Refusal('not-allowed', { params: { right: 'automation.manage' } });
    return { ...rest, ownerId: personal ? who.id : null };
  };

  async function apply(tx: Tx, who: Principal, ticketId: number, macroId: number, delay = undoSeconds) {
    const macro = await found(tx, macroId, who);
    if (!macro.active) throw new Refusal('not-found');
    const actor = actorOf(who);
    const ticket = await tickets.load(tx, who, ticketId);
    const changed: string[] = [];
    const changeIds: number[] = [];
    const wanted = changesFor(macro.changes, ticket, who, clock.now());
    if (Object.keys(wanted).length > 0) {
      const { changeId } = await tickets.change(tx, ticketId, wanted, { actor, reason: `macro|${macro.name.zh} / ${macro.name.en}`, visible: tickets.visible(who) });
      if (changeId) { changeIds.push(changeId); changed.push(...Object.keys(wanted)); }
    }
    const noteId = macro.note !== '' && who.kind === 'agent' ? (await tickets.addNote(tx, who, ticketId, { text: macro.note, mentions: [], files: [] }, actor)).id : null;
    let text: string | null = null;
    let messageId: number | null = null;
    if (macro.text && (macro.text.zh || macro.text.en)) {
      const company = await org.company(tx);
      const fresh = (await tickets.get(ticketId, tx)) ?? ticket;
      const filled = fillTemplate(wordsIn(macro.text, fresh.language), { ticket: fresh, agentName: who.name, company, link: tickets.customerUrl(ticketId), now: clock.now() });
      if (macro.send) {
        if (!may(who, 'tickets.reply')) throw new Refusal('not-allowed', { params: { right: 'tickets.reply' } });
        const before = await tickets.lastChangeId(tx, ticketId);
        messageId = (await tickets.reply(tx, who, ticketId, { text: filled.text, files: [], undoSeconds: delay, then: macro.after })).id;
        changeIds.push(...(await tickets.changesSince(tx, ticketId, before)));
      } else text = filled.text;
    }
    const id = await store.insertMacroRun(tx, { macroId, ticketId, agentId: who.kind === 'agent' ? who.id : null, at: clock.now(), changeIds, messageId, noteId });
    return { id, changed, text, messageId, noteId, undoSeconds: messageId ? delay : 0, changeIds };
  }

  /** Changes, note and message go; what has left or was changed since stays, and is named. */
  async function undo(tx: Tx, who: Principal, runId: number): Promise<('message' | 'fields')[]> {
    const run = await store.lockMacroRun(tx, runId);
    if (!run) throw new Refusal('not-found');
    await tickets.load(tx, who, run.ticketId);
    if (run.undoneAt) throw new Refusal('conflict', { key: 'tickets.not-undoable' });
    const stays = new Set<'message' | 'fields'>();
    const part = async (word: 'message' | 'fields', work: () => Promise<unknown>) => tx.nested(work).catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; stays.add(word); });
    const { messageId } = run;
    if (messageId) await part('message', () => conversations.recall(tx, messageId, actorOf(who)));
    for (const changeId of run.changeIds.toReversed()) await part('fields', () => tickets.undo(tx, run.ticketId, changeId, { actor: actorOf(who), visible: tickets.visible(who) }));
    if (run.noteId) await tickets.removeNote(tx, run.ticketId, run.noteId);
    await store.markMacroUndone(tx, runId, clock.now());
    return [...stays];
  }

  return {
    apply,
    undo,
    list: async (db: Handle, who: Principal) => (await store.listMacros(db, who.kind === 'agent' ? who.id : 0, who.scope === 'all' ? null : who.teams)).map((m) => view(m, who)),
    async create(tx: Tx, who: Principal, body: Parameters<typeof written>[1]) { return view(await found(tx, await store.insertMacro(tx, written(who, body)), who), who); },
    async update(tx: Tx, who: Principal, id: number, body: Parameters<typeof written>[1]) {
      const before = await found(tx, id, who);
      if (!mine(before, who)) throw new Refusal('not-allowed', { params: { right: 'automation.manage' } });
      await store.saveMacro(tx, id, written(who, body));
      return view(await found(tx, id, who), who);
    },
    async remove(tx: Tx, who: Principal, id: number): Promise<void> {
      if (!mine(await found(tx, id, who), who)) throw new Refusal('not-allowed', { params: { right: 'automation.manage' } });
      await store.deleteMacro(tx, id);
    },
  };
}
export type Macros = ReturnType<typeof createMacros>;
