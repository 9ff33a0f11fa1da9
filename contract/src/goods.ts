import { z } from 'zod';
import { Id, Instant, Names, PageQuery, page } from './basics.ts';
import { Grade } from './returns.ts';
import { route } from './route.ts';

/** ready = may go to a customer · refurbishing = has to be made good first. */
export const GoodsState = z.enum(['ready', 'refurbishing']);
export type GoodsState = z.infer<typeof GoodsState>;
export const GoodsMoveKind = z.enum(['receive', 'refurbish', 'refurbished', 'send', 'issue', 'recycle']);
export type GoodsMoveKind = z.infer<typeof GoodsMoveKind>;
/** One whole product of ours at a site. */
export const GoodsItem = z.object({ unitId: z.int(), serial: z.string(), modelId: z.int(), modelKey: z.string(), modelName: Names, siteId: z.int(), siteKey: z.string(), siteName: Names, grade: Grade, state: GoodsState, since: Instant });
export type GoodsItem = z.infer<typeof GoodsItem>;
/** How many of a model stand at a site, by grade. */
export const GoodsStock = z.object({ modelId: z.int(), modelKey: z.string(), modelName: Names, siteId: z.int(), siteKey: z.string(), siteName: Names, grade: Grade, ready: z.int(), refurbishing: z.int() });
export type GoodsStock = z.infer<typeof GoodsStock>;
/** One line of the ledger; it is never changed. The sums of the lines of a model, site and grade are its stock. */
export const GoodsMove = z.object({ id: z.int(), unitId: z.int(), serial: z.string(), modelKey: z.string(), siteKey: z.string(), siteName: Names, grade: Grade, kind: GoodsMoveKind, ready: z.int(), refurbishing: z.int(), ticketId: z.int().nullable(), reason: z.string(), by: z.string(), at: Instant });
export type GoodsMove = z.infer<typeof GoodsMove>;

const read = 'parts.read';
const write = 'parts.write';
const UnitParam = z.object({ unitId: Id });
const Reason = z.string().trim().max(500).default('');
export const goods = {
  list: route({ method: 'GET', path: '/goods', summary: 'Finished goods in stock, newest first', right: read, query: PageQuery.extend({ siteId: Id.optional(), modelId: Id.optional(), state: GoodsState.optional(), grade: Grade.optional(), q: z.string().max(100).optional() }), response: page(GoodsItem) }),
  stock: route({ method: 'GET', path: '/goods/stock', summary: 'How many finished goods stand where, by model and grade', right: read, query: z.object({ siteId: Id.optional() }), response: z.object({ items: z.array(GoodsStock) }) }),
  moves: route({ method: 'GET', path: '/goods/moves', summary: 'Ledger of finished goods, newest first', right: read, query: PageQuery.extend({ unitId: Id.optional(), siteId: Id.optional() }), response: page(GoodsMove) }),
  receive: route({ method: 'POST', path: '/goods', summary: 'A unit of ours comes into stock', right: write, status: 201, idempotent: true, body: z.object({ serial: z.string().trim().min(3).max(64), modelId: z.int().positive().nullable().default(null), siteId: z.int().positive(), grade: Grade.default('A'), state: GoodsState.default('ready'), reason: Reason }), response: GoodsItem }),
  refurbish: route({ method: 'POST', path: '/goods/:unitId/refurbishing', summary: 'It has to be made good first', right: write, params: UnitParam, body: z.object({ reason: Reason }), response: GoodsItem }),
  refurbished: route({ method: 'POST', path: '/goods/:unitId/refurbished', summary: 'It is good again, with this grade', right: write, params: UnitParam, body: z.object({ grade: Grade, reason: Reason }), response: GoodsItem }),
  send: route({ method: 'POST', path: '/goods/:unitId/site', summary: 'It goes to another site', right: write, params: UnitParam, body: z.object({ siteId: z.int().positive(), reason: Reason }), response: GoodsItem }),
  issue: route({ method: 'POST', path: '/goods/:unitId/issue', summary: 'It leaves stock: sold, shown, given away', right: write, params: UnitParam, body: z.object({ reason: z.string().trim().min(1).max(500) }), response: z.object({ done: z.literal(true) }) }),
  recycle: route({ method: 'POST', path: '/goods/:unitId/recycling', summary: 'It is taken apart and never comes back', right: write, params: UnitParam, body: z.object({ reason: Reason }), response: z.object({ done: z.literal(true) }) }),
};
