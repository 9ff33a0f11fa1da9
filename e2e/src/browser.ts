import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

const usual = tmpdir();
/**
 * The browser that comes with the npm packages: starts as root and without anything installed. Its archive unpacks into the
 * temp folder whatever its version, so it gets a folder of its own.
 */
export async function openBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(usual, 'aftercare-browser-'));
  // Two hundred megabytes. A browser that is still on its way out may hold on to some of them.
  process.once('exit', () => { try { rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); } catch { /* The system clears its temporary folder. */ } });
  process.env['TMPDIR'] = folder;
  const { default: chromium } = await import('@sparticuz/chromium');
  return playwright.launch({
    executablePath: await chromium.executablePath(), headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** A person's own browser: cookies and storage apart from everybody else's. Errors of the page fail the journey. */
export async function person(browser: Browser, o: { viewport?: { width: number; height: number }; language?: 'zh-CN' | 'en'; dark?: boolean; faults: string[] }): Promise<{ context: BrowserContext; page: Page }> {
  const viewport = o.viewport ?? desktop;
  const context = await browser.newContext({ viewport, locale: o.language ?? 'en', colorScheme: o.dark ? 'dark' : 'light', reducedMotion: 'reduce', hasTouch: viewport.width < 600, isMobile: viewport.width < 600, timezoneId: 'Asia/Shanghai' });
  // Three at a time on a busy machine: what is right comes late, what is wrong never.
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => o.faults.push(`page error: ${error.message}`));
  page.on('console', (line) => { if (line.type() === 'error' && !/Failed to load resource|net::ERR_/.test(line.text())) o.faults.push(`console: ${line.text()}`); });
  return { context, page };
}
