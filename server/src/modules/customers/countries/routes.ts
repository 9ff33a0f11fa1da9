import { countries as contract } from '@aftercare/contract/countries';
import { actorOf } from '../../../platform/auth/index.ts';
import { implement } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Countries } from './countries.ts';

export const countryRoutes = ({ db }: Pick<Platform, 'db'>, countries: Countries) => [
  implement(contract.list, async () => ({ items: await countries.list() })),
  implement(contract.save, ({ params, body, principal }) => db.tx((tx) => countries.save(tx, params.country, body, actorOf(principal)))),
  implement(contract.reset, async ({ params, principal }) => { await db.tx((tx) => countries.reset(tx, params.country, actorOf(principal))); return { done: true as const }; }),
];
