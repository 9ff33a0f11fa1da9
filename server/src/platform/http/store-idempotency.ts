import { type Handle, type Tx, hot, sql } from '../db/index.ts';

/** One creation as its caller names it. */
export interface CreationKey {
  readonly key: string;
  readonly principal: string;
  readonly route: string;
  readonly bodyHash: string;
}

export interface KeptAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Takes the key for this transaction: true when it is ours. Waits while another transaction holds it, and is false when that
 * one committed. A key past its 24 hours is taken over.
 */
export async function takeKey(tx: Tx, { principal, route, key, bodyHash }: CreationKey): Promise<boolean> {
  const taken = await tx.run(hot`insert into idempotency_key (principal, route, key, body_hash) values (${principal}, ${route}, ${key}, ${bodyHash})
    on conflict (principal, route, key) do update set body_hash = excluded.body_hash, status = null, body = null, created_at = excluded.created_at
      where idempotency_key.created_at < now() - interval '24 hours'`);
  return taken === 1;
}

export async function keepAnswer(tx: Tx, { principal, route, key }: CreationKey, status: number, json: string): Promise<void> {
  await tx.run(hot`update idempotency_key set status = ${status}, body = ${json}::json
    where principal = ${principal} and route = ${route} and key = ${key}`);
}

export function keptAnswer(tx: Tx, { principal, route, key }: CreationKey): Promise<KeptAnswer | undefined> {
  return tx.one(hot`select body_hash as "bodyHash", status, body from idempotency_key where principal = ${principal} and route = ${route} and key = ${key}`);
}

/** Nightly: forgets answers older than 24 hours. @returns how many */
export function sweepIdempotencyKeys(handle: Handle): Promise<number> {
  return handle.run(sql`delete from idempotency_key where created_at < now() - interval '24 hours'`);
}
