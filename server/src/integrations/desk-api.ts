import type { z } from 'zod';
import { type GuardedFetch, OutgoingError } from '../platform/net/index.ts';
import { DeskBusy, DeskRefused } from './desk.ts';

export interface DeskQuestion { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown; readonly form?: FormData; readonly bytes?: Uint8Array }
/** Longest we are kept waiting by one answer. */
const longest = 900;

/** The desk's answer, 404 and 409 included; others that will not change are refusals, 429 asks for peace. */
export async function askDesk(send: GuardedFetch, url: string, question: DeskQuestion): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> = { accept: 'application/json', ...question.headers };
  let body: string | Uint8Array | undefined = question.bytes;
  if (question.json !== undefined) { body = JSON.stringify(question.json); headers['content-type'] = 'application/json'; }
  if (question.form) {
    const packed = new Response(question.form);
    headers['content-type'] = packed.headers.get('content-type') ?? '';
    body = new Uint8Array(await packed.arrayBuffer());
  }
  const response = await send(url, { method: question.method ?? (body === undefined ? 'GET' : 'POST'), headers, ...(body === undefined ? {} : { body }), maxRedirects: 0, totalMs: 30_000, maxBytes: 10 * 1024 * 1024 }).catch((error: unknown) => {
    if (error instanceof OutgoingError && (error.fault === 'refused-address' || error.fault === 'refused-url')) throw new DeskRefused(error.message, { cause: error });
    throw error;
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 429) throw new DeskBusy(Math.min(longest, Math.max(1, Number(response.headers.get('retry-after')) || 30)));
  if (response.ok || response.status === 404 || response.status === 409) return { status: response.status, body: answer };
  const said = wordsIn(answer) || `HTTP ${response.status}`;
  throw response.status >= 400 && response.status < 500 && response.status !== 408 ? new DeskRefused(said) : new Error(`the desk answered ${response.status}: ${said}`);
}

/** Reads an answer that must be there. */
export function readDesk<T>(schema: z.ZodType<T>, { status, body }: { status: number; body: unknown }): T {
  if (status >= 400) throw new DeskRefused(wordsIn(body) || `HTTP ${status}`);
  const read = schema.safeParse(body);
  if (!read.success) throw new Error(`unexpected answer: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`);
  return read.data;
}

function wordsIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  const { error, message, description, details } = answer as Record<string, unknown>;
  const words = [message, description, typeof error === 'string' ? error : null, details === undefined ? null : JSON.stringify(details)];
  return words.filter((w): w is string => typeof w === 'string' && w !== '').join(' · ').slice(0, 400);
}
