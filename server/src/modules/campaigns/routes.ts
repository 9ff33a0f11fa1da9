import { campaigns as contract } from '@aftercare/contract/campaigns';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Campaigns } from './campaigns.ts';

export function campaignRoutes({ db }: Pick<Platform, 'db'>, campaigns: Campaigns) {
  return [
    implement(contract.list, async () => ({ items: await campaigns.list() })),
    implement(contract.get, ({ params }) => campaigns.get(params.id)),
    implement(contract.create, ({ body, principal, transact }) => transact((tx) => campaigns.create(tx, principal, body))),
    implement(contract.update, ({ params, body }) => db.tx((tx) => campaigns.update(tx, params.id, body))),
    implement(contract.remove, async ({ params }) => { await db.tx((tx) => campaigns.remove(tx, params.id)); return { done: true as const }; }),
    implement(contract.check, ({ params, principal }) => db.tx((tx) => campaigns.check(tx, principal, params.id))),
    implement(contract.start, ({ params }) => db.tx((tx) => campaigns.start(tx, params.id))),
    implement(contract.stop, ({ params }) => db.tx((tx) => campaigns.stop(tx, params.id))),
    implement(contract.rows, async ({ params, query, principal }) => {
      const { limit, after, state, reason } = query;
      return toPage(await campaigns.rows(principal, params.id, { state: state ?? null, reason: reason ?? null, after: after ? Number(readCursor(after, 1)[0]) || 0 : 0, limit: limit + 1 }), limit, (r) => [r.id]);
    }),
  ];
}
