export { createExports } from './exports.ts';
export type { Exports } from './exports.ts';
export { createFetching } from './fetching.ts';
export { transferKinds } from './kinds.ts';
export { transferModule } from './module.ts';
