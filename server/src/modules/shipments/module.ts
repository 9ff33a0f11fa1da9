import { type LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { ShipmentLabelled, ShipmentMoved, ShipmentRefused } from './events.ts';
import { shipmentRoutes } from './routes.ts';
import type { Shipments } from './shipments.ts';

const topics = (event: LoggedEvent) => [`ticket:${(event.payload as { ticketId: number }).ticketId}`];

export function shipmentsModule(platform: Platform, shipments: Shipments, tickets: Tickets) {
  const order: Job<{ shipmentId: number }> = { name: 'shipments.order', handle: ({ shipmentId }) => shipments.order(shipmentId) };
  const ask: Job<unknown> = { name: 'shipments.ask-around', cron: '41 * * * *', handle: () => shipments.askAround() };
  return defineModule({
    name: 'shipments',
    events: [ShipmentLabelled, ShipmentRefused, ShipmentMoved],
    routes: shipmentRoutes(platform, shipments, tickets),
    jobs: [order as Job<never>, ask as Job<never>],
    rights: { 'shipments.manage': { zh: '管理承运商', en: 'Manage carriers' } },
    live: [ShipmentLabelled, ShipmentRefused, ShipmentMoved].map((event) => ({ event, topics })),
  });
}
