import type { ChannelContext, Outbound, Sent } from '../channel.ts';
import { PermanentFailure } from '../channel.ts';
import { type BuiltMail, composeMail, type OutgoingMail, readSubjectToken, stripSubjectPrefixes, withoutSubjectTokens } from './compose/index.ts';
import { htmlBody } from './html-body.ts';
import { noticeBody } from './notice-body.ts';
import { loopHeader, type OwnMarks } from './own-marks.ts';
import { mailReason, sayMail } from './sentences.ts';
import type { MailAccount } from './settings.ts';
import type { Transports } from './transports.ts';

/** Most servers end at 25 MB for the mail as it travels, a third larger than the files. */
const mostAttached = 18 * 1024 * 1024;
const isMessageId = (id: string): boolean => id.startsWith('<');

/** `Re: 打印机 [#12]` – 回复： for Chinese readers; without a prefix where the conversation begins with us. */
export function outgoingSubject(subject: string, ticketId: number | null, options: { language: 'zh-CN' | 'en'; answers: boolean }): string {
  // An older number in front would lead the answer there.
  const own = stripSubjectPrefixes(ticketId === null || readSubjectToken(subject) === ticketId ? subject : withoutSubjectTokens(stripSubjectPrefixes(subject)));
  const bare = own || (options.language === 'zh-CN' ? '您的咨询' : 'Your request');
  const numbered = ticketId !== null && readSubjectToken(bare) !== ticketId ? `${bare} [#${ticketId}]` : bare;
  if (!options.answers) return numbered;
  return options.language === 'zh-CN' ? `回复：${numbered}` : `Re: ${numbered}`;
}

/**
 * Where this message goes: to whoever wrote last in the conversation, else to the customer's first mail address. When somebody else
 * answered for the customer, the customer gets a copy and knows.
 */
export function recipientsOf(message: Outbound): { to: string; cc: string | null } | null {
  const own = message.to.addresses.filter((a) => a.kind === 'email').map((a) => a.value.toLowerCase());
  const { replyTo, from } = message.lastMeta;
  const [to] = [replyTo, from, own[0]].filter((address): address is string => typeof address === 'string' && address.includes('@'));
  if (to === undefined) return null;
  const known = typeof from !== 'string' || own.includes(from.toLowerCase()) || own.includes(to.toLowerCase());
  return { to, cc: known ? null : (own[0] ?? null) };
}

/** Builds a mail of ours: marked, so that it is known when it comes back, and signed where the mailbox has a key. */
export async function buildOwn(account: MailAccount, marks: OwnMarks, mail: Omit<OutgoingMail, 'from' | 'dkim' | 'html'> & { fromName: string; language: 'zh-CN' | 'en'; /** Written by the product: looks like a notice of this house, not like a letter. */ notice?: boolean }): Promise<BuiltMail> {
  const { fromName, language, notice = false, ...rest } = mail;
  const { dkim, dkimPrivateKey } = account.settings;
  const built = await composeMail({
    ...rest, from: { name: fromName, address: account.address }, html: notice ? noticeBody(mail.text, language, fromName) : htmlBody(mail.text, language),
    ...(dkim && dkimPrivateKey ? { dkim: { ...dkim, privateKey: dkimPrivateKey } } : {}),
  });
  return { ...built, raw: Buffer.concat([Buffer.from(`${loopHeader}: ${marks.loop}\r\n`), built.raw]) };
}

export const displayName = (account: MailAccount): string => account.settings.displayName || account.name;

/** Machines must not answer what a machine of ours wrote. */
function automaticOf(message: Outbound): OutgoingMail['automatic'] {
  const wish = message.meta['autoSubmitted'];
  if (wish === 'auto-replied' || wish === 'auto-generated') return wish;
  return message.author.kind === 'system' ? 'auto-generated' : message.author.kind === 'bot' ? 'auto-replied' : undefined;
}

/** Sends one message. The same idempotency key makes the same mail with the same Message-ID. */
export async function sendMessage(message: Outbound, account: MailAccount, context: ChannelContext, { transports, marks }: { transports: Transports; marks: OwnMarks }): Promise<Sent> {
  const { files, clock } = context.platform;
  if (!transports.canSend(account)) throw new PermanentFailure(sayMail(account.language, 'no-smtp'), { reason: mailReason('no-smtp') });
  const recipients = recipientsOf(message);
  if (!recipients) throw new PermanentFailure(sayMail(account.language, 'no-address'), { reason: mailReason('no-address') });
  const total = message.files.reduce((sum, file) => sum + file.size, 0);
  if (total > mostAttached) throw new PermanentFailure(sayMail(account.language, 'too-large', { limit: mostAttached / 1024 / 1024 }), { reason: mailReason('too-large', { limit: mostAttached / 1024 / 1024 }) });
  const attachments = await Promise.all(message.files.map(async (file) => ({ name: file.name, type: file.type, content: await files.read(file.fileId) })));
  const references = [...new Set([message.threadKey, ...message.history].filter(isMessageId))];
  const inReplyTo = references.at(-1);
  const replyTo = marks.replyAddress(account, message.conversationId);
  const envelopeFrom = marks.bounceAddress(account, message.conversationId, message.messageId);
  const automatic = automaticOf(message);
  const mail = await buildOwn(account, marks, {
    fromName: message.author.kind === 'agent' ? `${message.author.name} · ${displayName(account)}` : displayName(account),
    language: message.to.language, to: [{ name: recipients.cc === null ? message.to.name : '', address: recipients.to }], ...(recipients.cc === null ? {} : { cc: [{ name: message.to.name, address: recipients.cc }] }), text: message.text, attachments, references, date: clock.now(), idempotencyKey: message.idempotencyKey,
    subject: outgoingSubject(message.subject, message.ticketId, { language: message.to.language, answers: inReplyTo !== undefined }),
    ...(inReplyTo ? { inReplyTo } : {}), ...(replyTo ? { replyTo: { name: displayName(account), address: replyTo } } : {}), ...(envelopeFrom ? { envelopeFrom } : {}), ...(automatic ? { automatic, notice: true } : {}),
  });
  await transports.deliver(account, mail);
  return { externalId: mail.messageId, state: 'sent' };
}
