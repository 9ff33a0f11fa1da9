import type { ChannelKind } from '@aftercare/contract/basics';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface ConversationRow { id: number; accountId: number; threadKey: string; customerId: number; subject: string; closed: boolean; customerReadId: number; agentReadId: number }
const conversation = sql`c.id, c.channel_account_id as "accountId", c.thread_key as "threadKey", c.customer_id as "customerId", c.subject, c.closed, c.customer_read_id as "customerReadId", c.agent_read_id as "agentReadId"`;
export const findConversation = (db: Handle, id: number) => db.one<ConversationRow>(sql`select ${conversation} from conversation c where c.id = ${id}`);
/** The open conversation of a thread, made when there is none. Ten at once get the same one. */
export const openConversation = (tx: Tx, c: { accountId: number; threadKey: string; customerId: number; subject: string; at: Date }) =>
  tx.one<{ id: number; customerId: number; isNew: boolean }>(hot`insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at)
    values (${c.accountId}, ${c.threadKey}, ${c.customerId}, ${c.subject}, ${c.at}, ${c.at})
    on conflict (channel_account_id, thread_key) where not closed do update set last_message_at = greatest(conversation.last_message_at, excluded.last_message_at)
    returning id, customer_id as "customerId", (xmax = 0) as "isNew"`);
export const closeConversations = (tx: Tx, ids: readonly number[]) => tx.run(hot`update conversation set closed = true where id = any(${ids}) and not closed`);
/** Opens a closed one again unless its thread has a newer open one. */
export const reopenConversations = (tx: Tx, ids: readonly number[]) => tx.run(hot`update conversation c set closed = false where id = any(${ids}) and closed
  and not exists (select from conversation o where o.channel_account_id = c.channel_account_id and o.thread_key = c.thread_key and not o.closed)`);
export const latestConversationOf = (db: Handle, customerId: number, accountKind: string) =>
  db.one<ConversationRow>(sql`select ${conversation} from conversation c join channel_account a on a.id = c.channel_account_id
    where c.customer_id = ${customerId} and a.kind = ${accountKind} and a.enabled order by c.last_message_at desc limit 1`);

export interface NewMessage {
  conversationId: number; accountId: number; direction: 'in' | 'out'; authorKind: 'customer' | 'agent' | 'system' | 'bot'; authorId: number | null; authorName: string; externalId: string;
  subject: string | null; body: string; html: string | null; quoted: string | null; attachments: readonly StoredAttachment[]; delivery: string; sendAt: Date | null; flag: string | null; rawItemId: number | null; at: Date; meta: Record<string, unknown>;
}
export interface StoredAttachment { fileId: number; key: string; name: string; type: string; size: number; inline: boolean; cid?: string | null }
/** Undefined when the account has a message with this external id already. */
export const insertMessage = (tx: Tx, m: NewMessage) => tx.one<{ id: number }>(hot`insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, html, quoted, attachments, delivery, send_at, flag, raw_item_id, at, meta)
  values (${m.conversationId}, ${m.accountId}, ${m.direction}, ${m.authorKind}, ${m.authorId}, ${m.authorName}, ${m.externalId}, ${m.subject}, ${m.body}, ${m.html}, ${m.quoted}, ${JSON.stringify(m.attachments)}::jsonb,
    ${m.delivery}, ${m.sendAt}, ${m.flag}, ${m.rawItemId}, ${m.at}, ${JSON.stringify(m.meta)}::jsonb)
  on conflict (channel_account_id, external_id) do nothing returning id`);
export const messageByExternal = (db: Handle, accountId: number, externalId: string) =>
  db.one<{ id: number; conversationId: number; customerId: number; at: Date }>(hot`select m.id, m.conversation_id as "conversationId", c.customer_id as "customerId", m.at from message m join conversation c on c.id = m.conversation_id
    where m.channel_account_id = ${accountId} and m.external_id = ${externalId}`);

export interface MessageRow {
  id: number; conversationId: number; accountId: number; channel: ChannelKind; direction: 'in' | 'out'; authorKind: 'customer' | 'agent' | 'system' | 'bot'; authorId: number | null; authorName: string;
  externalId: string; subject: string | null; body: string; html: string | null; quoted: string | null; attachments: StoredAttachment[]; delivery: string; deliveryError: string | null; flag: string | null; rawItemId: number | null; at: Date; meta: Record<string, unknown>; customerReadId: number; agentReadId: number;
}
const messageColumns = sql`m.id, m.conversation_id as "conversationId", m.channel_account_id as "accountId", a.kind as channel, m.direction, m.author_kind as "authorKind", m.author_id as "authorId", m.author_name as "authorName",
  m.external_id as "externalId", m.subject, m.body, m.html, m.quoted, m.attachments, m.delivery, m.delivery_error as "deliveryError", m.flag, m.raw_item_id as "rawItemId", m.at, m.meta, c.customer_read_id as "customerReadId", c.agent_read_id as "agentReadId"`;
const messageFrom = sql`from message m join conversation c on c.id = m.conversation_id join channel_account a on a.id = m.channel_account_id`;
export const findMessage = (db: Handle, id: number) => db.one<MessageRow>(sql`select ${messageColumns} ${messageFrom} where m.id = ${id}`);
/** Messages of conversations, newest `limit` before `before`, returned oldest first. */
export const messagesOf = async (db: Handle, conversationIds: readonly number[], options: { before: number | null; after?: number | null; limit: number }) =>
  (await db.rows<MessageRow>(sql`select ${messageColumns} ${messageFrom} where m.conversation_id = any(${conversationIds})
    and (${options.before}::bigint is null or m.id < ${options.before}) and (${options.after ?? null}::bigint is null or m.id > ${options.after ?? null}) order by m.id desc limit ${options.limit}`)).reverse();
export const externalIdsOf = (db: Handle, conversationId: number) => db.rows<{ externalId: string }>(sql`select external_id as "externalId" from message where conversation_id = ${conversationId} order by id desc limit 30`);

/** What the adapter kept with the newest message a person wrote here. */
export const lastInboundMeta = (db: Handle, conversationId: number) => db.one<{ meta: Record<string, unknown> }>(sql`select meta from message
  where conversation_id = ${conversationId} and direction = 'in' and (flag is null or flag not in ('auto-reply', 'bounce')) order by id desc limit 1`);

export const lastHeardAt = (db: Handle, conversationId: number) => db.one<{ at: Date }>(hot`select at from message where conversation_id = ${conversationId} and direction = 'in' and flag is null order by id desc limit 1`);
/** Is something before it in the conversation that should have left by now and has not? What waits for its hour holds up nobody, nor does what has been tried for a day. */
const heldMostMs = 25 * 3_600_000;
export const heldUp = async (db: Handle, conversationId: number, id: number, now: Date) => (await db.one<{ waits: boolean }>(hot`select exists (select from message where conversation_id = ${conversationId} and id < ${id}
  and direction = 'out' and delivery in ('queued', 'sending') and coalesce(send_at, at) between ${new Date(now.getTime() - heldMostMs)} and ${now}) as waits`))?.waits === true;
/** Whoever looks whether it is a message's turn, and whoever says that it is, do so one after the other. */
export const lockTurns = (tx: Tx, conversationId: number) => tx.run(hot`select pg_advisory_xact_lock(731, (${conversationId}::bigint % 2147483647)::int)`);
export const waitForTurn = (tx: Tx, id: number) => tx.run(sql`update message set delivery = 'queued', delivery_error = 'its-turn' where id = ${id} and delivery in ('queued', 'sending')`);
/** The next one that waits for its turn has it; only one of those who call it gets it. */
export const giveTurn = (tx: Tx, conversationId: number, after: number) => tx.one<{ id: number }>(hot`update message set delivery_error = null where id = (select id from message where conversation_id = ${conversationId} and id > ${after}
  and direction = 'out' and delivery = 'queued' and delivery_error = 'its-turn' order by id limit 1) returning id`);
export const takeTurn = async (db: Handle, id: number) => (await db.run(sql`update message set delivery_error = null where id = ${id} and delivery = 'queued' and delivery_error = 'its-turn'`)) > 0;
/** Waits in the queue; the screen says until when. */
export const holdUntil = (tx: Tx, id: number, until: Date) => tx.run(sql`update message set delivery = 'queued', send_at = ${until}, delivery_error = 'quiet-hours' where id = ${id}`);
export const setDelivery = (db: Handle, id: number, state: string, detail: string | null, from: readonly string[], reason: object | null = null) =>
  db.one<{ conversationId: number }>(sql`update message set delivery = ${state}, delivery_error = ${detail},
    meta = case when ${reason && JSON.stringify(reason)}::jsonb is not null then meta || jsonb_build_object('why', ${reason && JSON.stringify(reason)}::jsonb) when meta ? 'why' then meta - 'why' else meta end where id = ${id} and delivery = any(${from}) returning conversation_id as "conversationId"`);
export const setExternalId = (db: Handle, id: number, externalId: string) => db.run(sql`update message set external_id = ${externalId} where id = ${id}`);
export const deleteQueued = (tx: Tx, id: number) => tx.one<{ conversationId: number }>(sql`delete from message where id = ${id} and direction = 'out' and delivery = 'queued' returning conversation_id as "conversationId"`);
export const outboundByExternal = (db: Handle, externalId: string) => db.one<{ id: number }>(sql`select id from message where external_id = ${externalId} and direction = 'out' limit 1`);
export const newestOutbound = (db: Handle, { accountId, customerId, since }: { accountId: number; customerId: number; since: Date }) => db.one<{ id: number }>(sql`select m.id from conversation c join message m on m.conversation_id = c.id
  where c.customer_id = ${customerId} and c.channel_account_id = ${accountId} and m.direction = 'out' and m.delivery in ('sent', 'delivered') and m.at >= ${since} order by m.id desc limit 1`);
export const markRead = (tx: Tx, conversationId: number, side: 'customer' | 'agent', messageId: number) => side === 'customer'
  ? tx.run(sql`update conversation set customer_read_id = ${messageId} where id = ${conversationId} and customer_read_id < ${messageId}`)
  : tx.run(sql`update conversation set agent_read_id = ${messageId} where id = ${conversationId} and agent_read_id < ${messageId}`);
export const touchConversation = (tx: Tx, id: number, at: Date) => tx.run(hot`update conversation set last_message_at = greatest(last_message_at, ${at}) where id = ${id}`);

export interface FileRow { id: number; key: string; name: string; type: string; size: number }
export const filesByIds = (db: Handle, ids: readonly number[]) => db.rows<FileRow>(sql`select id, key, name, type, size from file where id = any(${ids})`);
export const claimFiles = (tx: Tx, ids: readonly number[]) => tx.run(sql`update file set claimed = true where id = any(${ids}) and not claimed`);
export const countTry = (db: Handle, id: number, tries: number, error: string) =>
  db.run(sql`update message set delivery = 'queued', delivery_error = ${error.slice(0, 500)}, meta = meta || jsonb_build_object('tries', ${tries}::int) where id = ${id}`);
export const postpone = (tx: Tx, id: number, at: Date) => tx.run(sql`update message set delivery = 'queued', delivery_error = null, send_at = ${at} where id = ${id} and delivery in ('queued', 'sending')`);
export const requeue = (tx: Tx, id: number, from: 'failed' | 'unsure') => tx.one<{ conversationId: number }>(sql`update message set delivery = 'queued', delivery_error = null, meta = meta - 'tries' - 'why' where id = ${id} and direction = 'out' and delivery = ${from} returning conversation_id as "conversationId"`);
/** Conversations with one message each, in one statement. */
export const recordInbound = (tx: Tx, messages: readonly { accountId: number; customerId: number; subject: string; text: string; at: Date; key: string }[]) => tx.rows<{ key: string; conversationId: number }>(hot`with w as (
    select * from json_to_recordset(${JSON.stringify(messages)}::json) as w("accountId" bigint, "customerId" bigint, subject text, text text, at timestamptz, key text)),
  c as (insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at) select "accountId", key, "customerId", subject, at, at from w returning id, thread_key),
  m as (insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, delivery, at)
    select c.id, w."accountId", 'in', 'customer', k.id, k.name, w.key, w.subject, w.text, 'received', w.at from w join c on c.thread_key = w.key join customer k on k.id = w."customerId")
  select thread_key as key, id as "conversationId" from c`);
