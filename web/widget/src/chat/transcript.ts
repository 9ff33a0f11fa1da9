import type { ChatMessage } from '@aftercare/contract/chat';

/** Overlap asked for again after a reconnect: covers messages that became visible out of order. */
const overlapMs = 60_000;

/**
 * Adds messages to a transcript: each id once, the newest version wins, ordered by id. Our own message may come back
 * with its `clientId` under an id already known from the `ack`; that too is one message.
 */
export function mergeMessages(known: readonly ChatMessage[], incoming: readonly ChatMessage[]): readonly ChatMessage[] {
  if (incoming.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) {
    const before = byId.get(message.id);
    byId.set(message.id, before ? { ...message, readAt: message.readAt ?? before.readAt } : message);
  }
  const seen = new Set<string>();
  return [...byId.values()]
    .sort((a, b) => a.id - b.id)
    .filter((message) => {
      if (message.clientId === null) return true;
      const fresh = !seen.has(message.clientId);
      seen.add(message.clientId);
      return fresh;
    });
}

/** The id to give as `since`: the newest message that is safely older than the newest one; null asks for everything. */
export function resumePoint(messages: readonly ChatMessage[]): number | null {
  const newest = messages.reduce((latest, message) => Math.max(latest, Date.parse(message.at)), 0);
  const settled = messages.filter((message) => Date.parse(message.at) <= newest - overlapMs);
  return settled.length === 0 ? null : Math.max(...settled.map((message) => message.id));
}

/** The other side's messages after `readUpTo` that nobody here has seen. */
export function unreadOf(messages: readonly ChatMessage[], readUpTo: number): ChatMessage[] {
  return messages.filter((message) => message.from !== 'me' && message.id > readUpTo && message.readAt === null);
}
