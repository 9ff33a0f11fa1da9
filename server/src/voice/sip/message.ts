/** SIP messages (RFC 3261) as text and as what they say. Pure. */

export interface Header { readonly name: string; readonly value: string }
export interface SipRequest { readonly kind: 'request'; readonly method: string; readonly uri: string; readonly headers: readonly Header[]; readonly body: Buffer }
export interface SipResponse { readonly kind: 'response'; readonly status: number; readonly reason: string; readonly headers: readonly Header[]; readonly body: Buffer }
export type SipMessage = SipRequest | SipResponse;

/** What came is no SIP message; `status` is what to answer where an answer is possible at all. */
export class SipFault extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'SipFault';
    this.status = status;
  }
}

/** Largest message taken; a UDP datagram cannot hold more. */
export const largestMessage = 65_535;
const mostHeaders = 200;
const longestLine = 8_192;

const compact: Readonly<Record<string, string>> = {
  i: 'Call-ID', m: 'Contact', e: 'Content-Encoding', l: 'Content-Length', c: 'Content-Type', f: 'From', s: 'Subject', k: 'Supported', t: 'To', v: 'Via', r: 'Refer-To', b: 'Referred-By', x: 'Session-Expires', o: 'Event', u: 'Allow-Events',
};
const spelled = new Map(['Call-ID', 'CSeq', 'WWW-Authenticate', 'RSeq', 'RAck', 'MIME-Version', 'Min-SE', ...Object.values(compact)].map((name) => [name.toLowerCase(), name]));
const token = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** The one spelling of a header's name. */
export function headerName(given: string): string {
  const lower = given.toLowerCase();
  return compact[lower] ?? spelled.get(lower) ?? lower.replace(/(^|-)[a-z]/g, (s) => s.toUpperCase());
}

/** Where the head of a message ends: offset of the body, or -1 while the empty line has not come. Lone line feeds are borne. */
export function endOfHead(bytes: Buffer): number {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf >= 0 ? lf + 2 : -1;
}

/**
 * Reads one message.
 * @param stream over TCP the body is as long as Content-Length says; over UDP a missing length means the rest of the datagram
 * @throws SipFault
 */
export function parseMessage(bytes: Buffer, options: { stream?: boolean } = {}): SipMessage {
  if (bytes.length > largestMessage) throw new SipFault(513, 'the message is too large');
  let start = 0;
  while (bytes[start] === 13 || bytes[start] === 10) start += 1;
  const whole = start > 0 ? bytes.subarray(start) : bytes;
  const head = endOfHead(whole);
  if (head < 0) throw new SipFault(400, 'the headers have no end');
  const [first = '', ...rest] = whole.toString('utf8', 0, head).split(/\r?\n/);
  const headers = readHeaders(rest);
  const body = bodyOf(whole.subarray(head), headers, options.stream === true);
  const response = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i.exec(first);
  if (response) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body };
  const request = /^(\S+) +(\S.*?) +SIP\/(\d+\.\d+)$/i.exec(first);
  if (!request?.[1] || !token.test(request[1])) throw new SipFault(400, 'the first line is neither a request nor a response');
  if (request[3] !== '2.0') throw new SipFault(505, 'only SIP/2.0 is spoken here');
  const uri = request[2] ?? '';
  if (/[\s<>"]/.test(uri)) throw new SipFault(400, 'the address in the first line is not one');
  return { kind: 'request', method: request[1], uri, headers, body };
}

function readHeaders(lines: readonly string[]): Header[] {
  const unfolded: string[] = [];
  for (const line of lines) {
    if (line.length > longestLine) throw new SipFault(400, 'a header is too long');
    if (line === '') continue;
    if (/^[ \t]/.test(line)) {
      if (unfolded.length === 0) throw new SipFault(400, 'the headers begin with a continuation');
      unfolded[unfolded.length - 1] += ` ${line.trim()}`;
    } else unfolded.push(line);
  }
  if (unfolded.length > mostHeaders) throw new SipFault(400, 'too many headers');
  return unfolded.map((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!token.test(name)) throw new SipFault(400, 'a header has no name');
    // eslint-disable-next-line no-control-regex
    if (/\u0000/.test(line)) throw new SipFault(400, 'a header holds a zero byte');
    return { name: headerName(name), value: line.slice(colon + 1).trim() };
  });
}

function bodyOf(rest: Buffer, headers: readonly Header[], stream: boolean): Buffer {
  const said = headers.filter((h) => h.name === 'Content-Length').map((h) => h.value);
  if (new Set(said).size > 1) throw new SipFault(400, 'two different lengths');
  const text = said[0];
  if (text === undefined) {
    if (stream) throw new SipFault(400, 'Content-Length is missing');
    return Buffer.from(rest);
  }
  if (!/^\d{1,6}$/.test(text)) throw new SipFault(400, 'Content-Length is no number');
  const length = Number(text);
  if (length > rest.length) throw new SipFault(400, 'the body is shorter than it says');
  return Buffer.from(rest.subarray(0, length));
}

/** The bytes of a message; Content-Length is always the true one. */
export function serialiseMessage(message: SipMessage): Buffer {
  const first = message.kind === 'request' ? `${message.method} ${message.uri} SIP/2.0` : `SIP/2.0 ${message.status} ${message.reason}`;
  const headers = message.headers.filter((h) => h.name !== 'Content-Length').map((h) => `${h.name}: ${h.value.replace(/[\r\n]+/g, ' ')}`);
  const head = `${[first.replace(/[\r\n]+/g, ' '), ...headers, `Content-Length: ${message.body.length}`].join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'utf8'), message.body]);
}

/** First value of a header; '' where there is none. */
export const header = (message: Pick<SipMessage, 'headers'>, name: string): string => message.headers.find((h) => h.name === name)?.value ?? '';
/** All values of a header that may be a list, one by one. */
export const headerList = (message: Pick<SipMessage, 'headers'>, name: string): string[] => message.headers.filter((h) => h.name === name).flatMap((h) => splitList(h.value));

/** Splits at commas that stand outside quotes and angle brackets. */
export function splitList(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    const c = value[i];
    if (quoted) { if (c === '\\') i += 1; else if (c === '"') quoted = false; }
    else if (c === '"') quoted = true;
    else if (c === '<') depth += 1;
    else if (c === '>') depth = Math.max(0, depth - 1);
    else if (c === ',' && depth === 0) { parts.push(value.slice(from, i)); from = i + 1; }
  }
  parts.push(value.slice(from));
  return parts.map((p) => p.trim()).filter((p) => p !== '');
}

/** CSeq's number and method. @throws SipFault */
export function cseqOf(message: Pick<SipMessage, 'headers'>): { number: number; method: string } {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(header(message, 'CSeq'));
  const number = Number(match?.[1]);
  if (!match?.[2] || number > 0x7fff_ffff) throw new SipFault(400, 'CSeq is wrong');
  return { number, method: match[2] };
}

/** What every request must carry, and no contradiction in it. @throws SipFault */
export function assertRequest(request: SipRequest): void {
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq']) if (header(request, name) === '') throw new SipFault(400, `${name} is missing`);
  for (const name of ['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards']) if (request.headers.filter((h) => h.name === name).length > 1) throw new SipFault(400, `${name} stands twice`);
  if (cseqOf(request).method !== request.method) throw new SipFault(400, 'CSeq names another method');
}
