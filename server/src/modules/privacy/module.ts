import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Privacy } from './privacy.ts';
import { type RevealNeeds, createReveal } from './reveal.ts';
import { privacyRoutes } from './routes.ts';

export function privacyModule(platform: Platform, privacy: Privacy, needs: RevealNeeds) {
  return defineModule({
    name: 'privacy',
    belongings: [{ table: 'privacy_request', key: 'id' }],
    routes: privacyRoutes(platform, privacy, needs.customers, createReveal(needs)),
    jobs: [privacy.job],
    rights: { 'privacy.reveal': { zh: '查看被隐藏的号码（会留下记录）', en: 'See masked numbers (each look is written down)' }, 'privacy.manage': { zh: '导出或清除客户的个人数据', en: "Export or erase a customer's data" } },
  });
}
