export { createAnalytics } from './analytics.ts';
export type { Analytics } from './analytics.ts';
export { analyticsModule } from './module.ts';
