import { webhookEvents } from '@aftercare/contract/webhooks';
import type { EventType } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import { webhookRoutes } from './routes.ts';
import type { Webhooks } from './webhooks.ts';

/** @param told every fact that is told in this house */
export function webhooksModule(platform: Platform, webhooks: Webhooks, told: readonly EventType[]) {
  const events = webhookEvents.map((name) => {
    const type = told.find((one) => one.name === name);
    if (!type) throw new Error(`Webhooks promise the fact ${name}, which nobody tells`);
    return type;
  });
  return defineModule({
    name: 'webhooks',
    routes: webhookRoutes(platform, webhooks),
    subscriptions: [webhooks.subscription(events)],
    jobs: webhooks.jobs,
    rights: { 'webhooks.manage': { zh: '管理向外部系统推送的 Webhook', en: 'Manage webhooks to other systems' } },
  });
}
