import type { LoggedEvent } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import { returnActions } from './actions.ts';
import { returnEvents } from './events.ts';
import { type ReturnRouteNeeds, returnRoutes } from './routes.ts';

const topics = (event: LoggedEvent) => [`ticket:${(event.payload as { ticketId: number }).ticketId}`, 'repairs'];

export function returnsModule(platform: Platform, needs: ReturnRouteNeeds) {
  return defineModule({
    name: 'returns',
    events: returnEvents,
    routes: returnRoutes(platform, needs),
    actions: returnActions(needs.returns, needs.parcels),
    rights: { 'returns.decide': { zh: '审核退换和退款', en: 'Decide returns and refunds' } },
    live: returnEvents.map((event) => ({ event, topics })),
  });
}
