/** Session timers (RFC 4028): both ends prove from time to time that the call still stands. Pure, but for the clock it is given. */
import { parseParams } from './address.ts';
import { type Header, type SipMessage, header } from './message.ts';
import type { Timers } from './timers.ts';

export interface SessionTerms { readonly seconds: number; readonly weRefresh: boolean }
export const smallestSession = 90;
export const ownSession = 1_800;

const read = (message: Pick<SipMessage, 'headers'>): { seconds: number; refresher: string } | undefined => {
  const value = header(message, 'Session-Expires');
  const seconds = Number(/^\s*(\d+)/.exec(value)?.[1]);
  return Number.isInteger(seconds) && seconds > 0 ? { seconds, refresher: parseParams(value)['refresher'] ?? '' } : undefined;
};
const supports = (message: Pick<SipMessage, 'headers'>) => message.headers.some((h) => h.name === 'Supported' && /(^|[,\s])timer([,\s]|$)/i.test(h.value));

/** What we answer to an INVITE: refused when too short, terms otherwise; null when the caller wants no timer. */
export function answerTerms(invite: Pick<SipMessage, 'headers'>): { refuse: Header } | { terms: SessionTerms; headers: Header[] } | null {
  const asked = read(invite);
  if (!asked) return null;
  if (asked.seconds < smallestSession) return { refuse: { name: 'Min-SE', value: String(smallestSession) } };
  const refresher = supports(invite) ? (asked.refresher === 'uas' ? 'uas' : 'uac') : 'uas';
  return {
    terms: { seconds: asked.seconds, weRefresh: refresher === 'uas' },
    headers: [{ name: 'Session-Expires', value: `${asked.seconds};refresher=${refresher}` }, ...(refresher === 'uac' ? [{ name: 'Require', value: 'timer' }] : [])],
  };
}
/** What we ask for in an INVITE of ours. */
export const askTerms = (seconds = ownSession): Header[] => [{ name: 'Supported', value: 'timer' }, { name: 'Session-Expires', value: String(seconds) }, { name: 'Min-SE', value: String(smallestSession) }];
/** What the other end agreed to in its 2xx. */
export function agreedTerms(response: Pick<SipMessage, 'headers'>): SessionTerms | null {
  const said = read(response);
  return said ? { seconds: said.seconds, weRefresh: said.refresher !== 'uas' } : null;
}

/** Refreshes at half of the time, or hangs up shortly before the end of it when the other side did not (RFC 4028 §10). */
export function watchSession(timers: Timers, terms: SessionTerms, o: { refresh: () => void; expired: () => void }): () => void {
  const ms = terms.seconds * 1000;
  return terms.weRefresh ? timers.after(ms / 2, o.refresh) : timers.after(ms - Math.min(32_000, ms / 3), o.expired);
}
