import type { Queue } from '@aftercare/contract/routing';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type QueueWrite = Omit<Queue, 'id'>;
const columns = sql`id, name, team_id as "teamId", match, skills, match_language as "matchLanguage", position, enabled, nullif(settings, '{}') as settings`;
export const listQueues = async (db: Handle): Promise<Queue[]> => (await db.rows<Queue & { settings: Queue['settings'] | null }>(sql`select ${columns} from queue order by position, id`)).map(({ settings, ...q }) => (settings ? { ...q, settings } : q));
const told = (q: QueueWrite) => JSON.stringify(q.settings ?? {});
export const insertQueue = (tx: Tx, q: QueueWrite) => tx.one<{ id: number }>(sql`insert into queue (name, team_id, match, skills, match_language, position, enabled, settings)
  values (${q.name}, ${q.teamId}, ${JSON.stringify(q.match)}::jsonb, ${JSON.stringify(q.skills)}::jsonb, ${q.matchLanguage}, ${q.position}, ${q.enabled}, ${told(q)}::jsonb) returning id`);
/** Settings nobody speaks of stay. */
export const saveQueue = (tx: Tx, id: number, q: QueueWrite) => tx.one<{ id: number }>(sql`update queue set name = ${q.name}, team_id = ${q.teamId}, match = ${JSON.stringify(q.match)}::jsonb, skills = ${JSON.stringify(q.skills)}::jsonb,
  match_language = ${q.matchLanguage}, position = ${q.position}, enabled = ${q.enabled}, settings = case when ${q.settings === undefined} then settings else ${told(q)}::jsonb end where id = ${id} returning id`);
export const deleteQueue = (tx: Tx, id: number) => tx.run(sql`delete from queue where id = ${id}`);
