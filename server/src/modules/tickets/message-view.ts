import type { Message } from '@aftercare/contract/conversations';
import type { Loose } from '../../platform/http/index.ts';
import type { MessageRow } from '../conversations/index.ts';

/** A message as the contract says it. */
export function messageView(m: MessageRow): Loose<Message> {
  const seen = m.direction === 'out' ? m.customerReadId >= m.id : m.agentReadId >= m.id;
  return {
    id: m.id, conversationId: m.conversationId, channel: m.channel, direction: m.direction, author: { kind: m.authorKind, id: m.authorId, name: m.authorName }, text: m.body, html: m.html, quoted: m.quoted, subject: m.subject,
    attachments: m.attachments.map((a) => ({ id: a.fileId, name: a.name, type: a.type, size: a.size, url: `/api/v1/files/${a.key}`, inline: a.inline })),
    delivery: m.delivery as Message['delivery'], deliveryError: m.deliveryError, deliveryReason: (m.meta['why'] ?? null) as Message['deliveryReason'], flag: m.flag as Message['flag'], at: m.at, readAt: seen ? m.at : null, splitTo: typeof m.meta['splitTo'] === 'number' ? m.meta['splitTo'] : null,
  };
}
