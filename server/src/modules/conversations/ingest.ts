import type { Inbound } from '../../channels/channel.ts';
import { type NewEvent, systemActor } from '../../platform/bus/index.ts';
import { type Tx, cut, storable } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { DeliveryChanged, MessageReceived, type MessageReceivedPayload } from './events.ts';
import * as store from './store.ts';
import type { AccountRow } from './store-accounts.ts';

export interface Ingested { readonly messageId: number; readonly conversationId: number; readonly customerId: number; readonly at: Date; readonly duplicate: boolean }

/** First words, for lists. */
export function preview(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), 160);
}

/** The words of a message as they can be kept, whatever the sender put between them. */
function clean(inbound: Inbound): Inbound {
  const { from, hints } = inbound;
  return {
    ...inbound, externalId: storable(inbound.externalId), threadKey: storable(inbound.threadKey), subject: storable(inbound.subject), text: storable(inbound.text), html: inbound.html && storable(inbound.html), quoted: inbound.quoted && storable(inbound.quoted),
    from: { ...from, name: cut(storable(from.name), 200), addresses: from.addresses.map((address) => ({ ...address, value: storable(address.value) })) },
    ...(hints ? { hints: Object.fromEntries(Object.entries(hints).flatMap(([key, value]) => (value ? [[key, storable(value)]] : []))) } : {}),
  };
}

/**
 * Takes one message in: who is it, which thread, exactly once; tells of it in the same transaction. Many in one
 * transaction share the final write of events: pass `collect` and publish what it gathered.
 */
export function createIngest(platform: Pick<Platform, 'bus'>, customers: Customers) {
  const threadOf = async (tx: Tx, inbound: Inbound, account: AccountRow): Promise<store.ConversationRow | undefined> => {
    const { thread } = inbound;
    if (thread?.conversationId) {
      const row = await store.findConversation(tx, thread.conversationId);
      if (row) return row;
    }
    return thread?.answers && thread.answers.length > 0 ? store.conversationOfExternal(tx, account.kind, thread.answers) : undefined;
  };

  const ingest = async (tx: Tx, given: Inbound, account: AccountRow, collect: NewEvent[]): Promise<Ingested> => {
    const inbound = clean(given);
    const earlier = await store.messageByExternal(tx, inbound.accountId, inbound.externalId);
    if (earlier) return { messageId: earlier.id, conversationId: earlier.conversationId, customerId: earlier.customerId, at: earlier.at, duplicate: true };
    await applyReports(tx, inbound, collect);
    const named = await threadOf(tx, inbound, account);
    const customer = await customers.findOrCreate(tx, { name: inbound.from.name || inbound.from.addresses[0]?.value || '?', language: inbound.from.language ?? account.language, addresses: inbound.from.addresses });
    // A colleague of the customer may answer in the same thread: the conversation keeps its customer.
    const open = named && !named.closed ? { id: named.id, customerId: named.customerId, isNew: false }
      : await store.openConversation(tx, { accountId: inbound.accountId, threadKey: named?.threadKey ?? inbound.threadKey, customerId: customer.id, subject: cut(inbound.subject, 500), at: inbound.at });
    if (!open) throw new Error('a conversation could neither be found nor made');
    const follows = open.isNew ? (named?.id ?? (await store.closedConversationOfThread(tx, inbound.accountId, inbound.threadKey))?.id ?? null) : null;
    const attachments = await attach(tx, inbound);
    const row = await store.insertMessage(tx, {
      conversationId: open.id, accountId: inbound.accountId, direction: 'in', authorKind: 'customer', authorId: customer.id, authorName: inbound.from.name, externalId: inbound.externalId,
      subject: inbound.subject || null, body: inbound.text, html: inbound.html ?? null, quoted: inbound.quoted ?? null, attachments, delivery: 'received', sendAt: null,
      flag: inbound.flag ?? null, rawItemId: inbound.rawItemId ?? null, at: inbound.at, meta: { ...inbound.meta },
    });
    if (!row) {
      // Another delivery of the same message won between our look and our write.
      const winner = await store.messageByExternal(tx, inbound.accountId, inbound.externalId);
      if (!winner) throw new Error('a message could neither be found nor made');
      return { messageId: winner.id, conversationId: winner.conversationId, customerId: winner.customerId, at: winner.at, duplicate: true };
    }
    const payload: MessageReceivedPayload = {
      messageId: row.id, conversationId: open.id, customerId: open.customerId, accountId: account.id, teamId: account.teamId, channel: account.kind, subject: cut(inbound.subject, 500), preview: preview(inbound.text),
      language: inbound.from.language, flag: inbound.flag ?? null, newConversation: open.isNew, follows,
      hints: { ...inbound.hints, ...(inbound.thread?.ticketId ? { ticketId: inbound.thread.ticketId } : {}) }, at: inbound.at.toISOString(),
    };
    collect.push({ type: MessageReceived, stream: `conversation:${open.id}`, payload, actor: { kind: 'customer', id: customer.id, name: inbound.from.name } });
    return { messageId: row.id, conversationId: open.id, customerId: customer.id, at: inbound.at, duplicate: false };
  };

  async function attach(tx: Tx, inbound: Inbound): Promise<store.StoredAttachment[]> {
    const refs = inbound.files ?? [];
    if (refs.length === 0) return [];
    const rows = await store.filesByIds(tx, refs.map((f) => f.fileId));
    await store.claimFiles(tx, rows.map((r) => r.id));
    return refs.flatMap((ref) => {
      const file = rows.find((r) => r.id === ref.fileId);
      return file ? [{ fileId: file.id, key: file.key, name: file.name, type: file.type, size: file.size, inline: ref.inline, cid: ref.cid ?? null }] : [];
    });
  }

  async function applyReports(tx: Tx, inbound: Inbound, collect: NewEvent[]): Promise<void> {
    for (const report of inbound.reports ?? []) {
      const message = report.messageId ? { id: report.messageId } : report.externalId ? await store.outboundByExternal(tx, report.externalId) : undefined;
      if (!message) continue;
      const moved = await store.setDelivery(tx, message.id, report.state, report.state === 'failed' ? report.detail : null, ['sent', 'sending', 'delivered']);
      if (moved) collect.push({ type: DeliveryChanged, stream: `conversation:${moved.conversationId}`, payload: { messageId: message.id, conversationId: moved.conversationId, state: report.state, detail: report.detail }, actor: systemActor });
    }
  }

  return {
    /** One message, its events written at once. */
    async one(tx: Tx, inbound: Inbound, account: AccountRow): Promise<Ingested> {
      const events: NewEvent[] = [];
      const result = await ingest(tx, inbound, account, events);
      await platform.bus.publishAll(tx, events);
      return result;
    },
    async many(tx: Tx, items: readonly { inbound: Inbound; account: AccountRow }[]): Promise<void> {
      const events: NewEvent[] = [];
      for (const { inbound, account } of items) await ingest(tx, inbound, account, events);
      await platform.bus.publishAll(tx, events);
    },
  };
}
export type Ingest = ReturnType<typeof createIngest>;
