import { api } from '@aftercare/contract';
import { phone } from '../browser.ts';
import type { Journey } from '../main.ts';
import { tick } from '../steps.ts';
import { expect, until } from '../until.ts';
import { assertFits } from './portal.ts';

const always: [string, string][] = [['00:00', '23:55']];
const shift = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

export const fieldJourney: Journey = {
  name: 'field: a technician works without a line, and everything arrives once',
  async run(stage) {
    const { house, system } = stage;
    const { call, tom } = house;
    await call(api.org.updateAgent, { params: { id: tom.id }, body: { roles: ['agent', 'technician'] } });
    const technician = await call(api.dispatch.createTechnician, { body: { agentId: tom.id, homeName: 'Depot', homeLat: 31.23, homeLon: 121.47, shift } });
    const ticketId = await house.ticket({ subject: 'The washing machine leaks', customer: 'Fiona Field', email: 'fiona@field.example' });
    const visit = await call(api.dispatch.createVisit, { body: { ticketId, title: 'Change the drain pump', address: '8 Brook Street', lat: 31.24, lon: 121.48, minutes: 60, checklist: [{ key: 'power', title: { zh: '断电', en: 'Power is off' } }] } });
    await call(api.dispatch.place, { params: { id: visit.id }, body: { technicianId: technician.id, startsAt: new Date(Date.now() + 10 * 60_000).toISOString(), version: visit.version } });

    const { context, page } = await stage.person({ viewport: phone });
    await page.goto(`${system.base}/field?lang=en`);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(tom.email);
    await page.getByLabel('Password').fill(tom.password);
    await page.getByRole('button', { name: 'Sign in' }).tap();
    const card = page.getByRole('link', { name: /Change the drain pump/ });
    await card.waitFor();
    await assertFits(page, 'the technician’s day');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

    // Into the cellar, where the phone is even started anew.
    await context.setOffline(true);
    await page.reload();
    await page.getByText('No line').waitFor();
    await card.tap();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).tap();
    await press('On the way');
    await press('Arrived');
    await tick(page.getByRole('checkbox', { name: 'Power is off' }));
    await page.getByRole('textbox', { name: 'What was done' }).fill('New pump, ran ten minutes');
    await page.getByRole('textbox', { name: 'What was done' }).blur();
    await page.getByLabel('Take a photo').setInputFiles({ name: 'pump.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) });
    await page.getByText('1 photo', { exact: true }).waitFor();
    await press('Let the customer sign');
    const pad = await page.getByLabel('Sign here').boundingBox();
    expect(pad, 'there is nowhere to sign');
    await page.mouse.move(pad.x + 30, pad.y + 60);
    await page.mouse.down();
    await page.mouse.move(pad.x + 180, pad.y + 110, { steps: 8 });
    await page.mouse.up();
    await press('Keep signature');
    await page.getByText('Signed by Fiona Field').waitFor();
    await press('Done');
    await page.getByText(/^Done at/).waitFor();
    await assertFits(page, 'a finished job');
    const stateNow = async () => (await call(api.dispatch.visitsOfTicket, { params: { id: ticketId } })).items[0]?.state;
    expect((await stateNow()) === 'planned', 'the office knew of it without a line');

    await context.setOffline(false);
    await page.evaluate(() => { dispatchEvent(new Event('online')); });
    await until('the visit to be done', async () => (await stateNow()) === 'done');
    await page.getByText('All sent').waitFor();

    const { page: customer } = await stage.person({ viewport: phone });
    await customer.goto(`${visit.url}&lang=en`);
    await customer.getByText('The visit is done').waitFor();
    await assertFits(customer, 'the customer’s page of the visit');
  },
};
