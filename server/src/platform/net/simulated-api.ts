import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch } from './guarded-fetch.ts';

/** To wherever the server under test stands. */
const send = createGuardedFetch({ allowPrivate: ['*'] });

export interface Called { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly headers: IncomingMessage['headers']; readonly body: Buffer; readonly json: Record<string, unknown> }
export interface Answered { readonly status?: number; readonly json?: unknown; readonly bytes?: Uint8Array; readonly type?: string; readonly headers?: Readonly<Record<string, string>>; /** As if the line broke after the work was done. */ readonly silent?: boolean; /** Thinks so long first. */ readonly afterMs?: number }
type Handler = (called: Called, match: RegExpExecArray) => Answered | Promise<Answered>;

/** A platform's API on this machine, for tests and trials. What each of them does stands beside its adapter; here is what all have. */
export class SimulatedApi {
  base = '';
  readonly calls: Called[] = [];
  readonly #routes: { method: string; path: RegExp; handler: Handler }[] = [];
  #next: Answered[] = [];
  readonly #server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (chunk: Buffer) => parts.push(chunk)).on('end', () => {
      void this.#answer(request, Buffer.concat(parts)).then((answer) => {
        if (answer.silent) return response.destroy();
        const bytes = answer.bytes ? Buffer.from(answer.bytes) : Buffer.from(JSON.stringify(answer.json ?? {}));
        return response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? (answer.bytes ? 'application/octet-stream' : 'application/json'), ...answer.headers }).end(bytes);
      }, (error: unknown) => response.writeHead(500).end(String(error)));
    });
  });

  on(method: string, path: RegExp, handler: Handler): this {
    this.#routes.push({ method, path, handler });
    return this;
  }
  /** What the next calls get instead of their answer: throttled, out of order, gone. */
  fail(...answers: Answered[]): void { this.#next.push(...answers); }
  /** How it is disposed, asked at each call: slow, out of order, or itself (undefined). */
  mood: ((called: Called) => Answered | undefined) | null = null;

  async start(): Promise<this> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => { this.#server.close(() => resolve()); });
  }

  async #answer(request: IncomingMessage, body: Buffer): Promise<Answered> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const called: Called = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, body, json: parse(body) };
    this.calls.push(called);
    const instead = this.#next.shift() ?? this.mood?.(called);
    if (instead?.afterMs) await new Promise((resolve) => { setTimeout(resolve, instead.afterMs); });
    if (instead && !instead.silent && (instead.status || instead.json)) return instead;
    for (const { method, path, handler } of this.#routes) {
      const match = method === called.method ? path.exec(called.path) : null;
      if (match) return { ...(await handler(called, match)), ...(instead?.silent ? { silent: true } : {}) };
    }
    return { status: 404, json: { error: `no such call: ${called.method} ${called.path}` } };
  }
}

/** The platform delivers to us: its status and words. */
export async function post(url: string, body: string | Uint8Array, headers: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
  const response = await send(url, { method: 'POST', body, headers, totalMs: 60_000 });
  return { status: response.status, text: await response.text() };
}
export async function get(url: string): Promise<{ status: number; text: string }> {
  const response = await send(url, {});
  return { status: response.status, text: await response.text() };
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
