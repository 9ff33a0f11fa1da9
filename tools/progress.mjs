// What the tools say while they work: one line per step, with its time. Runs on Node 20 with nothing installed.
import { performance } from "node:perf_hooks";

const chinese = new Intl.DateTimeFormat().resolvedOptions().locale.startsWith("zh");

/** Picks the sentence in the language of the terminal. */
export function say(en, zh) {
  return chinese ? zh : en;
}

/** "0.4 s", "12 s", "2 min 5 s" */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Prints what begins, a sign of life every ten seconds, and how long it took. */
export async function step(name, work) {
  const begun = performance.now();
  console.log(`• ${name}`);
  const alive = setInterval(() => console.log(`  … ${duration(performance.now() - begun)}`), 10_000);
  try {
    const result = await work();
    console.log(`  ✓ ${name} (${duration(performance.now() - begun)})`);
    return result;
  } catch (error) {
    console.log(`  ✗ ${name} (${duration(performance.now() - begun)})`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** An end that needs no stack trace: the message is for the person at the terminal. */
export class Stop extends Error {}

/** Runs a tool's main function; prints a Stop as its sentence and anything else with its stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exit(1);
  }
}
