import type { Handle } from '../db/index.ts';
import { hot, sql } from '../db/index.ts';

export interface NewLink { code: string; url: string; scope: string; messageId: number | null; at: Date; expiresAt: Date }
/** The code of this link in this text: a new one, or the one it has. */
export const keepLink = async (db: Handle, l: NewLink) => (await db.one<{ code: string }>(hot`insert into short_link (code, url, scope, message_id, created_at, expires_at) values (${l.code}, ${l.url}, ${l.scope}, ${l.messageId}, ${l.at}, ${l.expiresAt})
  on conflict (scope, url) do update set expires_at = greatest(short_link.expires_at, excluded.expires_at) returning code`))?.code ?? l.code;
export const findLink = (db: Handle, code: string) => db.one<{ url: string; expiresAt: Date }>(hot`select url, expires_at as "expiresAt" from short_link where code = ${code}`);
export const countHit = (db: Handle, code: string, at: Date) => db.run(hot`update short_link set hits = hits + 1, last_hit_at = ${at} where code = ${code}`);
/** A month after its end nobody needs to be told that it was one. */
export const sweepLinks = (db: Handle, now: Date) => db.run(sql`delete from short_link where expires_at < ${new Date(now.getTime() - 30 * 86_400_000)}`);
