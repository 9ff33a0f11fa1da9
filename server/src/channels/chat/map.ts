import type { ChatMessage } from '@aftercare/contract/chat';
import type { Inbound, SenderAddress, TalkMessage } from '../channel.ts';
import { storable } from '../../platform/db/index.ts';
import { say } from '../../platform/i18n/index.ts';

export type Language = 'zh-CN' | 'en';

/** A name for somebody who has not said theirs: the same each time. */
export const strangerName = (language: Language, hash: string): string => say(language, 'chat.visitor', { mark: hash.slice(0, 4).toUpperCase() });

/** A visitor's words as a message of ours; the visitor's own id makes a resent one the same. */
export function toInbound(input: { accountId: number; hash: string; clientId: string; name: string; addresses: readonly SenderAddress[]; language: Language; text: string; fileIds: readonly number[]; page: string; at: Date }): Inbound {
  return {
    accountId: input.accountId, externalId: `${input.hash}:${input.clientId}`, threadKey: input.hash,
    from: { name: input.name, language: input.language, addresses: [{ kind: 'chat', value: input.hash, verified: true }, ...input.addresses] },
    subject: '', text: input.text, files: input.fileIds.map((fileId) => ({ fileId, inline: false })), at: input.at,
    meta: input.page ? { page: storable(input.page) } : {},
  };
}

/** A message as the visitor's page gets it. `urlOf` gives a link that reads one file without sign-in. */
export function toChatMessage(message: TalkMessage, urlOf: (key: string) => string): ChatMessage {
  const own = message.direction === 'in';
  const mark = `${message.threadKey}:`;
  return {
    id: message.id, clientId: own && message.externalId.startsWith(mark) ? message.externalId.slice(mark.length) : null,
    from: own ? 'me' : message.author.kind === 'system' ? 'system' : 'agent', name: message.author.name, text: message.text, at: message.at.toISOString(),
    files: message.files.map(({ key, name, type, size }) => ({ name, type, size, url: urlOf(key) })),
    // Only that it was seen is known, not when.
    readAt: message.read ? message.at.toISOString() : null,
  };
}
