import type { Handle } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export const insertCommand = (db: Handle, callId: number | null, body: object, at: Date) => db.one<{ id: number }>(sql`insert into hotline_command (call_id, body, at) values (${callId}, ${JSON.stringify(body)}::jsonb, ${at}) returning id`);
export const command = (db: Handle, id: number) => db.one<{ callId: number | null; body: unknown; answer: unknown }>(sql`select call_id as "callId", body, answer from hotline_command where id = ${id}`);
/** True for the first process that asks. */
export const takeCommand = async (db: Handle, id: number, process: string) => (await db.run(sql`update hotline_command set taken_by = ${process} where id = ${id} and taken_by is null`)) === 1;
export const answerCommand = (db: Handle, id: number, answer: object) => db.run(sql`update hotline_command set answer = ${JSON.stringify(answer)}::jsonb where id = ${id}`);
export const sweepCommands = (db: Handle, before: Date) => db.run(sql`delete from hotline_command where at < ${before}`);
