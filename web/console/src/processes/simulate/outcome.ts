import type { Simulation } from '../data.ts';

export interface Outcome { readonly key: 'faster' | 'slower' | 'same' | 'noCases'; /** Whole percent of the median. */ readonly percent: number; readonly breaches: number; /** The role whose queue is longest afterwards, if it grew. */ readonly role: string | null }

/** What a simulation comes to in one sentence. Less than two percent is no difference. */
export function outcome({ before, after }: Pick<Simulation, 'before' | 'after'>): Outcome {
  const role = [...after.roles].sort((a, b) => b.meanQueue - a.meanQueue)[0];
  const was = before.roles.find((one) => one.role === role?.role)?.meanQueue ?? 0;
  const grew = role && role.meanQueue > was + 0.5 ? role.role : null;
  if (before.cases === 0) return { key: 'noCases', percent: 0, breaches: 0, role: null };
  const change = before.medianHours > 0 ? (after.medianHours - before.medianHours) / before.medianHours : after.medianHours > 0 ? 1 : 0;
  return { key: Math.abs(change) < 0.02 ? 'same' : change < 0 ? 'faster' : 'slower', percent: Math.round(Math.abs(change) * 100), breaches: after.breaches - before.breaches, role: grew };
}
