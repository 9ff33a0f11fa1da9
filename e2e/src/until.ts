import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer that is neither empty nor false; after `seconds` it says what never came. */
export async function until<T>(what: string, ask: () => T | Promise<T>, seconds = 45): Promise<NonNullable<T>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as NonNullable<T>;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await sleep(50);
  }
}

/** Fails the journey with a sentence when something is not as it should be. */
export function expect(ok: unknown, sentence: string): asserts ok {
  if (!ok) throw new Error(sentence);
}
