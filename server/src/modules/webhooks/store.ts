import type { Handle, Tx } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';

export interface TargetRow {
  id: number; name: string; url: string; events: string[]; secret: Buffer; oldSecret: Buffer | null; oldUntil: Date | null; enabled: boolean; failingSince: Date | null; fault: string | null; tries: number; nextAt: Date | null;
}
const columns = raw('id, name, url, events, secret, old_secret as "oldSecret", old_until as "oldUntil", enabled, failing_since as "failingSince", fault, tries, next_at as "nextAt"');

export interface TargetView extends TargetRow { waiting: number; lastDeliveredAt: Date | null }
export const targets = (db: Handle, id: number | null = null) => db.rows<TargetView>(sql`select ${columns},
  (select count(*)::int from (select from webhook_delivery d where d.target_id = t.id and d.state = 'waiting' limit 10000) w) as waiting,
  (select done_at from webhook_delivery d where d.target_id = t.id and d.state = 'delivered' order by d.id desc limit 1) as "lastDeliveredAt"
  from webhook_target t where ${id}::bigint is null or id = ${id} order by name, id`);
export const target = (db: Handle, id: number) => db.one<TargetRow>(sql`select ${columns} from webhook_target where id = ${id}`);
export const insertTarget = (tx: Tx, t: { name: string; url: string; events: readonly string[]; enabled: boolean; secret: Buffer; now: Date }) =>
  tx.one<{ id: number }>(sql`insert into webhook_target (name, url, events, enabled, secret, created_at) values (${t.name}, ${t.url}, ${t.events}, ${t.enabled}, ${t.secret}, ${t.now}) returning id`);
/** A changed address is tried at once. */
export const updateTarget = (tx: Tx, id: number, t: { name: string; url: string; events: readonly string[]; enabled: boolean }) =>
  tx.run(sql`update webhook_target set name = ${t.name}, url = ${t.url}, events = ${t.events}, enabled = ${t.enabled}, next_at = null, tries = 0, fault = case when url = ${t.url} then fault end, failing_since = case when url = ${t.url} then failing_since end where id = ${id}`);
export const removeTarget = (tx: Tx, id: number) => tx.run(sql`delete from webhook_target where id = ${id}`);
export const renewSecret = (tx: Tx, id: number, secret: Buffer, oldUntil: Date) => tx.run(sql`update webhook_target set old_secret = secret, old_until = ${oldUntil}, secret = ${secret} where id = ${id}`);

/** Who wants facts of these types. */
export const wanting = (tx: Handle, types: readonly string[]) => tx.rows<{ id: number; events: string[] }>(sql`select id, events from webhook_target where enabled and events && ${types}`);
export interface NewDelivery { targetId: number; eventId: number; stream: string; type: string; body: string }
export const insertDeliveries = (tx: Tx, rows: readonly NewDelivery[], now: Date, replayed: boolean) => tx.run(sql`insert into webhook_delivery (target_id, event_id, stream, type, body, replayed, made_at)
  select "targetId", "eventId", stream, type, body, ${replayed}, ${now} from json_to_recordset(${JSON.stringify(rows)}::json) as w("targetId" bigint, "eventId" bigint, stream text, type text, body text) on conflict (target_id, event_id) where not replayed do nothing`);

/** Takes the turn to bring; false while somebody else has it. By the database's clock: a turn is real time, whatever day it is in the product. */
export const takeTurn = async (db: Handle, id: number, seconds: number) => (await db.run(sql`update webhook_target set busy_until = now() + ${seconds} * interval '1 second' where id = ${id} and enabled and (busy_until is null or busy_until < now())`)) === 1;
export const endTurn = (db: Handle, id: number) => db.run(sql`update webhook_target set busy_until = null where id = ${id}`);

export interface Waiting { id: number; stream: string; type: string; body: string; tries: number; madeAt: Date }
/** The oldest that may go: of a ticket whose first one waits for its next try, nothing. */
export const due = (db: Handle, targetId: number, now: Date, limit: number) => db.rows<Waiting>(sql`select id, stream, type, body, tries, made_at as "madeAt" from webhook_delivery d where target_id = ${targetId} and state = 'waiting'
  and not exists (select from webhook_delivery h where h.target_id = ${targetId} and h.state = 'waiting' and h.stream = d.stream and h.id <= d.id and h.next_at > ${now}) order by id limit ${limit}`);
export const nextTry = (db: Handle, targetId: number) => db.one<{ at: Date | null; any: boolean }>(sql`select min(next_at) as at, count(*) > 0 as any from (select next_at from webhook_delivery where target_id = ${targetId} and state = 'waiting' order by id limit 1000) w`);
export const delivered = (db: Handle, id: number, a: { now: Date; status: number; answer: string; ms: number }) => db.run(sql`update webhook_delivery set state = 'delivered', done_at = ${a.now}, tries = tries + 1, next_at = null, status = ${a.status}, answer = ${a.answer}, ms = ${a.ms} where id = ${id} and state = 'waiting'`);
export const notDelivered = (db: Handle, id: number, a: { nextAt: Date | null; status: number | null; answer: string; ms: number }) => db.run(sql`update webhook_delivery set tries = tries + 1, next_at = ${a.nextAt}, status = ${a.status}, answer = ${a.answer}, ms = ${a.ms} where id = ${id} and state = 'waiting'`);
export const giveUp = (db: Handle, targetId: number, madeBefore: Date, now: Date) => db.run(sql`update webhook_delivery set state = 'given-up', done_at = ${now}, next_at = null where target_id = ${targetId} and state = 'waiting' and made_at < ${madeBefore}`);
export const healthy = (db: Handle, id: number) => db.run(sql`update webhook_target set failing_since = null, fault = null, tries = 0, next_at = null where id = ${id} and (tries > 0 or failing_since is not null or next_at is not null)`);
export const failing = (db: Handle, id: number, f: { now: Date; nextAt: Date; fault: string }) => db.run(sql`update webhook_target set failing_since = coalesce(failing_since, ${f.now}), fault = ${f.fault}, tries = tries + 1, next_at = ${f.nextAt} where id = ${id}`);
export const switchOff = (db: Handle, id: number, f: { now: Date; fault: string }) => db.run(sql`update webhook_target set enabled = false, failing_since = coalesce(failing_since, ${f.now}), fault = ${f.fault} where id = ${id}`);
/** Those with something waiting that nobody is bringing: what a dead worker left. */
export const left = (db: Handle, now: Date) => db.rows<{ id: number }>(sql`select id from webhook_target t where enabled and (next_at is null or next_at <= ${now}) and (busy_until is null or busy_until < now())
  and exists (select from webhook_delivery d where d.target_id = t.id and d.state = 'waiting' and (d.next_at is null or d.next_at <= ${now}))`);

export interface DeliveryRow { id: number; targetId: number; eventId: number; type: string; stream: string; replayed: boolean; state: 'waiting' | 'delivered' | 'given-up'; tries: number; madeAt: Date; nextAt: Date | null; doneAt: Date | null; status: number | null; ms: number | null }
const logColumns = raw('id, target_id as "targetId", event_id as "eventId", type, stream, replayed, state, tries, made_at as "madeAt", next_at as "nextAt", done_at as "doneAt", status, ms');
export const deliveries = (db: Handle, f: { targetId: number; state: string | null; before: number | null; limit: number }) => db.rows<DeliveryRow>(sql`select ${logColumns} from webhook_delivery
  where target_id = ${f.targetId} and (${f.state}::text is null or state = ${f.state}) and (${f.before}::bigint is null or id < ${f.before}) order by id desc limit ${f.limit}`);
export const delivery = (db: Handle, id: number) => db.one<DeliveryRow & { body: string; answer: string | null }>(sql`select ${logColumns}, body, answer from webhook_delivery where id = ${id}`);
export const copyOf = (tx: Tx, id: number, now: Date) => tx.one<{ targetId: number }>(sql`insert into webhook_delivery (target_id, event_id, stream, type, body, replayed, made_at) select target_id, event_id, stream, type, body, true, ${now} from webhook_delivery where id = ${id} returning target_id as "targetId"`);
export const forgetOld = (db: Handle, before: Date) => db.run(sql`delete from webhook_delivery where state <> 'waiting' and done_at < ${before}`);
