import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../../../e2e/src/browser.ts';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

const rows = 10_000;
const opened = 40;
/** The first ones fetch code and compile it; they are told apart. */
const warming = 4;
const password = 'a bench needs no secrets';

/** Somebody who may see everything, signed in to a browser. */
async function signedIn(bench: Bench, page: Page): Promise<void> {
  const invite = await fetch(`${bench.base}/api/v1/agents`, { method: 'POST', headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' }, body: JSON.stringify({ email: `bench${Date.now()}@example.com`, name: 'Bench', roles: ['administrator'] }) });
  const { link } = (await invite.json()) as { link: string };
  const token = new URL(link).searchParams.get('token') ?? '';
  const answer = await page.context().request.post(`${bench.base}/api/v1/session/links`, { data: { token, password }, headers: { origin: bench.base } });
  if (!answer.ok()) throw new Error(`the link was not redeemed: ${answer.status()} ${await answer.text()}`);
}

/** Loads the list page by page until so many rows are there. */
const load = `(async () => {
  const box = document.querySelector('.cs-list');
  const reached = () => Math.max(0, ...[...box.querySelectorAll('[role=listitem]')].map((one) => Number(one.getAttribute('aria-posinset'))));
  const began = performance.now();
  while (reached() < ${rows} && performance.now() - began < 180000) { box.scrollTop = box.scrollHeight; await new Promise((go) => setTimeout(go, 15)); }
  return reached();
})()`;
/** Rolls over it and says how long each frame took, and which work of ours held one up. */
const roll = `(async () => {
  const box = document.querySelector('.cs-list');
  const frames = [];
  const long = [];
  const watching = new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)));
  watching.observe({ type: 'longtask' });
  let before = await new Promise(requestAnimationFrame);
  const end = before + 5000;
  // Three screens a second, upwards: fast reading, not a jump.
  while (before < end) {
    const now = await new Promise(requestAnimationFrame);
    box.scrollTop -= (now - before) * 2.4;
    frames.push(now - before);
    before = now;
  }
  watching.disconnect();
  return { frames, long };
})()`;

/** Seconds of a processor that the page's main thread has used for our scripts, for style and layout, and for everything: what others on the machine do meanwhile is not counted. */
async function spent(session: CDPSession) {
  const { metrics } = (await session.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] };
  const of = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
  return { script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration'), all: of('TaskDuration') };
}

/** From the press until the ticket stands there, painted. */
const watch = `(() => {
  window.benchOpened = [];
  const next = (from) => {
    const old = document.querySelector('.cs-thead__subject')?.textContent ?? '';
    const look = () => {
      const now = document.querySelector('.cs-thead__subject')?.textContent ?? '';
      if (now && now !== old) requestAnimationFrame(() => window.benchOpened.push(performance.now() - from)); else setTimeout(look, 1);
    };
    look();
  };
  addEventListener('pointerdown', (event) => { if (event.target.closest('.cs-item__link')) next(performance.now()); }, true);
  addEventListener('keydown', (event) => { if (event.key === 'j') next(performance.now()); }, true);
})()`;

const share = (values: number[], part: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

/** What a person feels in the console: does a long list roll, and is a ticket there when it is opened? */
export async function consoleFeel(bench: Bench): Promise<Line[]> {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })).newPage();
    await signedIn(bench, page);
    await page.goto(`${bench.base}/inbox/all`);
    await page.locator('.cs-list [role=listitem]').first().waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const loaded = (await page.evaluate(load)) as number;
    await sleep(1000);
    const before = await spent(session);
    const { frames, long } = (await page.evaluate(roll)) as { frames: number[]; long: number[] };
    const after = await spent(session);
    const fps = 1000 / (frames.reduce((sum, ms) => sum + ms, 0) / frames.length);
    const late = (100 * frames.filter((ms) => ms > 25).length) / frames.length;
    const perFrame = (key: 'script' | 'layout' | 'all') => (1000 * (after[key] - before[key])) / frames.length;

    await page.goto(`${bench.base}/inbox/all`);
    await page.locator('.cs-list [role=listitem]').first().waitFor();
    await page.evaluate(watch);
    const taken = async () => { const all = (await page.evaluate('window.benchOpened')) as number[]; await page.evaluate('window.benchOpened = []'); return all; };
    const point = async (i: number) => {
      const row = page.locator('.cs-list .cs-item__link').nth((i % 8) + 1);
      await row.hover();
      await sleep(300);
      await page.mouse.down();
      await page.mouse.up();
      await page.locator('.cs-thead__subject').first().waitFor();
      await sleep(150);
    };
    for (let i = 0; i < warming; i++) await point(i);
    const first = await taken();
    const idle = await spent(session);
    for (let i = 0; i < opened; i++) await point(i);
    const pointed = await taken();
    const afterPointed = await spent(session);
    for (let i = 0; i < opened; i++) { await page.keyboard.press('j'); await sleep(900); }
    const stepped = await taken();
    const afterStepped = await spent(session);
    const perOpen = (from: typeof idle, to: typeof idle) => (1000 * (to.all - from.all)) / opened;
    const line = (figure: string, value: number, unit: string, target: string, ok: boolean, note?: string): Line => ({ workload: 'console', figure, value, unit, target, ok, ...(note ? { note } : {}) });
    return [
      line('rolling, mean', fps, 'fps', '≥ 58 fps', fps >= 58 && loaded >= rows, `${loaded} rows loaded, load of the machine ${loadavg()[0]?.toFixed(1)}`),
      line('rolling, late frames', late, '%', '< 2 %', late < 2),
      // Without a graphics card frames are late for want of a processor; what is ours of each must leave room in 16.7 ms whatever the machine.
      line('rolling, our scripts a frame', perFrame('script'), 'ms', '< 4 ms', perFrame('script') < 4),
      line('rolling, style and layout a frame', perFrame('layout'), 'ms', '< 4 ms', perFrame('layout') < 4, `main thread ${perFrame('all').toFixed(1)} ms a frame`),
      line('rolling, tasks over 50 ms', long.length, '', '0', long.length === 0, long.length > 0 ? `longest ${Math.max(...long).toFixed(0)} ms` : ''),
      line('open, pointed at, p95', share(pointed, 0.95), 'ms', '< 100 ms', pointed.length > opened / 2 && share(pointed, 0.95) < 100, `median ${share(pointed, 0.5).toFixed(0)} ms of ${pointed.length}; the first ${warming}: ${first.map((ms) => ms.toFixed(0)).join(', ')} ms`),
      line('open, pointed at, main thread', perOpen(idle, afterPointed), 'ms', '< 100 ms', perOpen(idle, afterPointed) < 100, `processor time with fetching ahead, opening and the list beside it; the worst: ${pointed.toSorted((a, b) => b - a).slice(0, 4).map((ms) => ms.toFixed(0)).join(', ')} ms`),
      line('open, next by J, p95', share(stepped, 0.95), 'ms', '< 100 ms', stepped.length > opened / 2 && share(stepped, 0.95) < 100, `median ${share(stepped, 0.5).toFixed(0)} ms of ${stepped.length}, load of the machine ${loadavg()[0]?.toFixed(1)}`),
      line('open, next by J, main thread', perOpen(afterPointed, afterStepped), 'ms', '< 100 ms', perOpen(afterPointed, afterStepped) < 100, 'processor time'),
    ];
  } finally { await browser.close(); }
}
