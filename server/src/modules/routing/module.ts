import type { Job } from '../../platform/jobs/index.ts';
import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { certificateWatch } from './certificates.ts';
import { CertificateEnding, OfferMissed, QueuesChanged } from './events.ts';
import { routingRoutes } from './routes.ts';
import type { Routing } from './routing.ts';
import { shiftWatch } from './shifts.ts';
import { renewal, routingSubscription } from './subscribers.ts';

export function routingModule(platform: Platform, routing: Routing, org: Org, tickets: Tickets) {
  return defineModule({
    name: 'routing',
    events: [QueuesChanged, OfferMissed, CertificateEnding],
    routes: routingRoutes(platform, routing, tickets),
    subscriptions: [routingSubscription(platform, routing, org)],
    jobs: [renewal(platform, routing) as Job<never>, certificateWatch(platform, org) as Job<never>, routing.replays.job as Job<never>],
    services: [shiftWatch(platform, routing)],
    rights: { 'routing.manage': { zh: '管理派单队列', en: 'Manage queues' } },
    live: [{ event: QueuesChanged, topics: () => ['org'] }, { event: OfferMissed, topics: (event) => ['inbox', event.stream] }],
  });
}
