import type { Queue } from '@aftercare/contract/routing';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type QueueWrite = Omit<Queue, 'id'>;
const columns = sql`id, name, team_id as "teamId", match, skills, match_language as "matchLanguage", position, enabled`;
export const listQueues = (db: Handle) => db.rows<Queue>(sql`select ${columns} from queue order by position, id`);
export const insertQueue = (tx: Tx, q: QueueWrite) => tx.one<Queue>(sql`insert into queue (name, team_id, match, skills, match_language, position, enabled)
  values (${q.name}, ${q.teamId}, ${JSON.stringify(q.match)}::jsonb, ${JSON.stringify(q.skills)}::jsonb, ${q.matchLanguage}, ${q.position}, ${q.enabled}) returning ${columns}`);
export const saveQueue = (tx: Tx, id: number, q: QueueWrite) => tx.one<Queue>(sql`update queue set name = ${q.name}, team_id = ${q.teamId}, match = ${JSON.stringify(q.match)}::jsonb, skills = ${JSON.stringify(q.skills)}::jsonb,
  match_language = ${q.matchLanguage}, position = ${q.position}, enabled = ${q.enabled} where id = ${id} returning ${columns}`);
export const deleteQueue = (tx: Tx, id: number) => tx.run(sql`delete from queue where id = ${id}`);
