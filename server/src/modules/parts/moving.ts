import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { assertSerials, available, type Ledger, valueOf } from './ledger.ts';
import { noStockRefusal } from './no-stock.ts';
import * as stock from './store-stock.ts';
import * as store from './store-transfers.ts';
import type { Counted, OldPart, Receipt, Sending } from './types.ts';

const tooMany = (limit: number) => new Refusal('invalid-input', { fields: [{ path: 'quantity', key: 'parts.too-many', params: { limit } }] });

/** The books of the site must know of what is under way: otherwise somebody has to look before anything is booked. */
function assertUnderWay(to: stock.StockSums, t: store.TransferRow): void {
  if (to.inTransit < t.quantity) throw new Refusal('conflict', { key: 'parts.transfer-unknown', params: { known: to.inTransit, sent: t.quantity } });
}

/** Parts that come, go, are counted and sent between sites. */
export function createMoving({ clock }: Pick<Platform, 'clock'>, ledger: Ledger) {
  const { lock, post, fillWaiting, done, partOf } = ledger;
  const read = async (handle: Handle, id: number) => {
    const row = await store.findTransfer(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  async function receive(tx: Tx, r: Receipt): Promise<void> {
    const [row] = await lock(tx, [r]);
    if (await done(tx, r.key, 'receive', r)) return;
    assertSerials(await partOf(tx, r.partId), r.quantity, r.serials);
    await post(tx, row!, { kind: 'receive', quantity: r.quantity, lineId: r.orderLineId ?? null, reason: r.reason ?? '', serials: r.serials ?? [], key: r.key, actor: r.actor }, { onHand: r.quantity, valueMinor: r.quantity * r.unitCostMinor });
    await fillWaiting(tx, row!);
  }

  /** What was really on the shelf. @throws Refusal `conflict` when more than that is kept for jobs */
  async function count(tx: Tx, c: Counted): Promise<void> {
    const [row] = await lock(tx, [c]);
    if (await done(tx, c.key, 'count', c)) return;
    if (c.counted < row!.reserved) throw new Refusal('conflict', { key: 'parts.reserved-more', params: { reserved: row!.reserved } });
    const part = await partOf(tx, c.partId);
    const difference = c.counted - row!.onHand;
    // What turns up is worth what the others are; the first piece what one costs as a rule.
    const value = difference <= 0 ? -valueOf(row!, -difference) : row!.onHand > 0 ? Math.round((row!.valueMinor / row!.onHand) * difference) : difference * part.costMinor;
    await post(tx, row!, { kind: 'count', quantity: Math.abs(difference), reason: c.reason, key: c.key, actor: c.actor }, { onHand: difference, valueMinor: difference === 0 ? 0 : value });
    await fillWaiting(tx, row!);
  }

  /** Old parts: taken out of a product, scrapped, or good again (worth nothing in the books). @throws Refusal `invalid-input` for more than there are */
  async function returnOld(tx: Tx, o: OldPart): Promise<void> {
    const [row] = await lock(tx, [o]);
    const kind = ({ return: 'return-old', scrap: 'scrap-old', refurbish: 'refurbish' } as const)[o.what];
    if (await done(tx, o.key, kind, o)) return;
    if (o.what !== 'return' && o.quantity > row!.defective) throw tooMany(row!.defective);
    const change = { return: { defective: o.quantity }, scrap: { defective: -o.quantity }, refurbish: { defective: -o.quantity, onHand: o.quantity } }[o.what];
    await post(tx, row!, { kind, quantity: o.quantity, for: o.for ?? null, ticketId: o.ticketId ?? null, serials: o.serials ?? [], reason: o.reason ?? '', key: o.key, actor: o.actor }, change);
    if (o.what === 'refurbish') await fillWaiting(tx, row!);
  }

  /** Sends parts to another site; they are nobody's to take until they arrive. @throws Refusal `no-stock` */
  async function transfer(tx: Tx, s: Sending): Promise<store.TransferRow> {
    if (s.fromId === s.toId) throw new Refusal('invalid-input', { fields: [{ path: 'toId', key: 'parts.same-site' }] });
    const [from, to] = await lock(tx, [{ partId: s.partId, siteId: s.fromId }, { partId: s.partId, siteId: s.toId }]);
    const known = await store.findTransferByKey(tx, s.key);
    if (known) return known;
    if (available(from!) < s.quantity) throw await noStockRefusal(tx, { partId: s.partId, siteId: s.fromId, quantity: s.quantity }, await partOf(tx, s.partId), available(from!));
    const value = valueOf(from!, s.quantity);
    const made = await store.insertTransfer(tx, { partId: s.partId, fromId: s.fromId, toId: s.toId, quantity: s.quantity, valueMinor: value, note: s.note ?? '', key: s.key, at: clock.now() });
    if (!made) throw new Error('the transfer was not written');
    const move = { kind: 'send' as const, quantity: s.quantity, transferId: made.id, reason: s.note ?? '', key: s.key, actor: s.actor };
    await post(tx, from!, move, { onHand: -s.quantity, valueMinor: -value });
    await post(tx, to!, move, { inTransit: s.quantity });
    return read(tx, made.id);
  }

  /** What arrived; the rest of what was sent is lost, with its value. @throws Refusal `conflict` when it is over already */
  async function arrive(tx: Tx, id: number, o: { quantity?: number | undefined; reason?: string; actor?: Sending['actor'] }): Promise<store.TransferRow> {
    const before = await read(tx, id);
    const [to] = await lock(tx, [{ partId: before.partId, siteId: before.toId }]);
    const t = await read(tx, id);
    const quantity = o.quantity ?? t.quantity;
    if (t.state === 'arrived' && t.arrived === quantity) return t;
    if (t.state !== 'sent') throw new Refusal('conflict', { key: 'parts.transfer-state' });
    if (quantity > t.quantity) throw tooMany(t.quantity);
    assertUnderWay(to!, t);
    await store.endTransfer(tx, id, 'arrived', quantity, clock.now());
    const value = valueOf({ onHand: t.quantity, valueMinor: t.valueMinor }, quantity);
    const move = { transferId: id, reason: o.reason ?? '', key: `transfer:${id}`, actor: o.actor };
    if (quantity > 0) await post(tx, to!, { ...move, kind: 'arrive', quantity }, { inTransit: -quantity, onHand: quantity, valueMinor: value });
    if (quantity < t.quantity) await post(tx, to!, { ...move, kind: 'lost', quantity: t.quantity - quantity }, { inTransit: quantity - t.quantity });
    await fillWaiting(tx, to!);
    return read(tx, id);
  }

  /** Back to where it came from. @throws Refusal `conflict` when it is over already */
  async function cancelTransfer(tx: Tx, id: number, actor?: Sending['actor']): Promise<store.TransferRow> {
    const before = await read(tx, id);
    const [from, to] = await lock(tx, [{ partId: before.partId, siteId: before.fromId }, { partId: before.partId, siteId: before.toId }]);
    const t = await read(tx, id);
    if (t.state === 'cancelled') return t;
    if (t.state !== 'sent') throw new Refusal('conflict', { key: 'parts.transfer-state' });
    assertUnderWay(to!, t);
    await store.endTransfer(tx, id, 'cancelled', 0, clock.now());
    const move = { kind: 'arrive' as const, quantity: t.quantity, transferId: id, key: `transfer:${id}:back`, actor };
    await post(tx, to!, move, { inTransit: -t.quantity });
    await post(tx, from!, move, { onHand: t.quantity, valueMinor: t.valueMinor });
    await fillWaiting(tx, from!);
    return read(tx, id);
  }

  return { receive, count, returnOld, transfer, arrive, cancelTransfer, findTransfer: store.findTransfer, listTransfers: store.listTransfers, whereIs: stock.whereIs };
}
