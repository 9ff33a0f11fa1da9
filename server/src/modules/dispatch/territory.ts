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
