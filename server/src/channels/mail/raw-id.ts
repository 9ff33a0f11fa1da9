import { createHash } from 'node:crypto';
import { headerValue, readHeaders } from './parse/header-block.ts';
import { ownMessageId } from './parse/message-ids.ts';

/** Longer ids would not fit an index row; nobody honest writes them. */
const longest = 900;

/** A Message-ID as we keep and compare it. */
export function keptId(messageId: string): string {
  if (Buffer.byteLength(messageId) <= longest) return messageId;
  return `<${createHash('sha256').update(messageId).digest('hex')}@long.invalid>`;
}

/** How a stored mail is told from others: its Message-ID, or its content where it has none. Looks at the header only. */
export function rawId(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const id = ownMessageId(headerValue(readHeaders(bytes, 0, bytes.length).headers, 'message-id'));
  return id === null ? `sha256:${createHash('sha256').update(bytes).digest('hex')}` : keptId(id);
}
