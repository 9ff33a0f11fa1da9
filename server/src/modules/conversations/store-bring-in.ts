import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { StoredAttachment } from './store.ts';

export const accountOf = async (tx: Tx, source: string, name: string) => {
  await tx.run(sql`insert into channel_account (kind, name, address, enabled) values ('import', ${name}, ${source}, false) on conflict (kind, address) do nothing`);
  return tx.one<{ id: number }>(sql`select id from channel_account where kind = 'import' and address = ${source}`);
};
export const findAccount = (db: Handle, source: string) => db.one<{ id: number }>(sql`select id from channel_account where kind = 'import' and address = ${source}`);
export interface BroughtThread { threadKey: string; customerId: number; subject: string; at: string; closed: boolean }
export const insertThreads = (tx: Tx, accountId: number, list: readonly BroughtThread[]) => tx.rows<{ id: number }>(hot`insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at, closed)
  select ${accountId}::bigint, "threadKey", "customerId", subject, at, at, closed from json_to_recordset(${JSON.stringify(list.map((t, n) => ({ ...t, n })))}::json) as w("threadKey" text, "customerId" bigint, subject text, at timestamptz, closed boolean, n int) order by n returning id`);
export interface KnownThread { threadKey: string; conversationId: number; customerId: number; customerName: string; ticketId: number }
export const threadsOf = (tx: Tx, accountId: number, keys: readonly string[]) => tx.rows<KnownThread>(hot`select distinct on (c.thread_key) c.thread_key as "threadKey", c.id as "conversationId", c.customer_id as "customerId", p.name as "customerName", k.ticket_id as "ticketId"
  from conversation c join customer p on p.id = c.customer_id join ticket_conversation k on k.conversation_id = c.id where c.channel_account_id = ${accountId} and c.thread_key = any(${keys}::text[]) order by c.thread_key, c.id`);
export const messagesOf = (tx: Tx, accountId: number, ids: readonly string[]) => tx.rows<{ externalId: string }>(hot`select external_id as "externalId" from message where channel_account_id = ${accountId} and external_id = any(${ids}::text[])`);

export interface BroughtMessage { conversationId: number; direction: 'in' | 'out'; authorKind: string; authorId: number | null; authorName: string; externalId: string; subject: string | null; body: string; html: string | null; attachments: readonly StoredAttachment[]; at: string; meta: Record<string, unknown> }
export const insertMessages = (tx: Tx, accountId: number, list: readonly BroughtMessage[]) => tx.rows<{ id: number; conversationId: number; externalId: string }>(hot`insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, html, attachments, delivery, at, meta)
  select "conversationId", ${accountId}::bigint, direction, "authorKind", "authorId", "authorName", "externalId", subject, body, html, attachments, case direction when 'in' then 'received' else 'sent' end, at, meta
  from json_to_recordset(${JSON.stringify(list.map((m, n) => ({ ...m, n })))}::json) as w("conversationId" bigint, direction text, "authorKind" text, "authorId" bigint, "authorName" text, "externalId" text, subject text, body text, html text, attachments jsonb, at timestamptz, meta jsonb, n int) order by at, n
  on conflict (channel_account_id, external_id) do nothing returning id, conversation_id as "conversationId", external_id as "externalId"`);
/** All of it has been read, long ago. */
export const settle = (tx: Tx, ids: readonly number[]) => tx.run(hot`update conversation c set last_message_at = w.at, agent_read_id = w.id, customer_read_id = w.id
  from (select conversation_id, max(at) as at, max(id) as id from message where conversation_id = any((select ${ids}::bigint[])::bigint[]) group by conversation_id) w where c.id = w.conversation_id`);
