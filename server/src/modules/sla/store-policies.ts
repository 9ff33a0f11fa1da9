import type { SlaPolicy } from '@aftercare/contract/sla';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type PolicyWrite = Omit<SlaPolicy, 'id'>;
const columns = sql`id, name, match, calendar_id as "calendarId", targets, warn_at as "warnAt", position, enabled`;
export const listPolicies = (db: Handle) => db.rows<SlaPolicy>(sql`select ${columns} from sla_policy order by position, id`);
export const insertPolicy = (tx: Tx, p: PolicyWrite) => tx.one<SlaPolicy>(sql`insert into sla_policy (name, match, calendar_id, targets, warn_at, position, enabled)
  values (${p.name}, ${JSON.stringify(p.match)}::jsonb, ${p.calendarId}, ${JSON.stringify(p.targets)}::jsonb, ${p.warnAt}, ${p.position}, ${p.enabled}) returning ${columns}`);
export const savePolicy = (tx: Tx, id: number, p: PolicyWrite) => tx.one<SlaPolicy>(sql`update sla_policy set name = ${p.name}, match = ${JSON.stringify(p.match)}::jsonb, calendar_id = ${p.calendarId},
  targets = ${JSON.stringify(p.targets)}::jsonb, warn_at = ${p.warnAt}, position = ${p.position}, enabled = ${p.enabled} where id = ${id} returning ${columns}`);
export const deletePolicy = (tx: Tx, id: number) => tx.run(sql`delete from sla_policy where id = ${id}`);
