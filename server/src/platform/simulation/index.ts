export { Agenda } from './agenda.ts';
export { mean, quantile, rounded, sorted } from './figures.ts';
export { draw, numberOf } from './random.ts';
export { inThread } from './thread.ts';
export type { News } from './thread.ts';
