import { randomUUID } from 'node:crypto';
import { goods as contract } from '@aftercare/contract/goods';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Goods } from './goods.ts';

/** Those limited to their sites see and move what stands there. */
export function goodsRoutes({ db }: Pick<Platform, 'db'>, goods: Goods, sites: Sites) {
  const mine = (principal: Principal) => sites.allowed(db, principal);
  const shown = async (handle: Handle, unitId: number) => {
    const item = await goods.find(handle, unitId);
    if (!item) throw new Refusal('not-found', { key: 'goods.not-in-stock' });
    return item;
  };
  /** A unit at a site of the caller's, moved. */
  const move = (principal: Principal, unitId: number, reason: string, work: (tx: Tx, cause: { key: string; reason: string; actor: ReturnType<typeof actorOf> }) => Promise<void>) => db.tx(async (tx) => {
    await sites.assertAllowed(tx, principal, (await shown(tx, unitId)).siteId);
    await work(tx, { key: `http:${randomUUID()}`, reason, actor: actorOf(principal) });
    return tx;
  });
  const done = { done: true as const };
  return [
    implement(contract.list, async ({ query, principal }) => {
      const [at, id] = readCursor(query.after, 2);
      return toPage(await goods.list(db, { ...query, sites: await mine(principal), before: at && id ? [String(at), Number(id)] : null, limit: query.limit + 1 }), query.limit, (g) => [g.since, g.unitId]);
    }),
    implement(contract.stock, async ({ query, principal }) => ({ items: await goods.stock(db, { siteId: query.siteId, sites: await mine(principal) }) })),
    implement(contract.moves, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      return toPage(await goods.moves(db, { unitId: query.unitId, siteId: query.siteId, sites: await mine(principal), before: before ? Number(before) : null, limit: query.limit + 1 }), query.limit, (m) => [m.id]);
    }),
    implement(contract.receive, ({ body, principal, transact }) => transact(async (tx) => {
      await sites.assertAllowed(tx, principal, body.siteId);
      const actor = actorOf(principal);
      const unitId = await goods.unitBySerial(tx, body.serial, body.modelId, actor);
      await goods.receive(tx, { unitId, siteId: body.siteId, grade: body.grade, state: body.state, reason: body.reason, key: `http:${randomUUID()}`, actor });
      return shown(tx, unitId);
    })),
    implement(contract.refurbish, async ({ params, body, principal }) => { await move(principal, params.unitId, body.reason, (tx, cause) => goods.refurbish(tx, params.unitId, cause)); return shown(db, params.unitId); }),
    implement(contract.refurbished, async ({ params, body, principal }) => { await move(principal, params.unitId, body.reason, (tx, cause) => goods.refurbished(tx, params.unitId, body.grade, cause)); return shown(db, params.unitId); }),
    implement(contract.send, async ({ params, body, principal }) => { await move(principal, params.unitId, body.reason, (tx, cause) => goods.send(tx, params.unitId, body.siteId, cause)); return shown(db, params.unitId); }),
    implement(contract.issue, async ({ params, body, principal }) => { await move(principal, params.unitId, body.reason, (tx, cause) => goods.issue(tx, params.unitId, cause)); return done; }),
    implement(contract.recycle, async ({ params, body, principal }) => { await move(principal, params.unitId, body.reason, (tx, cause) => goods.recycle(tx, params.unitId, cause)); return done; }),
  ];
}
