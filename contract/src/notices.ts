import { z } from 'zod';
import { Done, Id, Instant, PageQuery } from './basics.ts';
import { PushTarget } from './portal-home.ts';
import { route } from './route.ts';

/** What people are told of; the order of screens. */
export const noticeKinds = ['assigned', 'team', 'mentioned', 'answered', 'warning', 'breached', 'step', 'certificate', 'missed', 'undelivered'] as const;
export const NoticeKind = z.enum(noticeKinds);
/** Kinds nobody chooses ways for: a rung of a chain says itself how it tells. */
export const NoticeShown = z.enum([...noticeKinds, 'escalated']);
export type NoticeShown = z.infer<typeof NoticeShown>;
export type NoticeKind = z.infer<typeof NoticeKind>;
export const Notice = z.object({ id: z.int(), kind: NoticeShown, ticketId: z.int().nullable(), subject: z.string(), who: z.string(), words: z.string(), at: Instant, readAt: Instant.nullable() });
export type Notice = z.infer<typeof Notice>;
export const NoticeWays = z.object({ app: z.boolean(), mail: z.boolean(), push: z.boolean() });
export type NoticeWays = z.infer<typeof NoticeWays>;
const Minute = z.int().min(0).max(1439);
export const NoticeSettings = z.object({
  ways: z.record(NoticeKind, NoticeWays),
  /** Mails of what can wait, gathered: every hour, or once a day at `digestAt` (minute of the day in one's own time zone). */
  digest: z.enum(['off', 'hourly', 'daily']), digestAt: Minute,
  /** Between these nothing rings and nothing is mailed: it comes when they are over. */
  quietFrom: Minute.nullable(), quietTo: Minute.nullable(),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Notices of one's own. News comes on the live topic `me`. */
export const notices = {
  list: route({ method: 'GET', path: '/notices', summary: 'My notices, newest first', right: 'self', query: PageQuery.extend({ unread: z.enum(['true', 'false']).optional() }), response: z.object({ items: z.array(Notice), next: z.string().nullable(), unread: z.int() }) }),
  read: route({ method: 'POST', path: '/notices/read', summary: 'Mark notices as read', right: 'self', /** Left out: all of them. */ body: z.object({ ids: z.array(Id).max(200).optional(), ticketId: Id.optional() }), response: z.object({ unread: z.int() }) }),
  settings: route({ method: 'GET', path: '/notices/settings', summary: 'How I am told', right: 'self', response: NoticeSettings.extend({ mail: z.boolean(), pushKey: z.string() }) }),
  saveSettings: route({ method: 'PUT', path: '/notices/settings', summary: 'Change how I am told', right: 'self', body: NoticeSettings, response: NoticeSettings }),
  subscribe: route({ method: 'PUT', path: '/notices/push', summary: 'Tell this browser, too', right: 'self', body: PushTarget, response: Done }),
  unsubscribe: route({ method: 'DELETE', path: '/notices/push', summary: 'Do not tell this browser any more', right: 'self', body: z.object({ endpoint: z.url().max(1000) }), response: Done }),
  test: route({ method: 'POST', path: '/notices/test', summary: 'Send me a notice by each way I chose', right: 'self', response: Done }),
};
