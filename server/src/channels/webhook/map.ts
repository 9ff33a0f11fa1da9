import { WebhookMessage } from '@aftercare/contract/intake';
import { storable } from '../../platform/db/index.ts';
import type { Account, Inbound, Outbound, RawItem, SenderAddress } from '../channel.ts';

/** Index of the first file whose content is no base64, or -1. */
export function brokenFile(message: WebhookMessage): number {
  return message.files.findIndex(({ base64 }) => !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64) || base64.replace(/\s/g, '').length % 4 === 1);
}

export const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

/** The stored body as a message of ours. What cannot be read any more is kept and shown as it came. */
export async function toInbound(raw: RawItem, account: Account, store: (file: WebhookMessage['files'][number]) => Promise<number>): Promise<Inbound> {
  const text = Buffer.from(raw.content).toString('utf8');
  const message = parse(text);
  if (!message) {
    return { accountId: account.id, externalId: raw.externalId, threadKey: raw.externalId, from: { name: '', language: null, addresses: [] }, subject: '', text, flag: 'broken', at: raw.receivedAt };
  }
  const { from } = message;
  const threadKey = message.thread ?? message.id;
  const addresses: SenderAddress[] = [];
  if (from.email) addresses.push({ kind: 'email', value: from.email });
  if (from.phone) addresses.push({ kind: 'phone', value: from.phone });
  // The sender's own number for a person means something on this account only.
  if (from.externalId) addresses.push({ kind: 'external', value: `${account.address}:${from.externalId}` });
  else if (addresses.length === 0) addresses.push({ kind: 'external', value: `${account.address}:thread:${threadKey}` });
  const files = [];
  for (const file of message.files) files.push({ fileId: await store(file), inline: false });
  return {
    accountId: account.id, externalId: raw.externalId, threadKey: storable(threadKey), from: { name: from.name, language: from.language ?? null, addresses }, subject: message.subject, text: message.text, files, at: raw.receivedAt,
    hints: { ...(message.type ? { type: message.type } : {}), ...(message.product ? { product: message.product } : {}), ...(message.serial ? { serial: message.serial } : {}) },
  };
}

function parse(text: string): WebhookMessage | null {
  try {
    return WebhookMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What the receiver of answers gets. `urlOf` gives a link to a file that needs no sign-in. */
export function toCallback(message: Outbound, account: Account, files: readonly { name: string; type: string; size: number; url: string }[]): Record<string, unknown> {
  const mark = `${account.address}:`;
  const external = message.to.addresses.find((address) => address.kind === 'external' && address.value.startsWith(mark) && !address.value.startsWith(`${mark}thread:`));
  return {
    event: 'message', id: message.idempotencyKey, thread: message.threadKey, ticketId: message.ticketId,
    to: { name: message.to.name, ...(external ? { externalId: external.value.slice(mark.length) } : {}), language: message.to.language }, author: message.author, text: message.text, files,
  };
}
