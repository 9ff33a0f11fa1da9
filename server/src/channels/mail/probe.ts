import type { ChannelContext, Probe } from '../channel.ts';
import { explain } from './imap.ts';
import { connectImap } from './imap-session.ts';
import type { OwnMarks } from './own-marks.ts';
import { sayMail } from './sentences.ts';
import { buildOwn, displayName } from './send.ts';
import type { MailAccount } from './settings.ts';
import type { Transports } from './transports.ts';

/** The settings page's «try it»: signs in where mail comes from and goes to, and sends a mail to whoever asked. */
export async function probeMail(account: MailAccount, context: ChannelContext, { transports, marks }: { transports: Transports; marks: OwnMarks }, who: { email: string; language: string }): Promise<Probe[]> {
  const language = who.language.startsWith('zh') ? 'zh-CN' : 'en';
  const { imap, imapPassword = '', smtp } = account.settings;
  const step = async (name: 'probe-smtp' | 'probe-imap' | 'probe-mail', work: () => Promise<string>): Promise<Probe> => {
    try { return { name: sayMail(language, name), ok: true, detail: await work() }; } catch (error) { return { name: sayMail(language, name), ok: false, detail: explain(error) }; }
  };
  const steps: Probe[] = [];
  if (imap) {
    steps.push(await step('probe-imap', async () => {
      const client = await connectImap(context, imap, imapPassword);
      try {
        const { exists } = await client.mailboxOpen(imap.folder, { readOnly: true });
        return sayMail(language, 'folder-open', { host: imap.host, folder: imap.folder, count: exists });
      } finally {
        await client.logout().catch(() => client.close());
      }
    }));
  } else steps.push({ name: sayMail(language, 'probe-intake'), ok: true, detail: sayMail(language, 'by-smtp', { address: account.address, port: context.platform.config.SMTP_PORT }) });
  if (!smtp) return [...steps, { name: sayMail(language, 'probe-smtp'), ok: false, detail: sayMail(language, 'not-set') }];
  const out = await step('probe-smtp', async () => { await transports.verify(account); return sayMail(language, 'signed-in', { host: smtp.host }); });
  steps.push(out);
  // An API key or the command line has no mailbox of its own to write to.
  if (!out.ok || !who.email) return steps;
  steps.push(await step('probe-mail', async () => {
    if (!who.email) throw new Error(sayMail(language, 'no-one'));
    const now = context.platform.clock.now();
    const name = displayName(account);
    await transports.deliver(account, await buildOwn(account, marks, {
      fromName: name, language, to: [{ address: who.email }], subject: sayMail(language, 'test-subject', { name }), text: sayMail(language, 'test-text', { name, address: account.address }),
      date: now, idempotencyKey: `probe:${account.id}:${now.getTime()}`, automatic: 'auto-generated',
    }));
    return sayMail(language, 'mail-sent', { to: who.email });
  }));
  return steps;
}
