export type { Reach } from './own-steps.ts';
export { createCasework } from './casework.ts';
export type { Casework } from './casework.ts';
export { caseworkModule } from './module.ts';
export { caseFacts } from './projection.ts';
export type { CaseFacts } from './projection.ts';
export { inLanguage } from './words.ts';
