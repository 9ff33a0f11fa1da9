import type { Problem } from './problem.ts';

/**
 * Several questions of a screen in one: `GET /api/v1/together?ask=/tickets/7/steps&ask=/tickets/7/tasks`. Each is answered by its
 * own route for the same caller, as if it had been asked alone; the answers stand in the order of the questions. Only questions
 * whose answers are JSON, twenty at most.
 */
export const togetherPath = '/together';
export const togetherMost = 20;
export interface Together { readonly answers: readonly ({ readonly status: 200; readonly body: unknown } | { readonly status: number; readonly body: Problem })[] }
