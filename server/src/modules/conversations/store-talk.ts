import type { TalkMessage, TalkThread } from '../../channels/channel.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export const threadOf = (db: Handle, accountId: number, threadKey: string) => db.one<TalkThread>(hot`select c.id as "conversationId", c.closed, c.customer_id as "customerId", k.name as "customerName", c.agent_read_id as "agentReadId",
    exists (select from identity i where i.customer_id = k.id and i.kind in ('email', 'phone')) as reachable
  from conversation c join customer k on k.id = c.customer_id where c.channel_account_id = ${accountId} and c.thread_key = ${threadKey} order by c.id desc limit 1`);

const columns = sql`m.id, m.conversation_id as "conversationId", m.channel_account_id as "accountId", c.thread_key as "threadKey", m.external_id as "externalId", m.direction,
  json_build_object('kind', m.author_kind, 'name', m.author_name) as author, m.body as text, m.attachments as files, m.at, (case m.direction when 'in' then c.agent_read_id else c.customer_read_id end) >= m.id as read`;
export const messageOfTalk = (db: Handle, id: number) => db.one<TalkMessage>(sql`select ${columns} from message m join conversation c on c.id = m.conversation_id where m.id = ${id} and m.delivery_error is distinct from 'no-consent'`);
export const messagesOfTalk = async (db: Handle, accountId: number, threadKey: string, since: number | null, limit: number) =>
  (await db.rows<TalkMessage>(sql`select ${columns} from conversation c join message m on m.conversation_id = c.id
    where c.channel_account_id = ${accountId} and c.thread_key = ${threadKey} and m.delivery_error is distinct from 'no-consent' and (${since}::bigint is null or m.id > ${since}) order by m.id desc limit ${limit}`)).reverse();

export interface UnseenRow { id: number; authorId: number | null; authorName: string; text: string; files: { fileId: number }[]; at: Date }
/** What we wrote here that the customer has neither seen nor got by another way; locks the conversation. */
/** What the customer has not read here and was not told of by mail; what came here because a mail had failed is not mailed again. */
export const unseenOf = async (tx: Tx, conversationId: number) => {
  await tx.run(sql`select from conversation where id = ${conversationId} for update`);
  return tx.rows<UnseenRow>(sql`select m.id, m.author_id as "authorId", m.author_name as "authorName", m.body as text, m.attachments as files, m.at from message m join conversation c on c.id = m.conversation_id join channel_account a on a.id = m.channel_account_id
    where c.id = ${conversationId} and m.direction = 'out' and (m.author_kind in ('agent', 'bot') or (m.author_kind = 'system' and a.kind = 'portal')) and m.id > c.customer_read_id and not m.meta ? 'followedUpBy' and not coalesce(m.meta -> 'tried', '[]') ? 'mail' order by m.id`);
};
export const markFollowedUp = (tx: Tx, ids: readonly number[], by: number) => tx.run(sql`update message set meta = meta || jsonb_build_object('followedUpBy', ${by}::bigint) where id = any(${ids})`);
export const markSentInstead = (tx: Tx, id: number, by: number) => tx.run(sql`update message set meta = meta || jsonb_build_object('nextBy', ${by}::bigint) where id = ${id}`);
