import type { App } from '../app.ts';
import { serialKey } from '../modules/products/index.ts';
import { systemActor } from '../platform/bus/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { catalogue } from './catalogue.ts';
import { type Product, company, products as sold } from './company.ts';
import { countryOf } from './customers.ts';
import type { KnownCustomer } from './history.ts';
import type { Random } from './random.ts';
import { serialOf } from './speech.ts';
import * as tables from './store-products.ts';
import * as store from './store.ts';

const day = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const zhShops = ['诺凡官方商城', '诺凡线下体验店', '苏宁门店', '京东自营'];
const enShops = ['Norvane Store'];
/** Chains where they are. */
const chains: Readonly<Record<string, readonly string[]>> = { GB: ['Currys', 'John Lewis'], IE: ['Currys'], DE: ['MediaMarkt', 'Saturn'], AT: ['MediaMarkt'], NL: ['Coolblue', 'MediaMarkt'], ES: ['MediaMarkt', 'El Corte Inglés'], IT: ['MediaWorld'], FR: ['Fnac', 'Darty'], PL: ['Media Expert'], SE: ['Elgiganten'], DK: ['Elgiganten'], NO: ['Elkjøp'], CA: ['Best Buy'], US: ['Best Buy'] };
/** Currency and what a yuan of the list price costs there. */
const money: Readonly<Record<string, readonly [currency: string, yuan: number]>> = { CN: ['CNY', 1], GB: ['GBP', 9.1], US: ['USD', 7.2] };
const priceIn = (country: string, listed: number): { currency: string; minor: number } => {
  const [currency, yuan] = money[country] ?? ['EUR', 7.8];
  return { currency, minor: yuan === 1 || listed === 0 ? listed : Math.round(listed / yuan / 1000) * 1000 - 100 };
};
const modelOf = (p: Product) => p.model.replace(/[^A-Z0-9]/gi, '').toUpperCase();

interface Shelf { readonly product: Product; readonly modelId: number; readonly variants: readonly number[]; readonly skus: readonly string[]; readonly batches: Map<string, number> }

/** Brand, models, variants, faults, troubleshooting, plans: through the product's own commands. */
async function stock(app: App, tx: Tx): Promise<{ brandId: number; shelves: Shelf[]; planId: number }> {
  const { products } = app.afterSales;
  await products.policies.seed(tx);
  const brand = await products.saveBrand(tx, { key: 'norvane', name: { zh: '诺凡', en: 'Norvane' }, active: true, serialRules: [{ pattern: `NV(?<model>${sold.map(modelOf).join('|')})(?<year>2\\d)(?<week>\\d{2})\\d{4}[0-9A-Z]`, check: 'mod-37-36', note: 'NV 开头，依次为型号、年周、流水号和校验位 / NV, then model, year and week, number and a check digit' }] });
  const shelves: Shelf[] = [];
  for (const p of sold) {
    const known = catalogue[p.key];
    if (!known) continue;
    const modelId = await products.createModel(tx, { brandId: brand.id, key: p.model, name: { zh: p.zh, en: p.en }, category: known.category, description: { zh: '', en: '' }, imageId: null, releasedOn: '2024-01-08', discontinuedOn: null, active: true }, 'agent:1');
    const variants: number[] = [];
    const skus: string[] = [];
    for (const [i, colour] of known.colours.entries()) {
      const sku = `${modelOf(p)}-${['A', 'B', 'C'][i] ?? 'X'}`;
      skus.push(sku);
      variants.push((await products.saveVariant(tx, modelId, { sku, name: colour, gtin: '' })).id);
    }
    for (const f of known.faults) await products.saveFault(tx, modelId, { key: f.key, title: f.title, advice: f.advice, safety: f.safety ?? false, active: true, plans: [{ title: f.title, minutes: f.minutes, steps: f.steps, parts: [{ number: `${modelOf(p)}-${f.part.toUpperCase()}`, quantity: 1 }], skill: '' }] });
    if (known.tree) await products.addTree(tx, modelId, { ...known.tree, nodes: { ...known.tree.nodes }, active: true });
    shelves.push({ product: p, modelId, variants, skus, batches: new Map() });
  }
  const plan = { categories: [], coversExclusions: [], currency: 'CNY', active: true };
  await products.savePlan(tx, { ...plan, key: 'care', name: { zh: '安心延保一年', en: 'Care, one year more' }, months: 12, begins: 'after-warranty', covers: ['repair'], priceMinor: 14_900, clause: { zh: '保修期满后延长一年，范围与厂家保修相同。', en: 'One more year after the warranty ends, with the same cover.' } });
  const accident = await products.savePlan(tx, { ...plan, key: 'care-plus', name: { zh: '全心意外保两年', en: 'Care Plus, accidents included' }, months: 24, begins: 'at-sale', covers: ['repair'], coversExclusions: ['human-damage'], priceMinor: 29_900, clause: { zh: '两年内意外跌落、进液免费修理。', en: 'Drops and spills are repaired free of charge for two years.' } });
  return { brandId: brand.id, shelves, planId: accident.id };
}

/** Products in customers' hands: those their requests are about, and the others they bought; with orders, proofs and failures. */
export async function makeProducts(app: App, tx: Tx, random: Random, customers: readonly KnownCustomer[], pictures: readonly { id: number }[], now: Date): Promise<void> {
  const { brandId, shelves, planId } = await stock(app, tx);
  const told = await tables.ticketsWithSerial(tx);
  const people = new Map(customers.map((c) => [c.id, c]));
  const drafts: { serial: string; customerId: number; opened: number | null; ticket: (typeof told)[number] | null; shelf: Shelf }[] = [];
  const shelfOf = (serial: string) => shelves.filter((s) => serial.startsWith(`NV${modelOf(s.product)}-`))[0];
  for (const ticket of told) { const shelf = shelfOf(ticket.serial); if (shelf) drafts.push({ serial: ticket.serial, customerId: ticket.customerId, opened: ticket.openedAt.getTime(), ticket, shelf }); }
  for (const c of customers) for (let i = random.int(0, c.kind === 'company' ? 8 : 3); i > 0; i--) { const shelf = random.weighted(shelves, (s) => s.product.weight); drafts.push({ serial: serialOf(random, shelf.product), customerId: c.id, opened: null, ticket: null, shelf }); }
  const seen = new Set<string>();
  const kept = drafts.filter((d) => { const key = serialKey(d.serial); if (seen.has(key)) return false; seen.add(key); return true; });
  await makeBatches(app, tx, shelves, kept);

  const own = await app.afterSales.orders.saveShop(tx, { key: 'norvane-cn', name: zhShops[0] ?? '', kind: 'api', active: true });
  const abroad = await app.afterSales.orders.saveShop(tx, { key: 'norvane-store', name: enShops[0] ?? '', kind: 'shopify', secret: 'demo-only', active: true });
  const firstUnit = await store.reserveIds(tx, 'product_unit', kept.length);
  const units: Record<string, unknown>[] = [];
  const proofs: Record<string, unknown>[] = [];
  const orders: Record<string, unknown>[] = [];
  const lines: Record<string, unknown>[] = [];
  const links: Record<string, unknown>[] = [];
  const faults: Record<string, unknown>[] = [];
  const exclusions: Record<string, unknown>[] = [];
  const plans: Record<string, unknown>[] = [];
  const shop = { kind: 'api' as const, id: null };
  let waiting = 0;
  for (const [i, d] of kept.entries()) {
    const person = people.get(d.customerId);
    const zh = person?.language !== 'en';
    const id = firstUnit + i;
    const key = serialKey(d.serial);
    const week = key.slice(2 + modelOf(d.shelf.product).length, 6 + modelOf(d.shelf.product).length);
    const batch = d.shelf.batches.get(week);
    const produced = Date.UTC(2000 + Number(week.slice(0, 2)), 0, 4) + (Number(week.slice(2)) - 1) * 7 * day;
    const latest = (d.opened ?? now.getTime()) - 3 * day;
    const bought = Math.min(latest, produced + random.int(14, d.opened ? 420 : 600) * day);
    const known = catalogue[d.shelf.product.key];
    const variant = random.int(0, d.shelf.variants.length - 1);
    const ordered = random.chance(0.42);
    const unproven = !ordered && random.chance(0.5);
    const country = countryOf(person?.city ?? '');
    const { currency, minor: price } = priceIn(country, known?.priceMinor ?? 0);
    const seller = ordered ? (zh ? own : abroad)?.name ?? '' : random.pick(zh ? zhShops : [...enShops, ...(chains[country] ?? [])]);
    units.push({ id, serial: d.serial, serial_key: key, brand_id: brandId, model_id: d.shelf.modelId, variant_id: d.shelf.variants[variant], batch_id: batch ?? null, customer_id: d.customerId, country, produced_on: iso(produced), purchased_on: random.chance(0.93) || ordered ? iso(bought) : null, activated_on: random.chance(0.6) ? iso(bought + 2 * day) : null, seller, price_minor: price, currency, status: 'in-use', registered_by: ordered ? 'order' : random.pick(['customer', 'customer', 'agent', 'csv']), repair_days: d.ticket?.type === 'repair' && random.chance(0.4) ? random.int(2, 9) : 0, created_at: new Date(bought + 2 * day) });
    if (ordered) {
      const orderId = orders.length;
      const [number, tracking] = [`${zh ? 'NF' : 'NS'}${2_400_000 + orderId}`, `${zh ? 'SF' : 'DHL'}${random.digits(10)}`];
      const age = now.getTime() - bought;
      orders.push({ shop_id: (zh ? own : abroad)?.id, external_id: String(900_000 + orderId), number, customer_id: d.customerId, status: age < 2 * day ? 'paid' : age < 4 * day ? 'shipped' : 'delivered', currency, total_minor: price, ordered_at: new Date(bought - 2 * day), delivered_at: age < 4 * day ? null : new Date(bought), country, address: person?.city ?? '', carrier: zh ? '顺丰速运' : 'DHL', tracking, invoices: random.chance(0.7) ? [{ number: `${zh ? '2444' : 'INV-'}${random.digits(8)}`, url: '', issuedOn: iso(bought), totalMinor: price }] : [], changed_at: new Date(bought) });
      lines.push({ position: 0, sku: d.shelf.skus[variant], title: zh ? `${d.shelf.product.model} ${d.shelf.product.zh}` : `${d.shelf.product.model} ${d.shelf.product.en}`, model_id: d.shelf.modelId, variant_id: d.shelf.variants[variant], quantity: 1, price_minor: price, serials: [d.serial] });
      links.push({ unit_id: id });
      proofs.push({ unit_id: id, kind: 'order', files: [], purchased_on: iso(bought), seller, number, amount_minor: price, state: 'accepted', submitted_by: { ...shop, name: seller }, submitted_at: new Date(bought), decided_by: { ...systemActor, name: 'rule' }, decided_at: new Date(bought) });
    } else if (unproven && waiting < 14 && d.ticket && d.opened && now.getTime() - d.opened < 12 * day && pictures.length > 0) {
      waiting += 1;
      proofs.push({ unit_id: id, kind: random.pick(['photo', 'receipt', 'invoice']), files: [random.pick(pictures).id], purchased_on: iso(waiting % 4 === 0 ? produced - 9 * day : bought), seller, number: random.digits(8), amount_minor: price, state: 'waiting', submitted_by: { kind: 'customer', id: d.customerId, name: person?.name ?? '' }, submitted_at: new Date(d.opened + 3_600_000), decided_by: null, decided_at: null });
    } else if (!unproven) proofs.push({ unit_id: id, kind: 'invoice', files: [], purchased_on: iso(bought), seller, number: random.digits(8), amount_minor: price, state: 'accepted', submitted_by: { kind: 'customer', id: d.customerId, name: person?.name ?? '' }, submitted_at: new Date(bought + day), decided_by: { ...systemActor, name: 'rule' }, decided_at: new Date(bought + day) });
    if (d.ticket && known && (d.ticket.type === 'repair' || d.ticket.type === 'exchange' || d.ticket.type === 'support')) {
      // One week's robots came with bad cells: what fault analysis is for.
      const bad = d.shelf.product.key === 'r7' && Number(week.slice(2)) % 10 === 3;
      const f = random.weighted(known.faults, (x) => (bad && x.key === 'battery' ? x.weight * 6 : x.weight));
      for (let more = bad ? 2 : random.chance(0.06) ? 2 : 1; more > 0; more--) faults.push({ unit_id: id, ticket_id: d.ticket.id, reference: `demo:${d.ticket.id}:${more}`, fault_key: f.key, part_category: f.part, part_number: `${modelOf(d.shelf.product)}-${f.part.toUpperCase()}`, happened_on: iso(Math.max(bought + day, (d.opened ?? now.getTime()) - (more - 1) * 40 * day)), covered: random.chance(0.85), minutes: Math.round(random.around(f.minutes, 0.3)) });
      if (random.chance(0.035)) exclusions.push({ unit_id: id, kind: random.weighted([['human-damage', 6], ['unauthorised-repair', 3], ['disaster', 1]] as const, (k) => k[1])[0], part_category: '', description: zh ? random.pick(['机身有明显跌落痕迹，外壳开裂。', '内部进液，主板有水渍。', '防拆标签破损，曾被拆开。']) : random.pick(['Clear marks of a fall, the case is cracked.', 'Liquid inside, stains on the board.', 'The seal is broken: it has been opened.']), files: pictures.length > 0 ? [random.pick(pictures).id] : [], ticket_id: d.ticket.id, happened_on: null, recorded_by: { kind: 'agent', id: null, name: '徐涛' }, recorded_at: new Date((d.opened ?? now.getTime()) + 7_200_000) });
    }
    if (random.chance(0.05)) plans.push({ unit_id: id, plan_id: planId, sold_on: iso(bought), reference: '' });
  }
  await store.insertRows(tx, 'product_unit', tables.unit, units);
  const firstOrder = await store.reserveIds(tx, 'shop_order', orders.length);
  const firstLine = await store.reserveIds(tx, 'shop_order_line', lines.length);
  await store.insertRows(tx, 'shop_order', tables.order, orders.map((o, i) => ({ id: firstOrder + i, ...o })));
  await store.insertRows(tx, 'shop_order_line', tables.orderLine, lines.map((l, i) => ({ id: firstLine + i, order_id: firstOrder + i, ...l })));
  await store.insertRows(tx, 'order_unit', tables.orderUnit, links.map((l, i) => ({ order_line_id: firstLine + i, ...l })));
  await store.insertRows(tx, 'purchase_proof', tables.proof, proofs);
  await store.insertRows(tx, 'unit_exclusion', tables.exclusion, exclusions);
  await store.insertRows(tx, 'unit_fault', tables.unitFault, faults);
  await store.insertRows(tx, 'unit_plan', tables.unitPlan, plans);
  await tables.linkTickets(tx);
}

async function makeBatches(app: App, tx: Tx, shelves: readonly Shelf[], units: readonly { serial: string; shelf: Shelf }[]): Promise<void> {
  const wanted = new Map<string, { shelf: Shelf; week: string }>();
  for (const u of units) { const at = 2 + modelOf(u.shelf.product).length; const week = serialKey(u.serial).slice(at, at + 4); wanted.set(`${u.shelf.modelId} ${week}`, { shelf: u.shelf, week }); }
  const rows = [...wanted.values()];
  const first = await store.reserveIds(tx, 'product_batch', rows.length);
  await store.insertRows(tx, 'product_batch', { id: 'bigint', model_id: 'bigint', key: 'text', produced_on: 'date' }, rows.map((r, i) => ({ id: first + i, model_id: r.shelf.modelId, key: `${company.en.slice(0, 1)}${r.week}`, produced_on: iso(Date.UTC(2000 + Number(r.week.slice(0, 2)), 0, 4) + (Number(r.week.slice(2)) - 1) * 7 * day) })));
  for (const [i, r] of rows.entries()) r.shelf.batches.set(r.week, first + i);
}
