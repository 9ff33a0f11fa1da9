import type { Platform } from '../../platform/module/index.ts';
import type { ChannelAdapter, ChannelContext } from '../channel.ts';
import { followDirectory } from './directory.ts';
import { type ImapTiming, startImap } from './imap.ts';
import { createOwnMarks } from './own-marks.ts';
import { probeMail } from './probe.ts';
import { sendMessage } from './send.ts';
import { MailSettings, mailAccount, secretSettings } from './settings.ts';
import { startSmtpIntake } from './smtp-intake.ts';
import { createTransports } from './transports.ts';

export interface MailRunning {
  /** Where SMTP listens; useful with port 0. */
  readonly smtpPort: number;
  stop(): Promise<void>;
}
export interface MailAdapter extends ChannelAdapter {
  start(context: ChannelContext): Promise<MailRunning>;
  /** Closes connections kept open for sending. */
  close(): void;
}

/** E-mail: own SMTP intake, IMAP, and SMTP out. */
export function createMailAdapter(platform: Platform, options: { imap?: ImapTiming } = {}): MailAdapter {
  const marks = createOwnMarks(platform);
  const transports = createTransports(platform);
  const directories = new WeakMap<ChannelContext, ReturnType<typeof followDirectory>>();
  const directoryOf = (context: ChannelContext) => {
    const known = directories.get(context) ?? followDirectory(context);
    directories.set(context, known);
    return known.get();
  };
  return {
    kind: 'mail',
    settings: MailSettings,
    secretSettings,
    async read(raw, _account, context) {
      // Half of what reading mail needs is libraries: a start is spared them until a mail is there.
      const { readMail } = await import('./map.ts');
      return readMail(raw, context, marks, await directoryOf(context));
    },
    send: (message, account, context) => sendMessage(message, mailAccount(account), context, { transports, marks }),
    probe: (account, context, who) => probeMail(mailAccount(account), context, { transports, marks }, who),
    async start(context) {
      const smtp = await startSmtpIntake(context);
      const imap = await startImap(context, options.imap).catch(async (error: unknown) => { await smtp.stop(); throw error; });
      return { smtpPort: smtp.port, stop: async () => { await Promise.all([smtp.stop(), imap.stop()]); transports.close(); } };
    },
    close: () => transports.close(),
  };
}
