import { api } from '@aftercare/contract';
import type { Page } from 'playwright-core';
import { faultsOf } from '../axe.ts';
import { desktop, phone } from '../browser.ts';
import { openChat } from './chat.ts';
import type { Journey } from '../main.ts';
import { customerAtHome } from '../customer.ts';
import { type Screen, consoleScreens, customerScreens, portalScreens } from '../screens.ts';
import { expect } from '../until.ts';
import { assertFits } from './portal.ts';

export const axeJourney: Journey = {
  name: 'axe: WCAG 2.2 AA on every screen, wide and narrow, light and dark',
  async run(stage) {
    const { house, system } = stage;
    const id = await house.ticket({ subject: 'The lamp of the W8 flickers', customer: 'Zoe Lamp', email: 'zoe@lamp.example', text: 'It flickers at night. https://lamp.example' });
    await house.call(api.conversations.reply, { params: { id }, body: { text: 'Thank you. We look at it.', then: 'solve' } });
    const { customer } = await house.call(api.tickets.get, { params: { id } });
    const { url } = await house.call(api.tickets.customerLink, { params: { id } });
    const screens = [...consoleScreens({ ticketId: id, customerId: customer.id, words: 'flickers', modelId: house.modelId }), ...portalScreens(url)];
    const found: string[] = [];
    const paint = async (page: Page, colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Colours are there two frames later, even where they change without a transition.
      await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    };
    const settled = async (page: Page, faults: () => Promise<string[]>) => {
      if ((await faults()).length === 0) return;
      // A colour that is still changing under load is no fault; one that stays is.
      await page.waitForTimeout(500);
      found.push(...(await faults()));
    };
    const look = async (page: Page, what: string) => {
      await paint(page, 'light');
      await settled(page, () => faultsOf(page, `${what}, light`));
      await paint(page, 'dark');
      await settled(page, () => faultsOf(page, `${what}, dark`, 'contrast'));
    };
    const through = async (viewport: { width: number; height: number }, size: string, those: readonly Screen[]) => {
      const { context, page } = await stage.person({ viewport });
      const outside = async () => {
        await page.goto(`${system.base}/signin?lang=en`);
        await page.getByRole('textbox', { name: 'E-mail' }).waitFor();
        await look(page, `sign-in, ${size}`);
        await openChat(page, system.base);
        await page.getByRole('textbox', { name: 'Your message' }).fill('Hello');
        await look(page, `widget, ${size}`);
      };
      await outside();
      await house.enter(context, house.admin);
      // Two browsers, two customers: a new code ends the one before.
      const { unitId } = await customerAtHome(stage, page, { name: `Zoe ${size}`, email: `zoe-${size}@lamp.example`, subject: 'The drum is loud', language: 'en' });
      for (const screen of [...those, ...customerScreens(unitId)]) {
        await page.goto(`${system.base}${screen.path}${screen.path.includes('?') ? '&' : '?'}lang=en`);
        await screen.ready(page);
        await look(page, `${screen.name}, ${size}`);
        if (viewport.width < 600) await assertFits(page, screen.name).catch((error: Error) => found.push(error.message));
      }
    };
    // Forms of the settings are built of the same parts: on the phone a few of them stand for all.
    const few = screens.filter(({ name }) => !name.startsWith('settings') || ['overview', 'people/new', 'calendars', 'channels'].some((part) => name.endsWith(part)));
    await Promise.all([through(desktop, 'wide', screens), through(phone, 'narrow', few)]);
    expect(found.length === 0, found.join('\n'));
  },
};
