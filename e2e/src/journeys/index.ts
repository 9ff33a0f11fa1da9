import type { Journey } from '../main.ts';
export const journeys: readonly Journey[] = [];
