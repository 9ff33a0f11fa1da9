import { defineModule, type Platform } from '../../platform/module/index.ts';
import { SiteChanged } from './events.ts';
import { siteRoutes } from './routes.ts';
import type { Sites } from './sites.ts';

export function sitesModule(platform: Platform, sites: Sites) {
  return defineModule({
    name: 'sites',
    events: [SiteChanged],
    routes: siteRoutes(platform, sites),
    rights: { 'sites.read': { zh: '查看网点、仓库与服务车', en: 'See sites and vans' }, 'sites.manage': { zh: '管理网点、仓库与服务车', en: 'Manage sites and vans' } },
    live: [{ event: SiteChanged, topics: () => ['org'] }],
  });
}
