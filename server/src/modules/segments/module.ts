import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { segmentActions } from './actions.ts';
import { segmentRoutes } from './routes.ts';
import type { Segments } from './segments.ts';
import { onFacts } from './subscribers.ts';

export function segmentsModule(platform: Platform, segments: Segments, customers: Customers) {
  return defineModule({
    name: 'segments',
    routes: segmentRoutes(platform, segments),
    subscriptions: [onFacts(segments)],
    jobs: segments.jobs as unknown as Job<never>[],
    actions: segmentActions(customers),
    rights: { 'segments.manage': { zh: '设置客户群和自动标签', en: 'Set up segments of customers and tags by rule' } },
  });
}
