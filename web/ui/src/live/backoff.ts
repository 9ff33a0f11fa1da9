/** Milliseconds before try number `attempt` (0-based): doubling from half a second to 20 s, spread by up to half so that a thousand pages do not return together. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(20_000, 500 * 2 ** Math.min(attempt, 10));
  return full / 2 + (random() * full) / 2;
}
