import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot } from '../../platform/db/index.ts';
import type { NewMessage } from './store.ts';

/** Statements that take in many messages at once; `n` is the place of a message in the list given. */
export interface Found { n: number; id: number; accountId: number; threadKey: string; customerId: number; closed: boolean }

export const messagesByExternal = (db: Handle, list: readonly { accountId: number; externalId: string }[]) =>
  db.rows<{ n: number; id: number; conversationId: number; customerId: number; at: Date }>(hot`select w.n, m.id, m.conversation_id as "conversationId", c.customer_id as "customerId", m.at
    from json_to_recordset(${JSON.stringify(list.map((l, n) => ({ ...l, n })))}::json) as w("accountId" bigint, "externalId" text, n int)
    join message m on m.channel_account_id = w."accountId" and m.external_id = w."externalId" join conversation c on c.id = m.conversation_id`);

/** Conversations named by a signed id, or else by the newest of the messages that are answered, on any account of the kind. */
export const namedConversations = (db: Handle, list: readonly { n: number; conversationId: number | null; kind: string; answers: readonly string[] }[]) =>
  db.rows<Found>(hot`select distinct on (n) n, c.id, c.channel_account_id as "accountId", c.thread_key as "threadKey", c.customer_id as "customerId", c.closed from (
      select w.n, w."conversationId" as id, 0 as rank from json_to_recordset(${JSON.stringify(list)}::json) as w(n int, "conversationId" bigint) where w."conversationId" is not null
      union all
      select w.n, m.conversation_id, 1 + a.rank from json_to_recordset(${JSON.stringify(list)}::json) as w(n int, kind text, answers json)
        cross join lateral (select value as external_id, ordinality::int as rank from json_array_elements_text(w.answers) with ordinality) a
        join channel_account k on k.kind = w.kind join message m on m.channel_account_id = k.id and m.external_id = a.external_id) s
    join conversation c on c.id = s.id order by n, rank`);

/** Open conversations of threads, made where there are none; one row per thread. */
export const openConversations = (tx: Tx, list: readonly { accountId: number; threadKey: string; customerId: number; subject: string; at: Date }[]) =>
  tx.rows<{ id: number; accountId: number; threadKey: string; customerId: number; isNew: boolean }>(hot`insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at)
    select "accountId", "threadKey", "customerId", subject, at, at from json_to_recordset(${JSON.stringify(list)}::json) as w("accountId" bigint, "threadKey" text, "customerId" bigint, subject text, at timestamptz) order by "accountId", "threadKey"
    on conflict (channel_account_id, thread_key) where not closed do update set last_message_at = greatest(conversation.last_message_at, excluded.last_message_at)
    returning id, channel_account_id as "accountId", thread_key as "threadKey", customer_id as "customerId", (xmax = 0) as "isNew"`);
export const touchConversations = (tx: Tx, list: readonly { id: number; at: Date }[]) => tx.run(hot`update conversation c set last_message_at = greatest(c.last_message_at, w.at)
  from (select id, max(at) as at from json_to_recordset(${JSON.stringify(list)}::json) as w(id bigint, at timestamptz) group by id) w where c.id = w.id`);
/** Newest closed conversation of threads. */
export const closedConversations = (db: Handle, list: readonly { accountId: number; threadKey: string }[]) =>
  db.rows<{ accountId: number; threadKey: string; id: number }>(hot`select c.channel_account_id as "accountId", c.thread_key as "threadKey", max(c.id) as id
    from json_to_recordset(${JSON.stringify(list)}::json) as w("accountId" bigint, "threadKey" text)
    join conversation c on c.channel_account_id = w."accountId" and c.thread_key = w."threadKey" and c.closed group by 1, 2`);

/** Those that were new, by account and external id. */
export const insertMessages = (tx: Tx, list: readonly NewMessage[]) =>
  tx.rows<{ id: number; accountId: number; externalId: string }>(hot`insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, html, quoted, attachments, delivery, send_at, flag, raw_item_id, at, meta)
    select "conversationId", "accountId", direction, "authorKind", "authorId", "authorName", "externalId", subject, body, html, quoted, attachments, delivery, "sendAt", flag, "rawItemId", at, meta
    from json_to_recordset(${JSON.stringify(list.map((m, n) => ({ ...m, n })))}::json) as w("conversationId" bigint, "accountId" bigint, direction text, "authorKind" text, "authorId" bigint, "authorName" text, "externalId" text, subject text, body text, html text, quoted text,
      attachments jsonb, delivery text, "sendAt" timestamptz, flag text, "rawItemId" bigint, at timestamptz, meta jsonb, n int) order by n
    on conflict (channel_account_id, external_id) do nothing returning id, channel_account_id as "accountId", external_id as "externalId"`);
