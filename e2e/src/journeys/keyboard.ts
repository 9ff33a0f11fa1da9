import { api } from '@aftercare/contract';
import { deskOf } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';

export const keyboardJourney: Journey = {
  name: 'keyboard: from sign-in to signing out without a mouse',
  async run(stage) {
    const { house, system } = stage;
    const { tom } = house;
    for (const [n, name] of ['One', 'Two', 'Three'].entries()) await house.ticket({ subject: `Keyboard ticket ${name}`, customer: `Key Customer ${n}`, email: `key${n}@keys.example`, ownerId: tom.id, text: 'Hello' });
    const { page } = await stage.person();
    const desk = deskOf(page);
    const keys = page.keyboard;
    await page.goto(`${system.base}/inbox/mine?lang=en`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await keys.type(tom.email);
    await keys.press('Tab');
    await keys.type(tom.password);
    await keys.press('Enter');
    await desk.row('Keyboard ticket One').waitFor();

    // j and k walk; the newest stands on top.
    const current = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await keys.press('j');
    await page.waitForFunction(() => document.activeElement?.closest('[role=listitem]') !== null);
    await keys.press('k');
    const top = await current();
    await keys.press('j');
    await page.waitForFunction((before) => document.activeElement?.textContent !== before, top);
    const words = /Keyboard ticket (?:One|Two|Three)/.exec(await current())?.[0];
    expect(words, 'j did not lead to another ticket');
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: words }).waitFor();

    await page.getByRole('textbox', { name: 'Reply' }).waitFor();
    await keys.press('r');
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await keys.type('Written without a mouse, j and k and ? are only letters here');
    await keys.press('Control+Enter');
    await desk.timeline.getByText('Written without a mouse').waitFor();
    await desk.page.getByText('Sending…').first().waitFor();

    await keys.press('Escape');
    await page.waitForFunction(() => document.activeElement?.tagName !== 'TEXTAREA');
    await keys.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await sheet.getByText('Internal note').waitFor();
    await keys.press('Escape');
    await sheet.waitFor({ state: 'hidden' });

    await keys.press('Control+k');
    const palette = page.getByRole('combobox', { name: 'Commands and search' });
    await palette.waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await keys.type('priority: urgent');
    await page.getByRole('option', { name: 'Priority: Urgent', exact: true }).waitFor();
    await keys.press('Enter');
    const id = Number(new URL(page.url()).pathname.split('/').at(-1));
    await page.getByText(`#${id} changed`).waitFor();
    expect((await house.call(api.tickets.get, { params: { id } })).priority === 'urgent', 'the palette did not change the priority');
    await keys.press('z');
    await page.getByText('Undone', { exact: true }).waitFor();
    expect((await house.call(api.tickets.get, { params: { id } })).priority === 'normal', 'z did not undo it');

    await keys.press('j');
    await page.getByRole('heading', { level: 1, name: words }).waitFor({ state: 'hidden' });
    await keys.press('g');
    await keys.press('s');
    const box = page.getByRole('combobox', { name: 'Search in everything' });
    await box.waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await keys.type('Written without kin');
    await page.getByRole('option', { name: 'kind:' }).waitFor();
    await keys.press('Tab');
    await page.getByRole('option', { name: /^ticket/ }).waitFor();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    expect((await box.inputValue()) === 'Written without kind:ticket ', `the filter was not completed: ${await box.inputValue()}`);
    await keys.press('Enter');
    await page.getByRole('link', { name: new RegExp(words) }).first().waitFor();
    await keys.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.matches('a.cs-hit'));
    await keys.press('ArrowUp');
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);

    await keys.press('Control+k');
    await palette.waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await keys.type('sign out');
    await page.getByRole('option', { name: 'Sign out', exact: true }).waitFor();
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  },
};
