import type { ChannelContext } from '../channel.ts';
import { type MailAccount, mailAccount } from './settings.ts';

/** Which mailbox an address belongs to. */
export interface Directory {
  /** Undefined for addresses that are none of ours. Knows aliases, plus addresses, reply domains and postmaster. */
  find(address: string): MailAccount | undefined;
  /** Is this one of our own addresses? */
  isOurs(address: string): boolean;
  readonly accounts: readonly MailAccount[];
}

const split = (address: string): [string, string] => {
  const at = address.lastIndexOf('@');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
};

export function createDirectory(accounts: readonly MailAccount[]): Directory {
  const exact = new Map<string, MailAccount>();
  const byReplyDomain = new Map<string, MailAccount>();
  const byDomain = new Map<string, MailAccount>();
  for (const account of accounts) {
    for (const own of [account.address.toLowerCase(), ...account.settings.aliases]) {
      if (!exact.has(own)) exact.set(own, account);
      const [, domain] = split(own);
      if (!byDomain.has(domain)) byDomain.set(domain, account);
    }
    if (account.settings.replyDomain !== '' && !byReplyDomain.has(account.settings.replyDomain)) byReplyDomain.set(account.settings.replyDomain, account);
  }
  const find = (given: string): MailAccount | undefined => {
    const address = given.trim().toLowerCase().replace(/\.$/, '');
    const found = exact.get(address);
    if (found) return found;
    const [local, domain] = split(address);
    const plus = local.indexOf('+');
    if (plus > 0) {
      const base = exact.get(`${local.slice(0, plus)}@${domain}`);
      if (base) return base;
    }
    // Every mail host must take mail for its postmaster (RFC 5321, 4.5.1).
    return byReplyDomain.get(domain) ?? (local === 'postmaster' ? (byDomain.get(domain) ?? (domain === '' ? accounts[0] : undefined)) : undefined);
  };
  return { find, accounts, isOurs: (address) => find(address) !== undefined };
}

/** The directory of all enabled mailboxes, loaded again after any of them changed. */
export function followDirectory(context: Pick<ChannelContext, 'accounts' | 'onAccountsChanged'>): { get(): Promise<Directory>; stop(): void } {
  let loaded: Promise<Directory> | null = null;
  const stop = context.onAccountsChanged(() => { loaded = null; });
  return {
    get() {
      const now = loaded ?? context.accounts().then((accounts) => createDirectory(accounts.map(mailAccount)));
      loaded = now;
      now.catch(() => { if (loaded === now) loaded = null; });
      return now;
    },
    stop,
  };
}
