import { randomUUID } from 'node:crypto';
import { type ChannelKind, channelKinds } from '@aftercare/contract/basics';
import type { Account, ChannelAdapter, ChannelContext, Inbound, Probe } from '../../channels/channel.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import { createGather, type Handle, type Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { createAccounts } from './accounts.ts';
import { createInvites } from './invites.ts';
import { ConversationRead, DeliveryChanged, MessageRecalled, MessageWritten } from './events.ts';
import { createIngest, preview } from './ingest.ts';
import { createIntake } from './intake.ts';
import { createOutbox, purposeOf, sendJob } from './outbox.ts';
import * as store from './store.ts';
import { copyMessages, unmarkSplit } from './store-split.ts';
import * as talks from './store-talk.ts';
import { createTalk } from './talk.ts';
import type { AccountRow } from './store-accounts.ts';
import { noteWish } from './wish.ts';
import { createBringIn } from './bring-in.ts';
import * as raws from './store-raw.ts';
import * as templates from './store-templates.ts';

export type MessageRow = store.MessageRow;
export interface Written {
  readonly conversationId: number;
  readonly ticketId: number | null;
  readonly author: { readonly kind: 'agent' | 'system' | 'bot'; readonly id: number | null; readonly name: string };
  readonly text: string;
  readonly subject?: string | null;
  readonly files?: readonly number[];
  /** Leaves not before this moment: time to take it back. */
  readonly sendAt?: Date | null;
  /** It reached the customer by somebody else's hands: kept, not sent again. */
  readonly sent?: { readonly externalId: string };
  readonly meta?: Record<string, unknown>;
}

/** Threads with customers on all channels: what came in, what goes out, what was seen. */
export function createConversations(platform: Platform, customers: Customers) {
  const { db, bus, jobs, clock } = platform;
  let registry: ReadonlyMap<string, ChannelAdapter> = new Map();
  let handKinds: readonly ChannelKind[] = [];
  const contexts = new Map<string, ChannelContext>();
  const adapters = () => registry;
  const accounts = createAccounts(platform, adapters);
  const ingest = createIngest(platform, customers);
  const intake = createIntake(platform, accounts, ingest, adapters, contextOf);
  const outbox = createOutbox(platform, accounts, customers, adapters, contextOf);

  const markRead = async (tx: Tx, conversationId: number, side: 'customer' | 'agent', messageId: number, actor: Actor): Promise<void> => {
    if ((await store.markRead(tx, conversationId, side, messageId)) > 0) await bus.publish(tx, ConversationRead, { stream: `conversation:${conversationId}`, payload: { conversationId, side, messageId }, actor });
  };
  const talk = createTalk(platform, customers, markRead);
  const barred = async (tx: Tx, customerId: number, { meta = {} }: Written, channel: string): Promise<boolean> => {
    const purpose = purposeOf(meta);
    if (purpose === 'service') return false;
    const verdict = await customers.consent.mayContact(tx, customerId, { purpose, channel, now: clock.now() });
    return !verdict.ok && verdict.reason === 'no-consent';
  };

  const ingestNow = async (inbound: Inbound) => {
    const account = await accounts.byId(inbound.accountId);
    if (!account) throw new Refusal('not-found');
    return ingestGathered({ inbound, account });
  };
  // One lane: what one visitor sends keeps its order.
  const ingestGathered = createGather((items: readonly { inbound: Inbound; account: AccountRow }[]) => db.tx((tx) => ingest.many(tx, items)), { most: 64 });
  // One lane, in the order they came: what comes while a group is being written goes along in the next one.
  const acceptGathered = createGather(async (items: readonly raws.NewRaw[]) => {
    const fresh = await raws.insertRaws(db, items);
    intake.hint();
    return fresh.map((one) => ({ duplicate: !one }));
  }, { most: 64, weight: (raw) => raw.content.length, heaviest: 512 * 1024 });
  async function settle(tx: Tx, messageId: number, arrived: boolean): Promise<void> {
    const row = await store.requeue(tx, messageId, 'unsure');
    const message = row && (await store.findMessage(tx, messageId));
    if (!message) throw new Refusal('conflict');
    const account = await accounts.byId(message.accountId);
    if (account) await registry.get(account.kind)?.settle?.(tx, messageId, arrived, accounts.toAccount(account), contextOf(account.kind));
    await jobs.enqueue(tx, sendJob, { messageId });
  }
  function contextOf(kind: string): ChannelContext {
    const known = contexts.get(kind);
    if (known) return known;
    const one = async (row: Awaited<ReturnType<typeof accounts.byId>>): Promise<Account | undefined> => (row ? accounts.toAccount(row) : undefined);
    const context: ChannelContext = {
      platform,
      accounts: () => accounts.ofKind(kind),
      onAccountsChanged: accounts.onChange,
      account: async (id) => one(await accounts.byId(id)),
      accountByAddress: async (address) => one(await accounts.byAddress(kind, address)),
      accept: (raw, cursor) => (cursor === undefined ? acceptGathered(raw) : db.tx(async (tx) => {
        const fresh = await raws.insertRaw(tx, raw);
        await accounts.moveCursor(tx, raw.accountId, cursor);
        tx.afterCommit(intake.hint);
        return { duplicate: !fresh };
      })),
      known: async (accountId, externalIds) => new Set((await raws.knownRaws(db, accountId, externalIds)).map((r) => r.externalId)),
      acceptMany: (items, cursor) => db.tx(async (tx) => {
        await raws.insertRaws(tx, items);
        if (cursor) await accounts.moveCursor(tx, cursor.accountId, cursor.value);
        tx.afterCommit(intake.hint);
      }),
      ingest: ingestNow,
      report: (messageId, state, detail) => outbox.report(messageId, state, detail ?? null),
      resume: (messageId) => outbox.resume(messageId),
      wish: (from, wish) => db.tx((tx) => noteWish(tx, customers, kind, from, wish)),
      health: async (accountId, fault) => void (await accounts.health(accountId, fault)),
      talk,
    };
    contexts.set(kind, context);
    return context;
  }

  return {
    accounts,
    bringIn: createBringIn(),
    invites: createInvites(platform, (row) => registry.get(row.kind), contextOf, accounts.toAccount),
    intake,
    outbox,
    contextOf,
    /** Called once by the composition root. */
    useAdapters(list: readonly ChannelAdapter[], byHand: readonly ChannelKind[] = []) {
      const map = new Map<string, ChannelAdapter>();
      for (const adapter of list) {
        if (map.has(adapter.kind)) throw new Error(`Two adapters for channel ${adapter.kind}`);
        map.set(adapter.kind, adapter);
      }
      registry = map;
      handKinds = byHand;
    },
    /** Which kinds of doors there are, in the order of screens. */
    async doorKinds() {
      const set = new Set((await accounts.rows()).map((row) => row.kind));
      return channelKinds.filter((kind) => registry.has(kind) || handKinds.includes(kind)).map((kind) => ({ kind, connectable: registry.has(kind), here: handKinds.includes(kind) || set.has(kind) }));
    },
    ingest: ingestNow,
    /** As `ingest`, in the caller's transaction. */
    async ingestIn(tx: Tx, inbound: Inbound) {
      const account = await accounts.byId(inbound.accountId);
      if (!account) throw new Refusal('not-found');
      return ingest.one(tx, inbound, account);
    },
    /** «Try it» of the settings page. Adapters without a probe have nothing that could fail. */
    async probe(row: AccountRow, who: { email: string; language: string }): Promise<readonly Probe[]> {
      return (await registry.get(row.kind)?.probe?.(accounts.toAccount(row), contextOf(row.kind), who)) ?? [];
    },
    conversation: (id: number, handle: Handle = db) => store.findConversation(handle, id),
    message: (id: number, handle: Handle = db) => store.findMessage(handle, id),
    messages: (ids: readonly number[], options: { before: number | null; after?: number | null; limit: number }, handle: Handle = db) => store.messagesOf(handle, ids, options),
    messagesById: async (ids: readonly number[], handle: Handle = db) => (await Promise.all([...new Set(ids)].map((id) => store.findMessage(handle, id)))).filter((m) => m !== undefined).toSorted((a, b) => a.id - b.id),
    /** Copies of these messages begin conversations of their own, one per account. Ids of those. */
    async splitOff(tx: Tx, messages: readonly MessageRow[], to: { customerId: number; subject: string; ticketId: number }): Promise<number[]> {
      const ids: number[] = [];
      for (const [accountId, list] of Map.groupBy(messages, (m) => m.accountId)) ids.push(await copyMessages(tx, { ...to, accountId, threadKey: `split:${randomUUID()}`, ids: list.map((m) => m.id) }));
      return ids;
    },
    /** Messages of a ticket that became another are its own again. */
    splitBack: (tx: Tx, ticketId: number, splitTo: number) => unmarkSplit(tx, ticketId, splitTo),
    latestOf: (customerId: number, kind: string, handle: Handle = db) => store.latestConversationOf(handle, customerId, kind),
    close: (tx: Tx, ids: readonly number[]) => store.closeConversations(tx, ids),
    reopen: (tx: Tx, ids: readonly number[]) => store.reopenConversations(tx, ids),
    /** A conversation that starts with us: first mail to a customer who rang, say. */
    async begin(tx: Tx, input: { accountId: number; customerId: number; subject: string; /** Where the other side calls it something. */ threadKey?: string }): Promise<number> {
      if (input.threadKey !== undefined) return (await store.openConversation(tx, { ...input, threadKey: input.threadKey, at: clock.now() }))?.id ?? 0;
      const account = await accounts.byId(input.accountId);
      const customer = await customers.get(input.customerId, tx);
      const theirs = account && customer ? (registry.get(account.kind)?.threadOf?.(accounts.toAccount(account), customer.identities) ?? null) : null;
      // Where they talk with us about something else already, this is a thread of its own.
      for (const threadKey of [...(theirs === null ? [] : [theirs]), `own:${randomUUID()}`]) {
        const row = await store.openConversation(tx, { ...input, threadKey, at: clock.now() });
        if (row?.isNew) return row.id;
      }
      throw new Error('a conversation could not be begun');
    },
    /** What customers said where no adapter listens (phone, API): a conversation with one message each, no fact of their own. Ids in the order given. */
    async recordInbound(tx: Tx, inputs: readonly { accountId: number; customerId: number; subject: string; text: string; at: Date }[]): Promise<number[]> {
      const keyed = inputs.map((i) => ({ ...i, key: `own:${randomUUID()}` }));
      const made = new Map((await store.recordInbound(tx, keyed)).map((r) => [r.key, r.conversationId]));
      return keyed.map((k) => made.get(k.key) ?? 0);
    },
    /** Writes a message to the customer; queued in this transaction, sent by a job, or at once where a screen is the channel. */
    async write(tx: Tx, w: Written, actor: Actor): Promise<number> {
      const conversation = await store.findConversation(tx, w.conversationId);
      const account = conversation ? await accounts.byId(conversation.accountId) : undefined;
      if (!conversation || !account) throw new Refusal('not-found');
      const files = w.files && w.files.length > 0 ? await store.filesByIds(tx, w.files) : [];
      if (files.length > 0) await store.claimFiles(tx, files.map((f) => f.id));
      const instant = registry.get(account.kind)?.instant === true;
      const now = clock.now();
      const delivery = instant || w.sent ? 'sent' : 'queued';
      const row = await store.insertMessage(tx, {
        conversationId: w.conversationId, accountId: conversation.accountId, direction: 'out', authorKind: w.author.kind, authorId: w.author.id, authorName: w.author.name, externalId: w.sent?.externalId ?? `out:${randomUUID()}`,
        subject: w.subject ?? null, body: w.text, html: null, quoted: null, attachments: files.map((f) => ({ fileId: f.id, key: f.key, name: f.name, type: f.type, size: f.size, inline: false })), delivery, sendAt: w.sendAt ?? now, flag: null, rawItemId: null, at: now,
        meta: { ...w.meta, ticketId: w.ticketId },
      });
      if (!row) throw new Error('the message was not written');
      await store.touchConversation(tx, w.conversationId, now);
      await bus.publish(tx, MessageWritten, { stream: `conversation:${w.conversationId}`, actor, payload: { messageId: row.id, conversationId: w.conversationId, accountId: account.id, channel: account.kind, author: w.author, preview: preview(w.text), delivery, at: now.toISOString() } });
      if (instant && (await barred(tx, conversation.customerId, w, account.kind))) {
        // A screen that is open shows answers at once and asks nobody; what is no answer needs their consent there too.
        await store.setDelivery(tx, row.id, 'failed', 'no-consent', ['sent']);
        await bus.publish(tx, DeliveryChanged, { stream: `conversation:${w.conversationId}`, payload: { messageId: row.id, conversationId: w.conversationId, state: 'failed', detail: 'no-consent' }, actor: systemActor });
      }
      if (!instant && !w.sent) await jobs.enqueue(tx, sendJob, { messageId: row.id }, w.sendAt ? { runAt: w.sendAt } : {});
      return row.id;
    },
    async recall(tx: Tx, messageId: number, actor: Actor): Promise<void> {
      const row = await store.deleteQueued(tx, messageId);
      if (!row) throw new Refusal('conflict', { key: 'messages.already-left' });
      await outbox.wakeNext(tx, row.conversationId, messageId);
      await bus.publish(tx, MessageRecalled, { stream: `conversation:${row.conversationId}`, payload: { messageId, conversationId: row.conversationId }, actor });
    },
    async retry(tx: Tx, messageId: number): Promise<void> {
      if (await store.requeue(tx, messageId, 'failed')) await jobs.enqueue(tx, sendJob, { messageId });
      else await settle(tx, messageId, false);
    },
    /** Whether the customer has a message nobody was sure of, by somebody's word; what is left of it leaves. */
    settle,
    markRead,
    /** What we wrote here that the customer has neither seen nor got by another way, oldest first; the conversation stays locked. */
    unseen: (tx: Tx, conversationId: number) => talks.unseenOf(tx, conversationId),
    /** It did not arrive and went by another door as this one. */
    markSentInstead: (tx: Tx, id: number, by: number) => talks.markSentInstead(tx, id, by),
    markFollowedUp: (tx: Tx, ids: readonly number[], by: number) => talks.markFollowedUp(tx, ids, by),
    draft: (agentId: number, ticketId: number) => templates.findDraft(db, agentId, ticketId),
    saveDraft: (agentId: number, ticketId: number, draft: { text: string; kind: string; files: readonly number[] }, handle: Handle = db) => templates.saveDraft(handle, agentId, ticketId, draft),
    clearDraft: (tx: Tx, agentId: number, ticketId: number) => templates.saveDraft(tx, agentId, ticketId, { text: '', kind: 'reply', files: [] }),
    templates: () => templates.listTemplates(db),
    addTemplate: (template: Omit<templates.TemplateRow, 'id'>, handle: Handle = db) => templates.insertTemplate(handle, template),
    saveTemplate: (id: number, template: Omit<templates.TemplateRow, 'id'>) => templates.saveTemplate(db, id, template),
    deleteTemplate: (id: number) => templates.deleteTemplate(db, id),
    template: (id: number) => templates.findTemplate(db, id),
    files: (ids: readonly number[], handle: Handle = db) => store.filesByIds(handle, ids),
    raw: async (messageId: number) => {
      const message = await store.findMessage(db, messageId);
      return message?.rawItemId ? (await raws.rawContent(db, message.rawItemId))?.content : undefined;
    },
  };
}
export type Conversations = ReturnType<typeof createConversations>;
