/**
 * A routing problem as the solver takes it: places, jobs, vehicles, and whole numbers only. Times, travel and costs share no
 * unit with the outside: the caller chooses (seconds for technicians). Data that crosses to a worker thread as it is.
 */

/** A break that is taken once in a shift: started between `earliest` and `latest`, on the road or at a place. */
export interface Lunch {
  readonly earliest: number;
  readonly latest: number;
  readonly duration: number;
}

export interface Job {
  readonly id: number;
  /** Index of its place. */
  readonly place: number;
  readonly duration: number;
  /** Work starts between these two moments. */
  readonly opens: number;
  readonly closes: number;
  readonly demand: number;
  /** What it costs to leave the job undone; more than any detour, or it will be left. */
  readonly penalty: number;
  /** Index of the vehicle it must stay on; its window then says when. */
  readonly locked?: number;
}

export interface Vehicle {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly starts: number;
  readonly ends: number;
  readonly capacity: number;
  /** Cost of using it at all. */
  readonly fixed: number;
  readonly lunch?: Lunch;
}

export interface Problem {
  readonly places: number;
  /** Travel time between places, row by row; the triangle inequality is assumed. */
  readonly travel: Int32Array;
  /** Cost of the same ways; `travel` itself in most cases. */
  readonly cost: Int32Array;
  readonly jobs: readonly Job[];
  readonly vehicles: readonly Vehicle[];
  /** Per job and vehicle (`job * vehicles + vehicle`): what the pair costs beyond the way; `forbidden` when it must not be. Left out: nothing costs anything. */
  readonly pairs?: Int32Array;
}

/** In `pairs`: this job must not go to this vehicle. */
export const forbidden = -1;

export interface Stop {
  /** Index of the job. */
  readonly job: number;
  readonly arrives: number;
  readonly begins: number;
  readonly leaves: number;
}

export interface Route {
  /** Index of the vehicle. */
  readonly vehicle: number;
  readonly stops: readonly Stop[];
  readonly leaves: number;
  readonly returns: number;
  /** When lunch begins; null when the vehicle has none. */
  readonly lunchAt: number | null;
  /** Cost of its ways, pairs and use. */
  readonly cost: number;
}

export interface Plan {
  readonly routes: readonly Route[];
  /** Indices of jobs that found no place. */
  readonly unplanned: readonly number[];
  readonly cost: number;
  readonly rounds: number;
}

/** How far a search has come, for whoever watches. */
export interface Progress {
  /** 0 … 1 of the time it was given. */
  readonly done: number;
  readonly cost: number;
  readonly unplanned: number;
}

export interface Limits {
  /** Milliseconds it may take. */
  readonly deadlineMs: number;
  /** Rounds it may take; with a deadline never reached, the outcome depends on the seed alone. */
  readonly rounds?: number;
  readonly seed: number;
}
