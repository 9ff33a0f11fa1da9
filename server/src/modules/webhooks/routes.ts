import { webhooks as contract } from '@aftercare/contract/webhooks';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { DeliveryRow, Webhooks } from './webhooks.ts';

const shown = ({ targetId: _, madeAt, nextAt, doneAt, ...row }: DeliveryRow) => ({ ...row, madeAt: madeAt.toISOString(), nextAt: nextAt?.toISOString() ?? null, doneAt: doneAt?.toISOString() ?? null });
const done = { done: true as const };

export function webhookRoutes({ db }: Pick<Platform, 'db'>, webhooks: Webhooks) {
  return [
    implement(contract.list, async () => ({ items: await webhooks.list() })),
    implement(contract.create, ({ body, transact }) => transact((tx) => webhooks.create(tx, body))),
    implement(contract.update, ({ params, body }) => db.tx((tx) => webhooks.update(tx, params.id, body))),
    implement(contract.remove, async ({ params }) => { await db.tx((tx) => webhooks.remove(tx, params.id)); return done; }),
    implement(contract.renew, ({ params }) => db.tx((tx) => webhooks.renew(tx, params.id))),
    implement(contract.test, ({ params }) => webhooks.test(params.id)),
    implement(contract.deliveries, async ({ params, query }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await webhooks.deliveries({ targetId: params.id, state: query.state ?? null, before: before ? Number(before) : null, limit: query.limit + 1 });
      const { items, next } = toPage(rows, query.limit, (row) => [row.id]);
      return { items: items.map(shown), next };
    }),
    implement(contract.delivery, async ({ params }) => { const { body, answer, ...row } = await webhooks.delivery(params.id); return { ...shown(row), body, answer }; }),
    implement(contract.again, async ({ params }) => { await db.tx((tx) => webhooks.again(tx, params.id)); return done; }),
    implement(contract.replay, async ({ params, body }) => { await db.tx((tx) => webhooks.replay(tx, params.id, body)); return done; }),
  ];
}
