import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface ForwardingRow { messageId: number; accountId: number; state: 'waiting' | 'done' | 'failed'; attempts: number; error: string | null; askedAt: Date; doneAt: Date | null; from: string; preview: string }
export const insertForwardings = (tx: Tx, list: readonly { messageId: number; accountId: number }[], at: Date) => tx.rows<{ messageId: number }>(sql`insert into forwarding (message_id, account_id, asked_at) select "messageId", "accountId", ${at}
  from json_to_recordset(${JSON.stringify(list)}::json) as w("messageId" bigint, "accountId" bigint) on conflict do nothing returning message_id as "messageId"`);
export const findForwarding = (db: Handle, messageId: number) => db.one<{ accountId: number; state: string; attempts: number }>(sql`select account_id as "accountId", state, attempts from forwarding where message_id = ${messageId}`);
export const forwarded = (db: Handle, messageId: number, at: Date) => db.run(sql`update forwarding set state = 'done', done_at = ${at}, error = null, attempts = attempts + 1 where message_id = ${messageId}`);
export const forwardFailed = (db: Handle, messageId: number, error: string, last: boolean) => db.run(sql`update forwarding set state = ${last ? 'failed' : 'waiting'}, error = ${error.slice(0, 500)}, attempts = attempts + 1 where message_id = ${messageId}`);
export const forwardAgain = (tx: Tx, messageId: number) => tx.run(sql`update forwarding set state = 'waiting', attempts = 0, error = null where message_id = ${messageId} and state = 'failed'`);
export const forwardingsOf = (db: Handle, accountId: number, before: number | null, limit: number) => db.rows<ForwardingRow>(sql`select f.message_id as "messageId", f.account_id as "accountId", f.state, f.attempts, f.error, f.asked_at as "askedAt", f.done_at as "doneAt", m.author_name as "from", left(coalesce(nullif(m.subject, ''), m.body), 120) as preview
  from forwarding f join message m on m.id = f.message_id where f.account_id = ${accountId} and (${before}::bigint is null or f.message_id < ${before}) order by f.message_id desc limit ${limit}`);
