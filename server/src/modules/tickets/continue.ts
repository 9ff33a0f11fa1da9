import { randomBytes } from 'node:crypto';
import { renderSVG } from 'uqr';
import { type ChannelKind, channelKinds } from '@aftercare/contract/basics';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import * as store from './store-continue.ts';

const qrSvg = (words: string) => renderSVG(words, { border: 1, ecc: 'M' });
/** Without letters that are misread or misheard. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const goodForHours = 24;
const spoken = /(?<![A-Z0-9])AC[- ]?([0-9A-HJKMNP-TV-Z]{4})[- ]?([0-9A-HJKMNP-TV-Z]{4})(?![A-Z0-9])/i;

/** The code in what somebody wrote; null when there is none. */
export function codeIn(words: string): string | null {
  const found = spoken.exec(words.normalize('NFKC'));
  return found ? `AC-${found[1]}-${found[2]}`.toUpperCase() : null;
}
const newCode = () => { const all = [...randomBytes(8)].map((b) => letters[b % 32]).join(''); return `AC-${all.slice(0, 4)}-${all.slice(4)}`; };

/** Ways in that carry the code along, as each platform lets a link begin a message. */
function linkOf(kind: ChannelKind, address: string, code: string, subject: string): string | null {
  const number = address.replace(/[^\d+]/g, '');
  if (kind === 'mail') return `mailto:${address}?subject=${encodeURIComponent(`${subject} [${code}]`)}&body=${encodeURIComponent(code)}`;
  if (kind === 'whatsapp') return `https://wa.me/${number.replace('+', '')}?text=${encodeURIComponent(code)}`;
  if (kind === 'telegram') return `https://t.me/${address.replace(/^@/, '')}?start=${code.replaceAll('-', '_')}`;
  if (kind === 'sms') return `sms:${number}?body=${encodeURIComponent(code)}`;
  if (kind === 'line') return `https://line.me/R/oaMessage/${encodeURIComponent(address)}/?${encodeURIComponent(code)}`;
  if (kind === 'phone') return `tel:${number}`;
  return null;
}

/** Addresses people know; a platform's number of an account says nothing to them. */
const readable = new Set<ChannelKind>(['mail', 'sms', 'phone']);
/** Doors that no customer of a ticket can be led to. */
const closed = new Set<ChannelKind>(['portal', 'webhook', 'counter', 'chat', 'review', 'zendesk', 'chatwoot', 'import']);

/** Going on elsewhere with the same matter. */
export function createContinue({ db, clock, config }: Pick<Platform, 'db' | 'clock' | 'config'>, conversations: Conversations, customerToken: (ticketId: number) => string) {
  return {
    /** A code for this ticket and every way to use it: scan, tap, or write it to us anywhere. */
    async begin(ticket: { id: number; subject: string }, wants: ChannelKind | 'page') {
      const code = newCode();
      const at = clock.now();
      const expiresAt = new Date(at.getTime() + goodForHours * 3_600_000);
      await db.tx((tx) => store.insertContinuation(tx, { code, ticketId: ticket.id, wants, at, expiresAt }));
      const page = `${config.publicUrl}/portal/t/${ticket.id}?t=${customerToken(ticket.id)}`;
      const rows = (await conversations.accounts.rows()).filter((a) => a.enabled && a.mode !== 'forward' && !closed.has(a.kind) && a.address !== '' && (a.kind !== 'phone' || /\d{3}/.test(a.address)));
      const ours = rows.filter((a, i) => rows.findIndex((b) => b.kind === a.kind) === i).toSorted((a, b) => channelKinds.indexOf(a.kind) - channelKinds.indexOf(b.kind));
      // Platforms make their own links, with the ticket in them; where they do not, a link of the usual form carries the code.
      const made = await conversations.invites(ours, ticket.id, expiresAt);
      const ways = ours.map((a) => {
        const url = made.get(a.id) ?? linkOf(a.kind, a.address, code, ticket.subject);
        return { kind: a.kind, name: a.name, address: readable.has(a.kind) ? a.address : '', url, qr: url && a.kind !== 'mail' ? qrSvg(url) : null };
      });
      return { code, expiresAt, page: { url: page, qr: qrSvg(page) }, ways };
    },
  };
}
