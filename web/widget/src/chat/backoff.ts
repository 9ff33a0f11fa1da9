/** Longest pause between two attempts, in milliseconds. */
export const longestPause = 30_000;

/**
 * Pause before reconnecting, in milliseconds: doubles from half a second to 30 s, with half of it random so that a
 * thousand pages do not come back in the same moment. `random` is in [0, 1).
 */
export function pauseBefore(attempt: number, random: number): number {
  const full = Math.min(longestPause, 500 * 2 ** Math.min(attempt, 16));
  return Math.round(full / 2 + (full / 2) * random);
}
