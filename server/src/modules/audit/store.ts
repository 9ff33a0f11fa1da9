import type { Actor } from '../../platform/bus/index.ts';
import { type Handle, type Sql, type Tx, all, raw, sql } from '../../platform/db/index.ts';

export interface EntryRow { id: number; at: Date; actor: Actor; action: string; subject: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null; reason: string | null; sealed: boolean }
export interface NewEntry { readonly actor: Actor; readonly action: string; readonly subject: string; readonly before?: unknown; readonly after?: unknown; readonly reason?: string | null; readonly correlation?: string | null }

export const insertEntry = (db: Handle, e: NewEntry) => db.run(sql`insert into audit_entry (actor, action, subject, before, after, reason, correlation)
  values (${JSON.stringify(e.actor)}::jsonb, ${e.action}, ${e.subject}, ${e.before === undefined ? null : JSON.stringify(e.before)}::jsonb, ${e.after === undefined ? null : JSON.stringify(e.after)}::jsonb, ${e.reason ?? null}, ${e.correlation ?? null})`);

export interface EntryFilter { actorId?: number | undefined; what?: string | undefined; subject?: string | undefined; q?: string | undefined; from?: string | undefined; to?: string | undefined; before: number | null; limit: number }
const like = (text: string) => `%${text.replaceAll(/[\\%_]/g, (x) => `\\${x}`)}%`;
/** Newest first. Words are looked for in the newest `depth` lines that meet the rest: the trail is long, and what somebody looks for is mostly near. */
export function listEntries(db: Handle, f: EntryFilter, depth = 50_000): Promise<EntryRow[]> {
  const conditions: Sql[] = [];
  if (f.before) conditions.push(sql`e.id < ${f.before}`);
  if (f.actorId) conditions.push(sql`((e.actor ->> 'kind') || ':' || coalesce(e.actor ->> 'id', '')) = ${`agent:${f.actorId}`}`);
  if (f.what) conditions.push(f.what.includes('.') ? sql`e.action = ${f.what}` : sql`(e.action >= ${`${f.what}.`} and e.action < ${`${f.what}/`})`);
  if (f.subject) conditions.push(sql`e.subject = ${f.subject}`);
  if (f.from) conditions.push(sql`e.at >= ${f.from}::timestamptz`);
  if (f.to) conditions.push(sql`e.at < ${f.to}::timestamptz`);
  const source = f.q
    ? sql`(select * from (select * from audit_entry e where ${all(conditions)} order by e.id desc limit ${raw(String(depth))}) e where e.subject ilike ${like(f.q)} or e.actor ->> 'name' ilike ${like(f.q)} or e.reason ilike ${like(f.q)} or exists (select from ticket_change x where x.id = e.ticket_change_id and x.reason ilike ${like(f.q)}) or e.before::text ilike ${like(f.q)} or e.after::text ilike ${like(f.q)})`
    : sql`(select * from audit_entry e where ${all(conditions)})`;
  return db.rows<EntryRow>(sql`select e.id, e.at, e.actor, e.action, e.subject, e.before, e.after, coalesce(e.reason, (select reason from ticket_change x where x.id = e.ticket_change_id)) as reason, s.seq is not null as sealed from (select * from ${source} e order by e.id desc limit ${f.limit}) e left join audit_seal s on s.entry_id = e.id order by e.id desc`);
}

/** An entry as it is sealed: every value, in one fixed order. */
const sealedText = raw(`concat_ws(E'\\x1f', e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor::text, e.action, e.subject, coalesce(e.before::text, ''), coalesce(e.after::text, ''), coalesce(e.reason, ''), coalesce(e.ticket_change_id::text, ''), coalesce(e.correlation, ''))`);
export interface SealRow { seq: number; entryId: number; hash: Buffer }
export const takeTurns = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('audit sealing', 0))`);
export const lastSeal = (db: Handle) => db.one<SealRow>(sql`select seq, entry_id as "entryId", hash from audit_seal order by seq desc limit 1`);
/** A writer may commit after one with a higher number: the look goes back a way beyond the newest sealed one. */
export const unsealed = (db: Handle, beyond: number, limit: number) => db.rows<{ id: number; text: string }>(sql`select e.id, ${sealedText} as text from audit_entry e where e.id > ${beyond} and not exists (select from audit_seal s where s.entry_id = e.id) order by e.id limit ${limit}`);
export const insertSeals = (tx: Tx, seals: readonly SealRow[]) => tx.run(sql`insert into audit_seal (seq, entry_id, hash) select seq, "entryId", decode(hash, 'hex')
  from json_to_recordset(${JSON.stringify(seals.map((s) => ({ ...s, hash: s.hash.toString('hex') })))}::json) as w(seq bigint, "entryId" bigint, hash text)`);
export const sealsAfter = (db: Handle, seq: number, limit: number) => db.rows<SealRow & { text: string }>(sql`select s.seq, s.entry_id as "entryId", s.hash, ${sealedText} as text from audit_seal s join audit_entry e on e.id = s.entry_id where s.seq > ${seq} order by s.seq limit ${limit}`);
export const sealAt = (db: Handle, seq: number) => db.one<SealRow>(sql`select seq, entry_id as "entryId", hash from audit_seal where seq = ${seq}`);
export const countUnsealed = async (db: Handle, olderThan: Date) => (await db.one<{ n: number; first: number | null }>(sql`select count(*)::int as n, min(e.id) as first from audit_entry e where e.at < ${olderThan} and not exists (select from audit_seal s where s.entry_id = e.id)`)) ?? { n: 0, first: null };
