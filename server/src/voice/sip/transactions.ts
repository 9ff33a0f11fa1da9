/** Transactions (RFC 3261 §17, RFC 6026): each request gets its one final answer, however often the network repeats or loses it. */
import { randomBytes } from 'node:crypto';
import { type Via, parseVia, writeVia } from './address.ts';
import { type Header, type SipMessage, type SipRequest, type SipResponse, SipFault, assertRequest, cseqOf, header } from './message.ts';
import { T1, T2, T4, type Timers, repeat } from './timers.ts';
import type { Peer, Transport } from './transport.ts';

const lifetime = 64 * T1;
export const newBranch = () => `z9hG4bK${randomBytes(9).toString('hex')}`;
export const newTag = () => randomBytes(8).toString('hex');

export interface ClientHandlers {
  onResponse(response: SipResponse): void;
  /** Nothing final came in time. */
  onTimeout(): void;
}
/** A request of theirs that waits for our answer. */
export interface ServerTransaction {
  readonly request: SipRequest;
  readonly from: Peer;
  respond(response: SipResponse): void;
}
export interface TransactionUser {
  onRequest(transaction: ServerTransaction): void;
  /** ACK to a 2xx, or to nothing we know. */
  onAck(request: SipRequest, from: Peer): void;
  onCancel(invite: ServerTransaction): void;
  /** A 2xx was repeated until nobody could be there any more. */
  onNeverAcknowledged(request: SipRequest): void;
}
interface Server extends ServerTransaction { last: SipResponse | null; stop: () => void; state: 'trying' | 'proceeding' | 'completed' | 'accepted' | 'confirmed' }

/** An answer to a request: its headers in the order the receiver expects, our tag where there is none yet. */
export function responseTo(request: SipRequest, status: number, reason: string, more: { tag?: string; headers?: readonly Header[]; body?: Buffer } = {}): SipResponse {
  const kept = request.headers.filter((h) => ['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Record-Route'].includes(h.name));
  const headers = kept.map((h) => (h.name === 'To' && more.tag && !/;\s*tag=/i.test(h.value) ? { name: 'To', value: `${h.value};tag=${more.tag}` } : h));
  return { kind: 'response', status, reason, headers: [...headers, ...(more.headers ?? [])], body: more.body ?? Buffer.alloc(0) };
}

export function createTransactions(transport: Transport, timers: Timers, user: TransactionUser) {
  const clients = new Map<string, { receive(response: SipResponse): void; stop(): void }>();
  const servers = new Map<string, Server>();
  /** 2xx to an INVITE is repeated here until its ACK comes, by Call-ID, number and tag: the ACK is a transaction of its own. */
  const unacknowledged = new Map<string, () => void>();
  const reliable = (peer: Peer) => peer.protocol !== 'UDP';
  const topVia = (message: SipMessage): Via => parseVia(header(message, 'Via').split(/,(?=\s*SIP\s*\/)/i)[0] ?? '');
  const ackKey = (message: SipMessage) => `${header(message, 'Call-ID')}|${cseqOf(message).number}|${/;\s*tag=([^;\s]+)/i.exec(header(message, 'To'))?.[1] ?? ''}`;

  transport.onMessage((message, from) => {
    try {
      if (message.kind === 'response') { clients.get(`${topVia(message).params['branch'] ?? ''}|${cseqOf(message).method}`)?.receive(message); return; }
      receive(message, from);
    } catch (error) {
      if (!(error instanceof SipFault)) throw error;
      if (message.kind === 'request' && message.method !== 'ACK' && header(message, 'Via')) transport.send(responseTo(message, error.status, error.message), from);
    }
  });

  function receive(given: SipRequest, from: Peer): void {
    assertRequest(given);
    const via = topVia(given);
    const request = withReceived(given, via, from);
    const id = `${via.params['branch'] ?? `${header(request, 'Call-ID')}${header(request, 'CSeq')}`}|${via.host}:${via.port ?? ''}`;
    if (request.method === 'ACK') {
      unacknowledged.get(ackKey(request))?.();
      const server = servers.get(`${id}|INVITE`);
      if (server?.state === 'completed') { server.state = 'confirmed'; server.stop(); server.stop = forget(`${id}|INVITE`, reliable(from) ? 0 : T4); } else user.onAck(request, from);
      return;
    }
    const key = `${id}|${request.method}`;
    const known = servers.get(key);
    if (known) { if (known.last && known.state !== 'confirmed') transport.send(known.last, from); return; }
    const server: Server = { request, from, last: null, stop: () => {}, state: 'trying', respond: (response) => respond(key, server, response) };
    servers.set(key, server);
    if (request.method !== 'CANCEL') { user.onRequest(server); return; }
    const invite = servers.get(`${id}|INVITE`);
    server.respond(responseTo(request, invite ? 200 : 481, invite ? 'OK' : 'Call/Transaction Does Not Exist', { tag: newTag() }));
    if (invite && (invite.state === 'trying' || invite.state === 'proceeding')) user.onCancel(invite);
  }

  function respond(key: string, server: Server, response: SipResponse): void {
    if (server.state !== 'trying' && server.state !== 'proceeding') return;
    server.last = response;
    transport.send(response, server.from);
    if (response.status < 200) { server.state = 'proceeding'; return; }
    if (server.request.method !== 'INVITE') { server.state = 'completed'; server.stop = forget(key, reliable(server.from) ? 0 : lifetime); return; }
    const resend = { first: T1, longest: T2, giveUpAfter: lifetime, send: () => transport.send(response, server.from) };
    if (response.status < 300) {
      server.state = 'accepted';
      const ack = ackKey(response);
      const stopResending = repeat(timers, { ...resend, gaveUp: () => { unacknowledged.delete(ack); user.onNeverAcknowledged(server.request); } });
      unacknowledged.set(ack, () => { stopResending(); unacknowledged.delete(ack); });
      server.stop = forget(key, lifetime);
      return;
    }
    server.state = 'completed';
    server.stop = repeat(timers, { ...resend, first: reliable(server.from) ? Infinity : T1, gaveUp: () => servers.delete(key) });
  }
  const forget = (key: string, ms: number): (() => void) => timers.after(ms, () => servers.delete(key));

  /** RFC 3581: answers go back where the request came from, whatever its sender believes its address to be. */
  function withReceived(request: SipRequest, via: Via, from: Peer): SipRequest {
    const params = { ...via.params, ...(via.host === from.host ? {} : { received: from.host }), ...('rport' in via.params ? { rport: String(from.port), received: from.host } : {}) };
    let first = true;
    return { ...request, headers: request.headers.map((h) => {
      if (h.name !== 'Via' || !first) return h;
      first = false;
      const others = h.value.split(/,(?=\s*SIP\s*\/)/i).slice(1);
      return { name: 'Via', value: [writeVia({ ...via, params }), ...others.map((o) => o.trim())].join(', ') };
    }) };
  }

  return {
    /** Sends a request as a transaction of its own; Via is put on here. Returns what takes it out of the world. */
    request(request: SipRequest, to: Peer, handlers: ClientHandlers, options: { branch?: string } = {}): { branch: string; stop(): void } {
      const branch = options.branch ?? newBranch();
      const via = `SIP/2.0/${to.protocol} ${transport.host}:${transport.port};branch=${branch};rport`;
      const sent: SipRequest = { ...request, headers: [{ name: 'Via', value: via }, ...request.headers] };
      const key = `${branch}|${request.method}`;
      const invite = request.method === 'INVITE';
      let state: 'calling' | 'proceeding' | 'completed' | 'accepted' = 'calling';
      const end = () => { clients.delete(key); };
      let stop = repeat(timers, {
        first: reliable(to) ? Infinity : T1, longest: invite ? Infinity : T2, giveUpAfter: lifetime,
        send: () => transport.send(sent, to), gaveUp: () => { end(); handlers.onTimeout(); },
      });
      const acknowledge = (response: SipResponse) => {
        const headers = [...sent.headers.filter((h) => ['Via', 'From', 'Call-ID', 'Route', 'Max-Forwards'].includes(h.name)), { name: 'To', value: header(response, 'To') }, { name: 'CSeq', value: `${cseqOf(sent).number} ACK` }];
        transport.send({ kind: 'request', method: 'ACK', uri: sent.uri, headers, body: Buffer.alloc(0) }, to);
      };
      clients.set(key, {
        stop: () => { stop(); end(); },
        receive(response) {
          if (state === 'completed') { if (invite && response.status >= 300) acknowledge(response); return; }
          // Every 2xx, also a repeated one, wants an ACK from the dialog.
          if (state === 'accepted') { if (response.status < 300 && response.status >= 200) handlers.onResponse(response); return; }
          if (response.status < 200) {
            if (state === 'calling' && invite) { stop(); stop = () => {}; }
            state = 'proceeding';
            handlers.onResponse(response);
            return;
          }
          stop();
          if (invite && response.status >= 300) acknowledge(response);
          state = invite && response.status < 300 ? 'accepted' : 'completed';
          stop = timers.after(state === 'accepted' ? lifetime : reliable(to) ? 0 : invite ? lifetime : T4, end);
          handlers.onResponse(response);
        },
      });
      transport.send(sent, to);
      return { branch, stop: () => clients.get(key)?.stop() };
    },
    /** A request that gets no answer: the ACK to a 2xx. */
    sendAck(request: SipRequest, to: Peer): void {
      transport.send({ ...request, headers: [{ name: 'Via', value: `SIP/2.0/${to.protocol} ${transport.host}:${transport.port};branch=${newBranch()};rport` }, ...request.headers] }, to);
    },
    /** How many are in hand; for metrics and tests. */
    size: () => ({ clients: clients.size, servers: servers.size, unacknowledged: unacknowledged.size }),
    close(): void {
      for (const client of clients.values()) client.stop();
      for (const server of servers.values()) server.stop();
      for (const stop of unacknowledged.values()) stop();
      servers.clear();
    },
  };
}
export type Transactions = ReturnType<typeof createTransactions>;
