/** When one arrives who leaves now: the drive's minutes on top, up to the next five. Fifteen where the way is not known. */
export function arrivalFrom(now: number, drive: number | null): string {
  const step = 5 * 60_000;
  return new Date(Math.ceil((now + (drive ?? 15) * 60_000) / step) * step).toISOString();
}
