import { processes as contract } from '@aftercare/contract/processes';
import { actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { heatOf } from './heat.ts';
import type { ProcessEngine } from './processes.ts';
import type { Simulations } from './simulations.ts';

/** Heat map and simulations. */
export function insightRoutes(platform: Pick<Platform, 'work' | 'clock'>, engine: ProcessEngine, simulations: Simulations) {
  return [
    implement(contract.heat, ({ params, query }) => heatOf(platform, engine.definitions, { ...params, ...query })),
    implement(contract.simulationBasis, ({ params, query }) => simulations.basis(params.key, query.from, query.to)),
    implement(contract.simulate, ({ params, body, principal }) => simulations.ask(params.key, body, actorOf(principal))),
    implement(contract.simulations, async ({ params }) => ({ items: await simulations.list(params.key) })),
    implement(contract.simulation, ({ params }) => simulations.find(params.id)),
    implement(contract.cancelSimulation, ({ params }) => simulations.cancel(params.id)),
  ];
}
