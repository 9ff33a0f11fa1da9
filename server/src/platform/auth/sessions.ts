import { createHash, randomBytes } from 'node:crypto';
import { type Handle, hot, sql } from '../db/index.ts';

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
export const newToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export type Subject = 'agent' | 'customer';
const days = 14;

/** Starts a session; the token leaves the server once, as a cookie, and only its hash is kept. */
export async function startSession(db: Handle, s: { subject: Subject; subjectId: number; now: Date; ip: string; userAgent: string }): Promise<string> {
  const token = newToken();
  await db.run(sql`insert into session (token_hash, subject, subject_id, created_at, seen_at, expires_at, ip, user_agent)
    values (${hashToken(token)}, ${s.subject}, ${s.subjectId}, ${s.now}, ${s.now}, ${new Date(s.now.getTime() + days * 86_400_000)}, ${s.ip}, ${s.userAgent.slice(0, 300)})`);
  return token;
}

/** Whose session this is; undefined when unknown or over. Used sessions stay alive: the end moves at most once a day. */
export async function readSession(db: Handle, subject: Subject, token: string, now: Date): Promise<number | undefined> {
  const hash = hashToken(token);
  const row = await db.one<{ subject_id: number; seen_at: Date }>(hot`select subject_id, seen_at from session where token_hash = ${hash} and subject = ${subject} and expires_at > ${now}`);
  if (row && now.getTime() - row.seen_at.getTime() > 86_400_000) {
    await db.run(sql`update session set seen_at = ${now}, expires_at = ${new Date(now.getTime() + days * 86_400_000)} where token_hash = ${hash}`);
  }
  return row?.subject_id;
}
export async function endSession(db: Handle, token: string): Promise<void> {
  await db.run(sql`delete from session where token_hash = ${hashToken(token)}`);
}
export async function endSessionsOf(db: Handle, subject: Subject, subjectId: number, exceptToken?: string): Promise<void> {
  await db.run(sql`delete from session where subject = ${subject} and subject_id = ${subjectId} and token_hash <> ${exceptToken ? hashToken(exceptToken) : ''}`);
}

export interface Link { readonly purpose: string; readonly subjectId: number | null; readonly email: string | null; readonly data: Record<string, unknown> }
/** A one-time link for invitations, resets, set-up and sign-in codes. Returns its token. */
export async function makeLink(db: Handle, link: { purpose: string; subjectId?: number | null; email?: string | null; data?: Record<string, unknown>; expiresAt: Date; token?: string }): Promise<string> {
  const token = link.token ?? newToken();
  await db.run(sql`insert into one_time_link (token_hash, purpose, subject_id, email, data, expires_at)
    values (${hashToken(token)}, ${link.purpose}, ${link.subjectId ?? null}, ${link.email ?? null}, ${JSON.stringify(link.data ?? {})}::jsonb, ${link.expiresAt})
    on conflict (token_hash) do update set expires_at = excluded.expires_at, used_at = null`);
  return token;
}
export function peekLink(db: Handle, token: string, now: Date): Promise<Link | undefined> {
  return db.one<Link>(sql`select purpose, subject_id as "subjectId", email, data from one_time_link where token_hash = ${hashToken(token)} and used_at is null and expires_at > ${now}`);
}
/** Takes the link: only the first caller gets it. */
export function takeLink(db: Handle, token: string, now: Date): Promise<Link | undefined> {
  return db.one<Link>(sql`update one_time_link set used_at = ${now} where token_hash = ${hashToken(token)} and used_at is null and expires_at > ${now}
    returning purpose, subject_id as "subjectId", email, data`);
}
