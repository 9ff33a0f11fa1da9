import type { Page } from 'playwright-core';
import { phone } from './browser.ts';
import type { Stage } from './main.ts';

interface Told { readonly type: 'Repair' | 'Return' | 'Exchange'; readonly serial: string; readonly text: string; readonly reason?: string; readonly name: string; readonly email: string }
/** A customer reports on a phone, and opens what came of it. */
export async function report(stage: Stage, told: Told): Promise<{ page: Page; ticketId: number }> {
  const { page } = await stage.person({ viewport: phone });
  await page.goto(`${stage.system.base}/portal/?lang=en`);
  await page.getByRole('button', { name: new RegExp(`^${told.type}`) }).tap();
  await page.getByRole('combobox', { name: 'Product' }).fill('Phone P9');
  await page.getByRole('textbox', { name: 'Serial number' }).fill(told.serial);
  await page.getByRole('button', { name: 'Next' }).tap();
  if (told.reason) await page.getByRole('combobox', { name: 'Why' }).selectOption(told.reason);
  await page.getByRole('textbox', { name: 'In your words' }).fill(told.text);
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.getByRole('textbox', { name: 'Name' }).fill(told.name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(told.email);
  await page.getByRole('textbox', { name: /^Address/ }).fill('8 Brook Street, Hangzhou');
  await page.getByRole('button', { name: 'Send report' }).tap();
  await page.getByRole('link', { name: 'Open my request' }).tap();
  await page.getByRole('list', { name: 'Conversation' }).getByText(told.text).first().waitFor();
  return { page, ticketId: Number(/\/t\/(\d+)/.exec(page.url())?.[1]) };
}
