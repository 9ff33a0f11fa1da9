import type { Inbound } from '../../channels/channel.ts';
import { type NewEvent, systemActor } from '../../platform/bus/index.ts';
import { type Tx, cut, storable } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { DeliveryChanged, ForwardAsked, MessageReceived, type MessageReceivedPayload } from './events.ts';
import * as store from './store.ts';
import type { AccountRow } from './store-accounts.ts';
import * as sets from './store-ingest.ts';
import { inWaves } from './waves.ts';

export interface Ingested { readonly messageId: number; readonly conversationId: number; readonly customerId: number; readonly at: Date; readonly duplicate: boolean }
interface Item { readonly inbound: Inbound; readonly account: AccountRow }

/** First words, for lists. */
export function preview(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), 160);
}

/** The words of a message as they can be kept, whatever the sender put between them. */
function clean(inbound: Inbound): Inbound {
  const { from, hints, thread } = inbound;
  return {
    ...inbound, externalId: storable(inbound.externalId), threadKey: storable(inbound.threadKey), subject: storable(inbound.subject), text: storable(inbound.text), html: inbound.html && storable(inbound.html), quoted: inbound.quoted && storable(inbound.quoted),
    from: { ...from, name: cut(storable(from.name), 200), addresses: from.addresses.map((address) => ({ ...address, value: storable(address.value) })) },
    ...(thread?.answers ? { thread: { ...thread, answers: thread.answers.map(storable) } } : {}),
    ...(hints ? { hints: Object.fromEntries(Object.entries(hints).flatMap(([key, value]) => (value ? [[key, typeof value === 'string' ? storable(value) : value]] : []))) } : {}),
  };
}
/** How long a mail server tries before it gives up and says so. */
const reportedWithinMs = 6 * 24 * 3_600_000;
const threadOf = (o: { accountId: number; threadKey: string }) => `${o.accountId}\n${o.threadKey}`;

/**
 * Takes messages in: who is it, which thread, exactly once; tells of them in the same transaction. By sets: the number of
 * statements does not grow with the number of messages, unless they answer each other.
 */
export function createIngest(platform: Pick<Platform, 'bus' | 'clock'>, customers: Customers) {
  async function many(tx: Tx, given: readonly Item[]): Promise<Ingested[]> {
    const events: NewEvent[] = [];
    const items = given.map((item, n) => ({ n, account: item.account, inbound: clean(item.inbound) }));
    const results: Ingested[] = [];
    for (const wave of inWaves(items)) {
      const done = await takeIn(tx, wave, events);
      wave.forEach((item, i) => { results[item.n] = done[i] as Ingested; });
    }
    await platform.bus.publishAll(tx, events);
    return results;
  }

  async function takeIn(tx: Tx, wave: readonly Item[], events: NewEvent[]): Promise<Ingested[]> {
    const results: Ingested[] = [];
    const asDuplicate = (i: number, m: { id: number; conversationId: number; customerId: number; at: Date }) => { results[i] = { messageId: m.id, conversationId: m.conversationId, customerId: m.customerId, at: m.at, duplicate: true }; };
    for (const m of await sets.messagesByExternal(tx, wave.map((w) => w.inbound))) asDuplicate(m.n, m);
    const fresh = wave.map((item, i) => ({ ...item, i })).filter(({ i }) => !results[i]);
    if (fresh.length === 0) return results;
    const senders = await customers.findOrCreateMany(tx, fresh.map(({ inbound, account }) => ({ name: inbound.from.name || inbound.from.addresses[0]?.value || '?', language: inbound.from.language ?? account.language, addresses: inbound.from.addresses })));
    for (const [k, { inbound }] of fresh.entries()) await applyReports(tx, inbound, senders[k]?.id ?? 0, events);
    const places = await placesOf(tx, fresh, senders.map((s) => s.id));
    const attachments = await attach(tx, fresh.map((f) => f.inbound));
    const written = new Map((await sets.insertMessages(tx, fresh.map(({ inbound }, k) => ({
      conversationId: places[k]?.id ?? 0, accountId: inbound.accountId, direction: 'in' as const, authorKind: 'customer' as const, authorId: senders[k]?.id ?? null, authorName: inbound.from.name, externalId: inbound.externalId,
      subject: inbound.subject || null, body: inbound.text, html: inbound.html ?? null, quoted: inbound.quoted ?? null, attachments: attachments[k] ?? [], delivery: 'received', sendAt: null,
      flag: inbound.flag ?? null, rawItemId: inbound.rawItemId ?? null, at: inbound.at, meta: { ...inbound.meta },
    })))).map((m) => [`${m.accountId}\n${m.externalId}`, m.id]));
    for (const [k, { i, inbound, account }] of fresh.entries()) {
      const messageId = written.get(`${inbound.accountId}\n${inbound.externalId}`);
      const place = places[k] as Place;
      if (messageId === undefined) {
        // Another delivery of the same message won between our look and our write.
        const winner = await store.messageByExternal(tx, inbound.accountId, inbound.externalId);
        if (!winner) throw new Error('a message could neither be found nor made');
        asDuplicate(i, winner);
        continue;
      }
      results[i] = { messageId, conversationId: place.id, customerId: senders[k]?.id ?? 0, at: inbound.at, duplicate: false };
      if (account.mode === 'forward') events.push({ type: ForwardAsked, stream: `conversation:${place.id}`, payload: { messageId, conversationId: place.id, accountId: account.id, at: inbound.at.toISOString() }, actor: { kind: 'customer', id: senders[k]?.id ?? null, name: inbound.from.name } });
      else events.push({ type: MessageReceived, stream: `conversation:${place.id}`, payload: factOf(inbound, account, messageId, place), actor: { kind: 'customer', id: senders[k]?.id ?? null, name: inbound.from.name } });
    }
    return results;
  }

  interface Place { readonly id: number; readonly customerId: number; readonly isNew: boolean; readonly follows: number | null }
  /** The conversation each message belongs to: the one it names while that is open, else its thread's. */
  async function placesOf(tx: Tx, fresh: readonly Item[], senders: readonly number[]): Promise<Place[]> {
    const asking = fresh.map(({ inbound, account }, n) => ({ n, conversationId: inbound.thread?.conversationId ?? null, kind: account.kind, answers: inbound.thread?.answers ?? [] })).filter((a) => a.conversationId !== null || a.answers.length > 0);
    const named = new Map((asking.length > 0 ? await sets.namedConversations(tx, asking) : []).map((f) => [f.n, f]));
    const threads = new Map<string, { accountId: number; threadKey: string; customerId: number; subject: string; at: Date }>();
    const keys = fresh.map(({ inbound }, n) => {
      const there = named.get(n);
      if (there && !there.closed) return null;
      const thread = { accountId: inbound.accountId, threadKey: there?.threadKey ?? inbound.threadKey, customerId: senders[n] ?? 0, subject: cut(inbound.subject, 500), at: inbound.at };
      const key = threadOf(thread);
      if (!threads.has(key)) threads.set(key, thread);
      return key;
    });
    const open = new Map((threads.size > 0 ? await sets.openConversations(tx, [...threads.values()]) : []).map((o) => [threadOf(o), o]));
    const begun = [...open.values()].filter((o) => o.isNew);
    const closed = new Map((begun.length > 0 ? await sets.closedConversations(tx, begun) : []).map((c) => [threadOf(c), c.id]));
    const going = fresh.flatMap(({ inbound }, n) => { const there = keys[n] === null ? named.get(n) : undefined; return there ? [{ id: there.id, at: inbound.at }] : []; });
    if (going.length > 0) await sets.touchConversations(tx, going);
    // Several first messages of one thread: only the first of them begins it.
    const told = new Set<string>();
    return fresh.map((_, n) => {
      const there = named.get(n);
      const key = keys[n] ?? null;
      // A colleague of the customer may answer in the same thread: the conversation keeps its customer.
      if (key === null && there) return { id: there.id, customerId: there.customerId, isNew: false, follows: null };
      const o = open.get(key ?? '');
      if (!o) throw new Error('a conversation could neither be found nor made');
      const isNew = o.isNew && !told.has(key ?? '');
      told.add(key ?? '');
      return { id: o.id, customerId: o.customerId, isNew, follows: o.isNew ? (there?.id ?? closed.get(key ?? '') ?? null) : null };
    });
  }

  function factOf(inbound: Inbound, account: AccountRow, messageId: number, place: Place): MessageReceivedPayload {
    return {
      messageId, conversationId: place.id, customerId: place.customerId, accountId: account.id, teamId: account.teamId, channel: account.kind, subject: cut(inbound.subject, 500), preview: preview(inbound.text),
      language: inbound.from.language, flag: inbound.flag ?? null, newConversation: place.isNew, follows: place.follows,
      hints: { ...inbound.hints, ...(inbound.thread?.ticketId ? { ticketId: inbound.thread.ticketId } : {}) }, at: inbound.at.toISOString(),
    };
  }

  async function attach(tx: Tx, list: readonly Inbound[]): Promise<store.StoredAttachment[][]> {
    const ids = list.flatMap((inbound) => (inbound.files ?? []).map((f) => f.fileId));
    if (ids.length === 0) return [];
    const rows = new Map((await store.filesByIds(tx, ids)).map((r) => [r.id, r]));
    await store.claimFiles(tx, [...rows.keys()]);
    return list.map((inbound) => (inbound.files ?? []).flatMap((ref) => {
      const file = rows.get(ref.fileId);
      return file ? [{ fileId: file.id, key: file.key, name: file.name, type: file.type, size: file.size, inline: ref.inline, cid: ref.cid ?? null }] : [];
    }));
  }

  async function applyReports(tx: Tx, inbound: Inbound, customerId: number, events: NewEvent[]): Promise<void> {
    for (const report of inbound.reports ?? []) {
      const message = report.messageId ? { id: report.messageId } : report.externalId ? await store.outboundByExternal(tx, report.externalId)
        : report.newest ? await store.newestOutbound(tx, { accountId: inbound.accountId, customerId, since: new Date(platform.clock.now().getTime() - reportedWithinMs) }) : undefined;
      if (!message) continue;
      const moved = await store.setDelivery(tx, message.id, report.state, report.state === 'failed' ? report.detail : null, ['sent', 'sending', 'delivered']);
      if (moved) events.push({ type: DeliveryChanged, stream: `conversation:${moved.conversationId}`, payload: { messageId: message.id, conversationId: moved.conversationId, state: report.state, detail: report.detail }, actor: systemActor });
    }
  }

  return {
    many,
    async one(tx: Tx, inbound: Inbound, account: AccountRow): Promise<Ingested> {
      return (await many(tx, [{ inbound, account }]))[0] as Ingested;
    },
  };
}
export type Ingest = ReturnType<typeof createIngest>;
