/** What two ends agreed on (RFC 3261 §12): who is who, where requests go, which number is next. */
import { parseAddress, parseUri } from './address.ts';
import { type Header, type SipRequest, type SipResponse, cseqOf, header, headerList } from './message.ts';
import type { Peer } from './transport.ts';

export interface Dialog {
  readonly callId: string;
  /** From and To as we write them, with tags. */
  readonly local: string;
  remote: string;
  readonly localTag: string;
  remoteTag: string;
  /** Contact of the other end. */
  target: string;
  routes: readonly string[];
  localSeq: number;
  remoteSeq: number;
  /** Where the other end was last heard; answers to NAT and proxies alike. */
  peer: Peer;
}

const tagOf = (value: string) => parseAddress(value).params['tag'] ?? '';
const contactOf = (message: SipRequest | SipResponse, otherwise: string) => { const [first] = headerList(message, 'Contact'); return first && first !== '*' ? parseAddress(first).uri : otherwise; };

/** As the one who is called. */
export function dialogOfServer(request: SipRequest, localTag: string, peer: Peer): Dialog {
  const to = header(request, 'To');
  return {
    callId: header(request, 'Call-ID'), local: /;\s*tag=/i.test(to) ? to : `${to};tag=${localTag}`, remote: header(request, 'From'), localTag, remoteTag: tagOf(header(request, 'From')),
    target: contactOf(request, parseAddress(header(request, 'From')).uri), routes: headerList(request, 'Record-Route'), localSeq: Math.floor(Math.random() * 10_000) + 1, remoteSeq: cseqOf(request).number, peer,
  };
}
/** As the one who calls; the answer says the rest. */
export function dialogOfClient(request: SipRequest, localTag: string, peer: Peer): Dialog {
  return { callId: header(request, 'Call-ID'), local: header(request, 'From'), remote: header(request, 'To'), localTag, remoteTag: '', target: request.uri, routes: [], localSeq: cseqOf(request).number, remoteSeq: 0, peer };
}
export function learnFrom(dialog: Dialog, response: SipResponse): void {
  dialog.remote = header(response, 'To');
  dialog.remoteTag = tagOf(dialog.remote);
  dialog.target = contactOf(response, dialog.target);
  dialog.routes = headerList(response, 'Record-Route').toReversed();
}
/** A re-INVITE may bring a new contact. */
export function refreshTarget(dialog: Dialog, message: SipRequest | SipResponse): void { dialog.target = contactOf(message, dialog.target); }

/** A request inside the dialog, without Via. An ACK carries the number of its INVITE. */
export function requestIn(dialog: Dialog, method: string, more: { headers?: readonly Header[]; body?: Buffer; seq?: number } = {}): SipRequest {
  const seq = more.seq ?? (dialog.localSeq += 1);
  return {
    kind: 'request', method, uri: dialog.target, body: more.body ?? Buffer.alloc(0),
    headers: [
      { name: 'Max-Forwards', value: '70' }, { name: 'From', value: dialog.local }, { name: 'To', value: dialog.remote }, { name: 'Call-ID', value: dialog.callId }, { name: 'CSeq', value: `${seq} ${method}` },
      ...dialog.routes.map((value) => ({ name: 'Route', value })), ...(more.headers ?? []),
    ],
  };
}

/**
 * Where a request of the dialog is sent: its first route, else its target. Names and private contacts behind NAT are not
 * looked up; then it goes where the other end was last heard, which is what works behind every router and proxy.
 */
export function nextHop(dialog: Dialog): Peer {
  // Nobody answered yet: the provider's own address and port decide, not the number's. What began encrypted stays on its connection.
  if (dialog.remoteTag === '' || dialog.peer.protocol === 'TLS') return dialog.peer;
  const first = dialog.routes[0];
  try {
    const uri = parseUri(first ? parseAddress(first).uri : dialog.target);
    const protocol = uri.params['transport']?.toUpperCase() === 'TCP' ? 'TCP' : dialog.peer.protocol;
    if (/^\d+\.\d+\.\d+\.\d+$/.test(uri.host) && (first || uri.host === dialog.peer.host)) return protocol === 'TCP' && dialog.peer.protocol === 'TCP' ? dialog.peer : { protocol, host: uri.host, port: uri.port ?? 5060 };
  } catch { /* a contact that is no address of ours: the way it came */ }
  return dialog.peer;
}
