/** Reads one raw mail completely. The only entry; it never throws, whatever it is given. */
import { createHash } from 'node:crypto'
import { parseAddresses } from './addresses.ts'
import { readAutomatic } from './automatic.ts'
import type { Bodies, RawFile } from './bodies.ts'
import { collectBodies, isSignedData } from './bodies.ts'
import { readBounce } from './bounce.ts'
import { readCalendar } from './calendar.ts'
import { decodeCharset } from './charset.ts'
import { parseMailDate } from './dates.ts'
import { decodeWords } from './encoded-words.ts'
import { safeFileName } from './file-name.ts'
import { headerValue } from './header-block.ts'
import { guessLanguage } from './language.ts'
import { limits } from './limits.ts'
import type { MailKind, ParsedAttachment, ParsedMail } from './mail.ts'
import { derivedMessageId, messageIds, ownMessageId } from './message-ids.ts'
import type { MimePart, MimeTree } from './structure.ts'
import { readStructure } from './structure.ts'

/**
 * Parses a raw mail. What cannot be understood is kept as text and named in `kind.broken`.
 * Asynchronous so that callers need not care whether the work is done here or in a worker thread.
 */
// oxlint-disable-next-line require-await -- see above
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const bytes = normalised(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  try {
    return assemble(bytes)
  } catch (error) {
    return unreadable(bytes, error instanceof Error ? error.message : 'unknown fault')
  }
}

/** Mail with bare CR line ends (old Mac software) becomes readable; a byte order mark goes. */
function normalised(bytes: Buffer): Buffer {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const body = bytes.subarray(start)
  if (body.includes(0x0a) || !body.includes(0x0d)) return body
  return Buffer.from(body.map((byte) => (byte === 0x0d ? 0x0a : byte)))
}

function assemble(bytes: Buffer): ParsedMail {
  const tree = readStructure(bytes)
  const { headers } = tree.root
  const bodies = collectBodies(bytes, tree)
  const all = (name: string): string[] => headers.filter((header) => header.name === name && header.value !== '').map((header) => header.value)
  const first = (name: string): string | null => all(name)[0] ?? null
  const subject = tidy(decodeWords(first('subject') ?? ''))
  const from = parseAddresses(all('from'))[0] ?? null
  const id = ownMessageId(first('message-id'))
  return {
    messageId: id ?? derivedMessageId(['from', 'to', 'cc', 'subject', 'date'].map((name) => first(name) ?? ''), bytes.subarray(tree.root.start)),
    messageIdDerived: id === null,
    inReplyTo: messageIds(first('in-reply-to')),
    references: messageIds(all('references').join(' ')),
    from,
    sender: parseAddresses(all('sender'))[0] ?? null,
    replyTo: parseAddresses(all('reply-to')),
    to: parseAddresses(all('to')),
    cc: parseAddresses(all('cc')),
    subject,
    date: parseMailDate(first('date')),
    text: bodies.text,
    hasPlainText: bodies.hasPlainText,
    html: bodies.html,
    attachments: bodies.files.map(finishFile),
    headers: headers.map((header) => ({ name: header.name, value: tidy(decodeWords(header.value)) })),
    language: guessLanguage(`${subject}\n${bodies.text}`),
    kind: readKind(bytes, tree, bodies, from?.address ?? '', subject),
  }
}

/** One line, no control characters, valid Unicode. */
function tidy(value: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly those are removed
  return value.replace(/[\u0000-\u001f\u007f]+/g, ' ').toWellFormed().trim().slice(0, limits.headerValue)
}

function finishFile(file: RawFile, index: number): ParsedAttachment {
  return {
    name: safeFileName(file.name, file.type, index), type: file.type, size: file.content.length,
    sha256: createHash('sha256').update(file.content).digest('hex'), content: file.content, cid: file.cid, inline: file.inline,
  }
}

function has(part: MimePart, test: (part: MimePart) => boolean): boolean {
  return test(part) || part.children.some((child) => has(child, test))
}

function encryption(root: MimePart, text: string): MailKind['encrypted'] {
  const isSmime = (part: MimePart): boolean => /^application\/(?:x-)?pkcs7-mime$/.test(part.type.value) && !isSignedData(part)
  if (has(root, (part) => part.type.value === 'application/pgp-encrypted' || (part.type.value === 'multipart/encrypted' && !/pkcs7/.test(part.type.parameters.get('protocol') ?? '')))) return 'pgp'
  if (has(root, isSmime)) return 'smime'
  return /^-----BEGIN PGP MESSAGE-----$/m.test(text) ? 'pgp' : null
}

function readKind(bytes: Buffer, tree: MimeTree, bodies: Bodies, from: string, subject: string): MailKind {
  const { root } = tree
  const receipt = root.type.value === 'multipart/report' && /disposition-notification/i.test(root.type.parameters.get('report-type') ?? '')
  const complaint = has(root, (part) => part.type.value === 'message/feedback-report')
  const automatic = readAutomatic(root.headers, subject)
  const bounce = complaint || receipt ? null : readBounce(bytes, root, from, subject, bodies.text)
  const calendars = bodies.files.filter((file) => file.type === 'text/calendar' || file.type === 'application/ics').slice(0, 20)
  const isEmpty = bytes.length === 0 ? 'empty' : tree.hasHeaders ? null : 'no headers'
  return {
    ...automatic,
    autoReply: automatic.autoReply || receipt || bounce !== null || complaint,
    bounce,
    complaint,
    receipt,
    calendar: calendars.flatMap((file) => readCalendar(decodeCharset(file.content)) ?? []),
    encrypted: encryption(root, bodies.text),
    signed: has(root, (part) => part.type.value === 'multipart/signed' || isSignedData(part)) || headerValue(root.headers, 'content-type')?.includes('pgp-signature') === true,
    broken: isEmpty ?? (bodies.faults.length > 0 ? bodies.faults.join('; ') : null),
  }
}

/** The last resort: the bytes as text, so that nothing a customer sent is lost. */
function unreadable(bytes: Buffer, reason: string): ParsedMail {
  return {
    messageId: derivedMessageId([], bytes), messageIdDerived: true, inReplyTo: [], references: [], from: null, sender: null, replyTo: [], to: [], cc: [], subject: '', date: null,
    text: decodeCharset(bytes.subarray(0, 1024 * 1024)).replaceAll('\0', '').toWellFormed(), hasPlainText: true, html: null, attachments: [], headers: [], language: null,
    kind: { autoReply: false, list: false, bounce: null, complaint: false, receipt: false, noAutoReplyWanted: true, calendar: [], encrypted: null, signed: false, broken: `unreadable: ${reason}` },
  }
}
