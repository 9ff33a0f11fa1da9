/** Steps to which a dragged visit snaps, in minutes. */
const snap = 5;
const minute = 60_000;

/** A day's width in time: where instants stand, in percent of it. */
interface Scale { readonly from: number; readonly until: number }

export function scaleOf(board: { readonly from: string; readonly until: string }): Scale {
  return { from: Date.parse(board.from), until: Date.parse(board.until) };
}
/** Percent of the width at which an instant stands; not cut at the edges. */
export function percent({ from, until }: Scale, at: string | number): number {
  const instant = typeof at === 'number' ? at : Date.parse(at);
  return ((instant - from) / (until - from)) * 100;
}
/** The snapped instant at a share (0 … 1) of the width. */
export function instantAt({ from, until }: Scale, share: number): string {
  const step = snap * minute;
  return new Date(Math.round((from + share * (until - from)) / step) * step).toISOString();
}
export const shifted = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * minute).toISOString();
/** Full hours of the width. */
export function hours({ from, until }: Scale): number[] {
  return Array.from({ length: Math.round((until - from) / (60 * minute)) + 1 }, (_, k) => from + k * 60 * minute);
}
