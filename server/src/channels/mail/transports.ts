import type { Platform } from '../../platform/module/index.ts';
import { PermanentFailure, SendFailure } from '../channel.ts';
import type { BuiltMail } from './compose/index.ts';
import { reach } from './connection.ts';
import { mailReason, sayMail } from './sentences.ts';
import type { MailAccount } from './settings.ts';

/** Connections kept open between mails close after this. */
const idleMs = 30_000;

interface SmtpFault extends Error { code?: string; responseCode?: number; response?: string }

/** The ways out: one pool of connections per mailbox, made anew when its settings change or a connection fails. */
export function createTransports(platform: Pick<Platform, 'config'>) {
  type Transport = Awaited<ReturnType<typeof open>>;
  const pools = new Map<number, { version: number; transport: Promise<Transport>; timer: NodeJS.Timeout }>();

  async function open({ settings }: MailAccount) {
    const { smtp, smtpPassword = '' } = settings;
    if (!smtp) throw new Error('no outgoing server');
    const { address, host, port } = await reach(platform, smtp);
    const { createTransport } = await import('nodemailer');
    return createTransport({
      pool: true, maxConnections: 4, maxMessages: 100, host: address, port, secure: smtp.security === 'tls', requireTLS: smtp.security === 'starttls', ignoreTLS: smtp.security === 'none',
      tls: { servername: host }, name: new URL(platform.config.publicUrl).hostname, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, disableFileAccess: true, disableUrlAccess: true,
      ...(smtp.user ? { auth: { user: smtp.user, pass: smtpPassword } } : {}),
    });
  }
  const drop = (id: number): void => {
    const pool = pools.get(id);
    if (!pool) return;
    pools.delete(id);
    clearTimeout(pool.timer);
    pool.transport.then((t) => t.close(), () => {});
  };
  const transportOf = (account: MailAccount): Promise<Transport> => {
    const known = pools.get(account.id);
    if (known && known.version === account.version) { known.timer.refresh(); return known.transport; }
    drop(account.id);
    const transport = open(account);
    transport.catch(() => drop(account.id));
    pools.set(account.id, { version: account.version, transport, timer: setTimeout(() => drop(account.id), idleMs).unref() });
    return transport;
  };
  /** Says what a failure means: a PermanentFailure when trying again cannot help. */
  const judge = (account: MailAccount, error: unknown): Error => {
    const fault = error as SmtpFault;
    const answer = fault.response ?? fault.message;
    if (fault.code === 'EAUTH') return new SendFailure(sayMail(account.language, 'sign', { answer }), { cause: error, reason: mailReason('sign', { words: answer }) });
    const refused = fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE';
    if (refused && (fault.responseCode === undefined || fault.responseCode >= 500)) return new PermanentFailure(sayMail(account.language, 'refused', { answer }), { cause: error, reason: mailReason('refused', { words: answer }) });
    // Whatever broke, the next try begins with a fresh connection and a fresh look-up of the name.
    if (!refused) drop(account.id);
    return new Error(answer, { cause: error });
  };

  return {
    canSend: (account: MailAccount): boolean => account.settings.smtp !== null,
    /** Hands a built mail over. Resolves when the server has taken it. */
    async deliver(account: MailAccount, mail: BuiltMail): Promise<void> {
      if (!account.settings.smtp) throw new PermanentFailure(sayMail(account.language, 'no-smtp'), { reason: mailReason('no-smtp') });
      try {
        const transport = await transportOf(account);
        await transport.sendMail({ envelope: mail.envelope, raw: mail.raw, dsn: { id: mail.messageId, return: 'headers', notify: ['failure', 'delay'], recipient: mail.envelope.to[0] ?? '' } });
      } catch (error) {
        throw judge(account, error);
      }
    },
    /** Connects and signs in, nothing more. */
    async verify(account: MailAccount): Promise<void> {
      drop(account.id);
      try { await (await transportOf(account)).verify(); } catch (error) { throw judge(account, error); }
    },
    close(): void { for (const id of [...pools.keys()]) drop(id); },
  };
}
export type Transports = ReturnType<typeof createTransports>;
