import type pg from 'pg';

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
    select 'Ticket ' || n || ' ' || (array['打印机无法连接','Screen stays black','发票抬头错误','Battery swells','扫地机器人不回充'])[1 + n % 5],
      (array['inquiry','usage','support','repair','return'])[1 + n % 5], s, (array['low','normal','normal','normal','high','urgent'])[1 + n % 6], (array['mail','chat','portal','webhook'])[1 + n % 4], 'en',
      c.lo + n % (c.hi - c.lo), case when n % 7 = 0 then null else a.lo + n % 40 end, t.lo + n % 8, now() - (n || ' seconds')::interval * 20, now() - (n || ' seconds')::interval * 10,
      case when s in ('solved','closed') then now() - (n || ' seconds')::interval * 5 end, case when s in ('new','open') then now() + ((n % 100000) || ' seconds')::interval end, case when s in ('new','open') then 'solution' end,
      'The first words of what the customer wrote last, some hundred characters of them as a list shows it ' || n, n % 3 = 0
    from generate_series(1, $1::int) n, lateral (select case when n % 20 = 0 then 'new' when n % 20 < 4 then 'open' when n % 20 = 4 then 'pending' when n % 20 < 10 then 'solved' else 'closed' end as s) st,
      (select min(id) lo, max(id) hi from customer) c, (select min(id) lo from agent where email like 'bench%') a, (select min(id) lo from team where name like 'Team %') t`, [missing]);
  await db.query('vacuum analyze');
}
