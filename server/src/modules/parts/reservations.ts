import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { assertSerials, available, type Ledger, valueOf } from './ledger.ts';
import { noStockRefusal } from './no-stock.ts';
import * as store from './store-reservations.ts';
import * as stock from './store-stock.ts';
import type { Use, UseAtOnce, Wanted } from './types.ts';

/** Parts kept for jobs: held, waited for, used, let go. */
export function createReservations({ clock }: Pick<Platform, 'clock'>, ledger: Ledger) {
  const { lock, post, fillWaiting, askReorder, done, partOf } = ledger;
  const read = async (handle: Handle, id: number) => {
    const row = await store.findReservation(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  async function make(tx: Tx, w: Wanted, wait: boolean): Promise<store.Reserved> {
    if (!Number.isSafeInteger(w.quantity) || w.quantity < 1) throw new Refusal('invalid-input', { fields: [{ path: 'quantity', key: 'field.choice' }] });
    const [row] = await lock(tx, [w]);
    const known = await store.findByKey(tx, w.key);
    if (known) return known;
    const held = available(row!) >= w.quantity;
    if (!held && !wait) throw await noStockRefusal(tx, w, await partOf(tx, w.partId), available(row!));
    const made = await store.insertReservation(tx, { partId: w.partId, siteId: w.siteId, quantity: w.quantity, state: held ? 'held' : 'waiting', for: w.for, ticketId: w.ticketId ?? null, key: w.key, at: clock.now() });
    if (!made) throw new Refusal('conflict');
    if (held) await post(tx, row!, { kind: 'reserve', quantity: w.quantity, for: w.for, ticketId: w.ticketId ?? null, reservationId: made.id, key: w.key, actor: w.actor }, { reserved: w.quantity });
    else {
      await stock.addToStock(tx, w, { waiting: w.quantity });
      await askReorder(tx);
    }
    return read(tx, made.id);
  }

  async function release(tx: Tx, id: number, o: { key?: string; actor?: Wanted['actor'] } = {}): Promise<store.Reserved> {
    const before = await read(tx, id);
    const [row] = await lock(tx, [before]);
    const r = await read(tx, id);
    const rest = r.quantity - r.used;
    if (r.state === 'held') {
      await store.setState(tx, id, r.used > 0 ? 'used' : 'released', r.used);
      await post(tx, row!, { kind: 'release', quantity: rest, for: r.for, ticketId: r.ticketId, reservationId: id, key: o.key ?? `release:${id}`, actor: o.actor ?? systemActor }, { reserved: -rest });
      await fillWaiting(tx, row!);
    } else if (r.state === 'waiting') {
      await store.setState(tx, id, 'released', r.used);
      await stock.addToStock(tx, r, { waiting: -rest });
      row!.waiting -= rest;
      // Somebody behind who wants less may be served now.
      await fillWaiting(tx, row!);
    }
    return read(tx, id);
  }

  async function use(tx: Tx, u: Use): Promise<store.Reserved> {
    const before = await read(tx, u.reservationId);
    const [row] = await lock(tx, [before]);
    if (await done(tx, u.key, 'use', before)) return read(tx, u.reservationId);
    const r = await read(tx, u.reservationId);
    if (r.state !== 'held') throw new Refusal('conflict', { key: 'parts.not-held' });
    const quantity = u.quantity ?? r.quantity - r.used;
    if (quantity > r.quantity - r.used || quantity < 1) throw new Refusal('invalid-input', { fields: [{ path: 'quantity', key: 'parts.too-many', params: { limit: r.quantity - r.used } }] });
    assertSerials(await partOf(tx, r.partId), quantity, u.serials);
    const used = r.used + quantity;
    await store.setState(tx, r.id, used === r.quantity ? 'used' : 'held', used);
    await post(tx, row!, { kind: 'use', quantity, for: r.for, ticketId: r.ticketId, reservationId: r.id, serials: u.serials ?? [], key: u.key, actor: u.actor }, { onHand: -quantity, reserved: -quantity, valueMinor: -valueOf(row!, quantity) });
    return read(tx, r.id);
  }

  return {
    /** Keeps parts for a job. @throws Refusal `no-stock` with `params.elsewhere` when fewer are free; `not-found` for an unknown part or site */
    reserve: (tx: Tx, wanted: Wanted) => make(tx, wanted, false),
    /** As `reserve`; what is not there is waited for (state `waiting`) and ordered by rule. Event `parts.arrived` when it is held. */
    want: (tx: Tx, wanted: Wanted) => make(tx, wanted, true),
    /** Lets go what was not used; again does nothing. */
    release,
    /** Lets go everything a job still holds or waits for. @returns how many reservations */
    async releaseFor(tx: Tx, forWhat: string, o: { actor?: Wanted['actor'] } = {}): Promise<number> {
      const open = await store.listReservations(tx, { for: forWhat, open: true, sites: null });
      for (const r of open) await release(tx, r.id, o);
      return open.length;
    },
    /** Kept parts were fitted. @throws Refusal `conflict` when they are no longer held; `invalid-input` for too many or missing serial numbers */
    use,
    /** Parts fitted that nobody had reserved, as from a van. @throws as `reserve` and `use` */
    async useAtOnce(tx: Tx, { serials, ...wanted }: UseAtOnce): Promise<store.Reserved> {
      const r = await make(tx, wanted, false);
      if (r.state !== 'held') return r;
      return use(tx, { reservationId: r.id, key: wanted.key, ...(serials ? { serials } : {}), ...(wanted.actor ? { actor: wanted.actor } : {}) });
    },
    reservation: (handle: Handle, id: number) => read(handle, id),
    /** Parts kept for a job, used ones too. */
    reservationsFor: (handle: Handle, forWhat: string) => store.listReservations(handle, { for: forWhat, sites: null }),
    reservationsOfTicket: (handle: Handle, ticketId: number) => store.listReservations(handle, { ticketId, sites: null }),
    listReservations: store.listReservations,
  };
}
