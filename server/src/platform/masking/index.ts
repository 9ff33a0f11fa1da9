export { hasStars, hiddenIn, mask, maskJson, maskText } from './masking.ts';
export type { Hidden } from './masking.ts';
