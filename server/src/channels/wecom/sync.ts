import { z } from 'zod';
import { say } from '../../platform/i18n/index.ts';
import type { Desk } from '../social/platform.ts';
import * as store from '../social/store.ts';
import { call } from './api.ts';
import type { WecomSettings } from './settings.ts';

const Page = z.object({ next_cursor: z.string().default(''), has_more: z.number().default(0), msg_list: z.array(z.looseObject({ msgid: z.string() })).default([]) });
/** The platform keeps messages for three days; told a day before. */
const alarmMs = 2 * 86_400_000;
/** Pages of one look; what is left is fetched by the next. */
const most = 50;

/**
 * Fetches what is new. The cursor moves once a page is on disk: a page that was fetched twice is kept once, and none is passed
 * over.
 */
export async function sync(desk: Desk<WecomSettings>, callbackToken = ''): Promise<void> {
  const { account, context } = desk;
  const stored = await store.cursorOf(context.platform.db, account.id);
  let cursor = typeof stored['kf'] === 'string' ? stored['kf'] : '';
  try {
    for (let n = 0; n < most; n++) {
      const page = await call(desk, '/cgi-bin/kf/sync_msg', { json: { cursor, token: callbackToken, limit: 1000, voice_format: 0, open_kfid: account.address }, maxBytes: 16 * 1024 * 1024 }, Page);
      cursor = page.next_cursor || cursor;
      await context.acceptMany(page.msg_list.map((m) => ({ accountId: account.id, externalId: m.msgid, content: Buffer.from(JSON.stringify(m)) })), { accountId: account.id, value: { kf: cursor, syncedAt: desk.now().toISOString() } });
      if (page.has_more !== 1) return;
    }
  } catch (error) {
    throw late(desk, stored['syncedAt']) ?? error;
  }
}

/** The alarm, in place of the fault behind it. */
function late({ account, now }: Desk<WecomSettings>, syncedAt: unknown): Error | null {
  const age = typeof syncedAt === 'string' ? now().getTime() - Date.parse(syncedAt) : 0;
  return age > alarmMs ? new Error(say(account.language, 'social.sync-late', { hours: Math.floor(age / 3_600_000) })) : null;
}
