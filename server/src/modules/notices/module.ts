import { isEvent } from '../../platform/bus/index.ts';
import { defineModule } from '../../platform/module/index.ts';
import { NoticeAdded } from './events.ts';
import type { Notices } from './notices.ts';
import { noticeRoutes } from './routes.ts';

export function noticesModule(notices: Notices) {
  return defineModule({
    name: 'notices',
    events: [NoticeAdded],
    routes: noticeRoutes(notices),
    subscriptions: [notices.subscription],
    jobs: notices.jobs,
    live: [{ event: NoticeAdded, topics: (event) => (isEvent(event, NoticeAdded) ? [`agent:${event.payload.agentId}`] : []) }],
  });
}
