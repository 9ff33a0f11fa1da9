/** Where a mailbox lives. `help`: where its owner finds the password for programs. */
export interface Provider {
  readonly key: 'qq' | '163' | 'outlook' | 'gmail';
  readonly domains: readonly string[];
  readonly imap: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
  readonly smtp: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
  readonly help: string;
}

export const providers: readonly Provider[] = [
  { key: 'qq', domains: ['qq.com', 'foxmail.com', 'vip.qq.com'], imap: { host: 'imap.qq.com', port: 993, security: 'tls' }, smtp: { host: 'smtp.qq.com', port: 465, security: 'tls' }, help: 'https://service.mail.qq.com/detail/0/75' },
  { key: '163', domains: ['163.com', '126.com', 'yeah.net'], imap: { host: 'imap.163.com', port: 993, security: 'tls' }, smtp: { host: 'smtp.163.com', port: 465, security: 'tls' }, help: 'https://help.mail.163.com/' },
  { key: 'outlook', domains: ['outlook.com', 'hotmail.com', 'live.com'], imap: { host: 'outlook.office365.com', port: 993, security: 'tls' }, smtp: { host: 'smtp.office365.com', port: 587, security: 'starttls' }, help: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission' },
  { key: 'gmail', domains: ['gmail.com', 'googlemail.com'], imap: { host: 'imap.gmail.com', port: 993, security: 'tls' }, smtp: { host: 'smtp.gmail.com', port: 465, security: 'tls' }, help: 'https://myaccount.google.com/apppasswords' },
];

/** The provider of an address, by its domain. 126.com and yeah.net have hosts of their own name. */
export function providerOf(address: string): Provider | null {
  const domain = address.split('@')[1]?.trim().toLowerCase() ?? '';
  const found = providers.find((one) => one.domains.includes(domain));
  if (found?.key === '163' && domain !== '163.com') return { ...found, imap: { ...found.imap, host: `imap.${domain}` }, smtp: { ...found.smtp, host: `smtp.${domain}` } };
  return found ?? null;
}

/** Which provider the servers of an account belong to; null: one's own. */
export function providerByHost(host: string | undefined): Provider | null {
  return providers.find((one) => one.imap.host === host || (one.key === '163' && /^imap\.(126\.com|yeah\.net)$/.test(host ?? ''))) ?? null;
}
