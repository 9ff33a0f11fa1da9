import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Privacy } from './privacy.ts';
import { privacyRoutes } from './routes.ts';

export function privacyModule(platform: Platform, privacy: Privacy) {
  return defineModule({
    name: 'privacy',
    belongings: [{ table: 'privacy_request', key: 'id' }],
    routes: privacyRoutes(platform, privacy),
    jobs: [privacy.job],
    rights: { 'privacy.manage': { zh: '导出或清除客户的个人数据', en: "Export or erase a customer's data" } },
  });
}
