/** Builds outgoing mail. Deterministic where it matters: the same idempotency key gives the same Message-ID. */
import { createHash } from 'node:crypto'

export interface OutgoingAddress {
  name?: string
  address: string
}

export interface OutgoingAttachment {
  name: string
  type: string
  content: Uint8Array
  /** Set for pictures the HTML shows by `cid:`. */
  cid?: string
}

export interface DkimKey {
  domain: string
  selector: string
  /** PEM. */
  privateKey: string
}

export interface OutgoingMail {
  from: OutgoingAddress
  to: OutgoingAddress[]
  cc?: OutgoingAddress[]
  replyTo?: OutgoingAddress
  /** Envelope sender, usually a bounce address. */
  envelopeFrom?: string
  subject: string
  text: string
  html?: string
  attachments?: OutgoingAttachment[]
  /** Message-IDs with angle brackets, oldest first. */
  references?: string[]
  inReplyTo?: string
  /** One key per message to send; a retry with the same key is the same mail. */
  idempotencyKey: string
  /** When the message was written. */
  date: Date
  /** For confirmations and notices that must not be answered by machines. */
  automatic?: 'auto-replied' | 'auto-generated'
  dkim?: DkimKey
}

export interface BuiltMail {
  /** With angle brackets. */
  messageId: string
  envelope: { from: string; to: string[] }
  raw: Buffer
}

/** The Message-ID of the mail with this key, known before it is built. */
export function messageIdFor(idempotencyKey: string, fromAddress: string): string {
  const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase()
  return `<${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40)}@${domain}>`
}

/** At most this many references travel: the first names the thread, the last ones its end. */
const maxReferences = 20

function threadHeaders(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const all = [...new Set([...(mail.references ?? []), ...(mail.inReplyTo ? [mail.inReplyTo] : [])])]
  const kept = all.length <= maxReferences ? all : [all[0]!, ...all.slice(1 - maxReferences)]
  return { ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo } : {}), ...(kept.length > 0 ? { references: kept } : {}) }
}

const party = (address: OutgoingAddress): { name: string; address: string } => ({ name: (address.name ?? '').replace(/[\r\n]+/g, ' '), address: address.address.replace(/[\s<>,;]+/g, '') })

/**
 * Builds the raw mail and its envelope.
 * @throws when the composer rejects the content (for instance an unreadable DKIM key).
 */
export async function composeMail(mail: OutgoingMail): Promise<BuiltMail> {
  const messageId = messageIdFor(mail.idempotencyKey, mail.from.address)
  // Read with the first mail that goes out: a start is spared it.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
  const composer = new MailComposer({
    from: party(mail.from),
    to: mail.to.map(party),
    cc: mail.cc?.map(party),
    replyTo: mail.replyTo ? party(mail.replyTo) : undefined,
    subject: mail.subject.replace(/[\r\n]+/g, ' '),
    text: mail.text,
    html: mail.html,
    messageId,
    date: mail.date,
    ...threadHeaders(mail),
    // What others send must never make the server open files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
    // The same mail twice is byte for byte the same.
    baseBoundary: createHash('sha256').update(`boundary\0${mail.idempotencyKey}`).digest('hex').slice(0, 24),
    headers: mail.automatic ? { 'Auto-Submitted': mail.automatic, 'X-Auto-Response-Suppress': 'All', Precedence: 'auto_reply' } : {},
    attachments: mail.attachments?.map((file) => ({
      filename: file.name, contentType: file.type, content: Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength),
      ...(file.cid ? { cid: file.cid, contentDisposition: 'inline' as const } : {}),
    })),
  })
  const plain = await composer.compile().build()
  return {
    messageId,
    envelope: { from: mail.envelopeFrom ?? mail.from.address, to: [...new Set([...mail.to, ...(mail.cc ?? [])].map((address) => party(address).address))] },
    raw: mail.dkim ? await signed(plain, mail.dkim) : plain,
  }
}

async function signed(raw: Buffer, key: DkimKey): Promise<Buffer> {
  const { default: DKIM } = await import('nodemailer/lib/dkim/index.js')
  const dkim = new DKIM({ domainName: key.domain, keySelector: key.selector, privateKey: key.privateKey })
  const chunks: Buffer[] = []
  for await (const chunk of dkim.sign(raw)) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}
