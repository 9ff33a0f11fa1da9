import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { type Handle, sql } from '../db/index.ts';
import { hashToken } from './sessions.ts';

const minutes = 10;
const attempts = 5;

export interface CodeKeys { readonly purpose: string; readonly subject: string; readonly key: Buffer; readonly now: Date }
const row = ({ purpose, subject }: CodeKeys) => hashToken(`code ${purpose} ${subject}`);
// Six digits are soon tried through: what is stored needs the installation's key to compare with.
const mac = ({ purpose, subject, key }: CodeKeys, code: string) => createHmac('sha256', key).update(`${purpose} ${subject} ${code}`).digest('base64url');

/** A six-digit code for a subject (a mail address), good for 10 minutes and 5 tries; an earlier one ends with it. */
export async function makeCode(db: Handle, keys: CodeKeys): Promise<string> {
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const data = JSON.stringify({ code: mac(keys, code), tries: 0 });
  await db.run(sql`insert into one_time_link (token_hash, purpose, email, data, expires_at) values (${row(keys)}, ${keys.purpose}, ${keys.subject}, ${data}::jsonb, ${new Date(keys.now.getTime() + minutes * 60_000)})
    on conflict (token_hash) do update set data = excluded.data, expires_at = excluded.expires_at, used_at = null`);
  return code;
}

/** Takes a code: true for the first caller with the right one in time. Every call is a try. */
export async function takeCode(db: Handle, keys: CodeKeys, code: string): Promise<boolean> {
  const known = await db.one<{ code: string }>(sql`update one_time_link set data = jsonb_set(data, '{tries}', to_jsonb((data->>'tries')::int + 1))
    where token_hash = ${row(keys)} and used_at is null and expires_at > ${keys.now} and (data->>'tries')::int < ${attempts} returning data->>'code' as code`);
  const given = Buffer.from(mac(keys, code));
  const right = Buffer.from(known?.code ?? '');
  if (right.length !== given.length || !timingSafeEqual(right, given)) return false;
  return (await db.run(sql`update one_time_link set used_at = ${keys.now} where token_hash = ${row(keys)} and used_at is null`)) === 1;
}
