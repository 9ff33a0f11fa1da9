/**
 * What a step shows on its diagram besides its name. `now` somebody works on it, `done` passed, `stuck` needs help; `added`, `changed`,
 * `moved`, `removed` against another version; `fault` and `hint` of a check; `hit` and `next` of a trial run.
 */
export type MarkState = 'now' | 'done' | 'stuck' | 'added' | 'changed' | 'moved' | 'removed' | 'fault' | 'hint' | 'hit' | 'next';

export interface Mark {
  readonly state?: MarkState | undefined;
  /** A few words beneath the step, in the reader's language: how long, who. */
  readonly words?: string | undefined;
  /** 0 (cold) to 1 (hottest of this diagram). */
  readonly heat?: number | undefined;
}
export type Marks = Readonly<Record<string, Mark>>;

export const heatLevels = 5;

/** 0 for none, 1 to 5 for what is warm; equal steps of the share. NaN and numbers below zero are cold. */
export function heatLevel(heat: number | undefined): number {
  if (heat === undefined || !(heat > 0)) return 0;
  return Math.min(heatLevels, Math.ceil(Math.min(1, heat) * heatLevels));
}

/** The class names that colour an element. */
export function markClasses(mark: Mark): string[] {
  const level = heatLevel(mark.heat);
  return [...(mark.state ? ['pr-mark', `pr-mark--${mark.state}`] : []), ...(level > 0 ? ['pr-heat', `pr-heat--${level}`] : [])];
}

/** The share of each value of the largest, for colouring: the largest is 1. All zero: all cold. */
export function sharesOf(values: Readonly<Record<string, number>>): Record<string, number> {
  const largest = Math.max(0, ...Object.values(values));
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, largest > 0 ? Math.max(0, value) / largest : 0]));
}

/** The element the eye goes to first: where it stands, then what is wrong. */
export function firstOf(marks: Marks, order: readonly MarkState[] = ['stuck', 'now', 'next', 'fault', 'removed', 'changed', 'added', 'hit']): string | null {
  for (const state of order) {
    const found = Object.entries(marks).find(([, mark]) => mark.state === state);
    if (found) return found[0];
  }
  return null;
}
