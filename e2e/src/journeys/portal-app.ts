import { api } from '@aftercare/contract';
import type { BrowserContext, Page } from 'playwright-core';
import { withCheck } from '../../../server/src/modules/products/index.ts';
import { phone } from '../browser.ts';
import { signIn } from '../customer.ts';
import type { Journey, Stage } from '../main.ts';
import { expect, until } from '../until.ts';
import { assertFits } from './portal.ts';

/** A brand whose numbers end in a check character, and a machine of it. */
async function stock({ house: { call } }: Stage): Promise<string> {
  const brand = await call(api.products.saveBrand, { params: { key: 'brook-washers' }, body: { name: { zh: '清溪', en: 'Brook' }, serialRules: [{ pattern: 'BR(?<model>W9)\\d{6}[0-9A-Z]', check: 'mod-37-36', note: 'BR W9 + 6 digits + check' }] } });
  await call(api.products.createModel, { body: { brandId: brand.id, key: 'W9', name: { zh: '洗衣机', en: 'Washing machine' }, category: 'washer' } });
  return withCheck('BRW9240377', 'mod-37-36');
}
/** All that the portal wrote down on this device to show it without a line. */
const keptBy = (page: Page) => page.evaluate(() => new Promise<string>((resolve, reject) => {
  const opening = indexedDB.open('aftercare-portal');
  opening.onerror = () => reject(new Error('the device keeps nothing'));
  opening.onsuccess = () => {
    const all = opening.result.transaction('kept').objectStore('kept').getAll();
    all.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(all.result)); };
  };
}));
const back = async (context: BrowserContext, page: Page) => {
  await context.setOffline(false);
  await page.evaluate(() => { dispatchEvent(new Event('online')); });
};

export const portalAppJourney: Journey = {
  name: 'portal app: a product registered, its warranty, a report; without a line a reply and a report wait and arrive once; a notice',
  async run(stage) {
    const { house, system } = stage;
    const serial = await stock(stage);
    await house.ticket({ subject: 'An old question', customer: 'Pia Portal', email: 'pia@portal.example' });
    const { context, page } = await stage.person({ viewport: phone });
    const tap = (name: string | RegExp) => page.getByRole('button', { name }).tap();
    const link = (name: string) => page.getByRole('link', { name });
    await signIn(stage, page, 'pia@portal.example');
    await page.getByRole('heading', { name: 'Hello, Pia Portal' }).waitFor();
    await assertFits(page, 'the home of a customer');

    // Registering: a mistyped number is told in words, the right one is found, the receipt makes the warranty sure.
    await link('Add my first product').tap();
    const number = page.getByRole('textbox', { name: 'Serial number' });
    await number.fill(`${serial.slice(0, -1)}${serial.endsWith('7') ? '8' : '7'}`);
    await tap('Look it up');
    await page.getByText('worked out from all the others').waitFor();
    await assertFits(page, 'a number that is mistyped');
    await number.fill(` ${serial.slice(0, 4).toLowerCase()} ${serial.slice(4)}`);
    await tap('Look it up');
    await page.getByRole('heading', { name: 'Is it this one?' }).waitFor();
    await page.getByText('W9 Washing machine').waitFor();
    await page.getByRole('combobox', { name: 'Where was it bought?' }).selectOption('CN');
    await tap('Yes, add it');
    await page.getByRole('heading', { name: 'Added to your products' }).waitFor();
    await tap('Add proof of purchase');
    await page.getByLabel('Add invoice or receipt').setInputFiles({ name: 'receipt.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) });
    await page.getByLabel('Bought on').fill(new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('list', { name: 'Files to send' }).getByText(/Sending/).waitFor({ state: 'hidden' });
    await tap('Send');
    await page.getByText(/Covered until/).first().waitFor();
    await assertFits(page, 'what is owed');
    await link('Open this product').tap();
    await page.getByRole('heading', { name: 'W9 Washing machine' }).waitFor();
    await assertFits(page, 'a product’s page');

    // Reporting for this one: product and address are known already.
    await tap('Report a problem with this one');
    await page.getByRole('textbox', { name: 'In your words' }).fill('It stops in the middle of the cycle');
    await tap('Next');
    await until('the address, known already', async () => (await page.getByRole('textbox', { name: 'E-mail' }).inputValue()) === 'pia@portal.example');
    await tap('Send report');
    await page.getByRole('heading', { name: 'We have your report' }).waitFor();
    await link('Open my request').tap();
    const talk = page.getByRole('list', { name: 'Conversation' });
    await talk.getByText('It stops in the middle of the cycle', { exact: true }).waitFor();
    const ticketId = Number(/\/t\/(\d+)/.exec(page.url())?.[1]);
    const said = async (text: string) => (await page.evaluate((id) => fetch(`/api/v1/portal/tickets/${id}`).then((r) => r.json() as Promise<{ messages: { text: string }[] }>), ticketId)).messages.filter((m) => m.text === text).length;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // What was seen is written down a moment later.
    await until('the request to be kept on the phone', async () => (await keptBy(page)).includes('It stops in the middle of the cycle'));

    // Into the tunnel, where the phone is even started anew.
    await context.setOffline(true);
    await page.reload();
    await page.getByText('No connection').waitFor();
    await talk.getByText('It stops in the middle of the cycle', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Your answer' }).fill('It also smells burnt');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await page.getByText('Kept here, goes out when you are connected').waitFor();
    await page.getByText('1 message waits to be sent').waitFor();
    await assertFits(page, 'a request without a line');
    await page.reload();
    await page.getByText('It also smells burnt').waitFor();
    await page.getByRole('link', { name: 'Brook Appliances' }).tap();
    await page.getByRole('heading', { name: 'Hello, Pia Portal' }).waitFor();
    await page.getByText(serial.slice(4), { exact: false }).first().waitFor();
    await back(context, page);
    await until('the reply to arrive', async () => (await said('It also smells burnt')) > 0);
    await page.getByText('1 message waits to be sent').waitFor({ state: 'hidden' });

    // A report too; its number is told once it has one.
    await context.setOffline(true);
    await page.evaluate(() => { dispatchEvent(new Event('offline')); });
    await link('Report a problem').tap();
    await page.getByRole('button', { name: /Repair/ }).tap();
    await tap('Next');
    await page.getByRole('textbox', { name: 'In your words' }).fill('And the door does not close');
    // A photo that could not leave is still there when the phone is started anew.
    await page.getByLabel('Choose pictures or files').setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) });
    await page.getByText('door.jpg').waitFor();
    await until('the photo to be kept', () => chosenFiles(page));
    await page.reload();
    await page.getByText('door.jpg').waitFor();
    await tap('Next');
    await tap('Send report');
    await page.getByRole('heading', { name: 'Your report is kept' }).waitFor();
    await assertFits(page, 'a report that waits');
    await back(context, page);
    await page.getByText(/Your report was sent as request \d+/).waitFor();
    await page.getByRole('link', { name: 'Open my request' }).tap();
    await talk.getByText('And the door does not close', { exact: true }).waitFor();

    // An answer that arrives although its receipt is lost: it comes again under its key, and is there once.
    await page.goto(`${system.base}/portal/t/${ticketId}`);
    await talk.getByText('It also smells burnt').waitFor();
    let lost = 0;
    await page.route(/\/portal\/tickets\/\d+\/messages/, async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Please come in the afternoon');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await until('it to be sent again', async () => lost >= 2, 40);
    await page.getByRole('list', { name: 'Waits to be sent' }).waitFor({ state: 'hidden' });
    expect((await said('Please come in the afternoon')) === 1, `the answer is there ${await said('Please come in the afternoon')} times`);
    expect((await said('It also smells burnt')) === 1, 'what waited was said twice');

    // Its writer is elsewhere when the line breaks under an answer: it goes out all the same, and is no draft any more.
    await page.unroute(/\/portal\/tickets\/\d+\/messages/);
    let drop = () => {};
    const broken = new Promise<void>((resolve) => { drop = resolve; });
    await page.route(/\/portal\/tickets\/\d+\/messages/, async (route) => { await broken; await route.abort('connectionreset'); }, { times: 1 });
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Not on Tuesday');
    await Promise.all([page.waitForRequest(/\/portal\/tickets\/\d+\/messages/), page.getByRole('button', { name: 'Send', exact: true }).tap()]);
    await page.getByRole('link', { name: 'Brook Appliances' }).tap();
    await page.getByRole('heading', { name: 'Hello, Pia Portal' }).waitFor();
    drop();
    await until('the answer of who had left to arrive', async () => (await said('Not on Tuesday')) === 1);
    await page.goto(`${system.base}/portal/t/${ticketId}`);
    await talk.getByText('Not on Tuesday', { exact: true }).waitFor();
    expect((await page.getByRole('textbox', { name: 'Your answer' }).inputValue()) === '', 'what was sent is a draft still');

    await notice(stage, context, page, ticketId);
  },
};

/** Files of unsent forms that this device keeps. */
const chosenFiles = (page: Page) => page.evaluate(() => new Promise<number>((resolve, reject) => {
  const opened = indexedDB.open('aftercare-portal');
  opened.addEventListener('error', () => reject(opened.error ?? new Error('no storage')));
  opened.addEventListener('success', () => {
    const count = opened.result.transaction('chosen').objectStore('chosen').count();
    count.addEventListener('success', () => { opened.result.close(); resolve(count.result); });
  });
}));

/** The service worker is handed a notice as a push service would; this browser has no desk to lay it on, so what is laid there is watched. */
async function notice({ system }: Stage, context: BrowserContext, page: Page, ticketId: number): Promise<void> {
  await page.goto(`${system.base}/portal/`);
  const worker = await until('the service worker', () => context.serviceWorkers().find((one) => one.url().endsWith('/portal/worker.js')));
  const data = JSON.stringify({ title: 'It stops in the middle of the cycle', body: 'Ada Miller is working on it', path: `/portal/t/${ticketId}`, ticketId });
  const shown = await worker.evaluate(async (text) => {
    const here = globalThis as unknown as { registration: { showNotification(title: string, options: { body: string; tag: string; data: { href: string } }): Promise<void> }; dispatchEvent(event: Event): boolean; PushEvent: new (type: string, init: { data: string }) => Event };
    const laid = new Promise<{ title: string; body: string; tag: string; href: string }>((resolve) => { here.registration.showNotification = async (title, { body, tag, data: { href } }) => resolve({ title, body, tag, href }); });
    here.dispatchEvent(new here.PushEvent('push', { data: text }));
    return laid;
  }, data);
  expect(shown.body === 'Ada Miller is working on it' && shown.tag === `ticket-${ticketId}` && shown.href === `${system.base}/portal/t/${ticketId}`, `the notice says ${JSON.stringify(shown)}`);
}
