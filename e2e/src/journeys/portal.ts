import type { Page } from 'playwright-core';
import { phone } from '../browser.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { tick } from '../steps.ts';
import { expect } from '../until.ts';

/** Nothing may be wider than the phone. */
export async function assertFits(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth > width ? `${document.documentElement.scrollWidth} of ${width} px` : null;
  });
  expect(wide === null, `${what} is wider than the phone: ${wide}`);
}

export const portalJourney: Journey = {
  name: 'portal: a report with a photo from a phone, answered, closed, rated',
  async run(stage) {
    const { house, system } = stage;
    const { page } = await stage.person({ viewport: phone });
    await page.goto(`${system.base}/portal/?lang=en`);
    await page.getByRole('heading', { name: 'What can we do for you?' }).waitFor();
    await assertFits(page, 'the front page');
    const photo = await page.screenshot({ type: 'jpeg' });
    await page.getByRole('button', { name: 'Repair' }).tap();
    await page.getByRole('heading', { name: 'Which product is it?' }).waitFor();
    await page.getByRole('combobox', { name: 'Product' }).fill('Brook W8 washing machine');
    await page.getByRole('textbox', { name: 'Serial number' }).fill('W8-2403771');
    await assertFits(page, 'the product step');
    await page.getByRole('button', { name: 'Next' }).tap();
    await page.getByRole('heading', { name: 'What happened?' }).waitFor();
    await page.getByRole('textbox', { name: 'In your words' }).fill('Water stands under the machine after every wash, see the photo');
    await page.getByLabel('Take a photo').setInputFiles({ name: 'puddle.jpg', mimeType: 'image/jpeg', buffer: photo });
    const chosen = page.getByRole('list', { name: 'Files to send' }).getByRole('img', { name: 'puddle.jpg' });
    await chosen.waitFor();
    await page.getByRole('list', { name: 'Files to send' }).getByText(/Sending|sent/).waitFor({ state: 'hidden' });
    await assertFits(page, 'the step with the photo');
    // The phone goes to sleep, the browser is thrown out of memory: nothing is lost.
    await page.reload();
    await chosen.waitFor();
    await page.getByRole('button', { name: 'Next' }).tap();
    await page.getByRole('heading', { name: 'Where can we reach you?' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Paula Poole');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('paula@poole.example');
    await assertFits(page, 'the contact step');
    await page.getByRole('button', { name: 'Send report' }).tap();
    await page.getByRole('heading', { name: 'We have your report' }).waitFor();
    await page.getByText('You hear from us by').first().waitFor();
    await assertFits(page, 'the done page');
    await page.getByRole('link', { name: 'Open my request' }).tap();
    await page.getByRole('list', { name: 'Conversation' }).getByText('Water stands under the machine after every wash, see the photo', { exact: true }).waitFor();
    const link = page.url();

    const desk = await sitDown(stage, house.ada);
    await desk.open('Water stands under the machine');
    const picture = desk.timeline.getByRole('button', { name: 'Open picture puddle.jpg' }).locator('img');
    await picture.waitFor();
    expect(await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth > 100)), 'the photo cannot be seen in the console');
    await desk.side.getByText('Brook W8 washing machine').or(desk.side.getByRole('textbox', { name: 'Product' })).first().waitFor();
    await desk.answer('Please close the tap. A technician comes tomorrow at 9', 'wait');

    // Another device, with nothing but the link.
    const { page: other } = await stage.person({ viewport: phone });
    await other.goto(link);
    await other.getByRole('list', { name: 'Conversation' }).getByText('A technician comes tomorrow at 9').waitFor();
    await other.getByText('We need something from you').first().waitFor();
    await assertFits(other, 'the ticket page');
    await other.getByRole('textbox', { name: 'Your answer' }).fill('Closed. Nine is fine, ring twice');
    await other.getByRole('button', { name: 'Send', exact: true }).tap();
    await other.getByRole('list', { name: 'Conversation' }).getByText('Nine is fine, ring twice').waitFor();
    await desk.timeline.getByText('Nine is fine, ring twice').waitFor();

    await other.getByRole('button', { name: 'It is solved, close it' }).tap();
    const stars = other.getByRole('group', { name: 'All in all' });
    await tick(stars.getByRole('radio', { name: '5 stars' }));
    await tick(other.getByRole('group', { name: 'How fast we were' }).getByRole('radio', { name: '3 stars' }));
    await other.getByRole('textbox', { name: 'What should we know?' }).fill('The technician was lovely');
    await other.getByRole('button', { name: 'Send rating' }).tap();
    await other.getByRole('heading', { name: 'Your rating' }).waitFor();
    await assertFits(other, 'the rated ticket page');
    await desk.timeline.getByText('set it to “Closed”').waitFor();
    await desk.side.getByText('The technician was lovely').waitFor();
    await desk.side.getByRole('img', { name: '5 stars' }).first().waitFor();
  },
};
