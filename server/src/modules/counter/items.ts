import type { counter as contract } from '@aftercare/contract/counter';
import type { z } from 'zod';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { cut } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import type { SiteRow, Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { isFinished } from '../tickets/index.ts';
import { type Act, type Holder, endsWith, mayAct } from './custody.ts';
import { ItemArrived, ItemReceived, ItemSent } from './events.ts';
import type { UnitPort } from './ports.ts';
import type { Queue } from './queue.ts';
import * as store from './store-items.ts';

type Receipt = z.output<typeof contract.receive.body>;
export const holderOf = (item: store.ItemRow): Holder => ({ kind: item.holder, siteId: item.holderSite?.id ?? null, name: item.holderName });
export const siteHolder = (site: Pick<SiteRow, 'id' | 'name'>): Holder => ({ kind: 'site', siteId: site.id, name: site.name.zh });

/** Products people leave with us, and whose hands they are in: each act locks the row and adds a link to its chain. */
export function createItems(platform: Platform, o: { sites: Sites; customers: Customers; tickets: Tickets; units: UnitPort; queue: Queue }) {
  const { db, bus, clock, files } = platform;
  const { sites, customers, tickets, units, queue } = o;

  /** The item where the caller may see it; `not-found` otherwise. */
  const load = async (handle: Handle, principal: Principal, id: number) => {
    const item = await store.findItem(handle, id, await sites.allowed(handle, principal));
    if (!item) throw new Refusal('not-found');
    return item;
  };
  const locked = async (tx: Tx, principal: Principal, id: number) => {
    if (!(await store.lockItem(tx, id))) throw new Refusal('not-found');
    return load(tx, principal, id);
  };
  /** Only what the caller brought: nobody shows another's file by its number. */
  const claim = async (tx: Tx, principal: Principal, ids: readonly number[]): Promise<number[]> => {
    if (ids.length === 0) return [];
    const keys = await Promise.all(ids.map(async (id) => (await files.find(id))?.key ?? ''));
    if (keys.includes('')) throw new Refusal('not-found');
    return (await files.claim(tx, keys, `${principal.kind}:${principal.id}`)).map((f) => f.id);
  };
  /** Adds a link: from whoever has it to `to`. @throws Refusal `conflict` when this holder cannot do that */
  async function pass(tx: Tx, item: store.ItemRow, act: Act, to: Holder, more: { seal: string; sealHeld?: boolean | null; note: string; files?: readonly number[]; boundForId?: number | null }, principal: Principal): Promise<void> {
    const from = holderOf(item);
    if (!mayAct(from, act) || endsWith(act) !== to.kind) throw new Refusal('conflict', { key: 'counter.not-here', params: { holder: from.name } });
    const at = clock.now();
    await store.insertLink(tx, { itemId: item.id, link: item.links + 1, act, from, to, seal: more.seal, sealHeld: more.sealHeld ?? null, note: more.note, files: more.files ?? [], at, actor: actorOf(principal) });
    await store.setHolder(tx, item.id, { ...to, boundForId: more.boundForId ?? null, seal: act === 'handed-back' ? '' : more.seal, link: item.links + 1, returnedAt: act === 'handed-back' ? at : null });
  }
  const fact = (item: { id: number; ticketId: number }, siteId: number) => ({ itemId: item.id, ticketId: item.ticketId, siteId, at: clock.now().toISOString() });
  const ownSite = async (tx: Tx, principal: Principal, item: store.ItemRow) => {
    if (item.holder !== 'site' || !item.holderSite) throw new Refusal('conflict', { key: 'counter.not-here', params: { holder: item.holderName } });
    await sites.assertAllowed(tx, principal, item.holderSite.id);
    return sites.load(tx, item.holderSite.id);
  };

  /** The ticket it belongs to: the open one named, where it is this customer's, else a new one. */
  async function ticketFor(tx: Tx, customerId: number, body: Receipt, principal: Principal): Promise<number> {
    if (body.ticketId) {
      const known = await tickets.get(body.ticketId, tx);
      if (!known || known.customerId !== customerId || isFinished(known.status)) throw new Refusal('conflict', { key: 'counter.other-ticket' });
      return known.id;
    }
    const types = await tickets.types(tx);
    const [opened] = await tickets.openBy(tx, [{
      subject: cut(`${body.product || body.serial}${body.product || body.serial ? ' · ' : ''}${body.fault}`, 200), text: body.fault, type: types.some((t) => t.active && t.key === body.type) ? body.type : 'repair', priority: 'normal', channel: 'counter', customerId,
      language: body.customer.language, product: body.product, serial: body.serial, tags: [], fields: {}, openedAt: clock.now(), actor: actorOf(principal),
    }]);
    if (!opened) throw new Error('the ticket was not written');
    return opened.id;
  }

  return {
    load, locked, claim, pass, fact, ownSite,
    list: (siteId: number, filter: Parameters<typeof store.listItems>[2]) => store.listItems(db, siteId, filter),
    count: (siteId: number) => store.countItems(db, siteId),
    chain: (id: number, handle: Handle = db) => store.chainOf(handle, id),
    /** Finds or makes customer and ticket, and begins the chain at this site. */
    async receive(tx: Tx, siteId: number, body: Receipt, principal: Principal): Promise<number> {
      const { phone, email, name, language } = body.customer;
      if (phone === '' && email === '') throw new Refusal('invalid-input', { key: 'counter.contact-needed', fields: [{ path: 'customer.phone', key: 'field.required' }] });
      const site = await sites.load(tx, siteId);
      const { id: customerId } = await customers.findOrCreate(tx, { name, language, addresses: [...(phone ? [{ kind: 'phone' as const, value: phone }] : []), ...(email ? [{ kind: 'email' as const, value: email }] : [])] });
      const unit = body.serial ? await units.bySerial(tx, body.serial) : undefined;
      const product = body.product || unit?.product || '';
      const ticketId = await ticketFor(tx, customerId, { ...body, product }, principal);
      if (unit) await units.attach(tx, ticketId, unit.id);
      const [photos, signed] = [await claim(tx, principal, body.photos), await claim(tx, principal, body.signature ? [body.signature] : [])];
      const at = clock.now();
      const id = await store.insertItem(tx, {
        siteId, siteKey: site.key, siteName: site.name.zh, ticketId, customerId, unitId: unit?.id ?? null, product, serial: body.serial, fault: body.fault, condition: body.condition, accessories: body.accessories, photos, signature: signed[0] ?? null,
        receivedBy: principal.kind === 'agent' ? principal.id : null, promisedAt: body.promisedAt ? new Date(body.promisedAt) : null, seal: body.seal, at,
      });
      await store.insertLink(tx, { itemId: id, link: 1, act: 'received', from: { kind: 'customer', siteId: null, name }, to: siteHolder(site), seal: body.seal, sealHeld: null, note: '', files: photos, at, actor: actorOf(principal) });
      if (body.numberId) await queue.serve(tx, body.numberId, siteId, ticketId, actorOf(principal));
      const made = await store.findItem(tx, id, null);
      await bus.publish(tx, ItemReceived, { stream: `ticket:${ticketId}`, actor: actorOf(principal), payload: { ...fact({ id, ticketId }, siteId), code: made?.code ?? '', product, serial: body.serial, unitId: unit?.id ?? null } });
      return id;
    },
    async send(tx: Tx, id: number, body: { toSiteId: number; carrier: string; seal: string; note: string; photos: readonly number[] }, principal: Principal): Promise<void> {
      const item = await locked(tx, principal, id);
      const from = await ownSite(tx, principal, item);
      const to = await sites.load(tx, body.toSiteId);
      if (to.id === from.id || !to.active) throw new Refusal('invalid-input', { fields: [{ path: 'toSiteId', key: 'field.choice' }] });
      await pass(tx, item, 'sent', { kind: 'carrier', siteId: null, name: body.carrier }, { seal: body.seal, note: body.note, files: await claim(tx, principal, body.photos), boundForId: to.id }, principal);
      await bus.publish(tx, ItemSent, { stream: `ticket:${item.ticketId}`, actor: actorOf(principal), payload: { ...fact(item, from.id), toSiteId: to.id, seal: body.seal } });
    },
    /** Taken over at the site it was bound for; another seal than it left with is noted, not refused: the product is there. */
    async arrive(tx: Tx, id: number, body: { seal: string; note: string; photos: readonly number[] }, principal: Principal): Promise<void> {
      const item = await locked(tx, principal, id);
      if (!item.boundFor) throw new Refusal('conflict', { key: 'counter.not-here', params: { holder: item.holderName } });
      await sites.assertAllowed(tx, principal, item.boundFor.id);
      const site = await sites.load(tx, item.boundFor.id);
      const last = (await store.chainOf(tx, id)).at(-1);
      const sealHeld = item.seal === '' && body.seal === '' ? null : item.seal === body.seal;
      await pass(tx, item, 'arrived', siteHolder(site), { seal: body.seal, sealHeld, note: body.note, files: await claim(tx, principal, body.photos) }, principal);
      await bus.publish(tx, ItemArrived, { stream: `ticket:${item.ticketId}`, actor: actorOf(principal), payload: { ...fact(item, site.id), fromSiteId: last?.from.siteId ?? null, sealHeld } });
    },
    /** It did not leave after all: back to the site that sent it. */
    async callBack(tx: Tx, id: number, note: string, principal: Principal): Promise<void> {
      const item = await locked(tx, principal, id);
      const last = (await store.chainOf(tx, id)).at(-1);
      if (last?.act !== 'sent' || !last.from.siteId) throw new Refusal('conflict', { key: 'counter.not-here', params: { holder: item.holderName } });
      await sites.assertAllowed(tx, principal, last.from.siteId);
      const site = await sites.load(tx, last.from.siteId);
      await pass(tx, item, 'called-back', last.from, { seal: item.seal, note }, principal);
      await bus.publish(tx, ItemArrived, { stream: `ticket:${item.ticketId}`, actor: actorOf(principal), payload: { ...fact(item, site.id), fromSiteId: site.id, sealHeld: null } });
    },
    /** Who and what this is: by receipt code, serial number, phone or mail, each exact. */
    async lookup(principal: Principal, text: string) {
      const ids = await sites.allowed(db, principal);
      const unit = await units.bySerial(db, text);
      const byAddress = (await customers.byAddress(text.includes('@') ? { kind: 'email', value: text } : { kind: 'phone', value: text })) ?? unit?.customerId ?? null;
      const items = await store.openItems(db, { customerId: byAddress, serial: unit?.serial ?? text, code: text, sites: ids });
      const open = await store.openTickets(db, { customerId: byAddress, serial: unit?.serial ?? text });
      const customerId = byAddress ?? items[0]?.customerId ?? open[0]?.customerId ?? null;
      const customer = customerId ? await customers.get(customerId) : undefined;
      const identity = (kind: string) => customer?.identities.find((i) => i.kind === kind)?.value ?? '';
      const known = open[0]?.serial && open[0].serial === text ? { id: null, product: open[0].product, serial: open[0].serial, owed: null } : null;
      return {
        customer: customer ? { id: customer.id, name: customer.name, phone: identity('phone'), email: identity('email') } : null,
        unit: unit ? { id: unit.id, product: unit.product, serial: unit.serial, owed: await units.owed(db, unit.id) } : known, tickets: open.filter((t) => t.customerId === customerId).map(({ customerId: _, ...t }) => t), items,
      };
    },
  };
}
export type Items = ReturnType<typeof createItems>;
