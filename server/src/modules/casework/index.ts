export { createCasework } from './casework.ts';
export type { Casework } from './casework.ts';
export { caseworkModule } from './module.ts';
export { inLanguage } from './words.ts';
