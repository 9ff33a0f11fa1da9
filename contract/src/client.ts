import type { CallInput, CallOutput, RouteSpec } from './route.ts';
import type { Problem } from './problem.ts';

/** Thrown for every answer that is not a success; `problem` says what happened in the caller's language. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

export interface ClientOptions {
  /** Where the server is, without a trailing slash; '' for the own origin. */
  readonly base: string;
  readonly language: () => string;
  readonly headers?: () => Record<string, string>;
  readonly fetch?: typeof fetch;
}
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  /** Version for If-Match. */
  readonly version?: number;
}

interface Parts { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }

/** Fills `:name` parts and appends the query of one operation. */
export function urlOf(spec: RouteSpec, input: Parts): string {
  const path = spec.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) if (value !== undefined && value !== null) query.set(key, String(value));
  const text = query.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** A typed client over the contract: `call(tickets.open, { body })`. Network faults reject as fetch's own TypeError. */
export function createClient(options: ClientOptions) {
  return async function call<R extends RouteSpec>(spec: R, input: CallInput<R>, call: CallOptions = {}): Promise<CallOutput<R>> {
    const parts = input as Parts;
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language(), ...options.headers?.() };
    if (parts.body !== undefined) headers['content-type'] = 'application/json';
    if (call.idempotencyKey) headers['idempotency-key'] = call.idempotencyKey;
    if (call.version !== undefined) headers['if-match'] = `"${call.version}"`;
    const init: RequestInit = { method: spec.method, headers, credentials: 'same-origin' };
    if (parts.body !== undefined) init.body = JSON.stringify(parts.body);
    if (call.signal) init.signal = call.signal;
    const response = await (options.fetch ?? fetch)(options.base + urlOf(spec, parts), init);
    if (!response.ok) throw new ApiError(await readProblem(response));
    return (await response.json()) as CallOutput<R>;
  };
}

/** Sends a file's bytes; see `files.ts`. */
export async function uploadFile(options: ClientOptions, path: string, file: Blob & { name?: string }, query: Record<string, string> = {}): Promise<Response> {
  const text = new URLSearchParams({ name: file.name ?? 'file', ...query });
  const response = await (options.fetch ?? fetch)(`${options.base}/api/v1${path}?${text}`, {
    method: 'POST', body: file, credentials: 'same-origin',
    headers: { 'content-type': file.type || 'application/octet-stream', 'accept-language': options.language(), ...options.headers?.() },
  });
  if (!response.ok) throw new ApiError(await readProblem(response));
  return response;
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { type: 'about:blank', status: response.status, code: 'internal', title: response.statusText || String(response.status) };
  }
}
