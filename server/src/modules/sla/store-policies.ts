import type { SlaPolicy, SlaPolicyInput } from '@aftercare/contract/sla';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export type PolicyWrite = SlaPolicyInput;
/** `chainSince`: rungs whose moment lies before it are passed over in silence; a new chain does not ring for every ticket that is late already. */
export type KeptPolicy = SlaPolicy & { chainSince: Date };
const columns = sql`id, name, match, calendar_id as "calendarId", targets, warn_at as "warnAt", escalations, pauses, inner_pauses as "innerPauses", position, enabled, chain_since as "chainSince"`;
/** Those kept before there were next answers say nothing of them. */
type Row = Omit<KeptPolicy, 'pauses' | 'innerPauses'> & { pauses?: SlaPolicy['pauses'] | null; innerPauses?: SlaPolicy['innerPauses'] | null };
const whole = ({ pauses, innerPauses, ...p }: Row): KeptPolicy => ({ ...p, targets: { ...p.targets, 'next-response': p.targets['next-response'] ?? null }, ...(pauses ? { pauses } : {}), ...(innerPauses ? { innerPauses } : {}) });
const written = (pauses: readonly unknown[] | undefined): string | null => (pauses ? JSON.stringify(pauses) : null);
export const listPolicies = async (db: Handle): Promise<KeptPolicy[]> => (await db.rows<Row>(sql`select ${columns} from sla_policy order by position, id`)).map(whole);
export const insertPolicy = async (tx: Tx, p: PolicyWrite, at: Date) => (await tx.rows<Row>(sql`insert into sla_policy (name, match, calendar_id, targets, warn_at, escalations, pauses, inner_pauses, position, enabled, chain_since)
  values (${p.name}, ${JSON.stringify(p.match)}::jsonb, ${p.calendarId}, ${JSON.stringify(p.targets)}::jsonb, ${p.warnAt}, ${JSON.stringify(p.escalations ?? [])}::jsonb, ${written(p.pauses)}::jsonb, ${written(p.innerPauses)}::jsonb, ${p.position}, ${p.enabled}, ${at}) returning ${columns}`)).map(whole)[0];
export const savePolicy = async (tx: Tx, id: number, p: PolicyWrite, at: Date) => (await tx.rows<Row>(sql`update sla_policy set name = ${p.name}, match = ${JSON.stringify(p.match)}::jsonb, calendar_id = ${p.calendarId},
  targets = ${JSON.stringify(p.targets)}::jsonb, warn_at = ${p.warnAt}, chain_since = case when escalations = ${JSON.stringify(p.escalations ?? [])}::jsonb then chain_since else ${at} end, escalations = ${JSON.stringify(p.escalations ?? [])}::jsonb, pauses = ${written(p.pauses)}::jsonb, inner_pauses = ${written(p.innerPauses)}::jsonb, position = ${p.position}, enabled = ${p.enabled} where id = ${id} returning ${columns}`)).map(whole)[0];
export const deletePolicy = (tx: Tx, id: number) => tx.run(sql`delete from sla_policy where id = ${id}`);
