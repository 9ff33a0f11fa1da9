import pg from 'pg';

/** Every so many customers one has a whole history: what a page shows at its fullest. */
const busyEvery = 1000;
const chunk = 100_000;

/** Indexes that slow writing down and no statement of the filling needs: taken away, and built once at the end. */
async function withoutIndexes(client: pg.Client, tables: readonly string[], write: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; words: string }>(`select c.relname as name, pg_get_indexdef(i.indexrelid) as words from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any($1::regclass[]) and not i.indisunique and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`, [tables]);
  for (const { name } of rows) await client.query(`drop index ${client.escapeIdentifier(name)}`);
  try { await write(); } finally { for (const { words } of rows) await client.query(words); }
}

/**
 * Fills to `total` customers by SQL alone, as a bulk load does it: no triggers, no keys looked up row by row, indexes built at the end. A company for every fifty people, with addresses; a ticket for every second one, orders for a third, and whole histories for a thousand of them.
 * Returns customers with histories, some without, and companies.
 */
export async function fillCustomers({ db, databaseUrl }: { readonly db: pg.Pool; readonly databaseUrl: string }, total: number): Promise<{ busy: number[]; plain: number[]; companies: number[] }> {
  // A kept installation has them already.
  const kept = (await db.query<{ first: string; last: string | null }>(`select min(id) as first, max(id) filter (where number = $1) as last from customer where number in ('B1', $1)`, [`B${total}`])).rows[0];
  const first = kept?.last ? Number(kept.first) : Number((await db.query('select coalesce(max(id), 0) as n from customer')).rows[0].n) + 1;
  if (!kept?.last) await write({ db, databaseUrl }, total, first);
  const ids = async (sql: string) => (await db.query<{ id: string }>(sql, [first])).rows.map((r) => Number(r.id));
  return { busy: await ids(`select id from customer where id >= $1 and kind = 'person' and id % ${busyEvery} = 500 limit 1000`), plain: await ids(`select id from customer where id >= $1 and id % 997 = 3 limit 1000`), companies: await ids(`select id from customer where id >= $1 and kind = 'company' limit 500`) };
}

async function write({ db, databaseUrl }: { readonly db: pg.Pool; readonly databaseUrl: string }, total: number, first: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    await withoutIndexes(client, ['customer', 'identity', 'ticket', 'conversation', 'message', 'survey', 'shop_order'], async () => {
      for (let from = 0; from < total; from += chunk) {
        const params = [from + 1, Math.min(total, from + chunk)];
        await client.query(`insert into customer (kind, name, tier, language, region, tags, company_id, number, role)
          select case when n % 50 = 1 then 'company' else 'person' end, case when n % 50 = 1 then '第' || n || '实业有限公司' when n % 2 = 0 then (array['王','李','张','刘','陈'])[1 + n % 5] || (array['芳','伟','娜','敏','静'])[1 + n % 7 % 5] || n else 'Customer ' || n end,
            (array['standard','standard','standard','silver','gold','vip'])[1 + n % 6], case when n % 2 = 0 then 'zh-CN' else 'en' end, (array['华东','华南','华北',''])[1 + n % 4], '{}', case when n % 50 between 2 and 20 then $3::bigint + n - n % 50 end, 'B' || n, case when n % 50 between 2 and 20 then '采购' else '' end
          from generate_series($1::int, $2::int) n`, [...params, first]);
      }
      await client.query(`insert into identity (customer_id, kind, value) select id, 'phone', '+86139' || lpad((id % 100000000)::text, 8, '0') from customer where id >= $1 and kind = 'person' on conflict do nothing`, [first]);
      await client.query(`insert into identity (customer_id, kind, value) select id, 'email', 'bench' || id || '@example.com' from customer where id >= $1 and kind = 'person' and id % 2 = 0 on conflict do nothing`, [first]);
      await client.query(`insert into ticket (subject, type, status, channel, customer_id, opened_at, updated_at, preview) select (array['打印机无法连接','Screen stays black','洗衣机漏水'])[1 + id % 3], (array['repair','inquiry','complaint'])[1 + id % 3], case when id % 10 = 0 then 'open' else 'closed' end, 'mail', id,
        now() - (id % 400 || ' days')::interval, now() - (id % 400 || ' days')::interval, 'The first words' from customer where id >= $1 and id % 2 = 0`, [first]);
      await client.query(`insert into shop (key, name, kind) values ('bench', 'Bench', 'api') on conflict do nothing`);
      await client.query(`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, ordered_at, changed_at) select (select id from shop where key = 'bench'), id::text, 'N' || id, id, 'delivered', 'CNY', 10000 + id % 90000, now() - (id % 700 || ' days')::interval, now() from customer where id >= $1 and id % 3 = 0`, [first]);
      await client.query(`with busy as (select id from customer where id >= $1 and kind = 'person' and id % ${busyEvery} = 500),
        t as (insert into ticket (subject, type, status, channel, customer_id, opened_at, updated_at, preview) select '维修请求 ' || n, 'repair', case when n % 5 = 0 then 'open' else 'closed' end, 'mail', id, now() - (n * 9 || ' days')::interval, now() - (n * 9 || ' days')::interval, 'preview' from busy, generate_series(1, 40) n returning id, customer_id, opened_at),
        c as (insert into conversation (channel_account_id, thread_key, customer_id, created_at) select (select min(id) from channel_account), 'busy:' || id, customer_id, opened_at from t returning id, thread_key, customer_id),
        k as (insert into ticket_conversation (conversation_id, ticket_id) select c.id, t.id from c join t on c.thread_key = 'busy:' || t.id returning conversation_id, ticket_id),
        s as (insert into survey (ticket_id, asked_at, answered_at, channel, overall, answer) select id, opened_at, opened_at + interval '1 day', 'mail', 1 + id % 5, '{}' from t)
        insert into message (conversation_id, channel_account_id, direction, author_kind, author_name, external_id, body, delivery, at)
        select k.conversation_id, (select min(id) from channel_account), case when n % 2 = 1 then 'in' else 'out' end, case when n % 2 = 1 then 'customer' else 'agent' end, 'Bench', 'busy:' || k.ticket_id || ':' || n, case n % 3 when 0 then '洗衣机还是漏水，很失望' when 1 then 'It works now, thank you, great service' else 'When will the engineer come?' end, 'received', t.opened_at + (n || ' hours')::interval
        from k join t on t.id = k.ticket_id, generate_series(1, 10) n`, [first]);
    });
  } finally { await client.end(); }
  await db.query('vacuum analyze customer, identity, ticket, ticket_conversation, conversation, message, survey, shop_order');
}
