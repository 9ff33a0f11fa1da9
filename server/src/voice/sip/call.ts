import { type Dialog, learnFrom, nextHop, refreshTarget, requestIn } from './dialog.ts';
import { type Credentials, answerChallenge } from './digest.ts';
import { type Header, type SipRequest, type SipResponse, cseqOf, header } from './message.ts';
import { type SessionTerms, agreedTerms, answerTerms, askTerms, watchSession } from './session-timer.ts';
import type { Timers } from './timers.ts';
import { type ServerTransaction, type Transactions, responseTo } from './transactions.ts';

export interface CallEnd { readonly by: 'us' | 'them' | 'network'; readonly status: number; readonly reason: string }
export interface CallHandlers {
  onRinging?(status: number, sdp: Buffer | null): void;
  onAnswered?(sdp: Buffer): void;
  /** They offer anew (hold, other codec): our answer, or null to refuse. Without a body they ask for our offer. */
  onOffer?(sdp: Buffer | null): Buffer | null;
  onInfo?(type: string, body: string): void;
  /** They ask us to ring somebody else. */
  onRefer?(target: string): boolean;
  /** How our REFER fares: the status of the call they made. */
  onReferred?(status: number): void;
  onEnded(end: CallEnd): void;
}
export interface CallParts { readonly transactions: Transactions; readonly timers: Timers; readonly contact: string; readonly forget: (call: Call) => void }
/** An INVITE of ours on its way. */
interface OwnInvite { branch: string; readonly request: SipRequest; cancelled: boolean; provisional: boolean; stopRinging: () => void }
const allowed = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, REFER, NOTIFY, UPDATE';
export const baseHeaders = (contact: string): Header[] => [{ name: 'Contact', value: contact }, { name: 'Allow', value: allowed }, { name: 'Supported', value: 'timer' }];
const sdpType: Header = { name: 'Content-Type', value: 'application/sdp' };

/** One call, whoever began it. Media is somebody else's matter: here go offers, answers and the end. */
export class Call {
  readonly dialog: Dialog;
  handlers: CallHandlers = { onEnded: () => {} };
  state: 'ringing' | 'calling' | 'talking' | 'ended' = 'ringing';
  readonly #parts: CallParts;
  readonly #credentials: Credentials | null;
  #invite: ServerTransaction | null = null;
  #terms: SessionTerms | null = null;
  #stopSession: () => void = () => {};
  #own: OwnInvite | null = null;
  #lastSdp: Buffer | null = null;

  constructor(dialog: Dialog, parts: CallParts, credentials: Credentials | null = null) {
    this.dialog = dialog;
    this.#parts = parts;
    this.#credentials = credentials;
  }

  // ── They called ──
  /** @internal by the user agent */
  offered(invite: ServerTransaction): void { this.#invite = invite; }
  get offer(): Buffer | null { const body = this.#invite?.request.body; return body && body.length > 0 ? body : null; }
  ring(): void { this.#answer(180, 'Ringing'); }
  accept(sdp: Buffer): void {
    if (!this.#invite || this.state !== 'ringing') return;
    const terms = answerTerms(this.#invite.request);
    this.#lastSdp = sdp;
    this.state = 'talking';
    this.#answer(200, 'OK', [sdpType, ...(terms && 'terms' in terms ? terms.headers : [])], sdp);
    if (terms && 'terms' in terms) this.#watch(terms.terms);
  }
  refuse(status: number, reason: string): void {
    if (this.state !== 'ringing') return;
    this.#answer(status, reason);
    this.end({ by: 'us', status, reason });
  }
  #answer(status: number, reason: string, headers: readonly Header[] = [], body?: Buffer): void {
    if (this.#invite) this.#invite.respond(responseTo(this.#invite.request, status, reason, { tag: this.dialog.localTag, headers: [...baseHeaders(this.#parts.contact), ...headers], ...(body ? { body } : {}) }));
  }

  // ── We call ──
  start(request: SipRequest, options: { ringMs: number; tried?: boolean }): void {
    this.state = 'calling';
    const { transactions, timers } = this.#parts;
    const own: OwnInvite = { request, branch: '', cancelled: false, provisional: false, stopRinging: timers.after(options.ringMs, () => this.hangUp(487, 'No answer')) };
    this.#own = own;
    own.branch = transactions.request(request, nextHop(this.dialog), {
      onTimeout: () => { own.stopRinging(); this.end({ by: 'network', status: 408, reason: 'Request Timeout' }); },
      onResponse: (response) => this.#onAnswer(response, own, options),
    }).branch;
  }
  #onAnswer(response: SipResponse, own: OwnInvite, options: { ringMs: number; tried?: boolean }): void {
    if (response.status < 200) {
      own.provisional = true;
      if (own.cancelled) this.#cancel(own);
      else if (response.status > 100) this.handlers.onRinging?.(response.status, response.body.length > 0 ? response.body : null);
      return;
    }
    own.stopRinging();
    if (response.status < 300) {
      learnFrom(this.dialog, response);
      this.#ack(cseqOf(response).number);
      // They answered in the moment we gave up: take it, and hang up properly.
      if (own.cancelled || this.state === 'ended') { this.#bye(); return; }
      if (this.state === 'talking') return;
      this.state = 'talking';
      this.#lastSdp = own.request.body;
      const terms = agreedTerms(response);
      if (terms) this.#watch(terms);
      this.handlers.onAnswered?.(response.body);
      return;
    }
    const again = (response.status === 401 || response.status === 407) && this.#credentials && !own.cancelled
      ? answerChallenge(response, { method: 'INVITE', uri: own.request.uri }, this.#credentials, { tried: options.tried ?? false }) : undefined;
    if (again) {
      const seq = (this.dialog.localSeq += 1);
      const headers = own.request.headers.filter((h) => h.name !== again.name).map((h) => (h.name === 'CSeq' ? { name: 'CSeq', value: `${seq} INVITE` } : h));
      this.start({ ...own.request, headers: [...headers, again] }, { ...options, tried: true });
      return;
    }
    this.end({ by: own.cancelled ? 'us' : 'them', status: response.status, reason: response.reason });
  }
  #ack(seq: number): void { this.#parts.transactions.sendAck(requestIn(this.dialog, 'ACK', { seq }), nextHop(this.dialog)); }
  #cancel(own: { branch: string; request: SipRequest }): void {
    const headers = own.request.headers.filter((h) => ['From', 'To', 'Call-ID', 'Route', 'Max-Forwards'].includes(h.name));
    this.#parts.transactions.request({ kind: 'request', method: 'CANCEL', uri: own.request.uri, body: Buffer.alloc(0), headers: [...headers, { name: 'CSeq', value: `${cseqOf(own.request).number} CANCEL` }] }, nextHop(this.dialog), { onResponse: () => {}, onTimeout: () => {} }, { branch: own.branch });
  }

  // ── Both ──
  /** Ends it in whatever state it is. */
  hangUp(status = 200, reason = 'Normal call clearing'): void {
    if (this.state === 'ended') return;
    if (this.state === 'ringing') { this.refuse(status >= 300 ? status : 603, reason); return; }
    if (this.state === 'calling') {
      const own = this.#own;
      if (!own || own.cancelled) return;
      own.cancelled = true;
      own.stopRinging();
      // A CANCEL before any answer came might overtake its INVITE.
      if (own.provisional) this.#cancel(own);
      this.end({ by: 'us', status, reason });
      return;
    }
    this.#bye();
    this.end({ by: 'us', status, reason });
  }
  #bye(): void { void this.request('BYE'); }
  /** A request inside the call; the status of its answer. */
  request(method: string, more: { headers?: readonly Header[]; body?: Buffer } = {}, tried = false): Promise<SipResponse | null> {
    return new Promise((resolve) => {
      const request = requestIn(this.dialog, method, { ...more, headers: [...(method === 'BYE' ? [] : baseHeaders(this.#parts.contact)), ...(more.headers ?? [])] });
      this.#parts.transactions.request(request, nextHop(this.dialog), {
        onTimeout: () => resolve(null),
        onResponse: (response) => {
          if (response.status < 200) return;
          if (method === 'INVITE' && response.status < 300) { refreshTarget(this.dialog, response); this.#ack(cseqOf(response).number); }
          const again = (response.status === 401 || response.status === 407) && this.#credentials && !tried ? answerChallenge(response, request, this.#credentials, { tried }) : undefined;
          if (again) { void this.request(method, { ...more, headers: [...(more.headers ?? []), again] }, true).then(resolve); return; }
          resolve(response);
        },
      });
    });
  }
  /** Offers anew, to hold or to come back; their answer, null when they refused. */
  async reoffer(sdp: Buffer): Promise<Buffer | null> {
    const response = await this.request('INVITE', { headers: [sdpType, ...(this.#terms ? askTerms(this.#terms.seconds).slice(1) : [])], body: sdp });
    if (!response || response.status === 481 || response.status === 408) { this.hangUp(481, 'The call is gone'); return null; }
    if (response.status >= 300) return null;
    this.#lastSdp = sdp;
    const terms = agreedTerms(response) ?? this.#terms;
    if (terms) this.#watch(terms);
    return response.body;
  }
  /** Asks the other end to call somebody else. */
  async refer(target: string, referredBy: string): Promise<boolean> {
    const response = await this.request('REFER', { headers: [{ name: 'Refer-To', value: `<${target}>` }, { name: 'Referred-By', value: referredBy }] });
    return response !== null && response.status < 300;
  }
  #watch(terms: SessionTerms): void {
    this.#stopSession();
    this.#terms = terms;
    this.#stopSession = watchSession(this.#parts.timers, terms, { refresh: () => { if (this.#lastSdp) void this.reoffer(this.#lastSdp); }, expired: () => this.hangUp(408, 'Session expired') });
  }

  /** @internal a request of theirs inside the call */
  receive(transaction: ServerTransaction): void {
    const { request } = transaction;
    const answer = (status: number, reason: string, headers: readonly Header[] = [], body?: Buffer) => transaction.respond(responseTo(request, status, reason, { tag: this.dialog.localTag, headers, ...(body ? { body } : {}) }));
    const { number } = cseqOf(request);
    if (number < this.dialog.remoteSeq) { answer(500, 'Out of order', [{ name: 'Retry-After', value: '1' }]); return; }
    this.dialog.remoteSeq = number;
    this.dialog.peer = transaction.from;
    switch (request.method) {
      case 'BYE':
        answer(200, 'OK');
        this.end({ by: 'them', status: 200, reason: header(request, 'Reason') || 'Normal call clearing' });
        return;
      case 'INVITE': case 'UPDATE': {
        if (this.state !== 'talking') { answer(491, 'Request Pending'); return; }
        const terms = answerTerms(request);
        if (terms && 'refuse' in terms) { answer(422, 'Session Interval Too Small', [terms.refuse]); return; }
        refreshTarget(this.dialog, request);
        const offer = request.body.length > 0 ? request.body : null;
        const sdp = offer || request.method === 'INVITE' ? (this.handlers.onOffer?.(offer) ?? null) : Buffer.alloc(0);
        if (!sdp) { answer(488, 'Not Acceptable Here'); return; }
        if (sdp.length > 0) this.#lastSdp = sdp;
        answer(200, 'OK', [...baseHeaders(this.#parts.contact), ...(sdp.length > 0 ? [sdpType] : []), ...(terms ? terms.headers : [])], sdp);
        if (terms) this.#watch(terms.terms);
        return;
      }
      case 'INFO': answer(200, 'OK'); this.handlers.onInfo?.(header(request, 'Content-Type').toLowerCase(), request.body.toString('utf8')); return;
      case 'OPTIONS': answer(200, 'OK', baseHeaders(this.#parts.contact)); return;
      case 'REFER': {
        const target = /<([^>]+)>|^\s*(\S+)/.exec(header(request, 'Refer-To'));
        const taken = target ? (this.handlers.onRefer?.(target[1] ?? target[2] ?? '') ?? false) : false;
        answer(taken ? 202 : 603, taken ? 'Accepted' : 'Decline');
        return;
      }
      case 'NOTIFY': {
        answer(200, 'OK');
        const status = Number(/SIP\/2\.0 (\d{3})/.exec(request.body.toString('utf8'))?.[1]);
        if (/^refer/i.test(header(request, 'Event')) && status) this.handlers.onReferred?.(status);
        return;
      }
      default: answer(405, 'Method Not Allowed', [{ name: 'Allow', value: allowed }]);
    }
  }
  /** @internal they gave up before we answered */
  cancelled(): void {
    if (this.state !== 'ringing') return;
    this.#answer(487, 'Request Terminated');
    this.end({ by: 'them', status: 487, reason: 'Request Terminated' });
  }
  /** @internal */
  end(end: CallEnd): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#stopSession();
    this.#parts.forget(this);
    this.handlers.onEnded(end);
  }
}
