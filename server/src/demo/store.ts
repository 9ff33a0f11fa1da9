import { setImmediate } from 'node:timers/promises';
import type { ChannelKind } from '@aftercare/contract/basics';
import { type Handle, type Tx, raw, sql } from '../platform/db/index.ts';

/** Ids for `n` rows of a table, taken from its own sequence: the first of them. One caller at a time, and nobody else writing there. */
export async function reserveIds(tx: Tx, table: string, n: number): Promise<number> {
  if (n === 0) return 0;
  const row = await tx.one<{ last: number }>(sql`select setval(${`${table}_id_seq`}::regclass, (select case when is_called then last_value else last_value - 1 end from ${raw(`${table}_id_seq`)}) + ${n}) as last`);
  return (row?.last ?? 0) - n + 1;
}

/** Columns with their SQL types, in the words of the rows. */
export type Columns = Readonly<Record<string, string>>;
/** About what the socket holds: a batch is away at once. */
const batch = 500;

/**
 * Writes rows in batches, ids included; keys of `columns` are the table's columns. When it is done they are on their way, before whatever is asked next: the database writes
 * while the rows of the next table are made. What fails fails the transaction.
 */
export async function insertRows(tx: Tx, table: string, columns: Columns, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const names = raw(Object.keys(columns).join(', '));
  const shape = raw(Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(', '));
  const identity = raw('id' in columns ? 'overriding system value' : '');
  // The rows point at each other by construction: looking every key up again takes longer than writing them.
  const trusted = rows.length >= worthTrusting;
  if (trusted) foreignKeys(tx, 'replica');
  for (let i = 0; i < rows.length; i += batch) {
    tx.soon(sql`insert into ${raw(table)} (${names}) ${identity} select ${names} from json_to_recordset(${JSON.stringify(rows.slice(i, i + batch))}::json) as w(${shape})`);
    // A batch leaves only while nothing is computed here.
    await setImmediate();
  }
  if (trusted) foreignKeys(tx, 'origin');
}
const worthTrusting = 400;
/** Only a superuser, as the embedded PostgreSQL has it, may leave out checks; for anybody else they stay on. */
const foreignKeys = (tx: Tx, role: 'replica' | 'origin') => tx.soon(sql`select set_config('session_replication_role', ${role}, true) where (select rolsuper from pg_roles where rolname = current_user)`);

export const accountsByKind = (db: Handle) => db.rows<{ kind: ChannelKind; id: number }>(sql`select distinct on (kind) kind, id from channel_account where enabled order by kind, id`);
export const insertAccount = (tx: Tx, a: { kind: string; name: string; address: string; language: string; settings: unknown; secrets: Buffer | null }) =>
  tx.run(sql`insert into channel_account (kind, name, address, language, settings, secrets, health_ok_at) values (${a.kind}, ${a.name}, ${a.address}, ${a.language}, ${JSON.stringify(a.settings)}::jsonb, ${a.secrets}, null) on conflict (kind, address) do nothing`);
export const insertTemplate = (tx: Tx, t: { name: unknown; language: string; body: string; channels: readonly string[]; shortcut: string }) =>
  tx.run(sql`insert into template (name, language, body, channels, shortcut) values (${JSON.stringify(t.name)}::jsonb, ${t.language}, ${t.body}, ${t.channels}, ${t.shortcut})`);
export const hasTemplates = (tx: Handle) => tx.one<{ n: number }>(sql`select 1 as n from template limit 1`);
export const setPresence = (tx: Tx, rows: readonly { id: number; presence: string; at: Date }[]) => tx.run(sql`update agent a set presence = w.presence, presence_at = w.at from json_to_recordset(${JSON.stringify(rows)}::json) as w(id bigint, presence text, at timestamptz) where a.id = w.id`);
export const insertLoads = (tx: Tx, rows: readonly { agentId: number; at: Date }[]) => tx.run(sql`insert into agent_load (agent_id, last_assigned_at) select "agentId", at from json_to_recordset(${JSON.stringify(rows)}::json) as w("agentId" bigint, at timestamptz)
  on conflict (agent_id) do update set last_assigned_at = excluded.last_assigned_at`);
/** History is no news: subscriptions begin after everything written so far. Said at the commit, for the facts of a transaction are written there. */
export const skippingHistory = (names: readonly string[]) => sql`insert into subscription (name, position) select name, (select coalesce(max(id), 0) from event) from unnest(${names}::text[]) as w(name)
  on conflict (name) do update set position = excluded.position`;
export const setPasswords = (tx: Tx, rows: readonly { email: string; hash: string }[]) => tx.run(sql`update agent a set password_hash = w.hash from json_to_recordset(${JSON.stringify(rows.map(({ email, hash }) => ({ email, hash })))}::json) as w(email text, hash text) where a.email = w.email`);
/** Tells the planner about all rows at once, on two connections. What has its own rebuild was measured there. */
export async function analyze(db: Handle): Promise<void> {
  const tables = await db.rows<{ name: string }>(sql`select relid::regclass::text as name from pg_stat_user_tables where schemaname = 'public' and relname <> 'search_entry' order by pg_relation_size(relid) desc`);
  const lanes = [0, 1].map((lane) => tables.filter((_, i) => i % 2 === lane).map((t) => t.name));
  await Promise.all(lanes.map((names) => db.run(raw(`analyze ${names.join(', ')}`))));
}
/** Doors every installation begins with and that this one sets up in its own way. */
export const dropAccounts = (tx: Tx, kinds: readonly string[]) => tx.run(sql`delete from channel_account where kind = any(${kinds}::text[])`);
export const ageChains = (tx: Tx) => tx.run(sql`update sla_policy set chain_since = chain_since - interval '1 year'`);
/** Supervisors have the newest rungs that nobody took on in their list, some of them unread. */
export const tellEscalated = (tx: Tx) => tx.run(sql`insert into notice (agent_id, kind, ticket_id, words, at, read_at, key)
  select a.id, 'escalated', c.ticket_id, c.target || '|' || c.climbed, c.told_at, case when row_number() over (partition by a.id order by c.told_at desc) > 3 then c.told_at + interval '9 minutes' end, 'demo:' || c.id
  from (select * from sla_clock where told_at is not null and acknowledged_at is null and climbed >= 100 and state in ('running', 'breached') order by told_at desc limit 8) c
  cross join (select id from agent where 'supervisor' = any(roles) and status = 'active') a order by c.told_at`);

/** A door through which something came works. */
export const doorsWork = (tx: Tx) => tx.run(sql`update channel_account a set health_ok_at = c.at from (select channel_account_id as id, max(last_message_at) as at from conversation group by channel_account_id) c where c.id = a.id`);
