export interface Spot { readonly lat: number; readonly lon: number }
export interface Point { readonly x: number; readonly y: number }

const kilometre = 111.32;
/** Kilometres east and north from one spot to another; flat, which is right for a town. */
export function offset(from: Spot, to: Spot): { readonly east: number; readonly north: number } {
  return { east: (to.lon - from.lon) * kilometre * Math.cos((from.lat * Math.PI) / 180), north: (to.lat - from.lat) * kilometre };
}
export const distance = (from: Spot, to: Spot): number => { const { east, north } = offset(from, to); return Math.hypot(east, north); };

/** Rings around home that help to guess how far it is: of one, two, five, ten … kilometres, three at most within reach. */
export function ringsFor(km: number): number[] {
  const steps = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
  const outer = steps.findIndex((step) => step >= km);
  const last = outer < 0 ? steps.length - 1 : outer;
  return steps.slice(Math.max(0, last - 2), last + 1);
}

/** Where the engineer stands in a picture of a given size with home in its middle. `reach`: kilometres from the middle to the edge. */
export function place(home: Spot, engineer: Spot, size: number, reach: number): Point {
  const { east, north } = offset(home, engineer);
  const scale = size / 2 / reach;
  return { x: Math.round((size / 2 + east * scale) * 10) / 10, y: Math.round((size / 2 - north * scale) * 10) / 10 };
}
