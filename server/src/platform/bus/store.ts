import { type Database, type Handle, type Sql, type Tx, hot, prepared, sql } from '../db/index.ts';
import type { Actor, EventType, LoggedEvent } from './event.ts';

/** A fact about to be written. */
export interface NewEvent<P = unknown> {
  readonly type: EventType<P>;
  readonly stream: string;
  readonly payload: P;
  readonly actor: Actor;
}

/** Appends facts, all in one statement; runs in the transaction of the state they tell of. */
export function appendingEvents(facts: readonly { readonly event: NewEvent; readonly correlation: string | null }[]): Sql {
  // The lock before the number: as long as this transaction runs, readers see by it that a number may still be missing.
  return hot`with writing as materialized (select pg_advisory_xact_lock_shared(7263, 1))
    insert into event (stream, type, version, payload, actor, correlation)
    select stream, type, version, payload, actor, correlation
    from writing, json_to_recordset(${JSON.stringify(facts.map(({ event: e, correlation }) => ({ stream: e.stream, type: e.type.name, version: e.type.version, payload: e.payload, actor: e.actor, correlation })))}::json)
      as e(stream text, type text, version int, payload jsonb, actor jsonb, correlation text)`;
}

const columns = sql`id, at, stream, type, version, payload, actor, correlation`;

/** Facts after `position` up to `horizon`, oldest first. */
export function readEvents(handle: Handle, options: { position: number; horizon: number; types: readonly string[] | null; limit: number }): Promise<LoggedEvent[]> {
  const { position, horizon, types, limit } = options;
  return types
    ? handle.rows(prepared(sql`select ${columns} from event where id > ${position} and id <= ${horizon} and type = any(${types}) order by id limit ${limit}`))
    : handle.rows(prepared(sql`select ${columns} from event where id > ${position} and id <= ${horizon} order by id limit ${limit}`));
}

export function eventById(handle: Handle, id: number): Promise<LoggedEvent | undefined> {
  return handle.one(sql`select ${columns} from event where id = ${id}`);
}

export interface Mark {
  /** The newest number given out. */
  readonly last: number;
  /** Transactions that may hold numbers up to `last` and still run; empty also when there is nothing after `known`. */
  readonly writers: readonly string[];
}
/** Where the log stands, in one look; how the two parts belong together says the function (migration 0004). */
export async function readMark(db: Database, known: number): Promise<Mark> {
  const row = await db.one<Mark>(hot`select last, writers from event_mark(${known})`);
  return row ?? { last: 0, writers: [] };
}

export async function ensureSubscriptions(db: Database, wanted: readonly { name: string; start: 'beginning' | 'now' }[]): Promise<void> {
  const names = wanted.map((w) => w.name);
  await db.run(sql`insert into subscription (name, position) select * from unnest(${names}::text[], ${wanted.map((w) => (w.start === 'beginning' ? 0 : null))}::bigint[]) as w(name, position) order by name on conflict do nothing`);
  await db.run(sql`update subscription set position = (select coalesce(max(id), 0) from event) where name = any(${names}) and position is null`);
}

/** Where a subscription stands in the table, and whether anything of it is parked. */
export interface Standing { readonly position: number; readonly parked: boolean }
export async function readPositions(db: Handle): Promise<Map<string, Standing>> {
  const rows = await db.rows<Standing & { name: string }>(hot`select name, position, exists (select from parked_event p where p.subscription = s.name) as parked from subscription s`);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The subscription's position, locked; undefined when another node has it in hand. */
export async function lockSubscription(tx: Tx, name: string): Promise<number | undefined> {
  const row = await tx.one<{ position: number }>(hot`select position from subscription where name = ${name} for update skip locked`);
  return row?.position;
}
export function movingSubscriptions(moves: readonly { readonly name: string; readonly position: number }[]): Sql {
  return hot`update subscription s set position = w.position, moved_at = now() from json_to_recordset(${JSON.stringify(moves)}::json) as w(name text, position bigint) where s.name = w.name`;
}

/** Moves on over facts that are none of these subscriptions' business, unless somebody else moved them meanwhile. */
export async function passOver(db: Handle, moves: readonly { readonly name: string; readonly from: number; readonly to: number }[]): Promise<void> {
  // A row that somebody has in hand moves by itself: waiting for several at once could end in a ring.
  await db.run(hot`with mine as (select s.name, w."to" from json_to_recordset(${JSON.stringify(moves)}::json) as w(name text, "from" bigint, "to" bigint) join subscription s on s.name = w.name and s.position = w."from" for no key update of s skip locked)
    update subscription s set position = mine."to", moved_at = now() from mine where s.name = mine.name`);
}

export interface Parked {
  readonly eventId: number;
  readonly stream: string;
  readonly attempts: number;
}
export function parkedStreams(handle: Handle, name: string): Promise<{ stream: string }[]> {
  return handle.rows(hot`select distinct stream from parked_event where subscription = ${name}`);
}
export async function parkEvent(tx: Tx, name: string, event: LoggedEvent, error: string | null): Promise<void> {
  await tx.run(sql`insert into parked_event (subscription, event_id, stream, error, next_try_at)
    values (${name}, ${event.id}, ${event.stream}, ${error}, now() + interval '2 seconds') on conflict do nothing`);
}
/** The first parked event of each stream whose time has come; later ones of a stream wait for it. */
export function dueParked(tx: Tx, name: string): Promise<Parked[]> {
  return tx.rows(hot`select event_id as "eventId", stream, attempts from parked_event p
    where subscription = ${name} and next_try_at <= now()
      and not exists (select from parked_event q where q.subscription = p.subscription and q.stream = p.stream and q.event_id < p.event_id)
    order by event_id limit 20 for update skip locked`);
}
export async function unpark(tx: Tx, name: string, eventId: number): Promise<void> {
  await tx.run(sql`delete from parked_event where subscription = ${name} and event_id = ${eventId}`);
}
/** Tries again later: 2 s, 8 s, 32 s … at most an hour. */
export async function postpone(handle: Handle, name: string, parked: Parked, error: string): Promise<void> {
  await handle.run(sql`update parked_event set attempts = attempts + 1, error = ${error.slice(0, 2000)},
    next_try_at = now() + least(interval '1 hour', interval '2 seconds' * power(4, least(attempts + 1, 8)))
    where subscription = ${name} and event_id = ${parked.eventId}`);
}

/** Sends a subscription back to an earlier position: everything since is handled again. */
export async function rewind(db: Database, name: string, position: number): Promise<void> {
  await db.run(sql`update subscription set position = ${position} where name = ${name}`);
}
export function lag(db: Database): Promise<{ name: string; behind: number; parked: number }[]> {
  return db.rows(sql`select s.name, (select case when is_called then last_value else 0 end from event_id_seq) - s.position as behind,
    (select count(*)::int from parked_event p where p.subscription = s.name) as parked from subscription s order by s.name`);
}

export const logEnds = async (db: Handle): Promise<{ low: number; high: number }> => (await db.one<{ low: number; high: number }>(sql`select coalesce(min(id), 0) as low, coalesce(max(id), 0) as high from event`)) ?? { low: 0, high: 0 };
export const firstFrom = (db: Handle, id: number) => db.one<{ id: number; at: Date }>(sql`select id, at from event where id >= ${id} order by id limit 1`);
export const eventsBetween = (db: Handle, s: { types: readonly string[]; from: Date; to: Date; after: number; limit: number }) =>
  db.rows<LoggedEvent>(sql`select ${columns} from event where id > ${s.after} and type = any(${s.types}) and at >= ${s.from} and at < ${s.to} order by id limit ${s.limit}`);
