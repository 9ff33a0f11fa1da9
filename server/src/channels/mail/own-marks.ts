import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Platform } from '../../platform/module/index.ts';
import { makeBounceAddress, makeReplyAddress, readBounceAddress, readReplyAddress } from './compose/index.ts';
import { type MailAccount, replyStyle } from './settings.ts';

/** The header by which a mail of this installation is known when it comes back. */
export const loopHeader = 'X-Aftercare-Loop';

export interface OwnMarks {
  /** Value of the loop header. */
  readonly loop: string;
  isOwnLoop(value: string): boolean;
  /** Where answers to a conversation go; undefined: to the mailbox itself. */
  replyAddress(account: MailAccount, conversationId: number): string | undefined;
  /** Where reports about one message go; undefined: to the mailbox itself. */
  bounceAddress(account: MailAccount, conversationId: number, messageId: number): string | undefined;
  conversationOf(addresses: readonly string[]): number | undefined;
  bouncedOf(addresses: readonly string[]): { conversationId: number; messageId: number } | undefined;
}

/** The address that carries the marks: the mailbox's own with plus, or any at the reply domain. */
function carrier(account: MailAccount): string | undefined {
  const style = replyStyle(account.settings);
  return style === 'plus' ? account.address : style === 'domain' ? `reply@${account.settings.replyDomain}` : undefined;
}

/** What we sign into our mails so that answers, reports and echoes are known without any other proof. */
export function createOwnMarks({ secrets }: Pick<Platform, 'secrets'>): OwnMarks {
  const secret = secrets.key('mail-address').toString('hex');
  const loop = createHmac('sha256', secrets.key('mail-loop')).update('loop').digest('hex').slice(0, 32);
  const made = (make: (address: string) => string, account: MailAccount): string | undefined => {
    const address = carrier(account);
    if (!address) return undefined;
    // A mailbox whose name leaves no room for a mark works without one.
    try { return make(address); } catch { return undefined; }
  };
  return {
    loop,
    isOwnLoop(value) {
      const [given, own] = [Buffer.from(value.trim()), Buffer.from(loop)];
      return given.length === own.length && timingSafeEqual(given, own);
    },
    replyAddress: (account, conversationId) => made((address) => makeReplyAddress(secret, conversationId, address), account),
    bounceAddress: (account, conversationId, messageId) => made((address) => makeBounceAddress(secret, `${conversationId}-${messageId}`, address), account),
    conversationOf(addresses) {
      for (const address of addresses) {
        const id = address.includes('+') ? readReplyAddress(secret, address) : null;
        if (id !== null) return Number(id);
      }
      return undefined;
    },
    bouncedOf(addresses) {
      for (const address of addresses) {
        const [conversationId, messageId] = (address.includes('+') ? readBounceAddress(secret, address) : null)?.split('-').map(Number) ?? [];
        if (conversationId && messageId) return { conversationId, messageId };
      }
      return undefined;
    },
  };
}
