import { ticketIn } from '@aftercare/contract/live';
import { z } from 'zod';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type ActionContext, ProcessError, defineAction } from '../../platform/module/index.ts';
import type { Parts } from './parts.ts';

const What = z.object({ partId: z.int().positive(), siteId: z.int().positive(), quantity: z.int().min(1).max(1000).default(1), for: z.string().max(120).optional() });
const Kept = z.object({ reservationId: z.int(), state: z.string() });
const wantedOf = (input: z.infer<typeof What>, c: ActionContext) => ({ partId: input.partId, siteId: input.siteId, quantity: input.quantity, for: input.for ?? c.stream, ticketId: ticketIn(c.stream), key: c.taskKey, actor: c.actor });

/** What a drawn process may do with parts. Each runs in the transaction of its step. */
export function partActions(parts: Parts) {
  const mine = async (tx: Tx, c: ActionContext) => {
    const ticketId = ticketIn(c.stream);
    return ticketId ? parts.reservationsOfTicket(tx, ticketId) : parts.reservationsFor(tx, c.stream);
  };
  return [
    defineAction({
      name: 'parts.reserve', title: { zh: '预留配件', en: 'Reserve parts' }, input: What, output: Kept,
      async run(input, c) {
        try {
          const r = await parts.reserve(c.tx as Tx, wantedOf(input, c));
          return { reservationId: r.id, state: r.state };
        } catch (error) {
          if (error instanceof Refusal && error.code === 'no-stock') throw new ProcessError('no-stock', { partId: input.partId, siteId: input.siteId, quantity: input.quantity, elsewhere: error.detail.params?.['elsewhere'] ?? [] });
          throw error;
        }
      },
    }),
    defineAction({
      name: 'parts.order', title: { zh: '订购配件，到货后预留', en: 'Order parts and keep them when they arrive' }, input: What, output: Kept.extend({ expectedOn: z.string().nullable() }),
      async run(input, c) {
        const tx = c.tx as Tx;
        const r = await parts.want(tx, wantedOf(input, c));
        if (r.state === 'waiting') await parts.orders.reorder(tx);
        return { reservationId: r.id, state: r.state, expectedOn: await parts.orders.expectedOn(tx, input.partId, input.siteId) };
      },
    }),
    defineAction({
      name: 'parts.release', title: { zh: '释放预留的配件', en: 'Release reserved parts' }, input: z.object({ reservationId: z.int().positive().optional() }), output: z.object({ released: z.int() }),
      async run(input, c) {
        const tx = c.tx as Tx;
        const open = (await mine(tx, c)).filter((r) => (r.state === 'held' || r.state === 'waiting') && (input.reservationId === undefined || r.id === input.reservationId));
        for (const r of open) await parts.release(tx, r.id, { key: `${c.taskKey}:${r.id}`, actor: c.actor });
        return { released: open.length };
      },
    }),
    defineAction({
      name: 'parts.use', title: { zh: '登记已使用的配件', en: 'Record parts as used' }, input: z.object({ reservationId: z.int().positive().optional(), serials: z.array(z.string()).optional() }), output: z.object({ used: z.int() }),
      async run(input, c) {
        const tx = c.tx as Tx;
        const held = (await mine(tx, c)).filter((r) => r.state === 'held' && (input.reservationId === undefined || r.id === input.reservationId));
        for (const r of held) await parts.use(tx, { reservationId: r.id, key: `${c.taskKey}:${r.id}`, actor: c.actor, ...(input.serials ? { serials: input.serials } : {}) });
        return { used: held.length };
      },
    }),
  ];
}
