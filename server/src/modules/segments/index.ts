export { segmentsModule } from './module.ts';
export { createSegments } from './segments.ts';
export type { Segments } from './segments.ts';
