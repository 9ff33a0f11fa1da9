/** A point on earth, degrees WGS 84. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Ways between all points, row by row: seconds and metres. */
export interface TravelTable {
  readonly seconds: Int32Array;
  readonly metres: Int32Array;
}

/** Where ways come from: estimated here, or asked of a routing service. */
export interface TravelTimes {
  table(points: readonly Point[]): Promise<TravelTable>;
}
