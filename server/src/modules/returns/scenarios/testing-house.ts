import { api } from '@aftercare/contract';
import { z } from 'zod';
import type { ChannelAdapter } from '../../../channels/channel.ts';
import { type ParcelSimulator, startParcelCarrier } from '../../../integrations/carriers/parcel/simulator.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';

const secrets = { apiKey: 'carrier-key-1', webhookSecret: 'a-long-shared-secret' };

/** A house that repairs phones: a depot with parts, a model with a known fault, a carrier, diagrams that are live, a mailbox whose mails are kept. */
export async function openHouse() {
  const t: TestApp = await testApp();
  const key = await t.key();
  const mails: { ticketId: number | null; text: string }[] = [];
  const mail: ChannelAdapter = { kind: 'mail', settings: z.record(z.string(), z.unknown()), secretSettings: [], instant: false, send: (m) => { mails.push({ ticketId: m.ticketId, text: m.text }); return Promise.resolve({ externalId: `s${m.messageId}`, state: 'sent' }); } };
  t.app.conversations.useAdapters([mail]);
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'mail', name: 'mail', address: 'help@example.com', language: 'zh-CN', teamId: null, enabled: true, settings: {} }));
  const day: [string, string][] = [['09:00', '18:00']];
  await t.call(api.org.createCalendar, { body: { name: '维修中心', timeZone: 'Asia/Shanghai', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] }, holidays: [], yearlyHolidays: [], extraDays: [] } }, { as: key });
  const site = await t.call(api.sites.create, { body: { key: 'DEPOT', kind: 'depot', name: { zh: '华东维修中心', en: 'East depot' }, address: '上海市张江路 88 号', phone: '021-5550000' } }, { as: key });
  const settings = await t.call(api.repairs.settings, {}, { as: key });
  await t.call(api.repairs.saveSettings, { body: { ...settings, depotSiteId: site.id } }, { as: key });
  const brand = await t.call(api.products.saveBrand, { params: { key: 'acme' }, body: { name: { zh: '艾克', en: 'Acme' } } }, { as: key });
  const model = await t.call(api.products.createModel, { body: { brandId: brand.id, key: 'P9', name: { zh: '手机 P9', en: 'Phone P9' }, category: 'phone' } }, { as: key });
  const screen = await t.call(api.parts.create, { body: { number: 'SCR-P9', name: { zh: '屏幕总成', en: 'Screen' }, priceMinor: 39_900, costMinor: 21_000, taxRate: 1300, leadDays: 5 } }, { as: key });
  const board = await t.call(api.parts.create, { body: { number: 'MB-P9', name: { zh: '主板', en: 'Main board' }, priceMinor: 89_900, costMinor: 52_000, taxRate: 1300, leadDays: 60 } }, { as: key });
  await t.call(api.parts.receive, { body: { partId: screen.id, siteId: site.id, quantity: 2, unitCostMinor: 21_000 } }, { as: key });
  await t.call(api.products.saveFault, { params: { id: model.id }, body: { key: 'screen', title: { zh: '屏幕不亮', en: 'Screen stays dark' }, advice: { zh: '', en: '' }, plans: [{ title: { zh: '更换屏幕', en: 'Replace the screen' }, minutes: 40, steps: { zh: '', en: '' }, parts: [{ number: 'SCR-P9', quantity: 1 }] }] } }, { as: key });
  await t.call(api.products.saveFault, { params: { id: model.id }, body: { key: 'board', title: { zh: '主板故障', en: 'Main board fails' }, advice: { zh: '', en: '' }, plans: [{ title: { zh: '更换主板', en: 'Replace the main board' }, minutes: 60, steps: { zh: '', en: '' }, parts: [{ number: 'MB-P9', quantity: 1 }] }] } }, { as: key });
  const carrier: ParcelSimulator = await startParcelCarrier({ ...secrets, now: () => t.clock.now() });
  await t.call(api.shipments.createCarrier, { body: { key: 'px', kind: 'parcel', name: { zh: '迅达速运', en: 'PX Express' }, settings: { baseUrl: carrier.baseUrl, ...secrets } } }, { as: key });
  await t.app.platform.db.tx((tx) => t.app.afterSales.products.policies.seed(tx));
  await t.app.platform.db.tx((tx) => t.app.afterSales.processes.seed(tx));
  await t.drain();

  let n = 0;
  const stepsOf = (id: number) => t.call(api.casework.steps, { params: { id } }, { as: key });
  const self = {
    t, key, site, model, screen, board, carrier, mails,
    /** A unit bought so many days ago, and a ticket about it. */
    async ticket(type: string, o: { boughtDaysAgo?: number; serial?: string; fields?: Record<string, string>; priceMinor?: number } = {}) {
      n += 1;
      const boughtOn = new Date(t.clock.now().getTime() - (o.boughtDaysAgo ?? 100) * 86_400_000).toISOString().slice(0, 10);
      const serial = o.serial ?? `P9${String(100_000 + n)}`;
      const known = (await t.call(api.products.checkSerial, { params: { serial } }, { as: key })).unit;
      const unit = known ?? (await t.call(api.products.register, { body: { serial, modelId: model.id, purchasedOn: boughtOn, priceMinor: o.priceMinor ?? 299_900 } }, { as: key }));
      const { id } = await t.call(api.tickets.open, { body: { subject: '手机屏幕不亮', text: '昨天开始不亮', customer: { name: '王芳', email: `wang${n}@example.com`, language: 'zh-CN' }, type, product: '手机 P9', serial, channel: 'mail', fields: { address: '杭州市文三路 1 号', ...o.fields } } }, { as: key });
      if ((await t.app.tickets.get(id))?.unitId == null) await t.app.platform.db.tx((tx) => t.app.tickets.setUnit(tx, id, unit.id, { actor: { kind: 'system', id: null, name: 'test' } }));
      await t.drain();
      return { id, unit };
    },
    stepsOf,
    open: async (id: number) => (await stepsOf(id)).tasks.map((s) => s.elementId).toSorted(),
    waits: async (id: number) => (await stepsOf(id)).waits.map((s) => s.elementId).toSorted(),
    /** Does a step with its form, as somebody at the desk. */
    async done(id: number, element: string, answers: Record<string, unknown> = {}): Promise<void> {
      const task = (await stepsOf(id)).tasks.find((s) => s.elementId === element);
      if (!task) throw new Error(`no step ${element}; there are: ${(await self.open(id)).join(', ')}`);
      await t.call(api.casework.complete, { params: { id, taskId: task.id }, body: { answers, checked: task.checklist.map((c) => c.key) } }, { as: key });
      await t.drain();
    },
    async later(hours: number): Promise<void> { t.clock.advance(hours * 3600); await t.app.afterSales.processes.fireDue(); await t.drain(); },
    repair: async (id: number) => (await t.call(api.repairs.ofTicket, { params: { id } }, { as: key })).items[0]!,
    return: async (id: number) => (await t.call(api.returns.ofTicket, { params: { id } }, { as: key })).items[0]!,
    parcels: async (id: number) => (await t.call(api.shipments.ofTicket, { params: { id } }, { as: key })).items,
    /** The carrier brings the newest parcel of this direction to its end. */
    async deliver(id: number, direction: 'to-us' | 'to-customer'): Promise<void> {
      const parcel = (await self.parcels(id)).findLast((p) => p.direction === direction);
      if (!parcel?.trackingNumber) throw new Error(`no parcel ${direction}`);
      t.clock.advance(3600);
      const { body, headers } = carrier.message(carrier.scan(parcel.trackingNumber, 'delivered', t.clock.now()));
      const answer = await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/carriers/px/events', payload: body, headers });
      if (answer.statusCode !== 202) throw new Error(answer.body);
      await t.drain();
    },
    status: async (id: number) => (await t.call(api.tickets.get, { params: { id } }, { as: key })).status,
    ended: async (id: number, process: string) => (await stepsOf(id)).processes.find((p) => p.process === process)?.state,
    told: (id: number) => mails.filter((m) => m.ticketId === id).map((m) => m.text),
    async close(): Promise<void> { await carrier.close(); t.app.afterSales.papers.stop(); await t.close(); },
  };
  return self;
}
export type House = Awaited<ReturnType<typeof openHouse>>;
