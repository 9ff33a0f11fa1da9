import { type Module, defineModule } from '../../platform/module/index.ts';
import type { Desk } from './desk.ts';
import { CountsMoved } from './events.ts';
import { deskRoutes } from './routes.ts';

export function deskModule(desk: Desk): Module {
  return defineModule({
    name: 'desk',
    events: [CountsMoved],
    routes: deskRoutes(desk),
    subscriptions: [desk.counts.subscription, desk.searchIndex.subscription],
    services: [desk.counts.service, desk.readMarks.service],
    live: [{ event: CountsMoved, topics: () => ['counts', 'wallboard'], data: () => ({}) }],
  });
}
