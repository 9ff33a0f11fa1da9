import { z } from 'zod';
import type { Account } from '../channel.ts';

const host = z.string().trim().min(1).max(253);
const port = z.coerce.number().int().min(1).max(65_535);
const address = z.string().trim().toLowerCase().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'must be a mail address').max(320);
/** `tls` from the first byte, `starttls` after a greeting (refused when the server does not offer it), `none` only on trusted networks. */
const security = z.enum(['tls', 'starttls', 'none']);

/** Settings of one mailbox. Passwords and keys stand apart at the top: they are encrypted and never read back. */
export const MailSettings = z.object({
  /** Shown as sender: "Li Na · <displayName>". The account's name unless set. */
  displayName: z.string().trim().max(120).default(''),
  /** Further addresses of this mailbox. */
  aliases: z.array(address).max(100).default([]),
  /**
   * Where answers of customers go. `plus`: name+token@… of this mailbox; `domain`: token@replyDomain; `none`: the mailbox
   * itself. `auto`: domain where one is set, none where mail is fetched by IMAP (not every provider knows plus), else plus.
   */
  replyAddresses: z.enum(['auto', 'plus', 'domain', 'none']).default('auto'),
  /** A domain whose mail all comes to us. */
  replyDomain: z.string().trim().toLowerCase().max(253).default(''),
  /** How mail leaves; null: it cannot. */
  smtp: z.object({ host, port: port.default(587), security: security.default('starttls'), user: z.string().max(320).default('') }).nullable().default(null),
  smtpPassword: z.string().max(2000).optional(),
  /** Where mail is fetched; null: it comes by SMTP or not at all. */
  imap: z.object({
    host, port: port.default(993), security: security.default('tls'), user: z.string().min(1).max(320), folder: z.string().min(1).max(500).default('INBOX'),
    /** What happens to a mail once it is safely ours. */
    afterImport: z.enum(['keep', 'seen', 'move']).default('seen'),
    moveTo: z.string().min(1).max(500).default('Aftercare'),
    /** What of the mails that lie there on the first day is taken. */
    firstImport: z.enum(['unseen', 'all', 'new']).default('unseen'),
  }).nullable().default(null),
  imapPassword: z.string().max(2000).optional(),
  dkim: z.object({ domain: host, selector: z.string().min(1).max(100) }).nullable().default(null),
  /** PEM. */
  dkimPrivateKey: z.string().max(10_000).optional(),
  /** The mail that confirms a new ticket; an empty text means the standard one. Read by whoever confirms, not here. */
  acknowledge: z.object({ on: z.boolean().default(true), text: z.object({ 'zh-CN': z.string().max(5000).default(''), en: z.string().max(5000).default('') }).prefault({}) }).prefault({}),
});
export type MailSettings = z.infer<typeof MailSettings>;
export type MailAccount = Account<MailSettings>;
export const secretSettings = ['smtpPassword', 'imapPassword', 'dkimPrivateKey'] as const;

/** The account with its settings filled in. Accounts made before a setting existed get its default. */
export function mailAccount(account: Account): MailAccount {
  return { ...account, settings: MailSettings.parse(account.settings) };
}

/** How signed reply addresses of this account look; null when it has none. */
export function replyStyle(settings: MailSettings): 'plus' | 'domain' | null {
  const { replyAddresses: wish, replyDomain } = settings;
  if (wish === 'none') return null;
  if (wish === 'domain' || wish === 'auto') {
    if (replyDomain !== '') return 'domain';
    return wish === 'auto' && settings.imap === null ? 'plus' : null;
  }
  return 'plus';
}
