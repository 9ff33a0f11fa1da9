import { type Tx, sql } from '../platform/db/index.ts';

interface Both { readonly zh: string; readonly en: string }
interface Message { readonly segmentId: number; readonly name: string; readonly subject: Both; readonly text: Both; readonly at: Date; readonly by: string }
const asker = (by: string) => JSON.stringify({ kind: 'key', id: 0, name: by, rights: ['*'], scope: 'all', teams: [], language: 'zh-CN' });

export const putBelow = (tx: Tx, list: readonly { id: number; aboveId: number }[]) => tx.run(sql`update customer c set company_id = w."aboveId" from json_to_recordset(${JSON.stringify(list)}::json) as w(id bigint, "aboveId" bigint) where c.id = w.id`);

const insert = async (tx: Tx, m: Message, state: 'done' | 'draft') => (await tx.one<{ id: number }>(sql`insert into campaign (name, segment_id, subject, text, per_minute, state, principal, created_at, checked_at, started_at, finished_at)
  values (${m.name}, ${m.segmentId}, ${JSON.stringify(m.subject)}::jsonb, ${JSON.stringify(m.text)}::jsonb, 60, ${state}, ${asker(m.by)}::jsonb, ${m.at}, ${state === 'done' ? m.at : null}, ${state === 'done' ? m.at : null}, ${state === 'done' ? new Date(m.at.getTime() + 600_000) : null}) returning id`))?.id ?? 0;

/** A message that went out: to whoever has a mail address, with what became of each. */
export async function sendPast(tx: Tx, m: Message & { readonly from: string }): Promise<void> {
  const id = await insert(tx, m, 'done');
  await tx.run(sql`with people as (select c.id, c.name, c.language, exists (select from identity i where i.customer_id = c.id and i.kind = 'email') as mail, row_number() over (order by c.id) as n from customer c where c.kind = 'person' and c.tier in ('gold', 'vip')),
      door as (select id from channel_account where kind = 'mail' and enabled order by id limit 1),
      v as (insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at, last_message_at, closed)
        select door.id, 'campaign:' || ${id}::text || ':' || p.id, p.id, case when p.language = 'zh-CN' then ${m.subject.zh} else ${m.subject.en} end, ${m.at}::timestamptz + p.n * interval '1 second', ${m.at}::timestamptz + p.n * interval '1 second', true from people p, door where p.mail returning id, channel_account_id, customer_id, subject, created_at),
      k as (insert into message (conversation_id, channel_account_id, direction, author_kind, author_name, external_id, subject, body, delivery, delivery_error, at, meta)
        select v.id, v.channel_account_id, 'out', 'system', ${m.from}, 'campaign:' || ${id}::text || ':' || p.id, v.subject, replace(case when p.language = 'zh-CN' then ${m.text.zh} else ${m.text.en} end, '{{customer.name}}', p.name), case when p.n % 23 = 0 then 'failed' when p.n % 3 = 0 then 'delivered' else 'sent' end, case when p.n % 23 = 0 then '550 no such mailbox' end, v.created_at, jsonb_build_object('purpose', 'service', 'campaignId', ${id}::bigint)
        from v join people p on p.id = v.customer_id returning id, conversation_id, delivery)
    insert into campaign_item (campaign_id, customer_id, state, reason, channel, tried, conversation_id, message_id, at)
      select ${id}, p.id, coalesce(k.delivery, 'excluded'), case when k.delivery is null then 'no-address' when k.delivery = 'failed' then 'not-delivered' else '' end, case when k.id is null then '' else 'mail' end, case when k.delivery = 'failed' then array['mail'] else '{}'::text[] end, k.conversation_id, k.id, coalesce(v.created_at, ${m.at})
      from people p left join v on v.customer_id = p.id left join k on k.conversation_id = v.id order by p.id`);
  await tx.run(sql`insert into campaign_count (campaign_id, state, reason, channel, n) select campaign_id, state, reason, channel, count(*) from campaign_item where campaign_id = ${id} group by 1, 2, 3, 4`);
  await tx.run(sql`update campaign set total = (select count(*) from campaign_item where campaign_id = ${id}) where id = ${id}`);
}
export const writeDraft = (tx: Tx, m: Message) => insert(tx, m, 'draft');
