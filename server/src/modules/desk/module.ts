import { type Module, defineModule } from '../../platform/module/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { createAcknowledge } from './acknowledge/index.ts';
import type { Desk } from './desk.ts';
import { CountsMoved } from './events.ts';
import type { createLikely } from './likely/index.ts';
import { deskRoutes } from './routes.ts';
import type { SeesOf } from './sees.ts';

export function deskModule(desk: Desk, acknowledge: ReturnType<typeof createAcknowledge>, likely: ReturnType<typeof createLikely>, sees: SeesOf): Module {
  return defineModule({
    name: 'desk',
    rights: { 'views.share': { zh: '与所有人共享视图，修改共享的视图', en: 'Share views with everybody, and change shared ones' } },
    belongings: [{ table: 'acknowledgement', key: 'ticket_id' }],
    events: [CountsMoved],
    routes: deskRoutes(desk, sees),
    subscriptions: [desk.counts.subscription, desk.searchIndex.subscription, acknowledge.subscription, likely.subscription],
    jobs: [acknowledge.job as Job<never>, ...likely.jobs],
    services: [desk.counts.service, desk.readMarks.service, desk.searchIndex.names.service, desk.searchIndex.catchUp.service],
    live: [{ event: CountsMoved, topics: () => ['counts', 'wallboard'], data: () => ({}) }],
  });
}
