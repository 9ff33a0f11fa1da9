import type { Platform } from '../../platform/module/index.ts';
import type { Account } from '../channel.ts';
import { createOwnMarks } from './own-marks.ts';
import { buildOwn } from './send.ts';
import { mailAccount } from './settings.ts';
import { createTransports } from './transports.ts';

/** Passes messages on by mail, through the first mailbox that can send. Marked as ours, so that one that comes back is known; answers go to whoever wrote. */
export function createForwardMail(platform: Platform, accounts: () => Promise<readonly Account[]>) {
  const marks = createOwnMarks(platform);
  const transports = createTransports(platform);
  return {
    async send(mail: { to: string; replyTo: string | null; fromName: string; language: 'zh-CN' | 'en'; subject: string; text: string; files: readonly { fileId: number; name: string; type: string }[]; key: string }): Promise<void> {
      const account = (await accounts()).map(mailAccount).filter((a) => transports.canSend(a)).toSorted((a, b) => a.id - b.id)[0];
      if (!account) throw new Error('no mailbox can send');
      const attachments = await Promise.all(mail.files.map(async (f) => ({ name: f.name, type: f.type, content: await platform.files.read(f.fileId) })));
      const built = await buildOwn(account, marks, {
        fromName: mail.fromName, language: mail.language, to: [{ address: mail.to }], ...(mail.replyTo ? { replyTo: { address: mail.replyTo } } : {}), subject: mail.subject, text: mail.text, date: platform.clock.now(), idempotencyKey: mail.key, automatic: 'auto-generated',
        ...(attachments.length > 0 ? { attachments } : {}),
      });
      await transports.deliver(account, built);
    },
    close: () => transports.close(),
  };
}
