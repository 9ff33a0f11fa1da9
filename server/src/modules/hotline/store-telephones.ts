import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export const sayConnected = (db: Handle, agentIds: readonly number[], process: string, at: Date) => db.run(sql`insert into hotline_telephone (agent_id, process, seen_at) select a.id, ${process}, ${at} from agent a where a.id = any(${agentIds}::bigint[])
  on conflict (agent_id, process) do update set seen_at = excluded.seen_at`);
export const sayGone = (db: Handle, agentId: number, process: string) => db.run(sql`delete from hotline_telephone where agent_id = ${agentId} and process = ${process}`);
export const sayAllGone = (db: Handle, process: string) => db.run(sql`delete from hotline_telephone where process = ${process}`);
export const forget = (db: Handle, before: Date) => db.run(sql`delete from hotline_telephone where seen_at < ${before}`);
export const connected = async (db: Handle, agentIds: readonly number[], since: Date): Promise<ReadonlySet<number>> => new Set((await db.rows<{ id: number }>(sql`select distinct agent_id as id from hotline_telephone where agent_id = any(${agentIds}::bigint[]) and seen_at > ${since}`)).map((r) => r.id));
export const ready = async (db: Handle, since: Date): Promise<number[]> => (await db.rows<{ id: number }>(sql`select a.id from agent a where a.presence = 'online' and exists (select from hotline_telephone t where t.agent_id = a.id and t.seen_at > ${since}) order by a.id limit 500`)).map((r) => r.id);
/** Tickets whose customer is on the line and waits for somebody. */
export const callersWait = async (db: Handle, ticketIds: readonly number[]): Promise<ReadonlySet<number>> => new Set((await db.rows<{ id: number }>(sql`select distinct l.ticket_id as id from hotline_call c join ticket_conversation l on l.conversation_id = c.conversation_id where c.state in ('queued', 'ringing') and l.ticket_id = any(${ticketIds}::bigint[])`)).map((r) => r.id));
