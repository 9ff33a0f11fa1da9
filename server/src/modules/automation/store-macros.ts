import type { MacroChanges } from '@aftercare/contract/automation';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface MacroWrite { name: { zh: string; en: string }; ownerId: number | null; teamId: number | null; changes: MacroChanges; text: { zh: string; en: string } | null; send: boolean; after: 'keep' | 'wait' | 'solve'; note: string; active: boolean; position: number }
export interface MacroRow extends MacroWrite { id: number; used: number; version: number }
const columns = sql`m.id, m.name, m.owner_id as "ownerId", m.team_id as "teamId", m.changes, m.text, m.send, m.after, m.note, m.active, m.position, m.used, m.version`;
/** Everybody's, one's own, and those of these teams (all teams' when null). */
export const listMacros = (db: Handle, agentId: number, teams: readonly number[] | null) => db.rows<MacroRow>(sql`select ${columns} from macro m
  where (m.owner_id is null or m.owner_id = ${agentId}) and (m.team_id is null or ${teams}::bigint[] is null or m.team_id = any(${teams}::bigint[])) order by m.position, m.id`);
export const findMacro = (db: Handle, id: number) => db.one<MacroRow>(sql`select ${columns} from macro m where m.id = ${id}`);
export const insertMacro = async (tx: Tx, m: MacroWrite) => (await tx.one<{ id: number }>(sql`insert into macro (name, owner_id, team_id, changes, text, send, after, note, active, position)
  values (${JSON.stringify(m.name)}::jsonb, ${m.ownerId}, ${m.teamId}, ${JSON.stringify(m.changes)}::jsonb, ${m.text ? JSON.stringify(m.text) : null}::jsonb, ${m.send}, ${m.after}, ${m.note}, ${m.active}, ${m.position}) returning id`))?.id ?? 0;
export const saveMacro = (tx: Tx, id: number, m: MacroWrite) => tx.run(sql`update macro set name = ${JSON.stringify(m.name)}::jsonb, owner_id = ${m.ownerId}, team_id = ${m.teamId}, changes = ${JSON.stringify(m.changes)}::jsonb, text = ${m.text ? JSON.stringify(m.text) : null}::jsonb,
  send = ${m.send}, after = ${m.after}, note = ${m.note}, active = ${m.active}, position = ${m.position}, version = version + 1 where id = ${id}`);
export const deleteMacro = (tx: Tx, id: number) => tx.run(sql`delete from macro where id = ${id}`);

export interface MacroRun { id: number; macroId: number; ticketId: number; agentId: number | null; at: Date; changeIds: number[]; messageId: number | null; noteId: number | null; undoneAt: Date | null }
export const insertMacroRun = async (tx: Tx, r: Omit<MacroRun, 'id' | 'undoneAt'>) => {
  await tx.run(sql`update macro set used = used + 1 where id = ${r.macroId}`);
  return (await tx.one<{ id: number }>(sql`insert into macro_run (macro_id, ticket_id, agent_id, at, change_ids, message_id, note_id) values (${r.macroId}, ${r.ticketId}, ${r.agentId}, ${r.at}, ${r.changeIds}, ${r.messageId}, ${r.noteId}) returning id`))?.id ?? 0;
};
/** Held until the end of the transaction: taken back once. */
export const lockMacroRun = (tx: Tx, id: number) => tx.one<MacroRun>(sql`select id, macro_id as "macroId", ticket_id as "ticketId", agent_id as "agentId", at, change_ids as "changeIds", message_id as "messageId", note_id as "noteId", undone_at as "undoneAt" from macro_run where id = ${id} for update`);
export const markMacroUndone = (tx: Tx, id: number, at: Date) => tx.run(sql`update macro_run set undone_at = ${at} where id = ${id}`);
