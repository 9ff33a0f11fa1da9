import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, person } from './browser.ts';
import { type House, furnish } from './house.ts';
import { journeys } from './journeys/index.ts';
import { type Sink, startSink } from './sink.ts';
import { type System, startSystem } from './system.ts';

/** What a journey has: the running product, the company in it, its outgoing mail, and people with browsers of their own. */
export interface Stage {
  readonly system: System;
  readonly house: House;
  readonly sink: Sink;
  readonly browser: Browser;
  person(o?: { viewport?: { width: number; height: number }; language?: 'zh-CN' | 'en'; dark?: boolean }): ReturnType<typeof person>;
}
export interface Journey {
  readonly name: string;
  /** Moves the clock, the server or who is at work, or needs the machine's time as it passes: nothing else may run beside it. */
  readonly alone?: boolean;
  run(stage: Stage): Promise<void>;
}

/** `node e2e/src/main.ts [part of a name …]`: all journeys over one built system; closes with `N passed, N failed`. */
const wanted = process.argv.slice(2);
const shots = join(import.meta.dirname, '../shots');
mkdirSync(shots, { recursive: true });
const sink = await startSink();
const system = await startSystem({ demo: false });
const [house, browser] = await Promise.all([furnish(system, sink), openBrowser()]);
let passed = 0;
let failed = 0;
async function play(journey: Journey): Promise<void> {
  const faults: string[] = [];
  const people: Awaited<ReturnType<typeof person>>[] = [];
  const from = performance.now();
  try {
    await journey.run({ system, house, sink, browser, person: async (o = {}) => { const p = await person(browser, { ...o, faults }); people.push(p); return p; } });
    if (faults.length > 0) throw new Error(faults.join('\n'));
    passed += 1;
    process.stdout.write(`  ok   ${journey.name}  ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`  FAIL ${journey.name}  ${((performance.now() - from) / 1000).toFixed(1)} s\n${String((error as Error).stack ?? error).replace(/^/gm, '       ')}\n${faults.map((f) => `       ${f}\n`).join('')}`);
    for (const [i, { page }] of people.entries()) await page.screenshot({ path: join(shots, `${journey.name.replace(/\W+/g, '-')}-${i}.png`) }).catch(() => {});
  }
  for (const { context } of people) await context.close().catch(() => {});
}
const due = journeys.filter((j) => wanted.length === 0 || wanted.some((w) => j.name.includes(w)));
const together = due.filter((j) => !j.alone);
// Journeys mostly wait for the product; a few at a time use the waiting.
const lane = async () => { for (let journey = together.shift(); journey; journey = together.shift()) await play(journey); };
await Promise.all([lane(), lane(), lane()]);
for (const journey of due) if (journey.alone) await play(journey);
await browser.close();
await system.stop();
await sink.close();
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
