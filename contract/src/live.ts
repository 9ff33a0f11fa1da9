import { z } from 'zod';

/**
 * The live line at `/api/v1/live` (WebSocket; the same frames as server-sent events at `/api/v1/live/events?topics=…&since=…`).
 * Topics: `inbox`, `counts`, `wallboard`, `ticket:ID`, `me`. Every fact carries `cursor`; after a reconnect the client says
 * the last one it saw and gets everything since (or `reset` when that is too long ago: then it loads anew).
 */
export const LiveClientFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('subscribe'), topics: z.array(z.string().max(60)).max(50), since: z.int().nullable().default(null) }),
  z.object({ kind: z.literal('unsubscribe'), topics: z.array(z.string().max(60)).max(50) }),
  /** Where I am and whether I am typing: shown to others on the same ticket; forgotten after 30 s without a renewal. */
  z.object({ kind: z.literal('presence'), ticketId: z.int(), state: z.enum(['viewing', 'typing', 'gone']) }),
  z.object({ kind: z.literal('ping') }),
]);
export type LiveClientFrame = z.infer<typeof LiveClientFrame>;

export const LiveServerFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), cursor: z.int() }),
  z.object({ kind: z.literal('fact'), cursor: z.int(), topic: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('presence'), ticketId: z.int(), people: z.array(z.object({ id: z.int(), name: z.string(), state: z.enum(['viewing', 'typing']), who: z.enum(['agent', 'customer']) })) }),
  z.object({ kind: z.literal('reset') }),
  z.object({ kind: z.literal('pong') }),
]);
export type LiveServerFrame = z.infer<typeof LiveServerFrame>;

/** The ticket that a live topic or a stream of facts is about: `ticket:42` → 42; null for another subject. */
export function ticketIn(name: string): number | null {
  const id = /^ticket:(\d{1,15})$/.exec(name)?.[1];
  return id ? Number(id) || null : null;
}
