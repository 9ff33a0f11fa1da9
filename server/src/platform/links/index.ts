export { registerShortLinks } from './routes.ts';
export { shortenLinks } from './shorten.ts';
export { sweepLinks } from './store.ts';
