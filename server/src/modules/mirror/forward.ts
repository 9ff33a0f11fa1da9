import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import type { Tx } from '../../platform/db/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createGuardedFetch } from '../../platform/net/index.ts';
import type { Conversations, MessageRow } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import * as store from './store-forward.ts';

/** A mail that passes a message on: its answers go to whoever wrote. Rejects while it cannot be sent. */
export interface ForwardMail { send(mail: { to: string; replyTo: string | null; fromName: string; language: 'zh-CN' | 'en'; subject: string; text: string; files: readonly { fileId: number; name: string; type: string }[]; key: string }): Promise<void> }
const jobName = 'mirror.forward';
/** About a day with growing pauses. */
const attempts = 12;
const linkDays = 7;

/** Doors that only pass on: by mail or signed webhook, each message once, in the order it came. */
export function createForwarding(platform: Platform, conversations: Conversations, customers: Customers, mail: ForwardMail) {
  const { work: db, jobs, clock, config, secrets, log } = platform;
  const send = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  const ask = (tx: Tx, messageId: number) => jobs.enqueue(tx, jobName, { messageId }, { key: `${jobName}:${messageId}`, attempts });

  async function post(url: string, secret: string, message: MessageRow, account: { name: string; kind: string; address: string }, addresses: readonly { kind: string; value: string }[]): Promise<void> {
    const expires = new Date(clock.now().getTime() + linkDays * 86_400_000);
    const body = JSON.stringify({
      event: 'message.forwarded', id: message.id, channel: { kind: account.kind, name: account.name, address: account.address },
      message: {
        at: message.at, from: { name: message.authorName, addresses: addresses.map(({ kind, value }) => ({ kind, value })) }, conversation: message.conversationId, subject: message.subject, text: message.body, quoted: message.quoted, flag: message.flag,
        files: message.attachments.map((a) => ({ name: a.name, type: a.type, size: a.size, url: config.publicUrl + signFileUrl(secrets.key('file-url'), a.key, expires) })),
      },
    });
    const response = await send(url, { method: 'POST', body, maxRedirects: 0, maxBytes: 64 * 1024, headers: { 'content-type': 'application/json', 'idempotency-key': `forward:${message.id}`, [SIGNATURE_HEADER]: signWebhook(secret, body, clock.now()) } });
    if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
  }

  async function pass(messageId: number, accountId: number): Promise<void> {
    const [message, row] = [await conversations.message(messageId, db), await conversations.accounts.byId(accountId)];
    const conversation = message ? await conversations.conversation(message.conversationId, db) : undefined;
    const customer = conversation ? await customers.get(conversation.customerId, db) : undefined;
    if (!message || !row?.forward) throw new Error('there is nowhere to pass it on to');
    const addresses = customer?.identities ?? [];
    if (row.forward.to === 'webhook') return post(row.forward.address, conversations.accounts.forwardSecretOf(row) ?? '', message, row, addresses);
    const email = [message.meta['replyTo'], message.meta['from'], addresses.find((a) => a.kind === 'email')?.value].find((a): a is string => typeof a === 'string' && a.includes('@')) ?? null;
    // Their own machine answering what we passed on would come back to us for ever.
    if (email?.toLowerCase() === row.forward.address.toLowerCase()) return;
    const who = [message.authorName, ...addresses.map((a) => a.value)].filter(Boolean).join(' · ');
    await mail.send({
      to: row.forward.address, replyTo: email, fromName: `${message.authorName || '?'} · ${row.name}`, language: row.language, subject: message.subject || message.body.slice(0, 80) || row.name,
      text: [`${who}\n${row.name}, ${message.at.toISOString()}`, message.body, message.quoted ?? ''].filter((part) => part.trim() !== '').join('\n\n'), files: message.attachments, key: `forward:${messageId}`,
    });
  }

  const job: Job<{ messageId: number }> = {
    name: jobName, attempts,
    async handle({ messageId }) {
      const row = await store.findForwarding(db, messageId);
      if (!row || row.state !== 'waiting') return;
      try {
        await pass(messageId, row.accountId);
        await store.forwarded(db, messageId, clock.now());
        await conversations.accounts.health(row.accountId, null);
      } catch (error) {
        const last = row.attempts + 1 >= attempts;
        log.warn({ err: error, messageId }, 'a message could not be passed on');
        await store.forwardFailed(db, messageId, (error as Error).message, last);
        await conversations.accounts.health(row.accountId, (error as Error).message);
        if (!last) throw error;
      }
    },
  };
  return {
    ask,
    job: job as Job<never>,
    of: (accountId: number, before: number | null, limit: number) => store.forwardingsOf(platform.db, accountId, before, limit),
    async again(tx: Tx, messageId: number): Promise<void> {
      if ((await store.forwardAgain(tx, messageId)) === 0) throw new Refusal('conflict');
      await ask(tx, messageId);
    },
  };
}
export type Forwarding = ReturnType<typeof createForwarding>;
