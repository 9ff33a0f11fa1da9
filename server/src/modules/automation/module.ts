import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { ProcessEngine } from '../processes/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { automationActions } from './actions.ts';
import type { Automation } from './automation.ts';
import { automationRoutes } from './routes.ts';

export function automationModule(platform: Platform, automation: Automation, { org, tickets, processes }: { org: Org; tickets: Tickets; processes: ProcessEngine }) {
  const { rules, bulk } = automation;
  return defineModule({
    name: 'automation',
    routes: automationRoutes(platform, automation, tickets, processes),
    subscriptions: [rules.subscription],
    jobs: [...rules.jobs, bulk.job] as unknown as Job<never>[],
    actions: automationActions(org, tickets),
    rights: { 'automation.manage': { zh: '设置宏、触发器和定时规则', en: 'Set up macros, triggers and schedules' } },
  });
}
