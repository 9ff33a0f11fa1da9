import { type Handle, type Tx, sql } from '../platform/db/index.ts';

/** Requests that make one customer's page full of life, one of each kind: an engineer on the way, a quote to answer, a question, a time to choose, something at a counter, a bill. */
export async function lifelike(db: Handle): Promise<number[]> {
  const chinese = sql`t.language = 'zh-CN' and not ('automatic' = any(t.tags))`;
  const found: number[] = [];
  const take = async (query: ReturnType<typeof sql>) => { const row = await db.one<{ id: number }>(query); if (row && !found.includes(row.id)) found.push(row.id); };
  await take(sql`select t.id from visit v join ticket t on t.id = v.ticket_id where ${chinese} and t.unit_id is not null and t.status <> 'closed' and v.technician_id is not null and v.state in ('on-the-way', 'planned') order by v.state = 'on-the-way' desc, v.starts_at limit 1`);
  await take(sql`select t.id from quote q join ticket t on t.id = q.ticket_id where ${chinese} and t.unit_id is not null and q.state = 'sent' and t.status in ('open', 'hold', 'pending') and t.id <> all(${found}) order by q.sent_at desc limit 1`);
  await take(sql`select t.id from ticket t where ${chinese} and t.status = 'pending' and t.owner_id is not null and t.id <> all(${found}) order by t.id desc limit 1`);
  await take(sql`select t.id from visit v join ticket t on t.id = v.ticket_id where ${chinese} and v.state = 'waiting' and t.status <> 'closed' and t.id <> all(${found}) order by v.id desc limit 1`);
  await take(sql`select t.id from counter_item i join ticket t on t.id = i.ticket_id where ${chinese} and i.holder = 'site' and t.status <> 'closed' and t.id <> all(${found}) order by i.id desc limit 1`);
  await take(sql`select t.id from invoice i join ticket t on t.id = i.ticket_id where ${chinese} and t.unit_id is not null and i.paid_minor = i.gross_minor and t.status = 'closed' and t.id <> all(${found}) order by i.id desc limit 1`);
  return found;
}

export const closedInquiries = async (db: Handle, n: number): Promise<number[]> =>
  (await db.rows<{ id: number }>(sql`select id from ticket where language = 'zh-CN' and channel = 'mail' and type = 'inquiry' and status = 'closed' and unit_id is null order by id desc limit ${n}`)).map((t) => t.id);

/** They are this customer's from now on, with all that hangs on them. */
export async function giveTo(tx: Tx, customerId: number, person: { name: string; phone: string }, ticketIds: readonly number[]): Promise<void> {
  // Whoever answered greeted them by their name.
  await tx.run(sql`update message m set body = replace(m.body, c.name, ${person.name}) from ticket t join customer c on c.id = t.customer_id join ticket_conversation tc on tc.ticket_id = t.id where t.id = any(${ticketIds}) and m.conversation_id = tc.conversation_id and position(c.name in m.body) > 0`);
  await tx.run(sql`update ticket set customer_id = ${customerId} where id = any(${ticketIds})`);
  await tx.run(sql`update conversation set customer_id = ${customerId} where id in (select conversation_id from ticket_conversation where ticket_id = any(${ticketIds}))`);
  await tx.run(sql`update message set author_id = ${customerId}, author_name = ${person.name} where author_kind = 'customer' and conversation_id in (select conversation_id from ticket_conversation where ticket_id = any(${ticketIds}))`);
  await tx.run(sql`update product_unit set customer_id = ${customerId} where id in (select unit_id from ticket where id = any(${ticketIds}))`);
  await tx.run(sql`update visit set contact_name = ${person.name}, phone = ${person.phone} where ticket_id = any(${ticketIds})`);
  await tx.run(sql`update counter_item set customer_id = ${customerId} where ticket_id = any(${ticketIds})`);
  await tx.run(sql`update invoice set buyer = buyer || ${JSON.stringify({ name: person.name })}::jsonb where ticket_id = any(${ticketIds})`);
}
