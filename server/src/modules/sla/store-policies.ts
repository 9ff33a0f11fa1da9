import type { SlaPolicy, SlaPolicyInput } from '@aftercare/contract/sla';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type PolicyWrite = SlaPolicyInput;
const columns = sql`id, name, match, calendar_id as "calendarId", targets, warn_at as "warnAt", escalations, pauses, position, enabled`;
/** Those kept before there were next answers say nothing of them. */
const whole = ({ pauses, ...p }: Omit<SlaPolicy, 'pauses'> & { pauses?: SlaPolicy['pauses'] | null }): SlaPolicy => ({ ...p, targets: { ...p.targets, 'next-response': p.targets['next-response'] ?? null }, ...(pauses ? { pauses } : {}) });
export const listPolicies = async (db: Handle): Promise<SlaPolicy[]> => (await db.rows<SlaPolicy>(sql`select ${columns} from sla_policy order by position, id`)).map(whole);
export const insertPolicy = async (tx: Tx, p: PolicyWrite) => (await tx.rows<SlaPolicy>(sql`insert into sla_policy (name, match, calendar_id, targets, warn_at, escalations, pauses, position, enabled)
  values (${p.name}, ${JSON.stringify(p.match)}::jsonb, ${p.calendarId}, ${JSON.stringify(p.targets)}::jsonb, ${p.warnAt}, ${JSON.stringify(p.escalations ?? [])}::jsonb, ${p.pauses ? JSON.stringify(p.pauses) : null}::jsonb, ${p.position}, ${p.enabled}) returning ${columns}`)).map(whole)[0];
export const savePolicy = async (tx: Tx, id: number, p: PolicyWrite) => (await tx.rows<SlaPolicy>(sql`update sla_policy set name = ${p.name}, match = ${JSON.stringify(p.match)}::jsonb, calendar_id = ${p.calendarId},
  targets = ${JSON.stringify(p.targets)}::jsonb, warn_at = ${p.warnAt}, escalations = ${JSON.stringify(p.escalations ?? [])}::jsonb, pauses = ${p.pauses ? JSON.stringify(p.pauses) : null}::jsonb, position = ${p.position}, enabled = ${p.enabled} where id = ${id} returning ${columns}`)).map(whole)[0];
export const deletePolicy = (tx: Tx, id: number) => tx.run(sql`delete from sla_policy where id = ${id}`);
