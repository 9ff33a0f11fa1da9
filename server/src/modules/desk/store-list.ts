import { type Handle, type Sql, all, prepared, raw, sql } from '../../platform/db/index.ts';
import type { KeyKind } from './cursor.ts';
import type { Selection } from './views.ts';

export type Order = 'updated' | 'opened' | 'due' | 'urgency';
/** One stretch of a list that one index can give in order. */
export interface Part { readonly order: Order; readonly only: 'due' | 'not-due' | 'live' | 'finished' | null }
/** `teams` where these alone decide what a limited person sees. */
export interface Scope { readonly visible: Sql; readonly limited: boolean; readonly teams: readonly number[] | null; readonly me: number }

interface OrderSpec { readonly by: Sql; readonly again: Sql; readonly keys: readonly KeyKind[]; readonly after: (k: readonly string[]) => Sql }
const orders: Readonly<Record<Order, OrderSpec>> = {
  updated: { by: raw('t.updated_at desc, t.id desc'), again: raw('k.updated_at desc, k.id desc'), keys: ['time', 'number'], after: ([at, id]) => sql`(t.updated_at, t.id) < (${at}::timestamptz, ${id}::bigint)` },
  opened: { by: raw('t.opened_at desc, t.id desc'), again: raw('k.opened_at desc, k.id desc'), keys: ['time', 'number'], after: ([at, id]) => sql`(t.opened_at, t.id) < (${at}::timestamptz, ${id}::bigint)` },
  due: { by: raw('t.due_at, t.id'), again: raw('k.due_at, k.id'), keys: ['time', 'number'], after: ([at, id]) => sql`(t.due_at, t.id) > (${at}::timestamptz, ${id}::bigint)` },
  urgency: { by: raw('t.urgency desc, t.updated_at desc, t.id desc'), again: raw('k.urgency desc, k.updated_at desc, k.id desc'), keys: ['number', 'time', 'number'], after: ([u, at, id]) => sql`(t.urgency, t.updated_at, t.id) < (${u}::smallint, ${at}::timestamptz, ${id}::bigint)` },
};
export const keysOf = (part: Part): readonly KeyKind[] => orders[part.order].keys;

const urgencies = ['low', 'normal', 'high', 'urgent'];
/** Keys of a row, given as JSON text, by which the list goes on after it. */
export function keysOfRow(part: Part, json: string): string[] {
  const row = JSON.parse(json) as { id: number; updatedAt: string; openedAt: string; dueAt: string; priority: string };
  const time = { updated: row.updatedAt, opened: row.openedAt, due: row.dueAt, urgency: row.updatedAt }[part.order];
  return [...(part.order === 'urgency' ? [String(urgencies.indexOf(row.priority))] : []), time, String(row.id)];
}

// These texts stand in the indexes of 0040-tickets.sql word for word.
const liveText = `t.status in ('new', 'open', 'pending', 'hold')`;
const parts: Readonly<Record<NonNullable<Part['only']>, string>> = {
  live: liveText, finished: `t.status in ('solved', 'closed')`, due: `t.due_at is not null and ${liveText}`, 'not-due': `not (t.due_at is not null and ${liveText})`,
};
const allStatuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const isLive = (s: Selection) => s.status?.length === 4 && !s.status.includes('solved') && !s.status.includes('closed');

/** Columns of a row as the contract names them; `k` is the ticket. */
export const rowColumns = raw(`select k.id, k.subject, k.type, k.status, k.priority, k.channel, k.language, k.customer_id as "customerId", c.name as "customerName", c.tier, k.owner_id as "ownerId", o.name as "ownerName", k.team_id as "teamId",
  k.tags, k.opened_at as "openedAt", k.updated_at as "updatedAt", k.due_at as "dueAt", k.due_target as "dueTarget", k.breached, k.preview, k.unread, k.snoozed_until as "snoozedUntil",
  (select json_build_object('title', w.title, 'since', w.entered_at, 'dueAt', w.due_at) from casework_step w where w.ticket_id = k.id and w.left_at is null order by (w.kind = 'task') desc, w.entered_at limit 1) as step`);

/** Conditions that any way of finding the rows must check; status, owner and team only where `known` does not fix them. */
function conditions(s: Selection, part: Part, after: readonly string[] | null, known: 'nothing' | 'status' | 'owner-status' | 'team-status'): Sql[] {
  const list: Sql[] = [];
  if (known === 'nothing' && s.status) {
    if (isLive(s)) list.push(raw(liveText));
    else list.push(s.status.length === 1 ? sql`t.status = ${s.status[0]}` : sql`t.status = any(${s.status}::text[])`);
  }
  if (s.awake) list.push(raw('t.snoozed_until is null'));
  for (const [key, values] of Object.entries(s.fields ?? {})) list.push(sql`(${values.map((value) => sql`t.fields @> ${JSON.stringify({ [key]: value })}::jsonb`).reduce((left, right) => sql`${left} or ${right}`)})`);
  if (part.only) list.push(raw(parts[part.only]));
  if (known !== 'owner-status' && s.ownerId !== undefined) list.push(s.ownerId === null ? raw('t.owner_id is null') : sql`t.owner_id = ${s.ownerId}`);
  if (known !== 'team-status' && s.teamId !== undefined) list.push(sql`t.team_id = ${s.teamId}`);
  if (s.customerId !== undefined) list.push(sql`t.customer_id = ${s.customerId}`);
  if (s.channel) list.push(sql`t.channel = any(${s.channel}::text[])`);
  if (s.priority) list.push(sql`t.priority = any(${s.priority}::text[])`);
  if (s.type) list.push(sql`t.type = any(${s.type}::text[])`);
  if (s.tag !== undefined) list.push(sql`t.tags @> array[${s.tag}]::text[]`);
  if (s.dueBefore) list.push(sql`t.due_at < ${s.dueBefore}`);
  if (after) list.push(orders[part.order].after(after));
  return list;
}

/** Written into the text: with a number unknown, PostgreSQL would plan each page anew. There are a hundred at most. */
const count = (limit: number): Sql => raw(String(Math.trunc(limit)));

/**
 * Where one index has no single stretch in the wanted order (several statuses or teams), the newest of each stretch are
 * taken and merged: a few dozen index entries instead of a sort of everything.
 */
function arms(s: Selection, part: Part, after: readonly string[] | null, scope: Scope, limit: number): Sql {
  const order = orders[part.order].by;
  const newest = (drive: Sql, where: readonly Sql[]) => sql`select a.* from ${drive} cross join lateral (select t.id, t.updated_at from ticket t where ${all(where)} order by ${order} limit ${count(limit)}) a`;
  const statuses = raw(`unnest(array[${(s.status ?? allStatuses).filter((x) => allStatuses.includes(x)).map((x) => `'${x}'`).join(', ')}]) as s(status)`);
  const status = raw('t.status = s.status');
  if (s.ownerId != null) return newest(statuses, [sql`t.owner_id = ${s.ownerId}`, status, ...conditions(s, part, after, 'owner-status'), scope.visible]);
  if (s.teamId !== undefined) return newest(statuses, [sql`t.team_id = ${s.teamId}`, status, ...conditions(s, part, after, 'team-status'), scope.visible]);
  if (!scope.teams) return newest(statuses, [status, ...conditions(s, part, after, 'status'), ...(scope.limited ? [scope.visible] : [])]);
  const rest = conditions(s, part, after, 'team-status');
  const theirs = newest(sql`unnest(${scope.teams}::bigint[]) as g(team) cross join ${statuses}`, [raw('t.team_id = g.team'), status, ...rest]);
  const own = newest(statuses, [sql`t.owner_id = ${scope.me}`, status, sql`(t.team_id is null or t.team_id <> all(${scope.teams}::bigint[]))`, ...rest]);
  return sql`${theirs} union all ${own}`;
}

/** One stretch of an index gives these rows in order as they are. */
function isStraight(s: Selection, part: Part, scope: Scope): boolean {
  if (part.order !== 'updated' || s.customerId !== undefined || s.tag !== undefined || s.fields !== undefined) return true;
  if (s.ownerId != null) return false;
  // What nobody owns is little, whoever looks.
  if (isLive(s) && s.awake && s.ownerId === null && s.teamId === undefined) return true;
  if (isLive(s) && s.awake && s.teamId !== undefined) return true;
  if (s.teamId !== undefined || scope.teams) return false;
  return !s.status || s.status.length === 1 || (isLive(s) && s.awake);
}

/**
 * Up to `limit` rows of a part of a list as the text of a JSON array, made by the database; null when there are none. Names
 * are joined for these rows only.
 */
export async function listRows(db: Handle, s: Selection, part: Part, after: readonly string[] | null, scope: Scope, limit: number, isShipped: boolean): Promise<string | null> {
  const { by, again } = orders[part.order];
  const source = isStraight(s, part, scope)
    ? sql`select t.* from ticket t where ${all([...conditions(s, part, after, 'nothing'), ...(scope.limited ? [scope.visible] : [])])} order by ${by} limit ${count(limit)}`
    : sql`select t.* from (select t.id from (${arms(s, part, after, scope, limit)}) t order by ${by} limit ${count(limit)}) i join ticket t on t.id = i.id`;
  const statement = sql`select json_agg(r order by ${again})::text as items from (${source}) k join customer c on c.id = k.customer_id left join agent o on o.id = k.owner_id cross join lateral (${rowColumns}) r`;
  return (await db.one<{ items: string | null }>(isShipped ? prepared(statement) : statement))?.items ?? null;
}
