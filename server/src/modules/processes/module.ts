import type { LoggedEvent } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type LiveRule, type Platform, defineModule } from '../../platform/module/index.ts';
import { DefinitionDeployed, ProcessEnded, ProcessMoved, ProcessStarted, ProcessStuck, StepEntered, TaskChanged, TaskDone, TaskOpened, processEvents } from './events.ts';
import type { ProcessEngine } from './processes.ts';
import { type MayRead, instanceRoutes } from './routes.ts';
import { definitionRoutes } from './routes-definitions.ts';
import { insightRoutes } from './routes-insight.ts';
import { createSimulations } from './simulations.ts';
import * as store from './store.ts';

interface About { ticketId: number | null; taskId?: number }
const about = (event: LoggedEvent) => event.payload as About;
const ticket = (event: LoggedEvent) => (about(event).ticketId ? [`ticket:${about(event).ticketId}`] : []);
/** Ids only: words and outputs are asked for. */
const brief = (event: LoggedEvent) => ({ ...(event.payload as object), output: undefined, customer: undefined });

/** @param mayRead whether somebody may see a subject; asked of every instance and task that goes out */
export function processesModule(platform: Platform, engine: ProcessEngine, mayRead: MayRead) {
  const simulations = createSimulations(platform, engine);
  const live: LiveRule[] = [
    ...[ProcessStarted, StepEntered, ProcessEnded, ProcessMoved].map((event) => ({ event, topics: ticket, data: brief })),
    ...[TaskOpened, TaskDone, TaskChanged].map((event) => ({ event, topics: (e: LoggedEvent) => [...ticket(e), 'inbox'], data: brief })),
    { event: ProcessStuck, topics: (e) => [...ticket(e), 'wallboard'] },
    { event: DefinitionDeployed, topics: () => ['org'] },
  ];
  return defineModule({
    name: 'processes',
    events: [...processEvents],
    routes: [...instanceRoutes(platform, engine, mayRead), ...definitionRoutes(platform, engine), ...insightRoutes(platform, engine, simulations)],
    services: [engine.watch],
    jobs: [
      simulations.job as Job<never>,
      { name: 'processes.sweep', cron: '41 3 * * *', handle: async () => void (await store.sweepMessages(platform.work, platform.clock.now())) } satisfies Job<unknown> as Job<never>,
    ],
    rights: { 'processes.read': { zh: '查看流程', en: 'See processes' }, 'processes.manage': { zh: '设计流程', en: 'Design processes' } },
    live,
  });
}
