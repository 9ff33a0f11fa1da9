import { api } from '@aftercare/contract';
import { phone } from '../browser.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { finish, sign, stepOf, tick } from '../steps.ts';
import { assertFits } from './portal.ts';
import { rate } from './rating.ts';

export const outsourcedJourney: Journey = {
  name: 'outsourced: offered to a partner, accepted and proved on their page, checked, rated',
  async run(stage) {
    const { house, system } = stage;
    const { id: vendorId } = await house.call(api.vendors.create, { body: { key: 'swift', name: 'Swift Service', contactName: 'Sam' } });
    await house.call(api.vendors.addContract, { params: { id: vendorId }, body: { name: 'At home', startsOn: '2026-01-01', regions: [], rates: { 'on-site': { amountMinor: 9900 } }, acceptMinutes: 60, doneMinutes: 600 } });
    const { user, link } = await house.call(api.vendors.addUser, { params: { id: vendorId }, body: { name: 'Sam Swift', email: 'sam@swift.example', language: 'en' } });
    const sam = await house.join(link, { id: user.agentId, name: 'Sam Swift', email: 'sam@swift.example' });
    const subject = 'The oven door does not close';
    const ticketId = await house.ticket({ subject, customer: 'Olga Oven', email: 'olga@oven.example', text: 'The hinge is bent', language: 'en' });

    const ada = await sitDown(stage, house.ada, { at: `/tickets/${ticketId}` });
    await ada.page.getByRole('button', { name: 'Start a process' }).click();
    await ada.page.getByRole('menuitem', { name: 'Outsourced job' }).click();
    const prepare = stepOf(ada.page, 'Prepare the job');
    await tick(prepare.getByRole('radio', { name: /One after the other/ }));
    await prepare.getByRole('textbox', { name: 'What is to be done' }).fill('Change the hinge of the door');
    await finish(ada.page, 'Prepare the job');

    const { page, context } = await stage.person({ viewport: phone });
    await house.enter(context, sam);
    await page.goto(`${system.base}/my-jobs?lang=en`);
    await page.getByRole('button', { name: /hinge of the door/ }).tap();
    await page.getByRole('button', { name: 'Accept' }).tap();
    await page.getByRole('button', { name: 'On the way' }).tap();
    await assertFits(page, 'a partner’s job');
    await page.getByRole('button', { name: 'It is done' }).tap();
    await page.locator('.vn-decide input[type=file]').setInputFiles({ name: 'hinge.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) });
    await page.getByRole('textbox', { name: /^What was done/ }).fill('New hinge, closes well');
    await sign(page, 'Customer’s signature: it works');
    await page.getByRole('textbox', { name: /^Who signed/ }).fill('Olga Oven');
    await page.getByRole('button', { name: 'It is done' }).last().tap();

    const check = stepOf(ada.page, 'Check the proof');
    await tick(check.getByRole('radio', { name: 'Accepted', exact: true }));
    await finish(ada.page, 'Check the proof');
    await rate(stage, 'olga@oven.example', 'The door closes');
  },
};
