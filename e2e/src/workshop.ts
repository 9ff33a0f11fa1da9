import { api } from '@aftercare/contract';
import type { Page } from 'playwright-core';
import { startParcelCarrier } from '../../server/src/integrations/carriers/parcel/simulator.ts';
import type { Colleague } from './house.ts';
import type { Stage } from './main.ts';
import { finish, stepOf } from './steps.ts';
import { until } from './until.ts';

/** Where phones are mended: a shop with a counter, a depot, who works there, a part that fits, a carrier who takes parcels. */
export interface Workshop {
  readonly technician: Colleague; readonly clerk: Colleague; readonly storeman: Colleague; readonly manager: Colleague; readonly shopId: number; readonly depotId: number;
  /** A unit with its proof of purchase. */
  unit(serial: string, boughtDaysAgo: number): Promise<number>;
  /** The carrier scans the newest parcel of a ticket as delivered, and says so. */
  deliver(ticketId: number, direction: 'to-us' | 'to-customer'): Promise<void>;
}

const shops = new WeakMap<Stage['house'], Promise<Workshop>>();
/** The workshop of this house; furnished once, whoever asks first. */
export function workshopOf({ house, system }: Stage): Promise<Workshop> {
  const known = shops.get(house) ?? furnish(house, system);
  shops.set(house, known);
  return known;
}

async function furnish({ call, hire }: Stage['house'], { base }: Stage['system']): Promise<Workshop> {
  const technician = await hire('Wei Zhang', 'wei@brook.example', 'en', ['technician']);
  const clerk = await hire('Lin Xia', 'lin@brook.example', 'en', ['clerk']);
  const storeman = await hire('Dong Ku', 'dong@brook.example', 'en', ['clerk']);
  const manager = await hire('Mo Manager', 'mo@brook.example', 'en', ['service-manager']);
  const shop = await call(api.sites.create, { body: { key: 'SHOP', kind: 'shop', name: { zh: '淮海路门店', en: 'Huaihai Road shop' }, address: '上海市淮海中路 100 号', staff: [clerk.id, technician.id] } });
  const depot = await call(api.sites.create, { body: { key: 'DEPOT', kind: 'depot', name: { zh: '维修中心', en: 'Repair depot' }, address: '上海市张江路 88 号', phone: '021-5550000', staff: [storeman.id, technician.id] } });
  const settings = await call(api.repairs.settings, {});
  await call(api.repairs.saveSettings, { body: { ...settings, depotSiteId: depot.id } });
  await call(api.counter.saveServices, { params: { id: shop.id }, body: { items: [{ letter: 'A', name: { zh: '送修', en: 'Bring in a repair' } }, { letter: 'B', name: { zh: '取机', en: 'Collect' } }] } });
  const brand = await call(api.products.saveBrand, { params: { key: 'brook-phones' }, body: { name: { zh: '溪手机', en: 'Brook Phones' } } });
  const model = await call(api.products.createModel, { body: { brandId: brand.id, key: 'P9', name: { zh: '手机 P9', en: 'Phone P9' }, category: 'phone' } });
  const screen = await call(api.parts.create, { body: { number: 'SCR-P9', name: { zh: '屏幕总成', en: 'Screen' }, priceMinor: 39_900, costMinor: 21_000, taxRate: 1300, leadDays: 5 } });
  for (const site of [shop, depot]) await call(api.parts.receive, { body: { partId: screen.id, siteId: site.id, quantity: 5, unitCostMinor: 21_000 } });
  await call(api.products.saveFault, { params: { id: model.id }, body: { key: 'screen', title: { zh: '屏幕不亮', en: 'Screen stays dark' }, advice: { zh: '', en: '' }, plans: [{ title: { zh: '更换屏幕', en: 'Replace the screen' }, minutes: 40, steps: { zh: '', en: '' }, parts: [{ number: 'SCR-P9', quantity: 1 }] }] } });
  const secrets = { apiKey: 'the-key-of-the-carrier', webhookSecret: 'a-secret-that-only-the-carrier-knows' };
  const carrier = await startParcelCarrier({ ...secrets, events: `${base}/api/v1/carriers/px/events`, now: () => new Date() });
  await call(api.shipments.createCarrier, { body: { key: 'px', kind: 'parcel', name: { zh: '迅达速运', en: 'PX Express' }, settings: { baseUrl: carrier.baseUrl, ...secrets } } });
  return {
    technician, clerk, storeman, manager, shopId: shop.id, depotId: depot.id,
    async unit(serial, boughtDaysAgo) {
      const { id } = await call(api.products.register, { body: { serial, modelId: model.id, purchasedOn: new Date(Date.now() - boughtDaysAgo * 86_400_000).toISOString().slice(0, 10), priceMinor: 299_900 } });
      return id;
    },
    async deliver(ticketId, direction) {
      const number = await until(`a parcel ${direction}`, async () => (await call(api.shipments.ofTicket, { params: { id: ticketId } })).items.findLast((p) => p.direction === direction)?.trackingNumber);
      await carrier.deliver([carrier.scan(number, 'delivered', new Date())]);
    },
  };
}

/** Opens a step from one's list: `mine` what was given to them, else what waits for their role. What opens later comes by itself. */
export async function takeStep(page: Page, base: string, title: string, subject: string, whose: 'mine' | 'roles' = 'roles'): Promise<void> {
  if (new URL(page.url()).pathname !== '/steps') await page.goto(`${base}/steps?lang=en`);
  if (whose === 'roles') await page.getByRole('tab', { name: /^To be taken/ }).click();
  await page.getByRole('link').filter({ has: page.getByText(title, { exact: true }) }).filter({ hasText: subject }).first().click();
  await stepOf(page, title).waitFor();
}
/** The technician looks what is wrong, with a photo. */
export async function diagnose(page: Page, base: string, subject: string): Promise<void> {
  await takeStep(page, base, 'Diagnose', subject);
  await findOut(page);
}
/** The same with the step before one's eyes. */
export async function findOut(page: Page): Promise<void> {
  const step = stepOf(page, 'Diagnose');
  await step.getByRole('textbox', { name: 'Fault', exact: true }).fill('The screen cable is torn');
  await step.getByRole('textbox', { name: 'Known fault' }).fill('screen');
  await step.getByRole('combobox', { name: 'Damage not covered' }).selectOption('none');
  await step.locator('input[type=file]').setInputFiles({ name: 'cable.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) });
  await step.getByText('1 photo kept').waitFor();
  await finish(page, 'Diagnose');
}
/** Mends it and tests it. */
export async function mend(page: Page, base: string, subject: string, whose: 'mine' | 'roles' = 'roles'): Promise<void> {
  await takeStep(page, base, 'Repair', subject, whose);
  await stepOf(page, 'Repair').getByRole('spinbutton', { name: 'Minutes' }).fill('35');
  await stepOf(page, 'Repair').getByRole('textbox', { name: 'What was done' }).fill('New screen');
  await finish(page, 'Repair');
  await takeStep(page, base, 'Test', subject, whose);
  await stepOf(page, 'Test').getByRole('switch', { name: 'Passed' }).click({ force: true });
  await finish(page, 'Test');
}
