import { type Handle, type Tx, hot, sql } from '../../platform/db/index.ts';
import type { InstanceRow, InstanceState } from './types.ts';

export interface LockedInstance {
  readonly id: number; readonly key: string; readonly version: number; readonly stream: string; readonly ticketId: number | null;
  readonly state: InstanceState; readonly startedAt: Date; readonly data: Buffer | null;
}
/** An instance for the rest of the transaction; whoever comes second waits here. */
export const lockInstance = (tx: Tx, id: number) => tx.one<LockedInstance>(hot`select id, key, version, stream, ticket_id as "ticketId", state, started_at as "startedAt", data from process_instance where id = ${id} for update`);
/** As above, of many; those that somebody else has in hand are left out. */
export const lockFree = (tx: Tx, ids: readonly number[]) => tx.rows<LockedInstance>(hot`select id, key, version, stream, ticket_id as "ticketId", state, started_at as "startedAt", data from process_instance where id = any(${ids}) order by id for update skip locked`);
const atOnce = 100;
/** Numbers of instances and of tasks, known before the row is written. A hundred are taken at a time; what a process leaves unused is a gap. */
export const createNumbers = (sequence: 'process_instance_id_seq' | 'process_task_id_seq') => {
  const left: number[] = [];
  return async (tx: Tx, count: number): Promise<number[]> => {
    while (left.length < count) left.push(...(await tx.rows<{ id: number }>(hot`select nextval(${sequence}::regclass) as id from generate_series(1, ${Math.max(atOnce, count)}::int)`)).map((r) => r.id));
    return left.splice(0, count);
  };
};
/** Takes places for instances that may be started once only. @returns ids that are taken now, by key, ours or another's */
export async function takeOnce(tx: Tx, rows: readonly { id: number; key: string; version: number; stream: string; ticketId: number | null; once: string; startedAt: Date }[]): Promise<Map<string, number>> {
  tx.soon(sql`insert into process_instance (id, key, version, stream, ticket_id, state, started_at, once) overriding system value
    select id, key, version, stream, "ticketId", 'running', "startedAt", once from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, key text, version int, stream text, "ticketId" bigint, "startedAt" timestamptz, once text) order by once on conflict (once) do nothing`);
  const taken = await tx.rows<{ once: string; id: number }>(sql`select once, id from process_instance where once = any(${rows.map((r) => r.once)})`);
  return new Map(taken.map((t) => [t.once, t.id]));
}

export const waitingFor = (tx: Handle, kind: 'message' | 'signal', name: string, stream: string | null) => (stream === null
  ? tx.rows<{ instanceId: number }>(hot`select distinct instance_id as "instanceId" from process_wait where kind = 'signal' and name = ${name} order by 1`)
  : tx.rows<{ instanceId: number }>(hot`select distinct instance_id as "instanceId" from process_wait where kind = 'message' and stream = ${stream} and name = ${name} order by 1`));
/** Between looking for who waits and keeping a message nobody may begin to wait, and the other way round. */
export const lockMailbox = (tx: Tx, stream: string): void => tx.soon(hot`select pg_advisory_xact_lock(7264, hashtext(${stream}))`);
export const keepMessage = (tx: Tx, m: { stream: string; name: string; payload: unknown; at: Date; expiresAt: Date }) => tx.soon(hot`insert into process_message (stream, name, payload, at, expires_at) values (${m.stream}, ${m.name}, ${JSON.stringify(m.payload)}::jsonb, ${m.at}, ${m.expiresAt})`);
/** The oldest kept message of each name, taken out. */
export const takeMessages = (tx: Tx, stream: string, names: readonly string[], now: Date) => tx.rows<{ name: string; payload: Record<string, unknown> }>(sql`delete from process_message where id in (select min(id) from process_message where stream = ${stream} and name = any(${names}) and expires_at > ${now} group by name) returning name, payload`);
export const sweepMessages = (db: Handle, now: Date) => db.run(sql`delete from process_message where expires_at <= ${now}`);

export const dueTimers = (db: Handle, now: Date, limit: number) => db.rows<{ instanceId: number; wait: number }>(hot`select instance_id as "instanceId", wait from process_timer where due_at <= ${now} order by due_at limit ${limit}`);
export const nextTimer = async (db: Handle): Promise<Date | null> => (await db.one<{ at: Date | null }>(hot`select min(due_at) as at from process_timer`))?.at ?? null;

export const instancesOf = (db: Handle, stream: string) => db.rows<InstanceRow>(hot`select id, key, version, stream, state, started_at as "startedAt", ended_at as "endedAt", reason from process_instance where stream = ${stream} order by id`);
export const runningOn = (db: Handle, key: string, version: number) => db.rows<{ id: number; data: Buffer }>(sql`select id, data from process_instance where key = ${key} and version = ${version} and state in ('running', 'stuck') order by id`);
/** A timer whose step failed as a whole: later, and seen. */
export async function postpone(tx: Tx, instanceId: number, waits: readonly number[], until: Date, reason: string): Promise<void> {
  await tx.run(sql`update process_timer set due_at = ${until} where instance_id = ${instanceId} and wait = any(${waits})`);
  await tx.run(sql`update process_instance set state = 'stuck', stuck = jsonb_build_object('elementId', null, 'reason', ${reason}::text, 'attempts', 1, 'nextTryAt', ${until}::timestamptz) where id = ${instanceId} and state in ('running', 'stuck')`);
}
