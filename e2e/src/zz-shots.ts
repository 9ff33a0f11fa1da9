// not to be committed
import { readFileSync } from 'node:fs';
import { openBrowser, person, desktop, phone } from './browser.ts';
const [who = 'admin', spec = '[]'] = process.argv.slice(2);
const base = 'http://127.0.0.1:4310';
const line = readFileSync('/tmp/w-forms-data/log', 'utf8').split('\n').find((l) => l.includes(`${who}@norvane`)) ?? '';
const [email, password] = line.trim().split(/\s+/);
const browser = await openBrowser();
const faults: string[] = [];
const list = JSON.parse(spec) as { n: string; path: string; vp?: 'p' | 'd'; lang?: 'zh-CN' | 'en'; dark?: boolean; do?: string; full?: boolean }[];
for (const s of list) {
  const { context, page } = await person(browser, { viewport: s.vp === 'p' ? phone : desktop, language: s.lang ?? 'en', dark: s.dark ?? false, faults });
  await context.request.post(`${base}/api/v1/session`, { data: { email, password }, headers: { origin: base } }).then(async (r) => { if (!r.ok()) console.log('sign in', r.status(), await r.text()); });
  await context.request.patch(`${base}/api/v1/session/me`, { data: { language: s.lang ?? 'en' }, headers: { origin: base } }).catch(() => undefined);
  try {
    await page.goto(base + s.path);
    await page.waitForTimeout(1500);
    await page.waitForFunction(() => document.querySelector('[aria-busy=true], .ac-bone') === null, undefined, { timeout: 15000 });
    if (s.do) { const f = new Function('page', `return (async () => { ${s.do} })()`) as (p: unknown) => Promise<void>; await f(page); await page.waitForTimeout(700); }
    if (s.full) { const h = await page.evaluate(() => Math.max(...[...document.querySelectorAll('*')].map((e) => e.scrollHeight))); await page.setViewportSize({ width: s.vp === 'p' ? 390 : 1440, height: Math.min(h + 60, 3000) }); await page.waitForTimeout(300); }
    await page.screenshot({ path: `/tmp/w-forms-data/shots/${s.n}.png` });
  } catch (error) { console.log(s.n, String(error).slice(0, 400)); await page.screenshot({ path: `/tmp/w-forms-data/shots/${s.n}.png` }).catch(() => undefined); }
  await context.close();
}
console.log(faults.join('\n'));
await browser.close();
