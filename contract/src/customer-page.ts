import { z } from 'zod';
import { ChannelKind, Instant, Names } from './basics.ts';

/** What a customer brought in one currency, in minor units. `valueMinor` is orders and bills less what was credited. */
export const CustomerValue = z.object({ currency: z.string(), valueMinor: z.int(), ordersMinor: z.int(), orders: z.int(), invoicedMinor: z.int(), paidMinor: z.int(), creditMinor: z.int() });
export type CustomerValue = z.infer<typeof CustomerValue>;
/** How they felt in a month, −1 (bad) to 1 (good): by their marks and by the sound of their words. */
export const MoodPoint = z.object({ month: z.string(), score: z.number(), surveys: z.int(), messages: z.int() });
export type MoodPoint = z.infer<typeof MoodPoint>;
/** A segment they are in; `tag` where it gave them one. */
export const InSegment = z.object({ id: z.int(), name: Names, tag: z.string().nullable() });

export const customerItemKinds = ['message', 'ticket', 'note', 'call', 'visit', 'survey', 'invoice', 'order', 'unit'] as const;
export const CustomerItemKind = z.enum(customerItemKinds);
export type CustomerItemKind = z.infer<typeof CustomerItemKind>;
/** Something that happened with a customer. `state` is the state of what it is, the direction of a message, the mark of a survey. `otherId` is the number of the order, unit, visit … itself. */
export const CustomerItem = z.object({
  kind: CustomerItemKind, id: z.int(), at: Instant, title: z.string(), text: z.string(), channel: ChannelKind.nullable(), state: z.string().nullable(), ticketId: z.int().nullable(), otherId: z.int().nullable(), by: z.string().nullable(), minor: z.int().nullable(), currency: z.string().nullable(),
});
export type CustomerItem = z.infer<typeof CustomerItem>;
