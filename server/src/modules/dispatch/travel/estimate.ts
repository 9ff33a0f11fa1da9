import type { Point, TravelTable } from './port.ts';

interface RoadFigures {
  /** Straight line × this = way on the road. */
  readonly roadFactor: number;
  /** km/h in the mean. */
  readonly speed: number;
  /** Minutes added to each way between two different places. */
  readonly parking: number;
}

const earth = 6_371_008.8;
const radians = Math.PI / 180;

/** Metres between two points as the crow flies (haversine). */
export function straight(a: Point, b: Point): number {
  const lat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const lon = Math.sin(((b.lon - a.lon) * radians) / 2);
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(lat * lat + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * lon * lon)));
}

/** Ways guessed from straight lines: good enough to plan by where no routing service is. Same place: nothing. */
export function estimate(points: readonly Point[], { roadFactor, speed, parking }: RoadFigures): TravelTable {
  const n = points.length;
  const [seconds, metres] = [new Int32Array(n * n), new Int32Array(n * n)];
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) {
    const way = straight(points[i]!, points[j]!) * roadFactor;
    const takes = way < 1 ? 0 : Math.ceil((way * 3.6) / speed + parking * 60);
    metres[i * n + j] = metres[j * n + i] = Math.round(way);
    seconds[i * n + j] = seconds[j * n + i] = takes;
  }
  return { seconds, metres };
}
