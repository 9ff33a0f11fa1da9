import type { Names } from '@aftercare/contract/basics';
import { Currency } from '@aftercare/contract/money';
import type { Owed } from '@aftercare/contract/repairs';
import type { Disposition, Grade, ReturnKind, ReturnReason, ReturnState } from '@aftercare/contract/returns';
import type { Principal } from '../../platform/auth/index.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { ALWAYS_OPEN, compileCalendar } from '../../platform/time/index.ts';
import type { Org } from '../org/index.ts';
import { type Repairs, type Units, endOfWorkingDay } from '../repairs/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { ReturnDisposed, ReturnInspected, ReturnMoved, ReturnOpened, ReturnReceived, ReturnRefunded, UnitSwapped } from './events.ts';
import type { Money } from './ports.ts';
import { type Act, actsFor, guard, isFinished, usualDisposition } from './states.ts';
import * as store from './store.ts';

export interface ReturnNeeds { readonly org: Pick<Org, 'calendars'>; readonly sites: Pick<Sites, 'allowed'>; readonly tickets: Tickets; readonly repairs: Pick<Repairs, 'settings'>; readonly units: Units; readonly money: Money }
export type ReturnRow = store.ReturnRow;
export interface OpenReturn { readonly ticketId: number; readonly kind: ReturnKind; readonly reason?: ReturnReason | undefined; readonly text?: string | undefined; readonly paidMinor?: number | undefined; readonly currency?: Currency | undefined }
const nothing: Owed = { covered: false, until: null, clause: '', reasons: [], exclusions: [], remedies: {} };

/** Returns, exchanges and refunds, from the request to the shelf or the bin. */
export function createReturns(platform: Platform, { org, sites, tickets, repairs, units, money }: ReturnNeeds) {
  const { db, bus, clock } = platform;
  const about = (row: store.ReturnRow) => ({ returnId: row.id, ticketId: row.ticketId, unitId: row.unitId, kind: row.kind, at: clock.now().toISOString() });
  const facts = (row: store.ReturnRow) => ({ state: row.state, kind: row.kind, grade: row.grade, disposed: row.disposedAt !== null });
  async function lockFor(tx: Tx, id: number, act: Act): Promise<store.ReturnRow> {
    const row = await store.lockReturn(tx, id);
    if (!row) throw new Refusal('not-found');
    if (!actsFor(facts(row)).includes(act)) throw new Refusal('conflict', { key: 'returns.not-now' });
    return row;
  }
  async function save(tx: Tx, row: store.ReturnRow): Promise<store.ReturnRow> {
    const saved = await store.saveReturn(tx, row);
    if (!saved) throw new Error('the return is gone');
    return saved;
  }
  /** The one way a return goes on: judged by table and guards, written with its step and its fact. */
  async function move(tx: Tx, row: store.ReturnRow, to: ReturnState, actor: Actor, note = ''): Promise<store.ReturnRow> {
    const fault = guard(facts(row), to);
    if (fault) throw new Refusal('conflict', { key: `returns.guard.${fault}` });
    const now = clock.now();
    const saved = await save(tx, { ...row, state: to, finishedAt: isFinished(to) ? now : null });
    await store.insertStep(tx, row.id, { at: now, from: row.state, to, actor, note });
    await bus.publish(tx, ReturnMoved, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(saved), from: row.state, to, note } });
    return saved;
  }
  /** Over once money or unit is with the customer and the old product is where it belongs. */
  const closeIfDone = (tx: Tx, row: store.ReturnRow, actor: Actor): Promise<store.ReturnRow> | store.ReturnRow => (guard(facts(row), 'closed') === null ? move(tx, row, 'closed', actor) : row);

  /** Whether it is owed, in words for the customer. A refund alone is a person's decision. */
  function judge(kind: ReturnKind, reason: ReturnReason, owed: Owed | null): { eligible: boolean; why: Names } {
    if (reason === 'wrong-item' || reason === 'damaged-in-transit') return { eligible: kind !== 'refund', why: { zh: '发错货或运输损坏，由我们负责', en: 'Wrong item or damaged on the way: our responsibility' } };
    const remedy = kind === 'refund' ? undefined : owed?.remedies[kind];
    if (!remedy) return { eligible: false, why: kind === 'refund' ? { zh: '需要人工审核', en: 'A person has to decide' } : { zh: '没有登记产品，无法核对期限', en: 'No product is registered, so the period cannot be checked' } };
    return { eligible: remedy.owed, why: { zh: remedy.reason, en: remedy.reason } };
  }

  return {
    facts,
    /** Opens a return, and asks warranty at once; the one that runs already is given back. */
    async open(tx: Tx, input: OpenReturn, actor: Actor): Promise<store.ReturnRow> {
      const ticket = await tickets.get(input.ticketId, tx);
      if (!ticket) throw new Refusal('not-found');
      const unit = await units.unitOfTicket(tx, ticket.id);
      const now = clock.now();
      const owed = unit ? await units.owed(tx, { unitId: unit.id, on: ticket.openedAt, language: ticket.language }) : null;
      const reason = input.reason ?? 'other';
      const [calendar] = await org.calendars(tx);
      const dueAt = endOfWorkingDay(compileCalendar(calendar ?? ALWAYS_OPEN), now, (await repairs.settings(tx)).finishDays);
      const row = await store.insertReturn(tx, { ticketId: ticket.id, unitId: unit?.id ?? null, kind: input.kind, reason, text: input.text ?? '', owed: owed ?? nothing, ...judge(input.kind, reason, owed), paidMinor: input.paidMinor ?? unit?.paidMinor ?? 0, currency: input.currency ?? Currency.catch('CNY').parse(unit?.currency), openedAt: now, dueAt });
      const running = row ?? (await store.runningOf(tx, ticket.id));
      if (!running) throw new Error('the return was not written');
      if (!row) return running;
      await store.insertStep(tx, row.id, { at: now, from: null, to: 'requested', actor, note: '' });
      await bus.publish(tx, ReturnOpened, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(row), reason, eligible: row.eligible ?? false } });
      return row;
    },
    /** What was paid for it: from the proof, the order, or told by a person. */
    async setPaid(tx: Tx, id: number, paidMinor: number): Promise<store.ReturnRow> {
      const row = await store.lockReturn(tx, id);
      if (!row) throw new Refusal('not-found');
      if ((row.refundMinor ?? 0) > paidMinor) throw new Refusal('conflict', { key: 'returns.too-much' });
      return save(tx, { ...row, paidMinor });
    },
    approve: async (tx: Tx, id: number, reason: string, actor: Actor) => move(tx, await lockFor(tx, id, 'approve'), 'approved', actor, reason),
    refuse: async (tx: Tx, id: number, reason: string, actor: Actor) => move(tx, { ...(await lockFor(tx, id, 'refuse')), why: { zh: reason, en: reason } }, 'refused', actor, reason),
    labelled: async (tx: Tx, id: number, actor: Actor) => move(tx, await lockFor(tx, id, 'label'), 'labelled', actor),
    async receive(tx: Tx, id: number, siteId: number | null, actor: Actor): Promise<store.ReturnRow> {
      const row = await lockFor(tx, id, 'receive');
      const depot = (await repairs.settings(tx)).depotSiteId;
      const moved = await move(tx, { ...row, siteId: siteId ?? depot, receivedAt: clock.now() }, 'received', actor);
      await bus.publish(tx, ReturnReceived, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(moved), siteId: moved.siteId } });
      return moved;
    },
    async inspect(tx: Tx, id: number, found: { grade: Grade; checks: readonly { key: string; ok: boolean }[]; note: string; photos: readonly number[] }, actor: Actor): Promise<store.ReturnRow> {
      const row = await lockFor(tx, id, 'inspect');
      // What is not as it should be is shown: a low grade takes money from somebody.
      if (found.grade === 'D' && found.note.trim() === '' && found.photos.length === 0) throw new Refusal('invalid-input', { key: 'returns.evidence-needed', fields: [{ path: 'note', key: 'field.required' }] });
      const moved = await move(tx, { ...row, grade: found.grade, inspection: { checks: [...found.checks], note: found.note, photos: [...found.photos], at: clock.now().toISOString(), by: actor.name } }, 'inspected', actor, found.grade);
      await bus.publish(tx, ReturnInspected, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(moved), grade: found.grade, note: found.note } });
      return moved;
    },
    /**
     * Gives money back, never more than was paid: through our own invoice where it covers the amount, else by the way it was paid,
     * with the reference of who paid it out. Refusal `conflict` for too much.
     */
    async refund(tx: Tx, id: number, amountMinor: number, reference: string, actor: Actor): Promise<store.ReturnRow> {
      const row = await lockFor(tx, id, 'refund');
      if (amountMinor < 1 || amountMinor > row.paidMinor) throw new Refusal('conflict', { key: 'returns.too-much' });
      const invoice = (await money.paidInvoices(tx, row.ticketId)).find((i) => i.leftMinor >= amountMinor);
      if (invoice) await money.refund(tx, { invoiceId: invoice.id, amountMinor, reason: row.text || row.reason, key: `return:${row.id}`, actor });
      const by = invoice ? invoice.number : reference;
      const moved = await move(tx, { ...row, refundMinor: amountMinor, refundReference: by, refundedAt: clock.now() }, 'refunded', actor);
      await bus.publish(tx, ReturnRefunded, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(moved), amountMinor, currency: row.currency, reference: by } });
      return closeIfDone(tx, moved, actor);
    },
    /** Another unit for the one that came back: it takes over owner and warranty. */
    async swap(tx: Tx, id: number, serial: string, actor: Actor): Promise<store.ReturnRow> {
      const row = await lockFor(tx, id, 'swap');
      if (!row.unitId) throw new Refusal('conflict', { key: 'returns.no-unit' });
      const unit = await units.swap(tx, { oldUnitId: row.unitId, serial, ticketId: row.ticketId, actor });
      const moved = await move(tx, { ...row, newUnitId: unit.id }, 'swapped', actor, unit.serial);
      await bus.publish(tx, UnitSwapped, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(moved), newUnitId: unit.id } });
      return closeIfDone(tx, moved, actor);
    },
    /** Where the old product goes. Back to the customer: only what was neither refunded nor swapped. */
    async dispose(tx: Tx, id: number, wanted: Disposition | undefined, actor: Actor): Promise<store.ReturnRow> {
      const row = await lockFor(tx, id, 'dispose');
      const disposition = wanted ?? usualDisposition(row.grade ?? 'D');
      if (disposition === 'send-back' && row.state !== 'inspected') throw new Refusal('conflict', { key: 'returns.not-yours-any-more' });
      if (disposition !== 'send-back' && row.state === 'inspected') throw new Refusal('conflict', { key: 'returns.settle-first' });
      if (row.unitId && disposition !== 'send-back') await units.retire(tx, { unitId: row.unitId, ticketId: row.ticketId, how: disposition === 'recycle' ? 'recycled' : disposition === 'restock' ? 'restocked' : 'returned', siteId: row.siteId, grade: row.grade, actor });
      const done = { ...row, disposition, disposedAt: clock.now() };
      const moved = disposition === 'send-back' ? await move(tx, done, 'sent-back', actor) : await save(tx, done);
      await bus.publish(tx, ReturnDisposed, { stream: `ticket:${row.ticketId}`, actor, payload: { ...about(moved), disposition, siteId: row.siteId } });
      return closeIfDone(tx, moved, actor);
    },
    cancel: async (tx: Tx, id: number, reason: string, actor: Actor) => move(tx, await lockFor(tx, id, 'cancel'), 'cancelled', actor, reason),
    /** The return when this caller may see its ticket; `not-found` otherwise. */
    async load(handle: Handle, principal: Principal, id: number): Promise<store.ReturnRow> {
      const row = await store.findReturn(handle, id, tickets.visible(principal));
      if (!row) throw new Refusal('not-found');
      return row;
    },
    /** Tickets whose return lies at a site of this person, or is on its way to their depot; alias `t`. */
    reach: async (principal: Principal, handle: Handle): Promise<Sql> => store.atSites(principal.scope === 'all' ? [] : ((await sites.allowed(handle, principal)) ?? []), (await repairs.settings(handle)).depotSiteId),
    get: (id: number, handle: Handle = db) => store.findReturn(handle, id),
    /** Rows of the list, due first; `where` are its conditions. */
    list: store.list,
    where: store.where,
    runningOf: (handle: Handle, ticketId: number) => store.runningOf(handle, ticketId),
    ofTicket: (handle: Handle, ticketId: number) => store.ofTicket(handle, ticketId),
    newestOf: async (handle: Handle, ticketId: number): Promise<store.ReturnRow | undefined> => (await store.ofTicket(handle, ticketId))[0],
  };
}
export type Returns = ReturnType<typeof createReturns>;
