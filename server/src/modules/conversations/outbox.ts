import { type ChannelAdapter, type ChannelContext, NotBefore, type FailureReason, type Outbound, PermanentFailure, SendFailure, UnsureArrival } from '../../channels/channel.ts';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers, Purpose } from '../customers/index.ts';
import type { Accounts } from './accounts.ts';
import { DeliveryChanged } from './events.ts';
import * as store from './store.ts';

export const sendJob = 'conversations.send';
/** About a day of tries with growing pauses. */
const attempts = 12;
/** What may become of a message that stands so. */
const statesBefore = { sent: ['queued', 'sending', 'unsure'], unsure: ['queued', 'sending'], delivered: ['queued', 'sending', 'sent', 'delivered', 'unsure'], failed: ['queued', 'sending', 'sent', 'delivered', 'unsure'] } as const;
/** Whoever is before it calls it; this is for what went another way, erased say. Not oftener: a long queue would do nothing but look. */
const lookAgainSeconds = 900;

/** What a message is for; what is not said is the customer's own matter. */
export const purposeOf = (meta: Readonly<Record<string, unknown>>): Purpose => (meta['purpose'] === 'survey' || meta['purpose'] === 'marketing' ? meta['purpose'] : 'service');

/** Brings written messages to the customer: queued with the state, sent by a job, at most once seen by the customer. */
export function createOutbox(platform: Platform, accounts: Accounts, customers: Customers, adapters: () => ReadonlyMap<string, ChannelAdapter>, contextOf: (kind: string) => ChannelContext) {
  const { work: db, bus, log, jobs, clock } = platform;
  const moved = (tx: Tx, messageId: number, conversationId: number, state: string, detail: string | null) =>
    bus.publish(tx, DeliveryChanged, { stream: `conversation:${conversationId}`, payload: { messageId, conversationId, state, detail }, actor: systemActor });

  async function report(messageId: number, state: 'sent' | 'delivered' | 'failed' | 'unsure', detail: string | null, { externalId, reason = null }: { readonly externalId?: string; readonly reason?: FailureReason | null } = {}): Promise<void> {
    await db.tx(async (tx) => {
      if (externalId) await store.setExternalId(tx, messageId, externalId);
      const row = await store.setDelivery(tx, messageId, state, detail, statesBefore[state], reason);
      if (!row) return;
      await moved(tx, messageId, row.conversationId, state, detail);
      await wakeNext(tx, row.conversationId, messageId);
    });
  }
  /** Something was learnt of a message nobody was sure of: it goes on where it stopped. */
  async function resume(messageId: number): Promise<void> {
    await db.tx(async (tx) => {
      const row = await store.setDelivery(tx, messageId, 'queued', null, ['unsure']);
      if (!row) return;
      await moved(tx, messageId, row.conversationId, 'queued', null);
      await jobs.enqueue(tx, sendJob, { messageId });
    });
  }
  /** One message of a conversation leaves after the other; whoever is done lets the next one go. */
  async function wakeNext(tx: Tx, conversationId: number, messageId: number): Promise<void> {
    await store.lockTurns(tx, conversationId);
    const next = await store.giveTurn(tx, conversationId, messageId);
    if (next) await jobs.enqueue(tx, sendJob, { messageId: next.id });
  }
  /** True when something before it is still to leave: it is called when that has, and looks by itself should nobody call. */
  async function waitsForTurn(message: store.MessageRow): Promise<boolean> {
    if (!(await store.heldUp(db, message.conversationId, message.id, clock.now()))) return false;
    return db.tx(async (tx) => {
      await store.lockTurns(tx, message.conversationId);
      if (!(await store.heldUp(tx, message.conversationId, message.id, clock.now()))) return false;
      await store.waitForTurn(tx, message.id);
      await jobs.enqueue(tx, sendJob, { messageId: message.id, turn: true }, { delaySeconds: lookAgainSeconds });
      return true;
    });
  }

  /** The one gate everything goes through: consent, and the hours in which nobody may ring. True when it may leave now. */
  async function passes(message: store.MessageRow, customerId: number, channel: string): Promise<boolean> {
    const verdict = await customers.consent.mayContact(db, customerId, { purpose: purposeOf(message.meta), channel, now: clock.now(), lastHeardAt: (await store.lastHeardAt(db, message.conversationId))?.at ?? null });
    if (verdict.ok) return true;
    if (verdict.reason === 'no-consent') await report(message.id, 'failed', 'no-consent');
    else await db.tx(async (tx) => {
      await store.holdUntil(tx, message.id, verdict.until);
      await wakeNext(tx, message.conversationId, message.id);
      await jobs.enqueue(tx, sendJob, { messageId: message.id }, { delaySeconds: Math.ceil((verdict.until.getTime() - clock.now().getTime()) / 1000) });
    });
    return false;
  }

  async function load(messageId: number): Promise<{ message: store.MessageRow; customerId: number; outbound: Outbound } | null> {
    const message = await store.findMessage(db, messageId);
    if (!message || !['queued', 'sending'].includes(message.delivery)) return null;
    const conversation = await store.findConversation(db, message.conversationId);
    const customer = conversation ? await customers.get(conversation.customerId) : undefined;
    if (!conversation || !customer) return null;
    const history = (await store.externalIdsOf(db, conversation.id)).map((h) => h.externalId).filter((id) => id !== message.externalId).reverse();
    return {
      message, customerId: customer.id,
      outbound: {
        messageId, idempotencyKey: message.externalId, conversationId: conversation.id, ticketId: (message.meta['ticketId'] as number | undefined) ?? null, threadKey: conversation.threadKey,
        to: { name: customer.name, addresses: customer.identities, language: customer.language }, author: { kind: message.authorKind, name: message.authorName },
        subject: message.subject ?? conversation.subject, text: [message.body, message.meta['history']].filter((part) => typeof part === 'string').join('\n\n'), files: message.attachments, history, meta: message.meta, lastMeta: (await store.lastInboundMeta(db, conversation.id))?.meta ?? {},
      },
    };
  }

  const job: Job<{ messageId: number; turn?: boolean }> = {
    name: sendJob, attempts,
    async handle({ messageId, turn = false }) {
      if (turn && !(await store.takeTurn(db, messageId))) return;
      const loaded = await load(messageId);
      if (!loaded) return;
      const { message, outbound, customerId } = loaded;
      const row = await accounts.byId(message.accountId);
      const adapter = row ? adapters().get(row.kind) : undefined;
      if (!row || !adapter?.send) return report(messageId, 'failed', 'no-adapter');
      if (await waitsForTurn(message)) return;
      if (!(await passes(message, customerId, row.kind))) return;
      await store.setDelivery(db, messageId, 'sending', null, ['queued', 'sending']);
      try {
        const sent = await adapter.send(outbound, accounts.toAccount(row), contextOf(row.kind));
        if (sent.state === 'accepted') await store.setExternalId(db, messageId, sent.externalId);
        else await report(messageId, sent.state, null, { externalId: sent.externalId });
        await accounts.health(row.id, null);
      } catch (error) {
        const text = (error as Error).message;
        const reason = error instanceof SendFailure ? error.reason : null;
        if (error instanceof UnsureArrival) { log.warn({ err: error, messageId }, 'nobody knows whether a message arrived'); return report(messageId, 'unsure', null); }
        if (error instanceof PermanentFailure) return report(messageId, 'failed', text, { reason });
        if (error instanceof NotBefore) {
          await db.tx(async (tx) => {
            await store.postpone(tx, messageId, error.at);
            await wakeNext(tx, message.conversationId, messageId);
            await platform.jobs.enqueue(tx, sendJob, { messageId }, { delaySeconds: Math.max(1, Math.ceil((error.at.getTime() - platform.clock.now().getTime()) / 1000)) });
          });
          return;
        }
        log.warn({ err: error, messageId }, 'sending failed, trying again later');
        await accounts.health(row.id, text);
        const tried = Number(message.meta['tries'] ?? 0) + 1;
        if (tried >= attempts) return report(messageId, 'failed', text, { reason });
        await store.countTry(db, messageId, tried, text);
        throw error;
      }
    },
  };
  return { job, report, resume, wakeNext };
}
export type Outbox = ReturnType<typeof createOutbox>;
