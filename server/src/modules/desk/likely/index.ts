export { createLikely, weigh } from './likely.ts';
