import { randomUUID } from 'node:crypto';
import { parseAddress } from './address.ts';
import { type Credentials, answerChallenge } from './digest.ts';
import { type Header, type SipResponse, header, headerList } from './message.ts';
import type { Timers } from './timers.ts';
import { type Transactions, newTag } from './transactions.ts';
import type { Peer } from './transport.ts';

export interface RegistrationOptions {
  readonly transactions: Transactions;
  readonly timers: Timers;
  /** As `sip:provider.example`. */
  readonly registrar: string;
  readonly to: Peer;
  /** As `sip:10086@provider.example`. */
  readonly address: string;
  readonly contact: string;
  readonly credentials: Credentials;
  readonly expires?: number;
  readonly onState: (state: { readonly registered: boolean; readonly fault: string | null }) => void;
}

/** Tells a provider where we are, again before it forgets, and again with growing pauses when it does not answer. */
export function register(o: RegistrationOptions): { stop(): Promise<void> } {
  const callId = randomUUID();
  const tag = newTag();
  let seq = 0;
  let wanted = o.expires ?? 600;
  let failures = 0;
  let stopped = false;
  let cancel = () => {};

  function send(expires: number, authorization: Header | null, tried: boolean, done: (response: SipResponse | null) => void): void {
    const headers: Header[] = [
      { name: 'Max-Forwards', value: '70' }, { name: 'From', value: `<${o.address}>;tag=${tag}` }, { name: 'To', value: `<${o.address}>` }, { name: 'Call-ID', value: callId }, { name: 'CSeq', value: `${(seq += 1)} REGISTER` },
      { name: 'Contact', value: o.contact }, { name: 'Expires', value: String(expires) }, ...(authorization ? [authorization] : []),
    ];
    o.transactions.request({ kind: 'request', method: 'REGISTER', uri: o.registrar, headers, body: Buffer.alloc(0) }, o.to, {
      onTimeout: () => done(null),
      onResponse(response) {
        if (response.status < 200) return;
        const again = response.status === 401 || response.status === 407 ? answerChallenge(response, { method: 'REGISTER', uri: o.registrar }, o.credentials, { tried }) : undefined;
        if (again) { send(expires, again, true, done); return; }
        if (response.status === 423 && expires > 0) {
          const least = Number(header(response, 'Min-Expires'));
          if (least > wanted && least <= 86_400) { wanted = least; send(wanted, authorization, tried, done); return; }
        }
        done(response);
      },
    });
  }
  /** What the registrar granted for this contact. */
  function granted(response: SipResponse): number {
    const ours = headerList(response, 'Contact').map(parseAddress).find((c) => o.contact.includes(c.uri.split(';')[0] ?? '\0'));
    const seconds = Number(ours?.params['expires'] ?? (header(response, 'Expires') || wanted));
    return Number.isFinite(seconds) && seconds > 0 ? seconds : wanted;
  }
  function refresh(): void {
    send(wanted, null, false, (response) => {
      if (stopped) return;
      if (response && response.status < 300) {
        failures = 0;
        o.onState({ registered: true, fault: null });
        const seconds = granted(response);
        cancel = o.timers.after(Math.max(1, seconds > 120 ? seconds - 60 : seconds / 2) * 1000, refresh);
        return;
      }
      o.onState({ registered: false, fault: response ? `${response.status} ${response.reason}` : 'no answer' });
      failures += 1;
      cancel = o.timers.after(Math.min(300, 5 * 2 ** Math.min(failures - 1, 6)) * 1000, refresh);
    });
  }
  refresh();
  return {
    stop: () => new Promise<void>((resolve) => {
      stopped = true;
      cancel();
      const giveUp = o.timers.after(1_000, resolve);
      send(0, null, false, () => { giveUp(); resolve(); });
    }),
  };
}
