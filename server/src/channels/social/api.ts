import type { z } from 'zod';
import { type GuardedFetch, OutgoingError } from '../../platform/net/index.ts';
import { PlatformFault } from './fault.ts';

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly fields?: Readonly<Record<string, string>>;
  readonly form?: FormData;
  readonly maxBytes?: number;
  readonly totalMs?: number;
}

/** What an answer means where it is not yes; null where the status decides, `fine` where it is yes whatever the status. `body` is the parsed JSON, or undefined where it is none. */
export type Judge = (status: number, body: unknown, headers: Headers) => PlatformFault | 'fine' | null;

/** Redirects are not followed with a token in hand; faults of the network pass, faults of the address do not. */
async function fetchOf(fetch: GuardedFetch, url: string, question: Question): Promise<Response> {
  const { json, fields, form, headers = {} } = question;
  let body: Uint8Array | string | undefined;
  const own: Record<string, string> = { ...headers };
  if (json !== undefined) { body = JSON.stringify(json); own['content-type'] ??= 'application/json'; }
  if (fields) { body = new URLSearchParams(fields).toString(); own['content-type'] = 'application/x-www-form-urlencoded'; }
  if (form) {
    // A Response knows how to write a form down.
    const packed = new Response(form);
    own['content-type'] = packed.headers.get('content-type') ?? '';
    body = new Uint8Array(await packed.arrayBuffer());
  }
  try {
    return await fetch(url, {
      method: question.method ?? (body === undefined ? 'GET' : 'POST'), headers: own, ...(body === undefined ? {} : { body }), maxRedirects: 0,
      ...(question.maxBytes ? { maxBytes: question.maxBytes } : {}), ...(question.totalMs ? { totalMs: question.totalMs } : {}),
    });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    throw new PlatformFault(error.fault === 'refused-address' || error.fault === 'refused-url' ? 'refused' : 'busy', error.message, { cause: error, answered: !error.mayHaveLeft });
  }
}

/** Asks a platform's API. @throws PlatformFault */
export async function ask<T>(fetch: GuardedFetch, url: string, question: Question, answer: z.ZodType<T>, judge: Judge): Promise<T> {
  const response = await fetchOf(fetch, url, question);
  const body = jsonOf(await response.text());
  const verdict = judge(response.status, body, response.headers);
  if (verdict instanceof PlatformFault) throw verdict;
  if (verdict === null && response.status >= 400) throw statusFault(response.status, '');
  const read = answer.safeParse(body);
  if (!read.success) throw new PlatformFault('busy', `unexpected answer: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`, { answered: false });
  return read.data;
}

/** Bytes of a file the platform keeps. An answer in JSON is no file but words about it. */
export async function fetchBytes(fetch: GuardedFetch, url: string, question: Question, judge: Judge): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const response = await fetchOf(fetch, url, { maxBytes: 32 * 1024 * 1024, totalMs: 30_000, ...question });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const words = response.status >= 400 || (response.headers.get('content-type') ?? '').includes('json') ? jsonOf(Buffer.from(bytes).toString('utf8')) : undefined;
  const verdict = judge(response.status, words, response.headers);
  if (verdict instanceof PlatformFault) throw verdict;
  if (response.status >= 300) throw statusFault(response.status, '');
  return { bytes, headers: response.headers };
}

/** By the status alone: 401 wants another token, 429 and 5xx another time, the rest of 4xx is final. */
export function statusFault(status: number, words: string): PlatformFault {
  const sort = status === 401 ? 'token' : status === 429 || status === 408 || status >= 500 || status < 400 ? 'busy' : 'refused';
  // A gateway before the platform may say so while the platform goes on with it; 503 says that it was not taken.
  return new PlatformFault(sort, words === '' ? `HTTP ${status}` : `${words} (HTTP ${status})`, { answered: status < 500 || status === 503 });
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
