import type { Page } from 'playwright-core';
import { faultsOf } from '../axe.ts';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';

/** The middle of an element of the drawing, on the page. */
async function middleOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(`[data-element-id="${id}"] .djs-hit`).first().boundingBox();
  if (!box) throw new Error(`${id} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export const designerJourney: Journey = {
  name: 'designer: draw a change, mend what the check finds, try, compare, deploy, roll back',
  async run(stage) {
    const { house, system } = stage;
    const { context, page } = await stage.person({ language: 'en' });
    await house.enter(context, house.admin);
    await page.goto(`${system.base}/processes?lang=en`);
    await page.getByRole('link', { name: /^Inquiry/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Inquiry' }).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.locator('[data-element-id="answer"]').waitFor();

    // A new step on the way from "can we answer" to the answer.
    await page.locator('.djs-palette [data-action="create.task"]').click();
    const way = await middleOf(page, 'flow_known_answer');
    await page.mouse.move(way.x - 8, way.y - 2, { steps: 4 });
    await page.mouse.move(way.x, way.y, { steps: 4 });
    await page.mouse.click(way.x, way.y);
    await page.locator('.djs-direct-editing-content').waitFor();
    await page.keyboard.type('Look it up twice');
    const place = await middleOf(page, 'expert');
    await page.mouse.click(place.x, place.y + 140);
    const deploy = page.getByRole('button', { name: 'Deploy' });
    await page.getByRole('tab', { name: /Checks/ }).click();
    const fault = page.getByRole('listitem').filter({ has: page.getByLabel('Must be mended') }).filter({ hasText: 'Look it up twice' }).first();
    await fault.waitFor();
    await until('a drawing with faults to be held back', () => deploy.isDisabled());
    await page.locator('.djs-element.pr-mark--fault').first().waitFor();

    // The fault leads to its element; it becomes a step of a person with everything a step needs.
    await fault.getByRole('button').click();
    await page.locator('.djs-context-pad [data-action="replace"]').click();
    await page.locator('.djs-popup [data-id="replace-with-user-task"]').click();
    const panel = page.getByRole('tabpanel');
    await panel.getByText('User task').waitFor();
    await panel.getByRole('textbox', { name: 'Name · Chinese' }).fill('再查一遍');
    await panel.getByLabel('Who does it').fill('agent');
    await panel.getByLabel('Deadline', { exact: true }).fill('2');
    await panel.getByRole('textbox', { name: 'Service standard · Chinese' }).fill('再查一遍手册，确认无误再答复。');
    await panel.getByRole('textbox', { name: 'Service standard · English' }).fill('Look into the manual again before answering.');
    await page.getByRole('status').filter({ hasText: 'Draft saved' }).waitFor();
    await page.locator('.djs-element.pr-mark--fault').waitFor({ state: 'detached' });
    await until('a mended drawing to be let through', () => deploy.isEnabled());

    // A draft survives closing the window.
    await page.goto(`${system.base}/processes/inquiry/edit?lang=en`);
    await page.locator('.djs-visual').filter({ hasText: 'Look it up' }).first().waitFor();

    await page.getByRole('tab', { name: 'Try' }).click();
    await page.getByRole('button', { name: 'Walk through' }).click();
    await page.getByText('It waits here.').waitFor();
    await page.locator('.djs-element.pr-mark--next[data-element-id="understand"]').waitFor();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.locator('.djs-element.pr-mark--next').filter({ hasText: 'Look it up' }).waitFor();

    await page.getByRole('button', { name: 'Compare' }).click();
    const compared = page.getByRole('dialog', { name: /Live, version 1/ });
    await compared.getByText(/2 elements new/).waitFor();
    await compared.getByRole('list', { name: 'Changes' }).getByRole('button', { name: 'Look it up twice' }).waitFor();
    await compared.locator('.djs-element.pr-mark--added').first().waitFor();
    const faults = await faultsOf(page, 'designer');
    expect(faults.length === 0, faults.join('\n'));
    await compared.getByRole('button', { name: 'Close', exact: true }).click();

    await deploy.click();
    const going = page.getByRole('dialog', { name: 'Deploy' });
    await going.getByLabel('What changes').fill('Answers are looked up twice');
    await going.getByRole('button', { name: 'Make it live' }).click();
    await page.getByText('Version 2 live').first().waitFor();

    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByText('Answers are looked up twice').waitFor();
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    await page.getByRole('dialog', { name: 'Roll back to version 1' }).getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('Version 1 live').first().waitFor();
    await page.getByRole('tab', { name: 'Diagram' }).click();
    await page.locator('.djs-visual').filter({ hasText: 'Answer the' }).first().waitFor();
    await until('the older version without the new step', async () => (await page.locator('.djs-visual').filter({ hasText: 'Look it up' }).count()) === 0);
  },
};
