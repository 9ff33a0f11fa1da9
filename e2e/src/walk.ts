import type { CDPSession, Page } from 'playwright-core';
import { faultsOf } from './axe.ts';
import { phone } from './browser.ts';
import { assertFits } from './journeys/portal.ts';
import type { Screen } from './screens.ts';
import { strangeTimes, textsOf } from './words.ts';

export type Language = 'zh-CN' | 'en';
export const languages = ['en', 'zh-CN'] as const;
/** What a page said, to be judged when the walk is over: other journeys give names meanwhile. */
export interface Said { readonly what: string; readonly language: Language; readonly texts: readonly string[] }
/** How often it was looked at each way: a screen that is lost on the way would show. */
export interface Looks { wide: number; narrow: number; en: number; 'zh-CN': number }

interface Router { navigate(to: { href: string }): Promise<void>; subscribe(event: 'onRendered', listener: () => void): () => void }
const appOf = (path: string) => path.split('/')[1]?.replace(/[?#].*/, '') === 'portal';

/**
 * Goes to a page as people do, by the app's own router where it is open already: nothing is loaded that is there, and no test needs
 * to wait for it. Anything else is loaded.
 */
export async function goTo(page: Page, base: string, screen: Screen, language: Language): Promise<void> {
  const path = `${screen.path}${screen.path.includes('?') ? '&' : '?'}lang=${language}`;
  const open = page.url().startsWith(`${base}/`) && appOf(new URL(page.url()).pathname) === appOf(path);
  const there = open && (await page.evaluate(([href, lang]) => {
    const router = (globalThis as unknown as { __TSR_ROUTER__?: Router }).__TSR_ROUTER__;
    if (!router || document.documentElement.lang !== lang) return false;
    return new Promise<boolean>((resolve) => {
      const off = router.subscribe('onRendered', () => { off(); resolve(true); });
      setTimeout(() => { off(); resolve(false); }, 10_000);
      void router.navigate({ href });
    });
  }, [path, language] as const));
  if (!there) await page.goto(base + path);
  await screen.ready(page);
}

/** Colours and measures are there two frames later, even where they change without a transition. */
const frames = (page: Page) => page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); }));

/** One page looked at in every way, where it stands: wide and as a phone, light and dark. */
export class Viewer {
  readonly faults: string[] = [];
  readonly said: Said[] = [];
  readonly looks: Looks = { wide: 0, narrow: 0, en: 0, 'zh-CN': 0 };
  readonly page: Page;
  readonly #emulation: Promise<CDPSession>;
  constructor(page: Page) {
    this.page = page;
    this.#emulation = page.context().newCDPSession(page);
  }

  /** @param narrow also as on a phone */
  async look(what: string, narrow: boolean): Promise<void> {
    await this.#settled(`${what}, wide, light`, 'all');
    await this.#paint('dark');
    await this.#settled(`${what}, wide, dark`, 'contrast');
    this.looks.wide += 1;
    if (narrow) {
      await this.#as(phone);
      await this.#settled(`${what}, narrow, dark`, 'contrast');
      await this.#paint('light');
      await this.#settled(`${what}, narrow, light`, 'all');
      await assertFits(this.page, what).catch((error: Error) => this.faults.push(error.message));
      await this.#as(null);
      this.looks.narrow += 1;
    } else await this.#paint('light');
  }

  /** @param judged false where customers' words stand in whatever language: then only times and the page's own language are looked at */
  async read(what: string, language: Language, o: { judged?: boolean; without?: RegExp } = {}): Promise<void> {
    const lang = await this.page.evaluate(() => document.documentElement.lang);
    if (lang !== language) this.faults.push(`${what}: the page says it is in ${lang}`);
    if (o.judged !== false) this.said.push({ what, language, texts: (await textsOf(this.page)).filter((text) => !o.without?.test(text)) });
    for (const time of await strangeTimes(this.page, language)) this.faults.push(`${what} (${language}): the time "${time}"`);
    this.looks[language] += 1;
  }

  async #paint(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await frames(this.page);
  }
  async #settled(what: string, rules: 'all' | 'contrast'): Promise<void> {
    if ((await faultsOf(this.page, what, rules)).length === 0) return;
    // A colour that is still changing under load is no fault; one that stays is.
    await this.page.waitForTimeout(500);
    this.faults.push(...(await faultsOf(this.page, what, rules)));
  }
  /** Turns the window into a phone's, touch and all, and back. */
  async #as(size: typeof phone | null): Promise<void> {
    const emulation = await this.#emulation;
    const wide = this.page.viewportSize() ?? { width: 1440, height: 900 };
    await emulation.send('Emulation.setDeviceMetricsOverride', { ...(size ?? wide), deviceScaleFactor: 1, mobile: size !== null, screenWidth: (size ?? wide).width, screenHeight: (size ?? wide).height });
    await emulation.send('Emulation.setTouchEmulationEnabled', { enabled: size !== null });
    await this.page.waitForFunction((width) => innerWidth === width && document.querySelector('[aria-busy=true], .ac-bone') === null, (size ?? wide).width);
    await frames(this.page);
  }
}
