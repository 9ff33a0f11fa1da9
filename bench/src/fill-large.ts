import pg from 'pg';
import { beginningsOf, spellable } from '../../server/src/modules/desk/search/spelling.ts';
import { normalizeText, tokensOf } from '../../server/src/modules/desk/search/tokens.ts';
import { fillTickets, subjects } from './fill.ts';
import { texts } from './texts.ts';

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾解';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文';
const ticketsPerChunk = 10_000;
const say = (text: string): void => void process.stdout.write(`  ${text}\n`);
const since = (from: number): string => `${((performance.now() - from) / 1000).toFixed(0)} s`;

/** What loading cost, and how many messages there are: fewer than wanted when time ran out. */
export interface Filled { readonly ticketSeconds: number; readonly messages: number; readonly seconds: number }

/**
 * Fills an installation to so many tickets with their words, as a bulk load does it: rows in one go, keys not looked up row by row, the large
 * indexes built at the end. Entries of the search are written as the product writes them. Ends loading messages after `minutes`.
 */
export async function fillLarge(bench: { db: pg.Pool; databaseUrl: string }, wanted: { tickets: number; messages: number; customers: number; minutes: number }): Promise<Filled> {
  const from = performance.now();
  await customers(bench.db, wanted.customers);
  say(`customers there after ${since(from)}`);
  const loading = performance.now();
  await fillTickets(bench.db, wanted.tickets);
  const ticketSeconds = (performance.now() - loading) / 1000;
  say(`${wanted.tickets} tickets after ${ticketSeconds.toFixed(0)} s`);
  const client = new pg.Client({ connectionString: bench.databaseUrl });
  await client.connect();
  try { await words(client, wanted.messages / wanted.tickets, performance.now() + wanted.minutes * 60_000); } finally { await client.end(); }
  const messages = Number((await bench.db.query<{ n: string }>('select count(*) as n from message')).rows[0]?.n);
  return { ticketSeconds, messages, seconds: (performance.now() - from) / 1000 };
}

/** People with names, phones and mails. */
async function customers(db: pg.Pool, total: number): Promise<void> {
  await db.query(`with c as (insert into customer (name, language) select case when n % 2 = 0 then substr($2::text, 1 + n % length($2::text), 1) || substr($3::text, 1 + (n / 7) % length($3::text), 1) || substr($3::text, 1 + (n / 191) % length($3::text), 1)
      else (array['Anna','Ben','Clara','David','Emma','Frank','Grace','Henry'])[1 + n % 8] || ' ' || (array['Johnson','Smith','Miller','Becker','Larsen','Rossi','Novak','Dubois'])[1 + (n / 8) % 8] || ' ' || n end, case when n % 2 = 0 then 'zh-CN' else 'en' end
      from generate_series((select count(*)::int from customer) + 1, $1::int) n returning id)
    insert into identity (customer_id, kind, value) select id, 'phone', '+861' || (3000000000 + id * 7919 % 6999999999)::text from c union all select id, 'email', 'person' || id || '@example.com' from c on conflict do nothing`, [total, surnames, given]);
}

async function words(client: pg.Client, each: number, until: number): Promise<void> {
  const number = async (statement: string) => Number((await client.query<{ n: string | null }>(statement)).rows[0]?.n ?? 0);
  // The newest first: when time runs out, it is old tickets that have no words, and another run goes on there.
  const last = await number('select max(id) as n from ticket t where not exists (select from ticket_conversation k where k.ticket_id = t.id)');
  const wordsUpTo = await number(`select max(k.ticket_id) as n from ticket_conversation k where k.ticket_id <= ${last} and exists (select from message m where m.conversation_id = k.conversation_id and m.external_id like 'large:%')`);
  const subjectsUpTo = await number(`select max(ticket_id) as n from search_entry where kind = 'subject' and ticket_id <= ${last}`);
  if (last <= wordsUpTo || performance.now() >= until) return;
  await client.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2; set synchronous_commit = off`);
  await client.query(`drop index search_entry_words; drop index search_entry_ticket; alter table search_entry drop constraint search_entry_kind_item_id_key`);
  const kept = texts();
  const places: number[] = [];
  kept.forEach((t, i) => { for (let n = 0; n < Math.max(1, Math.round(t.weight / 2)); n++) places.push(i); });
  await client.query('create temp table bench_text (i int primary key, body text, plain text, tokens tsvector); create temp table bench_place (p int primary key, i int)');
  await client.query('insert into bench_text select i, body, plain, array_to_tsvector(tokens) from json_to_recordset($1::json) as t(i int, body text, plain text, tokens text[])', [JSON.stringify(kept.map((t, i) => ({ i, body: t.body, plain: normalizeText(t.body), tokens: tokensOf(normalizeText(t.body)) })))]);
  await client.query('insert into bench_place select n - 1, i from unnest($1::int[]) with ordinality as p(i, n)', [places]);
  await client.query('analyze bench_text, bench_place');
  await client.query('create temp table bench_subject as select subject, array_to_tsvector(tokens) as tokens from json_to_recordset($1::json) as t(subject text, tokens text[])', [JSON.stringify(subjects.map((subject) => ({ subject, tokens: tokensOf(normalizeText(subject)) })))]);
  // Words as they are learnt when texts are written; see spelling.ts.
  const said = [...new Set(kept.flatMap((t) => tokensOf(normalizeText(t.body))))];
  await client.query('insert into search_word select w from unnest($1::text[]) w on conflict do nothing', [spellable(said)]);
  await client.query(`insert into search_beginning select w from unnest($1::text[]) w union select n::text from generate_series(0, 9) n on conflict do nothing`, [beginningsOf([...said, 'ticket'])]);
  const account = (await client.query<{ id: string }>(`select min(id) as id from channel_account where kind = 'portal'`)).rows[0]?.id;
  let told = performance.now();
  for (let to = last + 1; to > wordsUpTo + 1 && performance.now() < until; to -= ticketsPerChunk) {
    const range = [Math.max(wordsUpTo + 1, to - ticketsPerChunk), to];
    await client.query('begin');
    await client.query(`insert into conversation (channel_account_id, thread_key, customer_id, created_at) select $3, 'bench:' || id, customer_id, opened_at from ticket t where id >= $1 and id < $2 and not exists (select from ticket_conversation k where k.ticket_id = t.id)`, [...range, account]);
    await client.query(`insert into ticket_conversation (conversation_id, ticket_id) select c.id, t.id from ticket t join conversation c on c.channel_account_id = $3 and c.thread_key = 'bench:' || t.id where t.id >= $1 and t.id < $2 on conflict do nothing`, [...range, account]);
    await client.query(`with m as (insert into message (conversation_id, channel_account_id, direction, author_kind, author_name, external_id, body, delivery, at)
        select k.conversation_id, $3, case when n % 2 = 0 then 'in' else 'out' end, case when n % 2 = 0 then 'customer' else 'agent' end, 'Bench', 'large:' || t.id || ':' || n, x.body || case when n = 1 then ' 订单 ' || (t.id * 97 % 99999989) else '' end, case when n % 2 = 0 then 'received' else 'sent' end, t.opened_at + n * interval '7 minutes'
        from ticket t join ticket_conversation k on k.ticket_id = t.id, generate_series(1, $4::int) n join lateral (select b.* from bench_place p join bench_text b on b.i = p.i where p.p = ((t.id * 7919 + n * 104729) % $5::bigint)::int) x on true
        where t.id >= $1 and t.id < $2 returning id, conversation_id, external_id, body, at)
      insert into search_entry (ticket_id, kind, item_id, at, body, tokens)
      select (split_part(m.external_id, ':', 2))::bigint, 'message', m.id, m.at, m.body, b.tokens || case when split_part(m.external_id, ':', 3) = '1' then array_to_tsvector(array['订单', '单', o.number] || array(select substr(o.number, k) from generate_series(2, length(o.number) - 3) k)) else ''::tsvector end
      from m join lateral (select ((split_part(m.external_id, ':', 2))::bigint * 97 % 99999989)::text as number) o on true
      join bench_text b on b.i = (select p.i from bench_place p where p.p = (((split_part(m.external_id, ':', 2))::bigint * 7919 + (split_part(m.external_id, ':', 3))::bigint * 104729) % $5::bigint)::int)`, [...range, account, Math.round(each), places.length]);
    if (to > subjectsUpTo) {
      await client.query(`insert into search_entry (ticket_id, kind, item_id, at, body, tokens) select t.id, 'subject', t.id, t.opened_at, lower(t.subject), array_to_tsvector(array['ticket', x.n] || case when length(x.n) > 4 then array[substr(x.n, 2)] else '{}'::text[] end) || b.tokens
        from ticket t join lateral (select split_part(t.subject, ' ', 2) as n) x on true join bench_subject b on b.subject = substr(t.subject, length('Ticket ' || x.n) + 2) where t.id >= $1 and t.id < $2 and t.id > $3`, [...range, subjectsUpTo]);
    }
    await client.query('commit');
    if (performance.now() - told > 15_000) { told = performance.now(); say(`words of the tickets from ${range[0]} on are there`); }
  }
  const building = performance.now();
  await client.query('alter table search_entry add constraint search_entry_kind_item_id_key unique (kind, item_id)');
  await client.query('create index search_entry_ticket on search_entry (ticket_id desc, id desc)');
  await client.query('create index search_entry_words on search_entry using gin ((ticket_id >> 12), tokens) with (fastupdate = on, gin_pending_list_limit = 256)');
  say(`indexes built in ${since(building)}`);
  await client.query('vacuum (analyze) search_entry, message, conversation, ticket_conversation, customer, identity, search_sound');
}
