import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export const insertRecording = (tx: Tx, r: { callId: number; kind: string; fileId: number; seconds: number; at: Date; deleteAfter: Date }) => tx.one<{ id: number }>(sql`insert into hotline_recording (call_id, kind, file_id, seconds, at, delete_after) values (${r.callId}, ${r.kind}, ${r.fileId}, ${r.seconds}, ${r.at}, ${r.deleteAfter}) returning id`);
export const recordingById = (db: Handle, id: number) => db.one<{ id: number; callId: number; ticketId: number | null; fileId: number; seconds: number }>(sql`select r.id, r.call_id as "callId", c.ticket_id as "ticketId", r.file_id as "fileId", r.seconds from hotline_recording r join hotline_call c on c.id = r.call_id where r.id = ${id}`);
export const setWords = (db: Handle, id: number, transcript: string, summary: string | null) => db.run(sql`update hotline_recording set transcript = ${transcript}, summary = ${summary} where id = ${id}`);
export const dueRecordings = (db: Handle, now: Date) => db.rows<{ id: number; fileId: number }>(sql`select id, file_id as "fileId" from hotline_recording where delete_after < ${now} order by delete_after limit 500`);
export const deleteRecording = (tx: Tx, id: number) => tx.run(sql`delete from hotline_recording where id = ${id}`);


/** Sound as it comes, sealed; the same part again is the same. */
export const insertPart = (db: Handle, p: { callId: number; kind: string; seq: number; sealed: Buffer; at: Date }) => db.run(sql`insert into hotline_recording_part (call_id, kind, seq, sealed, at) values (${p.callId}, ${p.kind}, ${p.seq}, ${p.sealed}, ${p.at}) on conflict do nothing`);
export const partsOf = (db: Handle, callId: number, kind: string) => db.rows<{ sealed: Buffer }>(sql`select sealed from hotline_recording_part where call_id = ${callId} and kind = ${kind} order by seq`);
export const deleteParts = (tx: Tx, callId: number, kind: string) => tx.run(sql`delete from hotline_recording_part where call_id = ${callId} and kind = ${kind}`);
/** Recordings nobody finished: of calls that are over and to which nothing is added any more. */
export const unfinished = (db: Handle, before: Date) => db.rows<{ callId: number; kind: 'call' | 'voicemail' }>(sql`select p.call_id as "callId", p.kind from hotline_recording_part p join hotline_call c on c.id = p.call_id where c.state = 'ended' group by 1, 2 having max(p.at) < ${before} order by 1 limit 100`);
export const partKinds = (db: Handle, callId: number) => db.rows<{ kind: 'call' | 'voicemail' }>(sql`select distinct kind from hotline_recording_part where call_id = ${callId}`);
