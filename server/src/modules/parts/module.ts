import { may } from '../../platform/auth/index.ts';
import type { LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import { partActions } from './actions.ts';
import { OrderChanged, PartMoved, PartsArrived } from './events.ts';
import type { Parts } from './parts.ts';
import { partRoutes } from './routes.ts';

/** Those who look at stock, and at the ticket it is for. */
const topics = (event: LoggedEvent) => {
  const { ticketId } = event.payload as { ticketId: number | null };
  return ticketId ? ['parts', `ticket:${ticketId}`] : ['parts'];
};

export function partsModule(platform: Platform, parts: Parts, sites: Sites) {
  return defineModule({
    name: 'parts',
    events: [PartMoved, PartsArrived, OrderChanged],
    routes: partRoutes(platform, parts, sites),
    actions: partActions(parts),
    // Asked for where stock comes down to its reorder point, and each morning for what slipped through.
    jobs: [{ name: 'parts.reorder', cron: '40 20 * * *', handle: async () => { await platform.work.tx((tx) => parts.orders.reorder(tx)); } } satisfies Job<unknown> as Job<never>],
    rights: {
      'parts.read': { zh: '查看配件与库存', en: 'See parts and stock' },
      'parts.write': { zh: '收发、领用与盘点配件', en: 'Receive, move, use and count parts' },
      'parts.manage': { zh: '管理配件目录与采购', en: 'Manage the parts catalogue and purchasing' },
    },
    // What moves elsewhere is not for people of one site.
    topics: { parts: (principal) => may(principal, 'parts.read') && principal.scope === 'all' },
    live: [{ event: PartMoved, topics }, { event: PartsArrived, topics }, { event: OrderChanged, topics: () => ['parts'] }],
  });
}
