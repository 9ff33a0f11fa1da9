export { costOf, faults } from './check.ts';
export { forbidden } from './problem.ts';
export type { Job, Limits, Lunch, Plan, Problem, Progress, Route, Stop, Vehicle } from './problem.ts';
export { search } from './search.ts';
export { solve } from './solve.ts';
