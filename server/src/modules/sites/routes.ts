import { sites as contract } from '@aftercare/contract/sites';
import { actorOf } from '../../platform/auth/index.ts';
import { implement } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Sites } from './sites.ts';

export function siteRoutes({ db }: Pick<Platform, 'db'>, sites: Sites) {
  return [
    implement(contract.list, async ({ query, principal }) => {
      const mine = query.mine ? await sites.allowed(db, principal) : null;
      return { items: await sites.list({ kind: query.kind, active: query.active === undefined ? undefined : query.active === 'true', ids: mine }) };
    }),
    implement(contract.get, ({ params }) => sites.load(db, params.id)),
    implement(contract.create, ({ body, principal, transact }) => transact((tx) => sites.create(tx, body, actorOf(principal)))),
    implement(contract.update, ({ params, body, principal }) => db.tx((tx) => sites.update(tx, params.id, body, actorOf(principal)))),
  ];
}
