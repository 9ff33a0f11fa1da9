export { SiteChanged } from './events.ts';
export { sitesModule } from './module.ts';
export { createSites } from './sites.ts';
export type { SiteRow, Sites } from './sites.ts';
