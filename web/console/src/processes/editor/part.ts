import type { Drawing, Shape } from './modeler.ts';
import { type Bo, type StepFacts, writeStep } from './step.ts';
import type { Known } from './variables.ts';

/** What each part of the properties panel gets. */
export interface PartProps { readonly drawing: Drawing; readonly shape: Shape; readonly bo: Bo; readonly known: readonly Known[] }

/** Changes what a step says of itself, as one step of undo. */
export function change({ drawing, shape, bo }: PartProps, facts: Partial<StepFacts>): void {
  drawing.update(shape, { extensionElements: writeStep(bo, facts, drawing.create) ?? undefined });
}

/** The text of an attribute; empty where there is none. */
export function attribute(bo: Bo | undefined, name: string): string {
  const value = bo?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
