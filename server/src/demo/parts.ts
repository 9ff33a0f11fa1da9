import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { products } from './company.ts';
import { kindsOf, suppliers } from './part-names.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import * as store from './store-parts.ts';
import { reserveIds } from './store.ts';

const day = 86_400_000;
export interface DemoPart { readonly id: number; readonly name: { zh: string; en: string }; readonly priceMinor: number; readonly costMinor: number; readonly product: string; readonly consumable: boolean }

/** Spare parts of all products, where they lie, what moved in the last months, and what is short. */
export async function makeParts(app: App, tx: Tx, random: Random, places: readonly Place[]): Promise<DemoPart[]> {
  const now = app.platform.clock.now().getTime();
  const list = products.flatMap((p) => (kindsOf[p.key] ?? []).map((kind, i) => ({ product: p, kind, i })));
  const firstId = await reserveIds(tx, 'part', list.length);
  const parts = list.map(({ product, kind: [zh, en, yuan, consumable], i }, at): DemoPart & { number: string } => ({
    id: firstId + at, number: `${product.model.replaceAll(' ', '').toUpperCase()}-${String(i + 1).padStart(2, '0')}`, name: { zh: `${product.model} ${zh}`, en: `${product.model} ${en.toLowerCase()}` },
    priceMinor: yuan * 100, costMinor: Math.round(yuan * 55), product: product.model, consumable: consumable ?? false,
  }));
  await store.insertParts(tx, parts.map((p) => ({ id: p.id, number: p.number, name: p.name, category: p.product, currency: 'CNY', price_minor: p.priceMinor, cost_minor: p.costMinor, tax_rate: 1300, consumable: p.consumable, serialised: p.name.en.includes('main board'), supersedes_id: null, supplier: random.pick(suppliers), lead_days: random.pick([3, 5, 7, 10, 14]) })));
  await store.fitByName(tx, parts.map((p) => ({ partId: p.id, model: p.product })));
  const tickets = await store.repairTickets(tx, 400);
  const people = (await app.org.agents(tx)).filter((a) => a.roles.includes('agent') || a.roles.includes('team-agent'));

  const stock: Record<string, unknown>[] = [];
  const moves: Record<string, unknown>[] = [];
  const reservations: Record<string, unknown>[] = [];
  const firstReservation = await reserveIds(tx, 'part_reservation', 2000);
  for (const place of places) {
    // What a place keeps, by kind: share of the catalogue, usual level.
    const { share, level } = { warehouse: { share: 1, level: 60 }, centre: { share: 0.62, level: 9 }, shop: { share: 0.16, level: 4 }, van: { share: 0.14, level: 3 }, depot: { share: 0.5, level: 12 } }[place.kind] ?? { share: 0, level: 0 };
    const boxes = parts.filter((p) => random.chance(p.consumable ? Math.min(1, share * 1.6) : share));
    for (const [k, p] of boxes.entries()) {
      const point = Math.max(1, Math.round(level * 0.3));
      const short = random.chance(place.kind === 'van' ? 0.14 : 0.09);
      const used = place.kind === 'warehouse' ? 0 : random.int(0, 4);
      const left = short ? random.int(0, point) : random.int(point + 1, Math.max(point + 2, level * 2));
      const begun = now - random.int(90, 140) * day;
      const move = (more: Record<string, unknown>) => moves.push({ on_hand: 0, reserved: 0, defective: 0, in_transit: 0, value_minor: 0, for_what: null, ticket_id: null, reservation_id: null, reason: '', serials: [], actor: { kind: 'agent', ...pickPerson(random, people) }, part_id: p.id, site_id: place.id, ...more });
      move({ at: new Date(begun), kind: 'receive', quantity: left + used, on_hand: left + used, value_minor: (left + used) * p.costMinor, reason: '期初入库', key: `demo:${p.id}:${place.id}:in` });
      for (let u = 0; u < used; u++) {
        const ticket = random.pick(tickets);
        const at = new Date(Math.min(now - random.int(1, 48) * 3_600_000, ticket.openedAt.getTime() + random.int(1, 5) * day));
        move({ at, kind: 'use', quantity: 1, on_hand: -1, value_minor: -p.costMinor, for_what: `ticket:${ticket.id}`, ticket_id: ticket.id, key: `demo:${p.id}:${place.id}:use${u}` });
      }
      const defective = place.kind === 'centre' && used > 1 && random.chance(0.4) ? used - 1 : 0;
      if (defective > 0) move({ at: new Date(now - random.int(1, 20) * day), kind: 'return-old', quantity: defective, defective, reason: '旧件回收', key: `demo:${p.id}:${place.id}:old` });
      let [reserved, waiting] = [0, 0];
      if (place.kind === 'centre' && random.chance(left === 0 ? 0.7 : 0.12)) {
        const ticket = random.pick(tickets.slice(0, 120));
        const id = firstReservation + reservations.length;
        const state = left > 0 ? 'held' : 'waiting';
        [reserved, waiting] = left > 0 ? [1, 0] : [0, 1];
        const at = new Date(now - random.int(2, 60) * 3_600_000);
        reservations.push({ id, part_id: p.id, site_id: place.id, quantity: 1, used: 0, state, for_what: `ticket:${ticket.id}`, ticket_id: ticket.id, key: `demo:${id}`, at });
        if (reserved > 0) move({ at, kind: 'reserve', quantity: 1, reserved: 1, for_what: `ticket:${ticket.id}`, ticket_id: ticket.id, reservation_id: id, key: `demo:${id}` });
      }
      stock.push({ part_id: p.id, site_id: place.id, on_hand: left, reserved, waiting, defective, value_minor: left * p.costMinor, reorder_point: point, reorder_to: Math.max(point, level), bin: place.kind === 'van' ? '' : `${String.fromCodePoint(65 + (k % 8))}-${String((k % 24) + 1).padStart(2, '0')}` });
    }
  }
  await store.insertStock(tx, stock);
  await store.insertReservations(tx, reservations);
  await store.insertMoves(tx, moves);
  await ordersAndTransfers(app, tx, places);
  return parts;
}
const pickPerson = (random: Random, people: readonly { id: number; name: string }[]) => { const { id, name } = random.pick(people); return { id, name }; };

/** Orders as the rule drafts them, some placed, one partly there; a few transfers on their way to vans. */
async function ordersAndTransfers(app: App, tx: Tx, places: readonly Place[]): Promise<void> {
  const { parts } = app.afterSales;
  await parts.orders.reorder(tx);
  const drafts = await parts.orders.list(tx, { state: 'draft', sites: null, before: null, limit: 40 });
  for (const [i, order] of drafts.slice(0, Math.floor(drafts.length / 2)).entries()) {
    await parts.orders.place(tx, order.id, null, systemActor);
    const [line] = order.lines;
    if (i === 0 && line && line.quantity > 1) await parts.orders.receive(tx, order.id, [{ lineId: line.id, quantity: 1, serials: (await parts.part(tx, line.partId)).serialised ? ['SN-2607-0001'] : [] }], 'demo:receipt', systemActor);
  }
  const from = places.find((p) => p.key === 'SH-SVC');
  const vans = places.filter((p) => p.kind === 'van').slice(0, 4);
  const rows = (await parts.listStock(tx, { siteId: from?.id, sites: null, after: null, limit: 200 })).filter((s) => s.available > 3).slice(0, vans.length * 2);
  for (const [i, row] of rows.entries()) await parts.transfer(tx, { partId: row.partId, fromId: row.siteId, toId: vans[i % vans.length]?.id ?? 0, quantity: 2, note: '服务车补货', key: `demo:transfer:${i}` });
}
