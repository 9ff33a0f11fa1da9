import { randomUUID } from 'node:crypto';
import { parseAddress, writeAddress } from './address.ts';
import { Call, type CallHandlers, baseHeaders } from './call.ts';
import { dialogOfClient, dialogOfServer } from './dialog.ts';
import type { Credentials } from './digest.ts';
import { type SipRequest, header } from './message.ts';
import { answerTerms, askTerms } from './session-timer.ts';
import type { Timers } from './timers.ts';
import { type ServerTransaction, createTransactions, newTag, responseTo } from './transactions.ts';
import type { Peer, Transport } from './transport.ts';

export interface AgentOptions {
  readonly transport: Transport;
  readonly timers: Timers;
  /** Host by which others reach us; the transport's own unless told (NAT, container). */
  readonly publicHost?: string;
  readonly mostCalls: number;
  /** Who may call in: nothing more to say, a refusal, or a challenge. */
  readonly admit: (request: SipRequest, from: Peer) => 'yes' | { status: number; reason: string; challenges?: readonly string[] };
  /** Takes a call, or refuses it; before it returns the call has its handlers. */
  readonly onCall: (call: Call, request: SipRequest, from: Peer) => void;
}
export interface Invitation {
  readonly target: string; readonly to: Peer; readonly from: { readonly display: string; readonly uri: string }; readonly sdp: Buffer;
  readonly credentials?: Credentials | null; readonly ringMs?: number; readonly handlers: CallHandlers;
}

/** One SIP end: takes calls and makes them. */
export function createUserAgent(options: AgentOptions) {
  const { transport, timers } = options;
  const host = options.publicHost ?? transport.host;
  const contact = `<sip:aftercare@${host}:${transport.port}>`;
  const contactFor = (protocol: Peer['protocol']) => (protocol === 'UDP' ? contact : `<sip:aftercare@${host}:${protocol === 'TLS' ? (transport.tlsPort ?? transport.port) : transport.port};transport=${protocol.toLowerCase()}>`);
  const calls = new Map<string, Call>();
  const idOf = (callId: string, localTag: string) => `${callId}|${localTag}`;
  const parts = (protocol: Peer['protocol']) => ({ transactions, timers, contact: contactFor(protocol), forget: (call: Call) => void calls.delete(idOf(call.dialog.callId, call.dialog.localTag)) });
  const callOf = (request: SipRequest) => calls.get(idOf(header(request, 'Call-ID'), parseAddress(header(request, 'To')).params['tag'] ?? ''));
  const refuse = (t: ServerTransaction, status: number, reason: string, headers: { name: string; value: string }[] = []) => t.respond(responseTo(t.request, status, reason, { tag: newTag(), headers }));

  const transactions = createTransactions(transport, timers, {
    onRequest(transaction) {
      const { request } = transaction;
      const inside = parseAddress(header(request, 'To')).params['tag'];
      if (inside) {
        const call = callOf(request);
        if (call) call.receive(transaction); else refuse(transaction, 481, 'Call/Transaction Does Not Exist');
        return;
      }
      if (request.method === 'OPTIONS') { refuse(transaction, 200, 'OK', [...baseHeaders(contact), { name: 'Accept', value: 'application/sdp' }]); return; }
      if (request.method !== 'INVITE') { refuse(transaction, 405, 'Method Not Allowed', baseHeaders(contact).slice(1)); return; }
      takeIn(transaction);
    },
    onAck: () => {},
    onCancel(invite) {
      for (const call of calls.values()) if (call.dialog.callId === header(invite.request, 'Call-ID')) call.cancelled();
    },
    onNeverAcknowledged(request) {
      for (const call of calls.values()) if (call.dialog.callId === header(request, 'Call-ID')) call.hangUp(408, 'Never acknowledged');
    },
  });

  function takeIn(transaction: ServerTransaction): void {
    const { request, from } = transaction;
    const required = header(request, 'Require').split(',').map((s) => s.trim().toLowerCase()).filter((s) => s !== '' && s !== 'timer');
    if (required.length > 0) { refuse(transaction, 420, 'Bad Extension', [{ name: 'Unsupported', value: required.join(', ') }]); return; }
    if (request.body.length > 0 && !/^application\/sdp\b/i.test(header(request, 'Content-Type'))) { refuse(transaction, 415, 'Unsupported Media Type', [{ name: 'Accept', value: 'application/sdp' }]); return; }
    const admitted = options.admit(request, from);
    if (admitted !== 'yes') { refuse(transaction, admitted.status, admitted.reason, (admitted.challenges ?? []).map((value) => ({ name: 'WWW-Authenticate', value }))); return; }
    // A proxy may bring the same call by two ways (RFC 3261 §8.2.2.2).
    if ([...calls.values()].some((c) => c.dialog.callId === header(request, 'Call-ID') && c.dialog.remote === header(request, 'From'))) { refuse(transaction, 482, 'Loop Detected'); return; }
    const terms = answerTerms(request);
    if (terms && 'refuse' in terms) { refuse(transaction, 422, 'Session Interval Too Small', [terms.refuse]); return; }
    if (calls.size >= options.mostCalls) { refuse(transaction, 486, 'Busy Here'); return; }
    const call = new Call(dialogOfServer(request, newTag(), from), parts(from.protocol));
    call.offered(transaction);
    calls.set(idOf(call.dialog.callId, call.dialog.localTag), call);
    transaction.respond(responseTo(request, 100, 'Trying'));
    options.onCall(call, request, from);
  }

  return {
    transactions,
    /** Where we are reached by such a line. */
    contactFor,
    /** Rings somebody. */
    call(invitation: Invitation): Call {
      const { target, to, from, sdp, credentials = null, ringMs = 45_000, handlers } = invitation;
      const tag = newTag();
      const own = parts(to.protocol);
      const request: SipRequest = {
        kind: 'request', method: 'INVITE', uri: target, body: sdp,
        headers: [
          { name: 'Max-Forwards', value: '70' }, { name: 'From', value: writeAddress({ ...from, params: { tag } }) }, { name: 'To', value: `<${target}>` }, { name: 'Call-ID', value: `${randomUUID()}@${host}` }, { name: 'CSeq', value: '1 INVITE' },
          ...baseHeaders(own.contact).slice(0, 2), ...askTerms(), { name: 'Content-Type', value: 'application/sdp' },
        ],
      };
      const call = new Call(dialogOfClient(request, tag, to), own, credentials);
      call.handlers = handlers;
      calls.set(idOf(call.dialog.callId, tag), call);
      call.start(request, { ringMs });
      return call;
    },
    size: () => calls.size,
    /** Hangs up everything there is and stops. */
    async close(): Promise<void> {
      for (const call of [...calls.values()]) call.hangUp(503, 'Service Unavailable');
      transactions.close();
      await transport.close();
    },
  };
}
export type UserAgent = ReturnType<typeof createUserAgent>;
