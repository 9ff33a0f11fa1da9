import { phone } from '../browser.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';
import { finish, sign, stepOf } from '../steps.ts';
import { diagnose, mend, workshopOf } from '../workshop.ts';
import { rate } from './rating.ts';

/** The code alone; the number of the receipt ends in six digits too. */
const sixDigits = /(?<![-\d])\d{6}(?!\d)/;

export const walkInJourney: Journey = {
  name: 'walk-in: a number at the door, received at the counter, mended, handed back by code, rated',
  async run(stage) {
    const { house, sink, system } = stage;
    const shop = await workshopOf(stage);
    await shop.unit('P9-WALK-1', 100);
    const { page: counter, context } = await stage.person({ viewport: { width: 1280, height: 900 } });
    await house.enter(context, shop.clerk);
    await counter.goto(`${system.base}/counter?lang=en`);
    const kioskUrl = await counter.getByRole('link', { name: 'Kiosk' }).getAttribute('href');
    expect(kioskUrl, 'the counter does not know its kiosk');

    const { page: kiosk } = await stage.person({ viewport: { width: 820, height: 1180 } });
    await kiosk.goto(new URL(kioskUrl, system.base).href);
    await kiosk.getByRole('button', { name: /Bring in a repair|送修/ }).click();
    const code = (await kiosk.locator('.kk-mine__code').innerText()).trim();

    await counter.getByRole('button', { name: `Call ${code}` }).click();
    await counter.getByRole('button', { name: 'Begin' }).click();
    await counter.getByRole('button', { name: 'Receive', exact: true }).click();
    const write = (name: string, text: string) => counter.getByRole('textbox', { name, exact: true }).fill(text);
    await write('Name', 'Wanda Walker');
    await counter.getByRole('textbox', { name: /^E-mail/ }).fill('wanda@walker.example');
    await write('Product', 'Phone P9');
    await write('Serial number', 'P9-WALK-1');
    await counter.getByRole('textbox', { name: /^What is wrong/ }).fill('The screen stays dark since the morning');
    await counter.getByRole('radiogroup', { name: 'Screen / panel' }).getByRole('radio', { name: 'scratched' }).click();
    await counter.locator('.ct-form input[type=file]').setInputFiles({ name: 'scratch.jpg', mimeType: 'image/jpeg', buffer: await counter.screenshot({ type: 'jpeg' }) });
    await counter.getByText('Power supply', { exact: true }).click();
    await sign(counter, 'Customer’s signature: this is right');
    await counter.getByRole('button', { name: 'Receive and print' }).click();
    await counter.getByRole('heading', { level: 2, name: 'Phone P9' }).waitFor();
    const receipt = await context.request.get(new URL((await counter.getByRole('link', { name: 'Receipt 80 mm' }).getAttribute('href')) ?? '', system.base).href);
    expect(receipt.ok() && receipt.headers()['content-type'] === 'application/pdf', `the receipt is no paper: ${receipt.status()}`);
    const ticketId = Number(/#(\d+)/.exec(await counter.locator('.ct-item-head').innerText())?.[1]);
    await counter.getByRole('button', { name: 'Finish' }).click();

    const ada = await sitDown(stage, house.ada, { at: `/tickets/${ticketId}` });
    const confirm = stepOf(ada.page, 'Confirm how');
    await confirm.getByRole('radio', { name: 'Brought to a service point' }).check({ force: true });
    await finish(ada.page, 'Confirm how');
    const { page: bench, context: wei } = await stage.person({ viewport: phone });
    await house.enter(wei, shop.technician);
    await diagnose(bench, system.base, 'stays dark since');
    await mend(bench, system.base, 'stays dark since');

    await counter.getByRole('button', { name: 'Hand back' }).click();
    await counter.getByRole('button', { name: 'Send the code' }).click();
    const mail = await sink.next('the code', (m) => m.to.includes('wanda@walker.example') && sixDigits.test(m.read.text));
    await counter.getByRole('textbox', { name: /^Code for collection/ }).fill(sixDigits.exec(mail.read.text)?.[0] ?? '');
    await sign(counter, 'Customer’s signature: I have it back');
    await counter.getByRole('button', { name: 'Hand back' }).last().click();
    await counter.getByText('back with Wanda Walker').first().waitFor();
    await rate(stage, 'wanda@walker.example', 'Quick and kind');
  },
};
