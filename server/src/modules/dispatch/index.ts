export { costOf, faults, solve } from './solver/index.ts';
export type { Plan, Problem } from './solver/index.ts';
