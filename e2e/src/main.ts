import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { person } from './browser.ts';
import { type Ground, openGround } from './ground.ts';
import { journeys } from './journeys/index.ts';

/** What a journey has: its ground, and people with browsers of their own. */
export interface Stage extends Omit<Ground, 'close'> {
  person(o?: { viewport?: { width: number; height: number }; language?: 'zh-CN' | 'en'; dark?: boolean }): ReturnType<typeof person>;
}
export interface Journey {
  readonly name: string;
  /** Moves the clock, the server or who is at work, or needs the machine's time as it passes: nothing else may run beside it. */
  readonly alone?: boolean;
  /** @returns what is worth telling beside «ok» */
  run(stage: Stage): Promise<string | void>;
}

/**
 * `node e2e/src/main.ts [part of a name …]`: all journeys over one built system; closes with `N passed, N failed`. One that fails has a
 * second try at the end, on a ground of its own with nothing beside it: what passes then is told, it did not pass in silence.
 */
const wanted = process.argv.slice(2);
const shots = join(import.meta.dirname, '../shots');
mkdirSync(shots, { recursive: true });
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** @returns the failure in full, null when there is none */
async function play(journey: Journey, ground: Ground, attempt: 1 | 2): Promise<string | null> {
  const faults: string[] = [];
  const people: Awaited<ReturnType<typeof person>>[] = [];
  const from = performance.now();
  const took = () => `${journey.name}  ${((performance.now() - from) / 1000).toFixed(1)} s`;
  try {
    const told = await journey.run({ ...ground, person: async (o = {}) => { const p = await person(ground.browser, { ...o, faults }); people.push(p); return p; } });
    if (faults.length > 0) throw new Error(faults.join('\n'));
    say(`  ${attempt === 1 ? 'ok  ' : 'ok on the second try:'} ${took()}${told ? `  (${told})` : ''}`);
    return null;
  } catch (error) {
    const failure = `${String((error as Error).stack ?? error).replace(/^/gm, '       ')}\n${faults.map((f) => `       ${f}\n`).join('')}`;
    say(`  ${attempt === 1 ? 'not ok, it has a second try:' : 'FAIL'} ${took()}\n${failure}`);
    for (const [i, { page }] of people.entries()) await page.screenshot({ path: join(shots, `${journey.name.replace(/\W+/g, '-')}-${attempt}-${i}.png`) }).catch(() => {});
    return failure;
  } finally {
    for (const { context } of people) await context.close().catch(() => {});
  }
}

const due = journeys.filter((j) => wanted.length === 0 || wanted.some((w) => j.name.includes(w)));
const again: Journey[] = [];
const ground = await openGround();
const together = due.filter((j) => !j.alone);
const once = async (journey: Journey) => { if (await play(journey, ground, 1)) again.push(journey); };
// Journeys mostly wait for the product; a few at a time use the waiting.
const lane = async () => { for (let journey = together.shift(); journey; journey = together.shift()) await once(journey); };
await Promise.all([lane(), lane(), lane()]);
for (const journey of due) if (journey.alone) await once(journey);
await ground.close();

const failed: Journey[] = [];
for (const journey of again) {
  const fresh = await openGround();
  if (await play(journey, fresh, 2)) failed.push(journey);
  await fresh.close();
}
const second = again.length - failed.length;
if (second > 0) say(`${second} on the second try: ${again.filter((j) => !failed.includes(j)).map((j) => j.name).join('; ')}`);
say(`${due.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || due.length === 0 ? 1 : 0);
