import { segments as contract } from '@aftercare/contract/segments';
import { ifMatch, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Segments } from './segments.ts';

export function segmentRoutes({ db }: Pick<Platform, 'db'>, segments: Segments) {
  return [
    implement(contract.list, async () => ({ items: await segments.list() })),
    implement(contract.create, ({ body, transact }) => transact((tx) => segments.create(tx, body))),
    implement(contract.update, ({ params, body, request }) => db.tx((tx) => segments.update(tx, params.id, body, ifMatch(request)))),
    implement(contract.remove, async ({ params }) => { await db.tx((tx) => segments.remove(tx, params.id)); return { done: true as const }; }),
    implement(contract.try, ({ body, principal }) => segments.try(principal, body.condition, body.tag)),
    implement(contract.members, async ({ params, query, principal }) => toPage(await segments.members(principal, params.id, query.q, Number(readCursor(query.after, 1)[0] ?? 0) || null, query.limit + 1), query.limit, (c) => [c.id])),
  ];
}
