import type { TerritoryRow } from './store.ts';

/** Territory an address lies in: by its region's name first, then by its place on the map; null in none. */
export function territoryOf(territories: readonly TerritoryRow[], visit: { readonly region: string; readonly lat: number | null; readonly lon: number | null }): number | null {
  const region = visit.region.trim();
  const active = territories.filter((t) => t.active);
  const named = region === '' ? undefined : active.find((t) => t.regions.some((name) => name === region || region.startsWith(name) || name.startsWith(region)));
  if (named) return named.id;
  if (visit.lat === null || visit.lon === null) return null;
  return active.find((t) => t.polygon !== null && inside(t.polygon, visit.lat!, visit.lon!))?.id ?? null;
}

/** Even–odd rule; corners are [lat, lon]. */
export function inside(polygon: readonly (readonly [number, number])[], lat: number, lon: number): boolean {
  let within = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[aLat, aLon], [bLat, bLon]] = [polygon[i]!, polygon[j]!];
    if (aLat > lat !== bLat > lat && lon < ((bLon - aLon) * (lat - aLat)) / (bLat - aLat) + aLon) within = !within;
  }
  return within;
}

/** Whether two sides of an area cross: then nobody could say what is inside. Corners beside each other may touch. */
export function crosses(polygon: readonly (readonly [number, number])[]): boolean {
  const side = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const n = polygon.length;
  for (let i = 0; i < n; i++) for (let j = i + 2; j < n; j++) {
    if (i === 0 && j === n - 1) continue;
    const [a, b, c, d] = [polygon[i]!, polygon[i + 1]!, polygon[j]!, polygon[(j + 1) % n]!];
    if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
  }
  return false;
}
