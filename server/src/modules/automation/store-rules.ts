import type { RuleAction, RuleEvent, Timing } from '@aftercare/contract/automation';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, raw, sql } from '../../platform/db/index.ts';

export interface RuleWrite { kind: 'trigger' | 'schedule'; name: { zh: string; en: string }; active: boolean; events: RuleEvent[]; timing: Timing | null; condition: string; actions: RuleAction[]; mostPerHour: number; position: number }
export interface RuleRow extends RuleWrite { id: number; version: number; lookedAt: Date | null }
const columns = sql`r.id, r.kind, r.name, r.active, r.events, r.timing, r.condition, r.actions, r.most_per_hour as "mostPerHour", r.position, r.looked_at as "lookedAt", r.version`;
export const listRules = (db: Handle) => db.rows<RuleRow & { runs: { done: number; failed: number; held: number; lastAt: string | null } }>(sql`select ${columns}, (select json_build_object('done', count(*) filter (where outcome = 'done'), 'failed', count(*) filter (where outcome = 'failed'), 'held', count(*) filter (where outcome = 'held'), 'lastAt', max(at))
    from (select outcome, at from rule_run where rule_id = r.id order by id desc limit 1000) x) as runs from rule r where not r.removed order by r.kind desc, r.position, r.id`);
export const activeRules = (db: Handle, kind: 'trigger' | 'schedule') => db.rows<RuleRow>(sql`select ${columns} from rule r where r.active and not r.removed and r.kind = ${kind} order by r.position, r.id`);
export const findRule = (db: Handle, id: number) => db.one<RuleRow>(sql`select ${columns} from rule r where r.id = ${id} and not r.removed`);
export const insertRule = async (tx: Tx, r: RuleWrite, at: Date) => (await tx.one<{ id: number }>(sql`insert into rule (kind, name, active, events, timing, condition, actions, most_per_hour, position, looked_at)
  values (${r.kind}, ${JSON.stringify(r.name)}::jsonb, ${r.active}, ${r.events}, ${r.timing ? JSON.stringify(r.timing) : null}::jsonb, ${r.condition}, ${JSON.stringify(r.actions)}::jsonb, ${r.mostPerHour}, ${r.position}, ${at}) returning id`))?.id ?? 0;
/** A schedule that is changed or switched on counts from now: what should have been long ago is not made up for. */
export const saveRule = (tx: Tx, id: number, r: RuleWrite, at: Date) => tx.run(sql`update rule set name = ${JSON.stringify(r.name)}::jsonb, active = ${r.active}, events = ${r.events}, timing = ${r.timing ? JSON.stringify(r.timing) : null}::jsonb, condition = ${r.condition}, actions = ${JSON.stringify(r.actions)}::jsonb,
  most_per_hour = ${r.mostPerHour}, position = ${r.position}, looked_at = ${at}, version = version + 1 where id = ${id} and not removed and kind = ${r.kind}`);
export const removeRule = (tx: Tx, id: number) => tx.run(sql`update rule set removed = true, active = false where id = ${id} and not removed`);
/** Takes a schedule's minutes up to now, one process at a time. */
export const takeMinutes = (tx: Tx, id: number, now: Date) => tx.one<{ from: Date | null }>(sql`update rule r set looked_at = ${now} from (select id, looked_at from rule where id = ${id} and active for update) o where r.id = o.id and (o.looked_at is null or o.looked_at < ${now}) returning o.looked_at as "from"`);

export interface Step { name: string; ok: boolean; /** A code or the key of a sentence, said to each reader in their language. */ detail: string | null; params?: Readonly<Record<string, unknown>> }
export interface RunWrite { ruleId: number; ticketId: number; at: Date; event: string; eventId: number | null; anchor: Date | null; depth: number; outcome: 'done' | 'failed' | 'held'; held: string | null; steps: readonly Step[] }
/** False when this schedule has had this ticket at this moment. */
export const insertRun = async (tx: Tx, r: RunWrite) => (await tx.run(sql`insert into rule_run (rule_id, ticket_id, at, event, event_id, anchor, depth, outcome, held, steps)
  values (${r.ruleId}, ${r.ticketId}, ${r.at}, ${r.event}, ${r.eventId}, ${r.anchor}, ${r.depth}, ${r.outcome}, ${r.held}, ${JSON.stringify(r.steps)}::jsonb) on conflict do nothing`)) > 0;
export const saveRun = (tx: Tx, ruleId: number, ticketId: number, anchor: Date, r: Pick<RunWrite, 'outcome' | 'steps' | 'held'>) => tx.run(sql`update rule_run set outcome = ${r.outcome}, held = ${r.held}, steps = ${JSON.stringify(r.steps)}::jsonb where rule_id = ${ruleId} and ticket_id = ${ticketId} and anchor = ${anchor}`);
/** How often rules ran on a ticket within the hour: this one, and all together. */
export const ranLately = async (db: Handle, ruleId: number, ticketId: number, since: Date) => (await db.one<{ own: number; all: number }>(hot`select count(*) filter (where rule_id = ${ruleId})::int as own, count(*)::int as all from rule_run where ticket_id = ${ticketId} and at > ${since} and outcome <> 'held'`)) ?? { own: 0, all: 0 };

export interface RunRow { id: number; ruleId: number; ruleName: { zh: string; en: string }; ticketId: number; subject: string; at: Date; event: string; depth: number; outcome: 'done' | 'failed' | 'held'; held: 'depth' | 'rate' | 'ticket-rate' | null; steps: Step[] }
export const listRuns = (db: Handle, f: { ruleId: number | null; ticketId: number | null; before: number | null; limit: number; visible: Sql }) => db.rows<RunRow>(sql`select n.id, n.rule_id as "ruleId", r.name as "ruleName", n.ticket_id as "ticketId", t.subject, n.at, n.event, n.depth, n.outcome, n.held, n.steps
  from rule_run n join rule r on r.id = n.rule_id join ticket t on t.id = n.ticket_id
  where (${f.ruleId}::bigint is null or n.rule_id = ${f.ruleId}) and (${f.ticketId}::bigint is null or n.ticket_id = ${f.ticketId}) and (${f.before}::bigint is null or n.id < ${f.before}) and ${f.visible} order by n.id desc limit ${f.limit}`);

const moments = { opened: 't.opened_at', updated: 't.updated_at', status: 't.status_since', answered: 't.first_answered_at' } as const;
export type Since = keyof typeof moments;
export interface Waiting { id: number; anchor: Date }
/** Unfinished tickets, and those solved, for which so long has passed since the moment, and not yet told; a window bounds it. */
export const waitedLong = (db: Handle, ruleId: number, since: Since, from: Date, until: Date, limit: number) => db.rows<Waiting>(sql`select t.id, ${raw(moments[since])} as anchor from ticket t
  where t.merged_into is null and t.status <> 'closed' and ${raw(moments[since])} > ${from} and ${raw(moments[since])} <= ${until} and not exists (select from rule_run n where n.rule_id = ${ruleId} and n.ticket_id = t.id and n.anchor = ${raw(moments[since])}) order by ${raw(moments[since])}, t.id limit ${limit}`);
/** Tickets that are not closed, a page at a time. */
export const openAfter = async (db: Handle, after: number, limit: number) => (await db.rows<{ id: number }>(sql`select id from ticket where id > ${after} and status <> 'closed' and merged_into is null order by id limit ${limit}`)).map((r) => r.id);

export interface PastEvent { id: number; at: Date; type: string; payload: Record<string, unknown>; actor: { kind: string; name: string } }
export const eventNear = (db: Handle, id: number) => db.one<{ id: number; at: Date }>(sql`select id, at from event where id >= ${id} order by id limit 1`);
export const lastEvent = async (db: Handle) => (await db.one<{ id: number | null }>(sql`select max(id) as id from event`))?.id ?? 0;
export const pastEvents = (db: Handle, after: number, types: readonly string[], limit: number) => db.rows<PastEvent>(sql`select id, at, type, payload, actor from event where id > ${after} and type = any(${types}) order by id limit ${limit}`);
