import { z } from 'zod';

/** Row ids are positive integers. */
export const Id = z.coerce.number().int().positive();
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });
/** Languages of interfaces and customers; more are added by a file in `languages`. */
export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;
/** A name shown to people in both languages. */
export const Names = z.object({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });
export type Names = z.infer<typeof Names>;

/** Every door there can be, in the order of choices on screens. */
export const channelKinds = ['mail', 'chat', 'portal', 'webhook', 'phone', 'counter', 'sms', 'wechat', 'wecom', 'weibo', 'whatsapp', 'messenger', 'instagram', 'telegram', 'line', 'review', 'zendesk', 'chatwoot', 'import'] as const;
export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;
export const Tier = z.enum(['standard', 'silver', 'gold', 'vip']);
export type Tier = z.infer<typeof Tier>;

/** A keyset page: pass `next` back as `after` to go on; null at the end. */
export function page<T extends z.core.SomeType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
export const PageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const Done = z.object({ done: z.literal(true) });
export const IdParam = z.object({ id: Id });

/**
 * What may be changed of a thing: every field may be left out, and what is left out stays as it is. (`.partial()` alone would
 * fill in the defaults of a new thing and so wipe what nobody mentioned.)
 */
export function changesOf<Shape extends z.ZodRawShape>(whole: z.ZodObject<Shape>): ReturnType<z.ZodObject<Shape>['partial']> {
  const fields = Object.entries(whole.shape).map(([key, field]) => [key, (field instanceof z.ZodDefault ? field.unwrap() : field) as z.ZodType] as const);
  return z.object(Object.fromEntries(fields)).partial() as unknown as ReturnType<z.ZodObject<Shape>['partial']>;
}
