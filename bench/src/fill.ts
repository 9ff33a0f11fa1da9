import type pg from 'pg';

export const subjects = ['打印机无法连接', 'Screen stays black', '发票抬头错误', 'Battery swells', '扫地机器人不回充'];

/**
 * Fills an installation to `total` tickets by SQL alone: customers, teams, people and tickets spread over them, the way a
 * year of work leaves them (most solved, some thousands open). Only what lists need; searchable words are another loader's.
 */
export async function fillTickets(db: pg.Pool, total: number): Promise<void> {
  const have = Number((await db.query('select count(*) as n from ticket')).rows[0].n);
  const missing = total - have;
  if (missing <= 0) return;
  await db.query(`insert into team (name) select 'Team ' || n from generate_series(1, 8) n on conflict do nothing`);
  await db.query(`insert into agent (email, name, status, roles) select 'bench' || n || '@example.com', 'Agent ' || n, 'active', '{agent}' from generate_series(1, 40) n on conflict do nothing`);
  await db.query(`insert into customer (name, language) select case when n % 2 = 0 then '客户 ' || n else 'Customer ' || n end, case when n % 2 = 0 then 'zh-CN' else 'en' end from generate_series(1, greatest(100, $1 / 4)) n
    where not exists (select from customer where id > 50)`, [total]);
  await db.query(`insert into ticket (subject, type, status, priority, channel, language, customer_id, owner_id, team_id, opened_at, updated_at, solved_at, due_at, due_target, preview, unread)
    select 'Ticket ' || n || ' ' || ($2::text[])[1 + n % 5],
      (array['inquiry','usage','support','repair','return'])[1 + n % 5], s, (array['low','normal','normal','normal','high','urgent'])[1 + n % 6], (array['mail','chat','portal','webhook'])[1 + n % 4], 'en',
      c.lo + n % (c.hi - c.lo), case when n % 7 = 0 then null else a.lo + n % 40 end, t.lo + n % 8, now() - (n || ' seconds')::interval * 20, now() - (n || ' seconds')::interval * 10,
      case when s in ('solved','closed') then now() - (n || ' seconds')::interval * 5 end, case when s in ('new','open') then now() + ((n % 100000) || ' seconds')::interval end, case when s in ('new','open') then 'solution' end,
      'The first words of what the customer wrote last, some hundred characters of them as a list shows it ' || n, n % 3 = 0
    from generate_series(1, $1::int) n, lateral (select case when n % 20 = 0 then 'new' when n % 20 < 4 then 'open' when n % 20 = 4 then 'pending' when n % 20 < 10 then 'solved' else 'closed' end as s) st,
      (select min(id) lo, max(id) hi from customer) c, (select min(id) lo from agent where email like 'bench%') a, (select min(id) lo from team where name like 'Team %') t`, [missing, subjects]);
  await db.query('vacuum analyze');
}

/** Sentences that hold the Chinese word in the middle of others, so that a segmenter would cut it differently each time. */
const chinese = ['请把这台机器的增值税发票补开一张', '上次开的增值税专用发票抬头写错了', '公司报销需要增值税普通发票', '客服说增值税税率不对要退回重开'];

/**
 * Gives the newest `tickets` tickets a first message each; 4,503 of them hold 增值税 inside a sentence, 40 a rare English word. Returns
 * the rare word. Follow with `aftercare reindex`.
 */
export async function fillWords(db: pg.Pool, tickets: number): Promise<{ rare: string; chinese: number }> {
  const rare = 'zymurgist';
  await db.query(`insert into channel_account (kind, name, address) select 'portal', 'Bench', 'bench' where not exists (select from channel_account where kind = 'portal')`);
  await db.query(`with t as (select id, customer_id, opened_at, row_number() over (order by id) as n from ticket order by id desc limit $1),
    c as (insert into conversation (channel_account_id, thread_key, customer_id, subject, created_at) select (select min(id) from channel_account where kind = 'portal'), 'bench:' || id, customer_id, '', opened_at from t returning id, thread_key, customer_id),
    k as (insert into ticket_conversation (conversation_id, ticket_id) select c.id, t.id from c join t on c.thread_key = 'bench:' || t.id returning conversation_id)
    insert into message (conversation_id, channel_account_id, direction, author_kind, author_name, external_id, body, delivery, at)
    select c.id, (select min(id) from channel_account where kind = 'portal'), 'in', 'customer', 'Bench', 'bench:' || t.id,
      case when t.n <= 4503 then '您好，' || ($2::text[])[1 + t.n % 4] || '，订单号是 ' || t.id || '，谢谢。' when t.n <= 4543 then 'My neighbour, a ${rare}, says the valve is stuck; number ' || t.id
        else 'The printer does not connect to the network since the update, order ' || t.id || '. I tried to restart it twice and the light keeps blinking. 打印机一直连不上网，重启也没有用。' end, 'received', t.opened_at
    from t join c on c.thread_key = 'bench:' || t.id`, [tickets, chinese]);
  return { rare, chinese: 4503 };
}

/** Gives each of these tickets a conversation of thirty messages. */
export async function fillThreads(db: pg.Pool, count: number): Promise<number[]> {
  const { rows } = await db.query<{ id: string }>('select id from ticket order by id desc offset 200 limit $1', [count]);
  const ids = rows.map((r) => Number(r.id));
  await db.query(`insert into message (conversation_id, channel_account_id, direction, author_kind, author_name, external_id, body, delivery, at)
    select k.conversation_id, c.channel_account_id, case when n % 2 = 0 then 'in' else 'out' end, case when n % 2 = 0 then 'customer' else 'agent' end, 'Bench', 'thread:' || k.conversation_id || ':' || n,
      'Message ' || n || ': thank you, we have looked at it. Please hold the button for ten seconds and tell us which light comes on. 请长按按钮十秒后告诉我们哪个灯亮。', case when n % 2 = 0 then 'received' else 'sent' end, now() - ((30 - n) || ' minutes')::interval
    from ticket_conversation k join conversation c on c.id = k.conversation_id, generate_series(1, 29) n where k.ticket_id = any($1)`, [ids]);
  return ids;
}
