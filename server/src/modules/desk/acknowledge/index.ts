export { createAcknowledge } from './acknowledge.ts';
