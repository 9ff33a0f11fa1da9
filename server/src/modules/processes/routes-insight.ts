import { processes as contract } from '@aftercare/contract/processes';
import { actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { ProcessEngine } from './processes.ts';
import type { Simulations } from './simulations.ts';
import * as store from './store-insight.ts';

const monthMs = 30 * 86_400_000;

/** Heat map and simulations. */
export function insightRoutes({ db, work, clock }: Pick<Platform, 'db' | 'work' | 'clock'>, engine: ProcessEngine, simulations: Simulations) {
  return [
    implement(contract.heat, async ({ params, query }) => {
      const now = clock.now();
      const to = query.to ? new Date(query.to) : now;
      const span = { key: params.key, version: query.version ?? null, from: query.from ? new Date(query.from) : new Date(to.getTime() - monthMs), to, now };
      const version = query.version ?? (await engine.definitions.liveVersion(db, params.key));
      return { key: params.key, version, from: span.from, to, instances: await store.instancesIn(work, span), elements: await store.heat(work, span), flows: await store.flowsTaken(work, span) };
    }),
    implement(contract.simulationBasis, ({ params, query }) => simulations.basis(params.key, query.from, query.to)),
    implement(contract.simulate, ({ params, body, principal }) => simulations.ask(params.key, body, actorOf(principal))),
    implement(contract.simulations, async ({ params }) => ({ items: await simulations.list(params.key) })),
    implement(contract.simulation, ({ params }) => simulations.find(params.id)),
    implement(contract.cancelSimulation, ({ params }) => simulations.cancel(params.id)),
  ];
}
