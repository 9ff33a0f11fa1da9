export type Corner = readonly [lat: number, lon: number];

/** Corners as people write them: a latitude and a longitude a line, with a comma or spaces between. Null where a line is no corner. */
export function readCorners(text: string): Corner[] | null {
  const corners: Corner[] = [];
  for (const line of text.split(/[\n;；]/)) {
    const numbers = line.trim().split(/[,，\s]+/).filter(Boolean);
    if (numbers.length === 0) continue;
    const [lat, lon] = numbers.map(Number);
    if (numbers.length !== 2 || lat === undefined || lon === undefined || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return null;
    corners.push([lat, lon]);
  }
  return corners;
}
export const writeCorners = (corners: readonly Corner[]): string => corners.map(([lat, lon]) => `${lat}, ${lon}`).join('\n');

/** A corner more, on the side that is nearest to the place. */
export function withCorner(corners: readonly Corner[], place: Corner): Corner[] {
  if (corners.length < 2) return [...corners, place];
  let best = { at: corners.length, far: Infinity };
  corners.forEach((a, i) => {
    const far = distance(place, a, corners[(i + 1) % corners.length] ?? a);
    if (far < best.far) best = { at: i + 1, far };
  });
  return corners.toSpliced(best.at, 0, place);
}
function distance([y, x]: Corner, [ay, ax]: Corner, [by, bx]: Corner): number {
  // Degrees of longitude are shorter than those of latitude.
  const k = Math.cos((y * Math.PI) / 180);
  const [dx, dy, px, py] = [(bx - ax) * k, by - ay, (x - ax) * k, y - ay];
  const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - t * dx, py - t * dy);
}
