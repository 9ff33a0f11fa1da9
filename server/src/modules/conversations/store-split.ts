import type { Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

/**
 * A conversation of its own on the same account that begins with copies of these messages; the originals say which ticket they became.
 * What the adapter kept with a message goes along, so that an answer knows what it answers.
 */
export async function copyMessages(tx: Tx, c: { accountId: number; threadKey: string; customerId: number; subject: string; ids: readonly number[]; ticketId: number }): Promise<number> {
  const row = await tx.one<{ id: number }>(hot`with c as (insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at)
      select ${c.accountId}, ${c.threadKey}, ${c.customerId}, ${c.subject}, min(at), max(at) from message where id = any(${c.ids}) returning id),
    m as (insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, html, quoted, attachments, delivery, flag, raw_item_id, at, meta)
      select c.id, o.channel_account_id, o.direction, o.author_kind, o.author_id, o.author_name, ${c.threadKey} || ':' || o.id, o.subject, o.body, o.html, o.quoted, o.attachments, o.delivery, o.flag, o.raw_item_id, o.at, o.meta || jsonb_build_object('splitFrom', o.id)
      from c, message o where o.id = any(${c.ids}) order by o.id)
    select id from c`);
  await tx.run(sql`update message set meta = meta || jsonb_build_object('splitTo', ${c.ticketId}::bigint) where id = any(${c.ids})`);
  return row?.id ?? 0;
}
/** The originals are a ticket's own again. */
export const unmarkSplit = (tx: Tx, ticketId: number, splitTo: number) => tx.run(sql`update message m set meta = m.meta - 'splitTo' from ticket_conversation tc where tc.ticket_id = ${ticketId} and m.conversation_id = tc.conversation_id and (m.meta ->> 'splitTo')::bigint = ${splitTo}`);
