import { analytics as contract } from '@aftercare/contract/analytics';
import { implement } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type Module, type Platform, defineModule } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Analytics } from './analytics.ts';
import { createComplaints } from './complaints/complaints.ts';
import { saveCost } from './review/store.ts';
import { forgetSamples } from './store.ts';
import { hourSubscription } from './subscribers.ts';

const sampleDays = 35;

export function analyticsModule(platform: Pick<Platform, 'work' | 'clock'>, analytics: Analytics, tickets: Pick<Tickets, 'visible'>): Module {
  const tidy: Job<unknown> = { name: 'analytics.tidy', cron: '41 3 * * *', handle: async () => void (await forgetSamples(platform.work, new Date(platform.clock.now().getTime() - sampleDays * 86_400_000))) };
  const complaints = createComplaints(platform, tickets);
  return defineModule({
    name: 'analytics',
    // Screens learn of new numbers by `desk.counts-moved`, which goes to the wallboard too.
    routes: [
      implement(contract.wallboard, ({ principal }) => analytics.wallboard(principal)),
      implement(contract.channelReview, async ({ query, principal }) => (await analytics.review(query.days, principal)) as never),
      implement(contract.complaints, ({ query, principal }) => complaints(query.days, principal)),
      implement(contract.saveChannelCost, async ({ body }) => { await platform.work.tx((tx) => saveCost(tx, body)); return { done: true as const }; }),
    ],
    subscriptions: [hourSubscription],
    jobs: [tidy as Job<never>],
    rights: { 'analytics.read': { zh: '查看统计', en: 'See numbers' } },
  });
}
