/** One case of the past: when it came, what was known of it in the end, and which flows it took how often. */
export interface PastCase {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly flows: Readonly<Record<string, number>>;
}

/** What a simulation stands on. */
export interface Past {
  /** By time of coming. */
  readonly cases: readonly PastCase[];
  /** Seconds by element, ascending: hands on the work in opening hours for steps of people, all time for the rest. */
  readonly seconds: ReadonlyMap<string, Float64Array>;
  /** How often each flow was taken, and each element entered, by all cases. */
  readonly flows: ReadonlyMap<string, number>;
  readonly entered: ReadonlyMap<string, number>;
  /** Hours from start to end of the finished cases, ascending: what the simulation of the past is held against. */
  readonly hours: Float64Array;
}

/** What the world outside the diagram answers. Times are epoch milliseconds. */
export interface World {
  /** When so many seconds of opening hours after `at` have passed. */
  addWorking(at: number, seconds: number): number;
  /** When a duration, as diagrams write it (`P2D`, `PT4WH`), is over; null where it cannot be told. */
  after(duration: string, at: number, variables: Readonly<Record<string, unknown>>): number | null;
  /** Whether a condition holds for a case; null where it cannot be told. */
  holds(condition: string, variables: Readonly<Record<string, unknown>>): boolean | null;
}

export interface Setting {
  readonly seed: number;
  /** People per role; 1 where a role is missing. */
  readonly people: Readonly<Record<string, number>>;
  /** How many cases come, as a factor of the past. */
  readonly demand: number;
  /** Hours of steps that have no past, by element. */
  readonly hours: Readonly<Record<string, number>>;
  /** Hands-on times are multiplied by this. */
  readonly pace: number;
}
