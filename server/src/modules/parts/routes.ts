import { randomUUID } from 'node:crypto';
import { parts as contract } from '@aftercare/contract/parts';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { implement, readCursor, Refusal, toPage } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Parts } from './parts.ts';
import { orderRoutes } from './routes-orders.ts';

/** A request is one cause; repeats of it are told apart by their Idempotency-Key. */
const cause = () => `http:${randomUUID()}`;

export function partRoutes({ db }: Pick<Platform, 'db'>, parts: Parts, sites: Sites) {
  const mine = (principal: Principal) => sites.allowed(db, principal);
  const at = (handle: Handle, principal: Principal, ...ids: number[]) => Promise.all(ids.map((id) => sites.assertAllowed(handle, principal, id)));
  /** A reservation at a site of the caller's. */
  const reservation = async (handle: Handle, principal: Principal, id: number) => {
    const row = await parts.reservation(handle, id);
    await at(handle, principal, row.siteId);
    return row;
  };
  const transferAt = async (handle: Handle, principal: Principal, id: number, end: 'fromId' | 'toId') => {
    const row = await parts.findTransfer(handle, id);
    if (!row) throw new Refusal('not-found');
    await at(handle, principal, row[end]);
  };

  return [
    implement(contract.list, async ({ query, principal }) => {
      const [number, id] = readCursor(query.after, 2);
      const rows = await parts.listParts(db, { q: query.q, model: query.model, active: query.active === undefined ? undefined : query.active === 'true', sites: await mine(principal), after: query.after ? { number: String(number), id: Number(id) } : null, limit: query.limit });
      return toPage(rows, query.limit, (p) => [p.number.toLowerCase(), p.id]);
    }),
    implement(contract.get, async ({ params, principal }) => {
      const own = await mine(principal);
      const part = await parts.part(db, params.id);
      const [supersedes, supersededBy, stock, reservations, transfers] = await Promise.all([
        part.supersedesId ? parts.part(db, part.supersedesId) : null, parts.successorOf(db, part.id), parts.stockOfPart(db, part.id, own),
        parts.listReservations(db, { partId: part.id, open: true, sites: own }), parts.listTransfers(db, { partId: part.id, state: 'sent', sites: own }),
      ]);
      return { part, supersedes, supersededBy: supersededBy ?? null, stock, reservations, transfers };
    }),
    implement(contract.create, ({ body, transact }) => transact((tx) => parts.createPart(tx, body))),
    implement(contract.update, ({ params, body }) => db.tx((tx) => parts.updatePart(tx, params.id, body))),
    implement(contract.moves, async ({ params, query, principal }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await parts.listMoves(db, { partId: params.id, siteId: query.siteId, sites: await mine(principal), before: query.after ? Number(before) : null, limit: query.limit });
      return toPage(rows, query.limit, (m) => [m.id]);
    }),
    implement(contract.stock, async ({ query, principal }) => {
      const [urgency, spare, partId, siteId] = readCursor(query.after, 4).map(Number);
      const after = query.after ? { urgency: urgency ?? 0, spare: spare ?? 0, partId: partId ?? 0, siteId: siteId ?? 0 } : null;
      const rows = await parts.listStock(db, { siteId: query.siteId, q: query.q, low: query.low === 'true', sites: await mine(principal), after, limit: query.limit });
      return toPage(rows, query.limit, (s) => [s.urgency, s.spare, s.partId, s.siteId]);
    }),
    implement(contract.value, async ({ principal }) => ({ items: await parts.values(db, await mine(principal)) })),
    implement(contract.setLevels, ({ body, principal }) => db.tx(async (tx) => {
      await at(tx, principal, body.siteId);
      return parts.setLevels(tx, body);
    })),
    implement(contract.reserve, ({ body: { wait, ...wanted }, principal, transact }) => transact(async (tx) => {
      await at(tx, principal, wanted.siteId);
      const command = { ...wanted, key: cause(), actor: actorOf(principal) };
      return wait ? parts.want(tx, command) : parts.reserve(tx, command);
    })),
    implement(contract.reservations, async ({ query, principal }) => {
      if (query.for === undefined && query.ticketId === undefined) throw new Refusal('bad-request');
      return { items: await parts.listReservations(db, { for: query.for, ticketId: query.ticketId, sites: await mine(principal) }) };
    }),
    implement(contract.release, ({ params, principal }) => db.tx(async (tx) => {
      await reservation(tx, principal, params.id);
      return parts.release(tx, params.id, { actor: actorOf(principal) });
    })),
    implement(contract.use, ({ params, body, principal, transact }) => transact(async (tx) => {
      await reservation(tx, principal, params.id);
      return parts.use(tx, { reservationId: params.id, serials: body.serials, key: cause(), actor: actorOf(principal), ...(body.quantity ? { quantity: body.quantity } : {}) });
    })),
    implement(contract.returnOld, ({ body, principal, transact }) => transact(async (tx) => {
      await at(tx, principal, body.siteId);
      await parts.returnOld(tx, { ...body, key: cause(), actor: actorOf(principal) });
      return parts.stockAt(tx, body.partId, body.siteId);
    })),
    implement(contract.receive, ({ body, principal, transact }) => transact(async (tx) => {
      await at(tx, principal, body.siteId);
      await parts.receive(tx, { ...body, key: cause(), actor: actorOf(principal) });
      return parts.stockAt(tx, body.partId, body.siteId);
    })),
    implement(contract.count, ({ body, principal, transact }) => transact(async (tx) => {
      await at(tx, principal, body.siteId);
      await parts.count(tx, { ...body, key: cause(), actor: actorOf(principal) });
      return parts.stockAt(tx, body.partId, body.siteId);
    })),
    implement(contract.transfer, ({ body, principal, transact }) => transact(async (tx) => {
      await at(tx, principal, body.fromId);
      if (!(await sites.get(body.toId, tx))?.active) throw new Refusal('not-found');
      const items = [];
      // In one order, so that two of them do not wait for each other.
      for (const line of body.lines.toSorted((a, b) => a.partId - b.partId)) items.push(await parts.transfer(tx, { ...line, fromId: body.fromId, toId: body.toId, note: body.note, key: cause(), actor: actorOf(principal) }));
      return { items };
    })),
    implement(contract.restock, async ({ principal }) => ({ items: await parts.restock(db, { sites: await mine(principal), vans: null }) })),
    implement(contract.restockVans, ({ body, principal, language, transact }) => transact(async (tx) => ({ items: await parts.restockVans(tx, { sites: await mine(principal), vans: body.siteIds ?? null, key: cause(), actor: actorOf(principal), note: say(language, 'parts.restocked') }) }))),
    implement(contract.transfers, async ({ query, principal }) => ({ items: await parts.listTransfers(db, { state: query.state, siteId: query.siteId, sites: await mine(principal) }) })),
    implement(contract.arrive, ({ params, body, principal, transact }) => transact(async (tx) => {
      await transferAt(tx, principal, params.id, 'toId');
      return parts.arrive(tx, params.id, { quantity: body.quantity, reason: body.reason, actor: actorOf(principal) });
    })),
    implement(contract.cancelTransfer, ({ params, principal }) => db.tx(async (tx) => {
      await transferAt(tx, principal, params.id, 'fromId');
      return parts.cancelTransfer(tx, params.id, actorOf(principal));
    })),
    ...orderRoutes({ db }, parts, sites),
  ];
}
