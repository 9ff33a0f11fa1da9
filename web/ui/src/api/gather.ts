import { ApiError, urlOf } from '@aftercare/contract/client';
import type { Problem } from '@aftercare/contract/problem';
import { type Together, togetherMost, togetherPath } from '@aftercare/contract/together';
import type { Call } from './ApiProvider.tsx';

interface Waiting { readonly path: string; readonly signal: AbortSignal | undefined; readonly done: (body: unknown) => void; readonly fail: (error: unknown) => void }
/** `send` brings the body of one address of the API, or rejects as the client does. */
export type Send = (path: string, signal: AbortSignal) => Promise<unknown>;

/** Gathers questions asked within one moment and sends them as one; alone, a question goes alone. */
export function gatherer(send: Send, later: (work: () => void) => void = (work) => { setTimeout(work, 0); }) {
  let waiting: Waiting[] = [];
  const flush = () => {
    const all = waiting.filter((one) => !one.signal?.aborted);
    waiting = [];
    for (let at = 0; at < all.length; at += togetherMost) void bring(all.slice(at, at + togetherMost));
  };
  async function bring(some: readonly Waiting[]): Promise<void> {
    const stop = new AbortController();
    let left = some.length;
    // One that is no longer wanted must not take the others with it.
    for (const one of some) one.signal?.addEventListener('abort', () => { left -= 1; if (left === 0) stop.abort(); });
    try {
      const [only] = some;
      if (some.length === 1 && only) return only.done(await send(only.path, stop.signal));
      const { answers } = (await send(`${togetherPath}?${new URLSearchParams(some.map((one) => ['ask', one.path])).toString()}`, stop.signal)) as Together;
      for (const [at, one] of some.entries()) {
        const answer = answers[at];
        if (answer && answer.status < 400) one.done(answer.body);
        else one.fail(new ApiError((answer?.body as Problem | null) ?? { type: 'about:blank', status: answer?.status ?? 500, code: 'internal', title: '' }));
      }
    } catch (error) { for (const one of some) one.fail(error); }
  }
  return (path: string, signal: AbortSignal | undefined) => new Promise<unknown>((done, fail) => {
    signal?.addEventListener('abort', () => fail(signal.reason));
    waiting.push({ path, signal, done, fail });
    if (waiting.length === 1) later(flush);
  });
}

/** The same client, whose questions travel together: for parts of a screen that ask many small things at once. What changes something goes as ever. */
export function gathered(call: Call, send: Send): Call {
  const ask = gatherer(send);
  return ((spec, input, options = {}) => (spec.method === 'GET' && !options.idempotencyKey ? ask(urlOf(spec, input as Parameters<typeof urlOf>[1]).slice('/api/v1'.length), options.signal) : call(spec, input, options))) as Call;
}
