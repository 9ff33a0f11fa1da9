import { z } from 'zod';
import { ask, fetchBytes, type Question, statusFault } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk, Media } from '../social/platform.ts';
import type { WecomSettings } from './settings.ts';

type Here = Desk<WecomSettings>;
const token = new Set([40014, 42001]);
/** 95013: the conversation is over, 95001: five answers are out, 95018: more than 48 hours. */
const window = new Set([95001, 95013, 95018]);
const busy = new Set([-1, 45009, 45033, 40068]);

export function judge(status: number, body: unknown): PlatformFault | null {
  const { errcode = 0, errmsg = '' } = (typeof body === 'object' && body !== null ? body : {}) as { errcode?: number; errmsg?: string };
  if (errcode === 0) return status >= 500 ? statusFault(status, '') : null;
  return new PlatformFault(token.has(errcode) ? 'token' : window.has(errcode) ? 'window' : busy.has(errcode) ? 'busy' : 'refused', `${errmsg} (${errcode})`);
}
const at = ({ settings }: Here, path: string, query: Record<string, string>) => `${settings.apiBase}${path}?${new URLSearchParams(query).toString()}`;

export const call = <T>(desk: Here, path: string, question: Question, answer: z.ZodType<T>, query: Record<string, string> = {}): Promise<T> =>
  desk.authorised((access) => ask(desk.fetch, at(desk, path, { access_token: access, ...query }), question, answer, judge));

export async function newToken(desk: Here): Promise<{ value: string; seconds: number }> {
  const { corpId, corpSecret } = desk.settings;
  const answer = await ask(desk.fetch, at(desk, '/cgi-bin/gettoken', { corpid: corpId, corpsecret: corpSecret }), {}, z.object({ access_token: z.string(), expires_in: z.number() }), judge);
  return { value: answer.access_token, seconds: answer.expires_in };
}

export const mediaOf = (desk: Here, mediaId: string, name: string, type: string): Media => ({
  name, type, fetch: async () => (await desk.authorised((access) => fetchBytes(desk.fetch, at(desk, '/cgi-bin/media/get', { access_token: access, media_id: mediaId }), {}, judge))).bytes,
});

export async function upload(desk: Here, type: string, file: { name: string; type: string }, bytes: Uint8Array): Promise<string> {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)], { type: file.type }), file.name);
  return (await call(desk, '/cgi-bin/media/upload', { form, totalMs: 30_000 }, z.object({ media_id: z.string() }), { type })).media_id;
}
