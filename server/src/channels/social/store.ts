import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface TokenRow { box: Buffer | null; expiresAt: Date; version: number }
export const findToken = (db: Handle, accountId: number, name: string) =>
  db.one<TokenRow>(hot`select box, case when expires_at = '-infinity' then 'epoch'::timestamptz else expires_at end as "expiresAt", version from channel_token where account_id = ${accountId} and name = ${name}`);
/** The row, made when it is missing, locked until the end of the transaction. */
export async function lockToken(tx: Tx, accountId: number, name: string): Promise<TokenRow> {
  await tx.run(sql`insert into channel_token (account_id, name) values (${accountId}, ${name}) on conflict do nothing`);
  const row = await tx.one<TokenRow>(sql`select box, case when expires_at = '-infinity' then 'epoch'::timestamptz else expires_at end as "expiresAt", version from channel_token where account_id = ${accountId} and name = ${name} for update`);
  if (!row) throw new Error('the token row went away');
  return row;
}
export const saveToken = (tx: Tx, accountId: number, name: string, box: Buffer, expiresAt: Date) =>
  tx.run(sql`update channel_token set box = ${box}, expires_at = ${expiresAt}, version = version + 1 where account_id = ${accountId} and name = ${name}`);
export const expireToken = (db: Handle, accountId: number, name: string, version: number) =>
  db.run(sql`update channel_token set expires_at = '-infinity' where account_id = ${accountId} and name = ${name} and version = ${version}`);

export const partsSent = (db: Handle, messageId: number) => db.rows<{ part: number; externalId: string }>(hot`select part, external_id as "externalId" from channel_part where message_id = ${messageId}`);
export const recordPart = (db: Handle, messageId: number, part: number, accountId: number, externalId: string) =>
  db.run(hot`insert into channel_part (message_id, part, account_id, external_id) values (${messageId}, ${part}, ${accountId}, ${externalId}) on conflict do nothing`);
/** When this part was begun before; undefined when it was not, and it is noted as begun now. */
export const begunPart = async (db: Handle, messageId: number, part: number, at: Date) => (await db.run(hot`insert into channel_part_begun (message_id, part, at) values (${messageId}, ${part}, ${at}) on conflict do nothing`)) > 0 ? undefined
  : (await db.one<{ at: Date }>(sql`select at from channel_part_begun where message_id = ${messageId} and part = ${part}`))?.at;
/** Parts begun and never noted count as arrived, under our own key. */
export const assumeBegun = (db: Handle, messageId: number) => db.run(sql`insert into channel_part (message_id, part, account_id, external_id) select m.id, b.part, m.channel_account_id, m.external_id || ':' || b.part
  from channel_part_begun b join message m on m.id = b.message_id where b.message_id = ${messageId} on conflict do nothing`);
export const forgetBegun = (db: Handle, messageId: number) => db.run(sql`delete from channel_part_begun b where message_id = ${messageId} and not exists (select from channel_part p where p.message_id = b.message_id and p.part = b.part)`);
/** By the key a part of ours carried: notes the platform's id of it where that got lost. */
export const notePartByKey = (db: Handle, accountId: number, messageKey: string, part: number, externalId: string) =>
  db.run(sql`insert into channel_part (message_id, part, account_id, external_id) select id, ${part}, ${accountId}, ${externalId} from message where channel_account_id = ${accountId} and external_id = ${messageKey} and direction = 'out' on conflict do nothing`);
export const messageOfPart = (db: Handle, accountId: number, externalId: string) =>
  db.one<{ messageId: number; conversationId: number }>(hot`select p.message_id as "messageId", m.conversation_id as "conversationId" from channel_part p join message m on m.id = p.message_id where p.account_id = ${accountId} and p.external_id = ${externalId} limit 1`);

/** Where an account stands now; what the others keep of it in memory may be older. */
export const cursorOf = async (db: Handle, accountId: number) => (await db.one<{ cursor: Record<string, unknown> }>(sql`select cursor from channel_account where id = ${accountId}`))?.cursor ?? {};
export const noteCursor = (db: Handle, accountId: number, value: Record<string, unknown>) => db.run(sql`update channel_account set cursor = cursor || ${JSON.stringify(value)}::jsonb where id = ${accountId}`);
