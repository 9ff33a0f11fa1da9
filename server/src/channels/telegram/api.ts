import { z } from 'zod';
import { ask, fetchBytes, type Question } from '../social/api.ts';
import { PlatformFault } from '../social/fault.ts';
import type { Desk, Media } from '../social/platform.ts';
import type { TelegramSettings } from './settings.ts';

type Here = Desk<TelegramSettings>;
const Fault = z.object({ ok: z.literal(false), error_code: z.number(), description: z.string().default('') });

function judge(_status: number, body: unknown): PlatformFault | null {
  const read = Fault.safeParse(body);
  if (!read.success) return null;
  const { error_code: code, description } = read.data;
  return new PlatformFault(code === 401 || code === 404 ? 'token' : code === 429 || code >= 500 ? 'busy' : 'refused', `${description} (${code})`);
}

export const call = async <T>(desk: Here, method: string, question: Question, result: z.ZodType<T>): Promise<T> =>
  (await ask(desk.fetch, `${desk.settings.apiBase}/bot${desk.settings.botToken}/${method}`, question, z.object({ ok: z.literal(true), result }), judge)).result;

export const mediaOf = (desk: Here, fileId: string, name: string, type: string): Media => ({
  name, type,
  async fetch() {
    const { file_path: path } = await call(desk, 'getFile', { json: { file_id: fileId } }, z.object({ file_path: z.string() }));
    return (await fetchBytes(desk.fetch, `${desk.settings.apiBase}/file/bot${desk.settings.botToken}/${path.split('/').map(encodeURIComponent).join('/')}`, {}, judge)).bytes;
  },
});
