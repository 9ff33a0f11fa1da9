import { z } from 'zod';
import { ask, fetchBytes, type Question, statusFault } from '../social/api.ts';
import { beforehand, PlatformFault } from '../social/fault.ts';
import type { Desk, Media } from '../social/platform.ts';
import type { WeChatSettings } from './settings.ts';

const token = new Set([40001, 40014, 42001]);
const window = new Set([45015, 45047]);
const busy = new Set([-1, 45009, 45011, 50002]);

/** Faults come as `errcode` in an answer of status 200. */
export function judge(status: number, body: unknown): PlatformFault | null {
  const { errcode = 0, errmsg = '' } = (typeof body === 'object' && body !== null ? body : {}) as { errcode?: number; errmsg?: string };
  if (errcode === 0) return status >= 500 ? statusFault(status, '') : null;
  return new PlatformFault(token.has(errcode) ? 'token' : window.has(errcode) ? 'window' : busy.has(errcode) ? 'busy' : 'refused', `${errmsg} (${errcode})`);
}

type Here = Desk<WeChatSettings>;
const at = (desk: Here, path: string, query: Record<string, string>) => `${desk.settings.apiBase}${path}?${new URLSearchParams(query).toString()}`;

export function call<T>(desk: Here, path: string, question: Question, answer: z.ZodType<T>, query: Record<string, string> = {}): Promise<T> {
  return desk.authorised((access) => ask(desk.fetch, at(desk, path, { access_token: access, ...query }), question, answer, judge));
}

/** The stable kind: asking again does not end the one others are using. */
export async function newToken(desk: Here): Promise<{ value: string; seconds: number }> {
  const answer = await ask(desk.fetch, `${desk.settings.apiBase}/cgi-bin/stable_token`, { json: { grant_type: 'client_credential', appid: desk.account.address, secret: desk.settings.appSecret } }, z.object({ access_token: z.string(), expires_in: z.number() }), judge);
  return { value: answer.access_token, seconds: answer.expires_in };
}

export const mediaOf = (desk: Here, mediaId: string, name: string, type: string): Media => ({
  name, type,
  fetch: async () => (await desk.authorised((access) => fetchBytes(desk.fetch, at(desk, '/cgi-bin/media/get', { access_token: access, media_id: mediaId }), {}, judge))).bytes,
});

/** Puts a file among the account's temporary material. */
export async function upload(desk: Here, type: string, file: { name: string; type: string }, bytes: Uint8Array): Promise<string> {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)], { type: file.type }), file.name);
  return (await beforehand(() => call(desk, '/cgi-bin/media/upload', { form, totalMs: 30_000 }, z.object({ media_id: z.string() }), { type }))).media_id;
}
