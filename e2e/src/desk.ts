import type { Locator, Page } from 'playwright-core';
import type { Stage } from './main.ts';
import type { Colleague } from './house.ts';
import { desktop } from './browser.ts';

/** An agent at the console, in the words of the screen (English unless the person speaks Chinese). */
export interface Desk {
  readonly page: Page;
  readonly list: Locator;
  /** The open ticket. */
  readonly ticket: Locator;
  readonly timeline: Locator;
  readonly side: Locator;
  openView(name: string): Promise<void>;
  /** The row of a ticket, found by any of its words. */
  row(words: string): Locator;
  open(words: string): Promise<void>;
  /** Writes and sends an answer; it leaves when the time to take it back is over. */
  answer(text: string, then?: 'wait' | 'solve' | 'keep'): Promise<void>;
}

const waysToSend = { wait: 'Send and wait for the customer', solve: 'Send and solve', keep: 'Send, keep it open' } as const;

export async function sitDown(stage: Stage, who: Colleague, o: { language?: 'zh-CN' | 'en'; viewport?: { width: number; height: number }; dark?: boolean; at?: string } = {}): Promise<Desk> {
  const { context, page } = await stage.person({ viewport: o.viewport ?? desktop, language: o.language ?? 'en', dark: o.dark ?? false });
  await stage.house.enter(context, who);
  await page.goto(`${stage.system.base}${o.at ?? '/inbox/unassigned'}?lang=${o.language ?? 'en'}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return deskOf(page);
}

export function deskOf(page: Page): Desk {
  const list = page.getByRole('list', { name: 'Tickets' });
  const ticket = page.getByRole('main').getByRole('region', { name: 'Ticket', exact: true });
  const row = (words: string) => list.getByRole('listitem').filter({ hasText: words });
  return {
    page, list, ticket, row,
    timeline: page.getByRole('list', { name: 'What happened' }),
    side: page.getByRole('complementary', { name: 'Customer and details' }),
    openView: (name) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: new RegExp(`^${name}`) }).click(),
    async open(words) {
      await row(words).getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: words }).waitFor();
    },
    async answer(text, then = 'wait') {
      const composer = page.getByRole('region', { name: 'Answer' });
      await composer.getByRole('textbox', { name: 'Reply' }).fill(text);
      await composer.getByRole('button', { name: 'Other ways to send' }).click();
      await page.getByRole('menuitem', { name: waysToSend[then] }).click();
    },
  };
}
