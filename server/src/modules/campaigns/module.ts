import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Campaigns } from './campaigns.ts';
import { campaignRoutes } from './routes.ts';

export function campaignsModule(platform: Platform, campaigns: Campaigns) {
  return defineModule({
    name: 'campaigns',
    belongings: [{ table: 'campaign_item', key: 'id' }],
    routes: campaignRoutes(platform, campaigns),
    subscriptions: campaigns.subscriptions,
    jobs: campaigns.jobs as unknown as Job<never>[],
    rights: { 'campaigns.manage': { zh: '给客户群发送服务通知', en: 'Send service messages to segments' } },
  });
}
