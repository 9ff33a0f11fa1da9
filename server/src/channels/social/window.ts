/** Whether somebody who wrote last at `lastAt` may be written to `now`. Nobody wrote yet: no. */
export function windowOpen(lastAt: unknown, hours: number | null, now: Date): boolean {
  if (hours === null) return true;
  const at = typeof lastAt === 'string' ? Date.parse(lastAt) : Number.NaN;
  return Number.isFinite(at) && now.getTime() - at < hours * 3_600_000;
}
