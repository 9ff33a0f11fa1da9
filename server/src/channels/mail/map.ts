import type { ChannelContext, FileRef, Inbound, RawItem } from '../channel.ts';
import { filePath } from '../../platform/files/index.ts';
import { readSubjectToken } from './compose/index.ts';
import type { Directory } from './directory.ts';
import { safeHtml } from './html/index.ts';
import { writerOf } from './identity.ts';
import { invitationText } from './invitation.ts';
import type { OwnMarks } from './own-marks.ts';
import { type ParsedMail, parseMail } from './parse/index.ts';
import { keptId } from './raw-id.ts';
import { extractReply, extractReplyHtml } from './reply/index.ts';
import { plainLooking } from './plain-looking.ts';

/** Beyond this a mail has no business in a help desk; SMTP and IMAP take less. */
const maxFileBytes = 64 * 1024 * 1024;
const mostAnswers = 20;

const header = (mail: ParsedMail, name: string): string[] => mail.headers.filter((h) => h.name === name).map((h) => h.value);

/** Addresses this mail came to, as told by the envelope or by the last server's notes. */
function recipients(mail: ParsedMail, raw: RawItem): string[] {
  const envelope = (raw.meta['recipients'] as readonly string[] | undefined) ?? [];
  const notes = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to'].flatMap((name) => header(mail, name));
  return [...envelope, ...notes, ...[...mail.to, ...mail.cc].map((a) => a.address)].map((address) => address.trim().replace(/^<|>$/g, ''));
}

function flagOf({ kind }: ParsedMail): Inbound['flag'] {
  if (kind.bounce) return 'bounce';
  if (kind.autoReply || kind.receipt || kind.complaint) return 'auto-reply';
  if (kind.encrypted) return 'encrypted';
  if (kind.broken) return 'broken';
  return kind.list ? 'list' : null;
}

/**
 * A report names its message by the address we signed, or by the Message-ID. Those of QQ and other Chinese mailboxes bring neither,
 * only the subject with our number: then it is the newest we sent to them. Mail that is merely late is not told.
 */
function reportsOf(mail: ParsedMail, to: readonly string[], marks: OwnMarks): NonNullable<Inbound['reports']> {
  const { bounce } = mail.kind;
  if (!bounce?.final) return [];
  const said = bounce.diagnostic ?? mail.subject;
  // The code alone says in every language what it was.
  const detail = bounce.status === null || said.includes(bounce.status) ? said : bounce.diagnostic === null ? bounce.status : `${bounce.status} ${said}`;
  const marked = marks.bouncedOf(to);
  if (marked) return [{ messageId: marked.messageId, state: 'failed', detail }];
  if (bounce.originalMessageId) return [{ externalId: keptId(bounce.originalMessageId), state: 'failed', detail }];
  return bounce.recipients.length === 1 && readSubjectToken(mail.text) !== null ? [{ newest: true, state: 'failed', detail }] : [];
}

function threadOf(mail: ParsedMail, to: readonly string[], marks: OwnMarks): { thread: NonNullable<Inbound['thread']>; threadKey: string } {
  const root = mail.references[0] ?? mail.inReplyTo[0] ?? mail.messageId;
  const original = mail.kind.bounce?.originalMessageId;
  const answers = [...new Set([...(original ? [original] : []), ...mail.inReplyTo, ...mail.references.toReversed()])].slice(0, mostAnswers).map(keptId);
  const conversationId = marks.conversationOf(to) ?? marks.bouncedOf(to)?.conversationId;
  const ticketId = readSubjectToken(mail.subject) ?? (mail.kind.bounce ? readSubjectToken(mail.text) : null);
  return {
    threadKey: keptId(root),
    // Larger numbers are nobody's ticket and would not fit the column.
    thread: { ...(conversationId ? { conversationId } : {}), answers, ...(ticketId !== null && ticketId < 2 ** 31 ? { ticketId } : {}) },
  };
}

/** Stores attachments; they are claimed with the message, so that a second try leaves nothing behind for good. */
async function storeFiles(mail: ParsedMail, { platform }: ChannelContext): Promise<{ refs: FileRef[]; urlOf: (cid: string) => string | null }> {
  if (mail.attachments.length === 0) return { refs: [], urlOf: () => null };
  const written = [];
  for (let i = 0; i < mail.attachments.length; i += 8) {
    written.push(...await Promise.all(mail.attachments.slice(i, i + 8).map((file) => platform.files.write(file.content, { name: file.name, declaredType: file.type, maxBytes: maxFileBytes }))));
  }
  const files = await platform.files.record(platform.db, written);
  const byCid = new Map(mail.attachments.flatMap((a, i) => (a.cid !== null && files[i] ? [[a.cid, files[i].key] as const] : [])));
  return {
    refs: mail.attachments.flatMap((a, i) => (files[i] ? [{ fileId: files[i].id, inline: a.inline && a.cid !== null && (mail.html?.includes(a.cid) ?? false), cid: a.cid }] : [])),
    urlOf: (cid) => { const key = byCid.get(cid); return key === undefined ? null : filePath(key); },
  };
}

/** The HTML worth keeping beside the text: made safe, quotation folded away; null where it says nothing the text does not. */
function htmlOf(mail: ParsedMail, urlOf: (cid: string) => string | null): string | null {
  if (mail.html === null || plainLooking(mail.html)) return null;
  return safeHtml(extractReplyHtml(mail.html, { sender: mail.from?.name ?? '' }).reply, { cidUrl: urlOf });
}

/** One stored mail in our words; null for our own mail that came back. */
export async function readMail(raw: RawItem, context: ChannelContext, marks: OwnMarks, directory: Directory): Promise<Inbound | null> {
  const mail = await parseMail(raw.content);
  if (header(mail, 'x-aftercare-loop').some(marks.isOwnLoop)) return null;
  const to = recipients(mail, raw);
  const envelopeFrom = typeof raw.meta['envelopeFrom'] === 'string' ? raw.meta['envelopeFrom'] : '';
  const { from, replyTo } = writerOf(mail, envelopeFrom, directory.isOurs);
  const { reply, quoted, signature } = extractReply(mail.text, mail.from?.name ? { sender: mail.from.name } : {});
  const { refs, urlOf } = await storeFiles(mail, context);
  const { thread, threadKey } = threadOf(mail, to, marks);
  const folded = [signature, quoted].filter((part) => part !== '').join('\n\n');
  const arrived = typeof raw.meta['internalDate'] === 'string' ? new Date(raw.meta['internalDate']) : raw.receivedAt;
  return {
    accountId: raw.accountId, externalId: keptId(mail.messageId), threadKey, thread, from, subject: mail.subject,
    text: reply || invitationText(mail, from.language ?? directory.accounts.find((a) => a.id === raw.accountId)?.language ?? 'en'), html: htmlOf(mail, urlOf), quoted: folded || null, files: refs, flag: flagOf(mail), reports: reportsOf(mail, to, marks),
    // A mailbox may have been asleep for a week: the customer's clock began when the mail arrived there – but never in the future.
    at: arrived < raw.receivedAt ? arrived : raw.receivedAt,
    meta: {
      ...(from.addresses[0] ? { from: from.addresses[0].value } : {}), ...(replyTo ? { replyTo } : {}),
      ...(mail.kind.noAutoReplyWanted || mail.kind.list || mail.kind.autoReply ? { quiet: true } : {}),
      ...(mail.kind.broken ? { broken: mail.kind.broken.slice(0, 300) } : {}),
    },
  };
}
