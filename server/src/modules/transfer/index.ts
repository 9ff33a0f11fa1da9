export { transferKinds } from './kinds.ts';
