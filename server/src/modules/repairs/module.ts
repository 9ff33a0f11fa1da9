import { may } from '../../platform/auth/index.ts';
import { type LoggedEvent, systemActor } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Processes } from '../processes/index.ts';
import type { Products } from '../products/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { repairActions } from './actions.ts';
import { createBridge } from './bridge.ts';
import { repairEvents } from './events.ts';
import { guideRoute } from './guide.ts';
import type { Units } from './ports.ts';
import type { Repairs } from './repairs.ts';
import { repairRoutes } from './routes.ts';
import { repairSubscriptions } from './subscribers.ts';

const topics = (event: LoggedEvent) => [`ticket:${(event.payload as { ticketId: number }).ticketId}`];

export function repairsModule(platform: Platform, repairs: Repairs, tickets: Tickets, units: Units, processes: Processes, products: Products) {
  return defineModule({
    name: 'repairs',
    events: repairEvents,
    routes: [...repairRoutes(platform, repairs, tickets, units, createBridge(processes)), guideRoute(platform, products)],
    subscriptions: repairSubscriptions(repairs, systemActor),
    actions: repairActions(repairs),
    rights: {
      'repairs.read': { zh: '查看维修和退换', en: 'See repairs and returns' },
      'repairs.work': { zh: '处理维修和退换', en: 'Work on repairs and returns' },
      'repairs.decide': { zh: '决定换机', en: 'Decide to replace a unit' },
      'repairs.manage': { zh: '维修设置', en: 'Set how repairs are done' },
    },
    topics: { repairs: (principal) => may(principal, 'repairs.read') },
    // Benches of every site hear that something moved; what, they ask for what is theirs.
    live: repairEvents.flatMap((event) => [{ event, topics }, { event, topics: () => ['repairs'], data: () => ({}) }]),
  });
}
