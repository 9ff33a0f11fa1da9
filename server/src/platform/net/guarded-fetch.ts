import { OutgoingError } from './errors.ts';
import { createHostGuard, type GuardOptions, type HostGuard } from './host-guard.ts';
import { type HopAnswer, sendHop } from './hop.ts';
import { unpack } from './unpack.ts';

export interface GuardedRequest {
  /** GET unless told. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Followed at most; 3 unless told. With 0 a redirect is returned as it is – right for signed posts. */
  readonly maxRedirects?: number;
  /** Largest answer in bytes, unpacked; 5 MiB unless told. */
  readonly maxBytes?: number;
  /** For everything, redirects included; 15 s unless told. */
  readonly totalMs?: number;
  /** For reaching one server; 5 s unless told. */
  readonly connectMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * `fetch` for the world outside: http and https only, never to private addresses, bounded in time, size and redirects, without
 * cookies or proxies. The answer is all there when the promise resolves.
 * @throws OutgoingError
 */
export type GuardedFetch = (url: string | URL, request?: GuardedRequest) => Promise<Response>;

interface Step {
  url: URL;
  method: string;
  headers: Headers;
  body: Uint8Array | undefined;
}

/** Not for callers to set: the connection's own, or what we promised not to send. */
const ours = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade', 'cookie', 'proxy-authorization'];
/** All that follows a redirect to another origin: keys and signatures were meant for the first. */
const harmless = new Set(['accept', 'accept-language', 'accept-encoding', 'user-agent', 'content-type']);
const redirects = new Set([301, 302, 303, 307, 308]);

export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const guard = createHostGuard(options);
  return async (url, request = {}) => {
    const { maxRedirects = 3, maxBytes = 5 * 1024 * 1024, totalMs = 15_000, connectMs = 5_000 } = request;
    const deadline = AbortSignal.timeout(totalMs);
    const limits = { maxBytes, connectMs, signal: request.signal ? AbortSignal.any([deadline, request.signal]) : deadline };
    let step = firstStep(url, request);
    for (let followed = 0; ; followed++) {
      const answer = await withinTime(takeStep(guard, step, limits), limits.signal, step.url);
      const location = redirects.has(answer.status) ? answer.headers.get('location') : null;
      if (location === null || maxRedirects === 0) return toResponse(answer, step.url, maxBytes);
      if (followed >= maxRedirects) throw new OutgoingError('too-many-redirects', `More than ${maxRedirects} redirects from ${new URL(url).host}`);
      step = nextStep(step, location, answer.status);
    }
  };
}

function firstStep(url: string | URL, request: GuardedRequest): Step {
  const headers = new Headers({ 'user-agent': 'Aftercare', accept: '*/*', 'accept-encoding': 'gzip, deflate, br', ...request.headers });
  for (const name of ours) headers.delete(name);
  const method = (request.method ?? 'GET').toUpperCase();
  return { url: checkedUrl(url), method, headers, body: typeof request.body === 'string' ? new TextEncoder().encode(request.body) : request.body };
}

function nextStep(from: Step, location: string, status: number): Step {
  const url = checkedUrl(location, from.url);
  if (from.url.protocol === 'https:' && url.protocol === 'http:') throw new OutgoingError('refused-url', `${from.url.host} redirects from https to http`);
  const headers = new Headers(from.headers);
  const meantForTheFirst = url.origin === from.url.origin ? [] : [...headers.keys()].filter((name) => !harmless.has(name));
  for (const name of meantForTheFirst) headers.delete(name);
  const becomesGet = (status === 303 && from.method !== 'HEAD') || ((status === 301 || status === 302) && from.method === 'POST');
  if (!becomesGet) return { ...from, url, headers };
  headers.delete('content-type');
  return { url, method: 'GET', headers, body: undefined };
}

function checkedUrl(given: string | URL, base?: URL): URL {
  const url = URL.parse(String(given), base?.href);
  if (!url) throw new OutgoingError('refused-url', 'This is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutgoingError('refused-url', `Only http and https are spoken, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '') throw new OutgoingError('refused-url', 'A URL with a name and password in it is not used');
  return url;
}

async function takeStep(guard: HostGuard, step: Step, limits: { maxBytes: number; connectMs: number; signal: AbortSignal }): Promise<HopAnswer> {
  const headers = new Headers(step.headers);
  if (step.body !== undefined || ['POST', 'PUT', 'PATCH'].includes(step.method)) headers.set('content-length', String(step.body?.byteLength ?? 0));
  return sendHop({ ...step, ...limits, headers, addresses: await guard.addressesOf(step.url.hostname) });
}

/** Bounds the resolver too, which takes no signal. */
function withinTime<T>(work: Promise<T>, signal: AbortSignal, url: URL): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new OutgoingError('timeout', `${url.host} did not answer in time`, { cause: signal.reason }));
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}

async function toResponse(answer: HopAnswer, url: URL, maxBytes: number): Promise<Response> {
  const body = await unpack(answer.body, answer.headers.get('content-encoding'), maxBytes);
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  if (answer.status < 200 || answer.status > 599) throw new OutgoingError('network', `${url.host} answered with status ${answer.status}`);
  const bodyless = answer.status === 204 || answer.status === 205 || answer.status === 304;
  const response = new Response(bodyless ? null : new Uint8Array(body), { status: answer.status, headers });
  // A Response made by hand has no URL of its own.
  Object.defineProperty(response, 'url', { value: url.href });
  return response;
}
