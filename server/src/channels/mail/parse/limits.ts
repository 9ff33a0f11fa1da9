/**
 * Bounds on what one mail may cost us. A mail over a bound is still kept and read as far as the bound
 * allows; it never throws. Measured against real mail: the largest honest newsletter seen had 61 parts, depth 6.
 */
export const limits = {
  /** Bytes of one header block. */
  headerBytes: 512 * 1024,
  /** Header fields of one part. */
  headerFields: 2_000,
  /** Characters kept of one header value. */
  headerValue: 64 * 1024,
  /** Parts of one mail, nested ones included. */
  parts: 1_000,
  /** Multipart nesting. */
  depth: 24,
  /** Mails inside mails that are opened; deeper ones stay attachments. */
  nestedMails: 5,
  /** Attachments kept. */
  attachments: 500,
  /** Characters of the plain body and of the HTML body each. */
  bodyChars: 8 * 1024 * 1024,
  /** Addresses read from one header. */
  addresses: 1_000,
  /** Entries of a References header. */
  references: 200,
} as const
