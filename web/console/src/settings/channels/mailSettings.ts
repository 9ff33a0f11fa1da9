export type Security = 'tls' | 'starttls' | 'none';
export interface Smtp { readonly host: string; readonly port: number; readonly security: Security; readonly user: string }
export interface Imap { readonly host: string; readonly port: number; readonly security: Security; readonly user: string; readonly folder: string; readonly afterImport: 'keep' | 'seen' | 'move'; readonly moveTo: string; readonly firstImport: 'unseen' | 'all' | 'new' }
/** The mail adapter's settings, as far as they are shown here. */
export interface MailSettings {
  readonly displayName: string;
  readonly aliases: readonly string[];
  readonly replyAddresses: 'auto' | 'plus' | 'domain' | 'none';
  readonly replyDomain: string;
  readonly smtp: Smtp | null;
  readonly imap: Imap | null;
  readonly smtpPassword?: string;
  readonly imapPassword?: string;
  readonly dkim: { readonly domain: string; readonly selector: string } | null;
  readonly dkimPrivateKey?: string;
  readonly acknowledge: { readonly on: boolean; readonly text: { readonly 'zh-CN': string; readonly en: string } };
}

/** Settings as the server keeps them, with what older accounts lack filled in. */
export function mailSettings(settings: Record<string, unknown>): MailSettings {
  const given = settings as Partial<MailSettings>;
  return {
    ...given, displayName: given.displayName ?? '', aliases: given.aliases ?? [], replyAddresses: given.replyAddresses ?? 'auto', replyDomain: given.replyDomain ?? '',
    smtp: given.smtp ?? null, imap: given.imap ?? null, dkim: given.dkim ?? null, acknowledge: given.acknowledge ?? { on: true, text: { 'zh-CN': '', en: '' } },
  };
}

export const freshImap = (user: string): Imap => ({ host: '', port: 993, security: 'tls', user, folder: 'INBOX', afterImport: 'seen', moveTo: 'Aftercare', firstImport: 'unseen' });
export const freshSmtp = (user: string): Smtp => ({ host: '', port: 465, security: 'tls', user });

type Servers = Pick<MailSettings, 'imap' | 'smtp' | 'imapPassword' | 'smtpPassword'>;
/** Most mail houses have one account for both ways: what is written for the incoming server holds for the outgoing one, until somebody writes something else there. */
export function followed(before: Servers, change: { readonly imap?: Partial<Imap>; readonly imapPassword?: string }): Partial<Servers> {
  const { imap, smtp } = before;
  if (!imap) return {};
  const next = { ...imap, ...change.imap };
  const same = (a: string | undefined, b: string | undefined) => (a ?? '') === (b ?? '');
  const host = (name: string) => name.replace(/^imap(?=[.-])/i, 'smtp');
  return {
    imap: next,
    ...(change.imapPassword === undefined ? {} : { imapPassword: change.imapPassword, ...(smtp && same(before.smtpPassword, before.imapPassword) ? { smtpPassword: change.imapPassword } : {}) }),
    ...(smtp ? { smtp: { ...smtp, ...(same(smtp.host, host(imap.host)) ? { host: host(next.host) } : {}), ...(same(smtp.user, imap.user) ? { user: next.user } : {}) } } : {}),
  };
}
