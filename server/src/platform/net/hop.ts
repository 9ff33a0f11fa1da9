import type Http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutgoingError } from './errors.ts';
import type { CheckedAddress } from './host-guard.ts';

// An import would touch every name it exports, and one of them loads the whole of fetch: a tenth of a second of each start.
const http: typeof Http = process.getBuiltinModule('node:http');

export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
  /** Checked before; the connection goes to these and nowhere else. */
  readonly addresses: readonly CheckedAddress[];
  readonly connectMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface HopAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As sent: still packed where content-encoding says so. */
  readonly body: Buffer;
}

/**
 * One request and its answer, without redirects. Keeps no connection: an agent of its own, so neither a pool nor the proxy of
 * the environment gets between.
 */
export function sendHop({ url, method, headers, body, addresses, connectMs, maxBytes, signal }: Hop): Promise<HopAnswer> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      method,
      headers: Object.fromEntries(headers),
      agent: secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false }),
      lookup: pinned(addresses),
      signal,
    });
    let connected = false;
    const patience = setTimeout(() => request.destroy(new OutgoingError('timeout', `${url.host} did not take the connection within ${connectMs} ms`, { mayHaveLeft: false })), connectMs);
    request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => { connected = true; clearTimeout(patience); }));
    request.on('close', () => clearTimeout(patience));
    request.on('error', (error) => reject(asOutgoing(error, url, connected)));
    request.on('response', (response) => {
      collect(response, maxBytes).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: bytes }),
        (error: Error) => {
          request.destroy();
          reject(asOutgoing(error, url, true));
        },
      );
    });
    request.end(body);
  });
}

async function collect(response: Http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutgoingError('too-large', `The answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** No cookies: nobody here keeps them. */
function headersOf(response: Http.IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    const name = response.rawHeaders[i] ?? '';
    if (name.toLowerCase() !== 'set-cookie') headers.append(name, response.rawHeaders[i + 1] ?? '');
  }
  return headers;
}

/** Answers Node's question for an address with the ones that were checked. */
function pinned(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, addresses.map(({ address, family }) => ({ address, family })));
    else if (first) done(null, first.address, first.family);
    else done(new Error('no address'), '');
  };
}

function asOutgoing(error: Error, url: URL, mayHaveLeft: boolean): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const cause = (error as { cause?: unknown }).cause;
  if (cause instanceof OutgoingError) return cause;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return new OutgoingError('timeout', `${url.host} did not answer in time`, { cause: error, mayHaveLeft });
  return new OutgoingError('network', `${url.host}: ${error.message}`, { cause: error, mayHaveLeft });
}
