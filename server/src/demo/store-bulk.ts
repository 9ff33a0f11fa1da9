import { type Database, type Handle, type Tx, raw, sql } from '../platform/db/index.ts';
import { type BulkOptions, type BulkText, type BulkTicket, generateHistory, sentenceWith } from './bulk.ts';
import { reserveIds } from './store.ts';

/** Beyond this it is quicker to build indexes at the end than row by row. */
const indexesLaterFrom = 50_000;
const perBatch = 5000;
const filled = ['ticket', 'conversation', 'message', 'ticket_conversation'];

/**
 * Loads any number of lean tickets (one message each unless asked for more) by rows alone: no events, no clocks. Customers,
 * people, teams and an account are added where there are none. Kept counts and the search index are their modules' own to
 * rebuild afterwards. Wants a database role that may leave out foreign key checks to be at its quickest.
 */
export async function loadBulk(db: Database, options: BulkOptions & { indexesLater?: number }): Promise<{ tickets: number; seconds: number }> {
  const begun = performance.now();
  const house = await db.tx((tx) => prepareHouse(tx, Math.max(200, Math.min(50_000, Math.floor(options.tickets / 4)))));
  const history = generateHistory(options, { customers: house.customers.length, people: house.people.length, teams: house.teams.length });
  const later = options.tickets >= (options.indexesLater ?? indexesLaterFrom) ? await takeIndexes(db) : [];
  try {
    // Two lanes: while one batch is being made the other one is written.
    let running: Promise<void> = Promise.resolve();
    for (const batch of history.batches(perBatch)) {
      // Numbers are taken one batch after the other: they follow the order of time, and no two lanes get the same.
      const first = await db.tx(async (tx) => ({ ticket: await reserveIds(tx, 'ticket', batch.length), conversation: await reserveIds(tx, 'conversation', batch.length) }));
      const lane = writeBatch(db, options, house, history.texts, batch, first);
      lane.catch(() => {});
      await running;
      running = lane;
    }
    await running;
  } finally {
    for (const definition of later) await db.run(raw(definition));
  }
  await db.run(raw(`analyze ${filled.join(', ')}`));
  return { tickets: options.tickets, seconds: (performance.now() - begun) / 1000 };
}

interface House { readonly customers: readonly number[]; readonly people: readonly number[]; readonly teams: readonly number[]; readonly account: number }

async function prepareHouse(tx: Tx, wanted: number): Promise<House> {
  const ids = async (table: string) => (await tx.rows<{ id: number }>(sql`select id from ${raw(table)} order by id`)).map((r) => r.id);
  await tx.run(sql`insert into team (name) select 'Team ' || n from generate_series(1, 8) n where not exists (select from team) on conflict do nothing`);
  await tx.run(sql`insert into agent (email, name, status, roles) select 'agent' || n || '@example.com', 'Agent ' || n, 'active', '{agent}' from generate_series(1, 40) n where (select count(*) from agent) < 5 on conflict do nothing`);
  await tx.run(sql`insert into customer (name, language) select case when n % 2 = 0 then '客户 ' || n else 'Customer ' || n end, case when n % 2 = 0 then 'zh-CN' else 'en' end from generate_series((select count(*) from customer) + 1, ${wanted}) n`);
  await tx.run(sql`insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone') on conflict (kind, address) do nothing`);
  const account = await tx.one<{ id: number }>(sql`select id from channel_account where kind = 'phone' order by id limit 1`);
  return { customers: await ids('customer'), people: await ids('agent'), teams: await ids('team'), account: account?.id ?? 0 };
}

/** Drops indexes that no constraint needs; what makes them again. */
async function takeIndexes(db: Handle): Promise<string[]> {
  const rows = await db.rows<{ name: string; definition: string }>(sql`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any(${filled}::text[]::regclass[]) and not i.indisunique`);
  for (const { name } of rows) await db.run(raw(`drop index ${name}`));
  return rows.map((r) => r.definition);
}

async function writeBatch(db: Database, { now }: BulkOptions, house: House, texts: readonly BulkText[], batch: readonly BulkTicket[], { ticket, conversation }: { ticket: number; conversation: number }): Promise<void> {
  const column = <T>(of: (t: BulkTicket, i: number) => T): T[] => batch.map(of);
  const bodies = column((t) => `${texts[t.text]?.body ?? ''} (${t.order})${t.word === null ? '' : ` ${sentenceWith(t.word)}`}`);
  await db.tx(async (tx) => {
    await tx.run(sql`select set_config('session_replication_role', 'replica', true) where (select rolsuper from pg_roles where rolname = current_user)`);
    await tx.run(sql`insert into ticket (id, subject, type, status, priority, channel, language, customer_id, owner_id, team_id, product, opened_at, updated_at, first_answered_at, solved_at, closed_at, due_at, due_target, preview, unread)
      overriding system value select ${ticket}::bigint + n - 1, subject, type, status, priority, channel, language, customer, owner, team, product, opened, updated, case when status = 'new' then null else opened + interval '20 minutes' end,
        case when status in ('solved', 'closed') then updated end, case when status = 'closed' then updated end, case when status in ('new', 'open') then opened + interval '2 days' end, case when status in ('new', 'open') then 'solution' end, left(body, 160), status in ('new', 'open') and n % 3 = 0
      from (select *, least(opened + interval '26 hours', ${now}::timestamptz) as updated from (select *, ${now}::timestamptz - age * interval '1 second' as opened
        from unnest(${column((t) => texts[t.text]?.subject ?? '')}::text[], ${column((t) => texts[t.text]?.type ?? 'inquiry')}::text[], ${column((t) => t.status)}::text[], ${column((t) => t.priority)}::text[], ${column((t) => t.channel)}::text[],
          ${column((t) => texts[t.text]?.language ?? 'en')}::text[], ${column((t) => house.customers[t.customer])}::bigint[], ${column((t) => (t.owner === null ? null : house.people[t.owner]))}::bigint[], ${column((t) => house.teams[t.team])}::bigint[],
          ${column((t) => texts[t.text]?.product ?? '')}::text[], ${column((t) => t.age)}::int[], ${bodies}::text[]) with ordinality as w(subject, type, status, priority, channel, language, customer, owner, team, product, age, body, n)) x) y`);
    await tx.run(sql`insert into conversation (id, channel_account_id, thread_key, customer_id, subject, created_at, last_message_at, closed) overriding system value
      select ${conversation}::bigint + n - 1, ${house.account}::bigint, 'bulk:' || (${ticket}::bigint + n - 1), customer, subject, at, at, false from unnest(${column((t) => house.customers[t.customer])}::bigint[], ${column((t) => texts[t.text]?.subject ?? '')}::text[],
        ${column((t) => new Date(now.getTime() - t.age * 1000))}::timestamptz[]) with ordinality as w(customer, subject, at, n)`);
    await tx.run(sql`insert into ticket_conversation (conversation_id, ticket_id) select ${conversation}::bigint + n, ${ticket}::bigint + n from generate_series(0, ${batch.length - 1}::bigint) n`);
    // The word stands in the first message alone; what follows goes back and forth.
    await tx.run(sql`insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, body, delivery, at)
      select ${conversation}::bigint + n - 1, ${house.account}::bigint, case when m % 2 = 1 then 'in' else 'out' end, case when m % 2 = 1 then 'customer' else 'agent' end, case when m % 2 = 1 then customer else coalesce(owner, ${house.people[0] ?? 0}::bigint) end, '', 'bulk:' || (${ticket}::bigint + n - 1) || ':' || m,
        case when m = 1 then body else plain || ' ' || m end, case when m % 2 = 1 then 'received' else 'sent' end, at + (m - 1) * interval '7 minutes'
      from unnest(${bodies}::text[], ${column((t) => texts[t.text]?.body ?? '')}::text[], ${column((t) => house.customers[t.customer])}::bigint[], ${column((t) => (t.owner === null ? null : house.people[t.owner]))}::bigint[], ${column((t) => t.messages)}::int[],
        ${column((t) => new Date(now.getTime() - t.age * 1000))}::timestamptz[]) with ordinality as w(body, plain, customer, owner, messages, at, n), generate_series(1, w.messages) m order by n, m`);
  });
}
