export { noticesModule } from './module.ts';
export { createNotices } from './notices.ts';
export type { Notices } from './notices.ts';
