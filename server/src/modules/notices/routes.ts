import { notices as contract } from '@aftercare/contract/notices';
import { implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Notices } from './notices.ts';

const done = { done: true as const };
export function noticeRoutes(notices: Notices) {
  return [
    implement(contract.list, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await notices.list({ agentId: principal.id, unread: query.unread === 'true', before: before ? Number(before) : null, limit: query.limit + 1 });
      return { ...toPage(rows, query.limit, (n) => [n.id]), unread: await notices.unread(principal.id) };
    }),
    implement(contract.read, async ({ body, principal }) => {
      await notices.read({ agentId: principal.id, ids: body.ids ?? null, ticketId: body.ticketId ?? null });
      return { unread: await notices.unread(principal.id) };
    }),
    implement(contract.settings, async ({ principal }) => ({ ...(await notices.settings(principal.id)), ...(await notices.more()) })),
    implement(contract.saveSettings, async ({ body, principal }) => { await notices.saveSettings(principal.id, body); return notices.settings(principal.id); }),
    implement(contract.subscribe, async ({ body, principal }) => { await notices.subscribe(principal.id, body); return done; }),
    implement(contract.unsubscribe, async ({ body, principal }) => { await notices.unsubscribe(principal.id, body.endpoint); return done; }),
    implement(contract.test, async ({ principal }) => { await notices.test(principal.id); return done; }),
  ];
}
