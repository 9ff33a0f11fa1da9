import { may } from '../../platform/auth/index.ts';
import type { LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { defineModule } from '../../platform/module/index.ts';
import { dispatchActions } from './actions.ts';
import type { Dispatch } from './dispatch.ts';
import * as events from './events.ts';
import { fieldRoutes } from './field/routes.ts';
import { customerRoutes } from './routes-customer.ts';
import { dispatchRoutes } from './routes.ts';

const onTicket = (event: LoggedEvent) => [`ticket:${(event.payload as { ticketId: number }).ticketId}`, 'dispatch'];

export function dispatchModule(dispatch: Dispatch) {
  const ofVisits = [events.VisitOffered, events.VisitBooked, events.VisitMoved, events.VisitCancelled, events.VisitOnTheWay, events.VisitArrived, events.VisitDone, events.VisitFailed];
  return defineModule({
    name: 'dispatch',
    events: [...ofVisits, events.DayPlanChanged],
    routes: [...dispatchRoutes(dispatch), ...customerRoutes(dispatch), ...fieldRoutes(dispatch.field)],
    jobs: [dispatch.plans.job as Job<never>],
    actions: dispatchActions(dispatch.visits, dispatch.messages),
    rights: {
      'dispatch.read': { zh: '查看派工', en: 'See the dispatch board' }, 'dispatch.book': { zh: '预约上门', en: 'Book visits' }, 'dispatch.plan': { zh: '排班与派工', en: 'Plan days' },
      'dispatch.manage': { zh: '管理工程师与服务区域', en: 'Manage technicians and territories' }, 'field.work': { zh: '使用外勤应用', en: 'Use the field app' },
    },
    live: [...ofVisits.map((event) => ({ event, topics: onTicket })), { event: events.DayPlanChanged, topics: () => ['dispatch'] }],
    topics: { dispatch: (principal) => may(principal, 'dispatch.read') || may(principal, 'field.work') },
  });
}
