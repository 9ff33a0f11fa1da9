import { type Handle, sql } from '../../platform/db/index.ts';
import type { InstanceRow } from './types.ts';

export interface StoryRow extends InstanceRow { readonly stuck: { elementId: string | null; reason: string; attempts: number; nextTryAt: string | null } | null; readonly data: Buffer | null }
export interface VisitRow { readonly instanceId: number; readonly visit: number; readonly element: string; readonly type: string; readonly model: string; readonly via: string | null; readonly enteredAt: Date; readonly leftAt: Date | null; readonly outcome: string | null; readonly by: string | null; readonly dueAt: Date | null }
const columns = sql`id, key, version, stream, state, started_at as "startedAt", ended_at as "endedAt", reason, stuck`;

export const storyOf = (db: Handle, id: number) => db.one<StoryRow>(sql`select ${columns}, data from process_instance where id = ${id}`);
export const storiesOf = (db: Handle, stream: string) => db.rows<StoryRow>(sql`select ${columns}, data from process_instance where stream = ${stream} order by id`);
export const visitsOf = (db: Handle, ids: readonly number[]) => db.rows<VisitRow>(sql`select instance_id as "instanceId", visit, element, type, model, via, entered_at as "enteredAt", left_at as "leftAt", outcome, by_name as by, due_at as "dueAt"
  from process_visit where instance_id = any(${ids}) order by instance_id, visit`);
export const summaries = (db: Handle, f: { key: string | null; state: string | null; element: string | null; before: number | null; limit: number }) => db.rows<Omit<StoryRow, 'data'>>(sql`select ${columns} from process_instance i
  where (${f.key}::text is null or key = ${f.key}) and (${f.state}::text is null or state = ${f.state}) and (${f.before}::bigint is null or id < ${f.before})
    and (${f.element}::text is null or exists (select from process_visit v where v.instance_id = i.id and v.element = ${f.element} and v.left_at is null)) order by id desc limit ${f.limit}`);
