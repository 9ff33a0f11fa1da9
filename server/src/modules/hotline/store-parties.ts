import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface PartyWrite { callId: number; kind: 'guest' | 'supervisor'; agentId: number | null; number: string; state: 'ringing' | 'in'; mode: 'listen' | 'whisper' | null; askedBy: number | null; at: Date }
export const insertParty = (tx: Tx, p: PartyWrite) => tx.one<{ id: number }>(sql`insert into hotline_party (call_id, kind, agent_id, number, state, mode, asked_by, at, joined_at) values (${p.callId}, ${p.kind}, ${p.agentId}, ${p.number}, ${p.state}, ${p.mode}, ${p.askedBy}, ${p.at}, ${p.state === 'in' ? p.at : null})
  on conflict (call_id, agent_id) where state <> 'left' and agent_id is not null do update set mode = excluded.mode returning id`);
export const joinParty = (tx: Tx, id: number, at: Date) => tx.run(sql`update hotline_party set state = 'in', joined_at = ${at} where id = ${id} and state = 'ringing'`);
export const leaveParty = (tx: Tx, id: number, outcome: string, at: Date) => tx.run(sql`update hotline_party set state = 'left', outcome = ${outcome}, left_at = ${at} where id = ${id} and state <> 'left'`);
export const leaveAll = (tx: Tx, callId: number, at: Date) => tx.run(sql`update hotline_party set state = 'left', outcome = 'over', left_at = ${at} where call_id = ${callId} and state <> 'left'`);
export const rulesRow = (db: Handle) => db.one<{ rules: unknown }>(sql`select rules from hotline_rules`);
export const saveRules = (tx: Tx, rules: object) => tx.run(sql`insert into hotline_rules (rules) values (${JSON.stringify(rules)}::jsonb) on conflict (single) do update set rules = excluded.rules`);
