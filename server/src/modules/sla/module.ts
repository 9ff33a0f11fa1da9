import type { LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { type ClockFact, PoliciesChanged, SlaAcknowledged, SlaBreached, SlaEscalated, SlaMet, SlaWarned } from './events.ts';
import { renewal } from './replays.ts';
import { slaRoutes } from './routes.ts';
import type { Sla } from './sla.ts';
import { ticketSubscription } from './subscribers.ts';

const topics = (event: LoggedEvent) => [`ticket:${(event.payload as ClockFact).ticketId}`, 'inbox', 'wallboard'];

export function slaModule(platform: Platform, sla: Sla, tickets: Tickets) {
  return defineModule({
    name: 'sla',
    events: [SlaWarned, SlaBreached, SlaMet, SlaEscalated, SlaAcknowledged, PoliciesChanged],
    routes: slaRoutes(platform, sla, tickets),
    subscriptions: [ticketSubscription(platform, sla, tickets)],
    jobs: [renewal(platform, sla, tickets) as Job<never>],
    services: [sla.watch],
    rights: { 'sla.manage': { zh: '管理服务等级', en: 'Manage SLA policies' } },
    live: [
      { event: SlaWarned, topics },
      { event: SlaBreached, topics },
      { event: SlaMet, topics },
      { event: SlaEscalated, topics },
      { event: SlaAcknowledged, topics },
      { event: PoliciesChanged, topics: () => ['org'] },
    ],
  });
}
