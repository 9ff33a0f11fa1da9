import type { TicketChanges } from '@aftercare/contract/tickets';
import type { Actor } from '../../platform/bus/index.ts';
import type { Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { hasSentence } from '../../platform/i18n/index.ts';
import { type Platform, behalfAtHand } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { serialKey } from '../products/index.ts';
import { TicketChanged } from './events.ts';
import { fieldsOf, faultsOf, missingAt, namesIn } from './fields.ts';
import { mayUndo } from './policy.ts';
import { isFinished, mayGo } from './states.ts';
import { keepNamed } from './named.ts';
import * as store from './store.ts';
import { listFields } from './store-fields.ts';

export interface ChangeOptions {
  readonly actor: Actor;
  readonly reason?: string | null;
  /** Version the caller saw; refused when it is not the newest. */
  readonly version?: number | null;
  /** Rows the caller may see. */
  readonly visible?: Sql;
  /** Not finished but merged away or put back: nothing needs to be filled in for it. */
  readonly unasked?: boolean;
}

type Key = keyof TicketChanges;
const watched: readonly Key[] = ['subject', 'type', 'status', 'priority', 'ownerId', 'teamId', 'product', 'serial', 'unitId', 'tags', 'fields', 'snoozedUntil', 'waitsFor'];
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Changes of tickets: one row lock, transition table, audit line, fact. */
export function createChange(platform: Pick<Platform, 'bus' | 'clock'>, conversations: Conversations) {
  const { bus, clock } = platform;

  /** Returns the ticket after the change and the number of its audit line (0 when nothing changed). */
  async function change(tx: Tx, id: number, changes: TicketChanges, options: ChangeOptions): Promise<{ ticket: store.TicketRow; changeId: number }> {
    const before = await store.lockTicket(tx, id, options.visible);
    if (!before) throw new Refusal('not-found');
    if (typeof options.version === 'number' && options.version !== before.version) throw new Refusal('stale-version');
    if (before.mergedInto && changes.status && changes.status !== 'closed') throw new Refusal('conflict', { key: 'tickets.merged', params: { id: before.mergedInto } });
    const wanted: TicketChanges = { ...changes };
    if (wanted.fields) wanted.fields = { ...before.fields, ...wanted.fields };
    // Somebody took it: it is no longer new.
    if (wanted.ownerId && before.status === 'new' && !wanted.status) wanted.status = 'open';
    // What is finished need not wake up.
    if (wanted.status && isFinished(wanted.status) && before.snoozedUntil) wanted.snoozedUntil = null;
    settleWait(before, wanted, options.reason ?? null);
    // Another number is another unit, unless somebody says which.
    if (wanted.serial !== undefined && wanted.serial !== before.serial && wanted.unitId === undefined) wanted.unitId = (await store.unitOfSerial(tx, serialKey(wanted.serial))) ?? null;
    const fields = watched.filter((f) => wanted[f] !== undefined && !same(wanted[f], valueOf(before, f))).map((f) => ({ field: f as string, from: valueOf(before, f), to: wanted[f] }));
    if (fields.length === 0) return { ticket: before, changeId: 0 };
    if (wanted.status && !mayGo(before.status, wanted.status)) throw new Refusal('transition-not-allowed', { params: { from: before.status, to: wanted.status } });

    if (!options.unasked) await assertFields(tx, before, wanted, options.actor);
    const now = clock.now();
    await store.patchTicket(tx, id, { ...Object.fromEntries(fields.map((f) => [f.field, f.to])), ...statusDates(before, wanted, now) }, now, true).catch(explainForeignKey);
    if (wanted.status === 'closed') await conversations.close(tx, await idsOf(tx, id));
    if (before.status === 'closed' && wanted.status && wanted.status !== 'closed') await conversations.reopen(tx, await idsOf(tx, id));
    const after = await store.findTicket(tx, id);
    if (!after) throw new Error('the ticket is gone');
    const changeId = await store.insertChange(tx, { ticketId: id, at: now, actor: options.actor, fields: named(fields, before, after), reason: options.reason ?? (options.actor.kind === 'system' ? behalfAtHand() : null) });
    const old = store.factsOf(before);
    const changedFacts = Object.fromEntries(Object.entries(old).filter(([k]) => fields.some((f) => f.field === k)));
    await bus.publish(tx, TicketChanged, { stream: `ticket:${id}`, actor: options.actor, payload: { ...store.factsOf(after), changeId, before: changedFacts, fields: fields.map((f) => f.field), reason: options.reason ?? null, at: now.toISOString() } });
    return { ticket: after, changeId };
  }

  /** Values fit their fields, and nobody finishes a ticket without what is needed for it. Machines and customers are not held up: they cannot fill in anything. */
  async function assertFields(tx: Tx, before: store.TicketRow, wanted: TicketChanges, actor: Actor): Promise<void> {
    const moves = wanted.status !== undefined && wanted.status !== before.status && (actor.kind === 'agent' || actor.kind === 'api');
    if (!wanted.fields && !moves) return;
    const all = await listFields(tx);
    if (all.length === 0) return;
    const values = wanted.fields ?? before.fields;
    const changed = Object.fromEntries(Object.entries(values).filter(([k, v]) => !same(v, before.fields[k])));
    const context = { ...store.factsOf(before), product: before.product, serial: before.serial, subject: before.subject, ...(wanted.type ? { type: wanted.type } : {}), fields: values };
    // Who closes what was never solved skips no question of solving.
    const points = wanted.status === 'closed' && before.status !== 'solved' ? ['solved', 'closed'] : wanted.status ? [wanted.status] : [];
    const fit = faultsOf(all, changed);
    // Machines set what they know; people and programs name what is theirs.
    const unfit = fit.length > 0 || (actor.kind !== 'agent' && actor.kind !== 'api') ? fit : await keepNamed(tx, all, changed, { actor, customerId: before.customerId });
    const missing = moves ? missingAt(fieldsOf(all, context), points, values) : [];
    if (unfit.length + missing.length === 0) return;
    throw new Refusal('invalid-input', { fields: [...unfit, ...missing], ...(unfit.length === 0 ? { key: 'tickets.fields-needed', params: { zh: namesIn(all, missing, 'zh'), en: namesIn(all, missing, 'en') } } : {}) });
  }

  async function undo(tx: Tx, ticketId: number, changeId: number, options: ChangeOptions): Promise<store.TicketRow> {
    const now = await store.lockTicket(tx, ticketId, options.visible);
    if (!now) throw new Refusal('not-found');
    const line = await store.findChange(tx, ticketId, changeId);
    if (!line) throw new Refusal('not-found');
    // Only when the fields still have what that change gave them: a newer change is not silently thrown away.
    if (!mayUndo(line) || line.fields.some((f) => f.field !== 'status' && !same(f.to, valueOf(now, f.field as Key)))) throw new Refusal('conflict', { key: 'tickets.not-undoable' });
    await store.markUndone(tx, changeId);
    const back = Object.fromEntries(line.fields.map((f) => [f.field, f.from])) as TicketChanges;
    // «new» is no state to go to; an undone assignment leaves it open.
    if (back.status === 'new') back.status = 'open';
    return (await change(tx, ticketId, back, { ...options, reason: 'undo', unasked: true })).ticket;
  }

  const idsOf = async (tx: Tx, id: number) => (await store.conversationsOf(tx, id)).map((c) => c.conversationId);
  return { change, undo };
}

function valueOf(t: store.TicketRow, field: Key): unknown {
  return field === 'snoozedUntil' ? (t.snoozedUntil?.toISOString() ?? null) : t[field];
}

interface PlaceNames { readonly ownerName: string | null; readonly teamName: string | null }
/** People and teams with the names they had: an audit line tells who it was, whatever they are called later. */
export function named(fields: readonly store.ChangeField[], before: PlaceNames, after: PlaceNames): store.ChangeField[] {
  return fields.map((f) => (f.field === 'ownerId' ? { ...f, fromName: before.ownerName, toName: after.ownerName } : f.field === 'teamId' ? { ...f, fromName: before.teamName, toName: after.teamName } : f));
}

const waiting = (status: store.TicketRow['status']) => status === 'pending' || status === 'hold';
/** What it waits for comes with the state of waiting and goes with it; a person's reason says it where nothing else does. */
function settleWait(before: store.TicketRow, wanted: TicketChanges, reason: string | null): void {
  const status = wanted.status ?? before.status;
  if (!waiting(status)) { if (before.waitsFor !== '' || wanted.waitsFor !== undefined) wanted.waitsFor = ''; return; }
  if (wanted.waitsFor !== undefined) wanted.waitsFor = wanted.waitsFor.trim();
  else if (status !== before.status) wanted.waitsFor = reason !== null && !ours(reason) ? reason.slice(0, 200) : '';
}
/** Reasons of ours are keys, those of people are words. */
const ours = (reason: string): boolean => hasSentence('en', `sla.reason.${reason.split('|', 1)[0] ?? ''}`) || reason.includes('|');

function statusDates(before: store.TicketRow, wanted: TicketChanges, now: Date): store.TicketPatch {
  if (!wanted.status || wanted.status === before.status) return {};
  if (wanted.status === 'solved') return { statusSince: now, solvedAt: now };
  if (wanted.status === 'closed') return { statusSince: now, closedAt: now, solvedAt: before.solvedAt ?? now };
  return { statusSince: now, ...(isFinished(before.status) ? { solvedAt: null, closedAt: null, reopened: before.reopened + 1 } : {}) };
}

function explainForeignKey(error: { code?: string; constraint?: string }): never {
  if (error.code !== '23503') throw error;
  const path = /owner/.test(error.constraint ?? '') ? 'ownerId' : /team/.test(error.constraint ?? '') ? 'teamId' : /unit/.test(error.constraint ?? '') ? 'unitId' : 'type';
  throw new Refusal('invalid-input', { fields: [{ path, key: 'field.nobody' }] });
}
