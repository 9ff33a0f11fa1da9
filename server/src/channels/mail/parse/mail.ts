/** The shape of a mail once read. Pure data: nothing here knows a database or a channel account. */

/** `address` as the sender wrote it (case kept), empty when the header named nobody. */
export interface MailAddress {
  name: string
  address: string
}

export interface ParsedAttachment {
  /** Decoded and safe to show: no path, no control characters, never empty. */
  name: string
  /** Lower-case MIME type. */
  type: string
  /** Bytes of `content`. */
  size: number
  /** Lower-case hex digest of `content`. */
  sha256: string
  content: Uint8Array
  /** Content-ID without angle brackets, for `cid:` pictures. */
  cid: string | null
  /** Meant to be shown inside the text rather than listed. */
  inline: boolean
}

/** What a delivery report says about one of our own mails. */
export interface Bounce {
  recipients: string[]
  /** RFC 3463 status such as `5.1.1`, or null where the report names none. */
  status: string | null
  /** True when trying again is pointless; false for delays and full mailboxes. */
  permanent: boolean
  /** Nobody tries any longer: this mail did not arrive. False for «delayed». */
  final: boolean
  /** Message-ID (with angle brackets) of the mail that did not arrive. */
  originalMessageId: string | null
  /** The remote server's own sentence, at most 500 characters. */
  diagnostic: string | null
}

export interface CalendarInvite {
  /** `REQUEST`, `REPLY`, `CANCEL` … */
  method: string
  uid: string | null
  summary: string
  location: string
  /** As written: `2026-03-01T10:00:00Z`, a local time, or a date. `timeZone` names the zone of a local time. */
  start: string | null
  end: string | null
  timeZone: string | null
  organizer: string | null
  attendees: string[]
}

export interface MailKind {
  /** Written by a machine in answer to something: never answer it automatically. */
  autoReply: boolean
  /** Sent to many through a list or as bulk mail. */
  list: boolean
  bounce: Bounce | null
  /** A spam complaint (RFC 5965) about one of our mails. */
  complaint: boolean
  /** A read receipt (RFC 8098). */
  receipt: boolean
  /** The sender asked for no automatic answers (Exchange header), though a person may have written. */
  noAutoReplyWanted: boolean
  calendar: CalendarInvite[]
  encrypted: 'pgp' | 'smime' | null
  signed: boolean
  /** Why the mail could not be read as it should be; null when all is well. */
  broken: string | null
}

export interface MailHeader {
  /** Lower case. */
  name: string
  /** Unfolded, encoded words decoded, at most 64 KB. */
  value: string
}

export interface ParsedMail {
  /** With angle brackets. Derived from the content when the mail carries none. */
  messageId: string
  messageIdDerived: boolean
  inReplyTo: string[]
  references: string[]
  from: MailAddress | null
  sender: MailAddress | null
  replyTo: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  subject: string
  /** ISO 8601 in UTC, or null where the mail names no readable date. */
  date: string | null
  /** Plain body; made from the HTML where the mail has only HTML. Lines end in `\n`. */
  text: string
  /** Whether the sender wrote a plain body (false: `text` was made from `html`). */
  hasPlainText: boolean
  /** HTML body as sent. NOT safe to show: see `safeHtml`. */
  html: string | null
  attachments: ParsedAttachment[]
  headers: MailHeader[]
  /** BCP 47 guess from subject and body: `zh-CN`, `zh-TW`, `en`, `de` … or null when too short to tell. */
  language: string | null
  kind: MailKind
}
