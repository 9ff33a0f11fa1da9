import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** The card of a step, in the ticket's panel or on a page of its own. */
export const stepOf = (page: Page, title: string): Locator => page.getByRole('article', { name: title, exact: true });
/** Ticks a box or chooses one of several. What is kept in a store of its own shows it a moment after the press, so it is waited for. */
export async function tick(box: Locator): Promise<void> {
  if (await box.isChecked()) return;
  await box.click({ force: true });
  await until('it to be ticked', () => box.isChecked());
}
/** Says that it is done. */
export async function finish(page: Page, title: string): Promise<void> {
  await stepOf(page, title).getByRole('button', { name: /^Done/ }).click();
  await stepOf(page, title).waitFor({ state: 'hidden' });
}
/** Signs with the mouse. */
export async function sign(page: Page, label: string): Promise<void> {
  const pad = page.getByRole('img', { name: label });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error(`there is nowhere to sign: ${label}`);
  await page.mouse.move(box.x + 40, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + box.height / 3, { steps: 6 });
  await page.mouse.up();
}
