import { type Handle, type Tx, sql } from '../../platform/db/index.ts';

export interface FactorRow { id: number; agentId: number; kind: 'totp' | 'passkey'; name: string; secret: Buffer; credentialId: string | null; counter: number; transports: string[]; createdAt: Date; lastUsedAt: Date | null }
const columns = sql`id, agent_id as "agentId", kind, name, secret, credential_id as "credentialId", counter, transports, created_at as "createdAt", last_used_at as "lastUsedAt"`;

/** Those that were shown to work. */
export const factorsOf = (db: Handle, agentId: number) => db.rows<FactorRow>(sql`select ${columns} from agent_factor where agent_id = ${agentId} and confirmed_at is not null order by id`);
export const pendingTotp = (db: Handle, agentId: number) => db.one<FactorRow>(sql`select ${columns} from agent_factor where agent_id = ${agentId} and kind = 'totp' and confirmed_at is null`);
export const putTotp = async (tx: Tx, f: { agentId: number; name: string; secret: Buffer; at: Date }) => {
  await tx.run(sql`delete from agent_factor where agent_id = ${f.agentId} and kind = 'totp' and confirmed_at is null`);
  return tx.run(sql`insert into agent_factor (agent_id, kind, name, secret, created_at) values (${f.agentId}, 'totp', ${f.name}, ${f.secret}, ${f.at}) on conflict do nothing`);
};
export const confirm = (tx: Tx, id: number, step: number, at: Date) => tx.run(sql`update agent_factor set confirmed_at = ${at}, counter = ${step} where id = ${id} and confirmed_at is null`);
export const insertPasskey = (tx: Tx, f: { agentId: number; name: string; publicKey: Uint8Array; credentialId: string; counter: number; transports: readonly string[]; at: Date }) => tx.run(sql`insert into agent_factor (agent_id, kind, name, secret, credential_id, counter, transports, confirmed_at, created_at)
  values (${f.agentId}, 'passkey', ${f.name}, ${Buffer.from(f.publicKey)}, ${f.credentialId}, ${f.counter}, ${f.transports}, ${f.at}, ${f.at}) on conflict do nothing`);
/** A code is good once, and a passkey's counter only grows: zero when somebody was faster. */
export const used = (tx: Tx, id: number, before: number, counter: number, at: Date) => tx.run(sql`update agent_factor set counter = ${counter}, last_used_at = ${at} where id = ${id} and counter = ${before}`);
export const deleteFactor = (tx: Tx, agentId: number, id: number) => tx.run(sql`delete from agent_factor where id = ${id} and agent_id = ${agentId}`);
export const deleteFactors = async (tx: Tx, agentId: number) => {
  await tx.run(sql`delete from agent_factor where agent_id = ${agentId}`);
  await tx.run(sql`delete from recovery_code where agent_id = ${agentId}`);
};
export const putRecoveryCodes = async (tx: Tx, agentId: number, hashes: readonly string[]) => {
  await tx.run(sql`delete from recovery_code where agent_id = ${agentId}`);
  await tx.run(sql`insert into recovery_code (agent_id, code_hash) select ${agentId}, h from unnest(${hashes}::text[]) h`);
};
export const takeRecoveryCode = (tx: Tx, agentId: number, hash: string, at: Date) => tx.run(sql`update recovery_code set used_at = ${at} where agent_id = ${agentId} and code_hash = ${hash} and used_at is null`);
export const countRecoveryCodes = async (db: Handle, agentId: number) => (await db.one<{ n: number }>(sql`select count(*)::int as n from recovery_code where agent_id = ${agentId} and used_at is null`))?.n ?? 0;
export const isRequired = async (db: Handle, agentId: number) => (await db.one(sql`select 1 as one from agent a join role r on r.key = any(a.roles) where a.id = ${agentId} and r.second_factor`)) !== undefined;

export interface SessionRow { id: number; tokenHash: string; since: Date; seenAt: Date; ip: string | null; userAgent: string | null }
export const sessionsOf = (db: Handle, agentId: number, now: Date) => db.rows<SessionRow>(sql`select id, token_hash as "tokenHash", created_at as since, seen_at as "seenAt", ip, user_agent as "userAgent" from session where subject = 'agent' and subject_id = ${agentId} and expires_at > ${now} order by seen_at desc, id desc limit 100`);
export const endSession = (db: Handle, agentId: number, id: number) => db.run(sql`delete from session where subject = 'agent' and subject_id = ${agentId} and id = ${id}`);

/** One more wrong attempt under each key; those from before `since` are forgotten. */
export const countFailures = (db: Handle, keys: readonly string[], at: Date, since: Date) => db.rows<{ key: string; failures: number }>(sql`insert into sign_in_failure as f (key, failures, last_at) select k, 1, ${at} from unnest(${keys}::text[]) k order by k
  on conflict (key) do update set failures = case when f.last_at < ${since} then 1 else f.failures + 1 end, last_at = excluded.last_at returning key, failures`);
export const block = (db: Handle, key: string, until: Date) => db.run(sql`update sign_in_failure set blocked_until = ${until} where key = ${key}`);
export const blockedUntil = async (db: Handle, keys: readonly string[], now: Date) => (await db.one<{ until: Date | null }>(sql`select max(blocked_until) as until from sign_in_failure where key = any(${keys}::text[]) and blocked_until > ${now}`))?.until ?? null;
export const forgive = (db: Handle, keys: readonly string[]) => db.run(sql`delete from sign_in_failure where key = any(${keys}::text[])`);
const ofAccount = (account: string) => sql`key = any(${[`account ${account}`]}::text[]) or starts_with(key, ${`pair ${account} `}) or starts_with(key, ${`device ${account} `})`;
export const waitsOf = async (db: Handle, account: string, now: Date) => (await db.one<{ until: Date | null; attempts: number }>(sql`select max(blocked_until) filter (where blocked_until > ${now}) as until, coalesce(max(failures), 0)::int as attempts from sign_in_failure where ${ofAccount(account)}`)) ?? { until: null, attempts: 0 };
export const forgiveAccount = (db: Handle, account: string) => db.run(sql`delete from sign_in_failure where ${ofAccount(account)}`);
export const sweepFailures = (db: Handle, before: Date) => db.run(sql`delete from sign_in_failure where last_at < ${before} and (blocked_until is null or blocked_until < ${before})`);
