import { type Handle, type Tx, sql } from '../platform/db/index.ts';

export interface BoundTicket { id: number; status: string; process: string; ownerId: number | null; openedAt: Date; solvedAt: Date | null }
const columns = sql`t.id, t.status, b.process_key as process, t.owner_id as "ownerId", t.opened_at as "openedAt"`;
const deployed = sql`exists (select from process_definition d where d.key = b.process_key)`;
/** Open requests whose type follows a deployed process, newest first. */
export const openBound = (db: Handle, n: number) => db.rows<BoundTicket>(sql`select ${columns}, null::timestamptz as "solvedAt" from ticket t join casework_binding b on b.ticket_type = t.type and b.moment = 'opened' and b.enabled
  where t.status in ('new', 'open', 'pending', 'hold') and not ('automatic' = any(t.tags)) and ${deployed} order by t.id desc limit ${n}`);
/** Open questions somebody has in hand. */
export const openQuestions = (db: Handle, n: number) => db.rows<BoundTicket>(sql`select t.id, t.status, 'inquiry' as process, t.owner_id as "ownerId", t.opened_at as "openedAt", null::timestamptz as "solvedAt" from ticket t
  where t.status in ('open', 'pending') and t.type in ('inquiry', 'usage', 'support') and t.owner_id is not null and not ('automatic' = any(t.tags)) order by t.id desc limit ${n}`);
/** Requests solved since then that a call follows. */
export const solvedBound = (db: Handle, since: Date, n: number) => db.rows<BoundTicket>(sql`select ${columns}, t.solved_at as "solvedAt" from ticket t join casework_binding b on b.ticket_type = t.type and b.moment = 'solved' and b.enabled
  where t.status in ('solved', 'closed') and t.solved_at >= ${since} and ${deployed} order by t.solved_at desc limit ${n}`);

/** The day after, between half past nine and half past four in China: when one may call. */
const nextDay = (at: Date, minutes: number): Date => new Date((Math.floor(at.getTime() / 86_400_000) + 1) * 86_400_000 + (90 + minutes) * 60_000);
/** Calls of the last weeks, made and written down. Their processes are long over: a number of no instance stands for each. */
export const pastCalls = async (tx: Tx, now: Date, people: readonly (readonly [number, string])[], said: readonly string[], random: (n: number) => number): Promise<void> => {
  const rows = await tx.rows<{ id: number; solvedAt: Date }>(sql`select t.id, t.solved_at as "solvedAt" from ticket t join casework_binding b on b.ticket_type = t.type and b.moment = 'solved' and b.enabled
    where t.solved_at < ${now}::timestamptz - interval '3 days' and t.solved_at > ${now}::timestamptz - interval '30 days' order by t.solved_at desc limit 60`);
  const made = rows.map((r) => {
    const [agentId, name] = people[random(people.length)] ?? [null, ''];
    const reached = random(9) === 0 ? 'no' : 'yes';
    return { ticketId: r.id, planned: r.solvedAt, called: nextDay(r.solvedAt, random(420)), agentId, name, attempts: reached === 'no' ? 2 : 1, reached, mark: reached === 'no' ? null : 5 - Math.floor(random(9) / 4), words: reached === 'no' ? '' : (said[random(said.length)] ?? '') };
  });
  await tx.run(sql`insert into follow_up (ticket_id, instance_id, planned_at, due_at, called_at, called_by, agent_id, attempts, reached, satisfaction, words)
    select "ticketId", -"ticketId", planned, planned + interval '48 hours', called, name, "agentId", attempts, reached, mark, words from json_to_recordset(${JSON.stringify(made)}::json) as w("ticketId" bigint, planned timestamptz, called timestamptz, name text, "agentId" bigint, attempts int, reached text, mark int, words text)`);
};

