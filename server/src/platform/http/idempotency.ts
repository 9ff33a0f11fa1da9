import { createHash } from 'node:crypto';
import type { Database, Tx } from '../db/index.ts';
import { Json } from './implement.ts';
import { Refusal } from './refusal.ts';
import { type CreationKey, keepAnswer, keptAnswer, takeKey } from './store-idempotency.ts';

export interface Answer<B> {
  readonly status: number;
  /** What JSON can carry, or JSON made elsewhere; a repeat gets it parsed. */
  readonly body: B;
}
export interface IdempotentAnswer<B> extends Answer<B> {
  /** The answer was given before; nothing was done now. */
  readonly repeated: boolean;
}

/**
 * Does `work` once per (principal, route, key): the key is kept in the transaction of the effect, so a crash leaves neither or
 * both, and a repeat within 24 hours gets the first answer. Of parallel repeats one works and the others wait for its answer;
 * when it fails, the next one tries. A refusal thrown by `work` is not kept.
 * Refusals: `idempotency-mismatch` (same key, other body), `in-progress` (the first still works after our patience),
 * `bad-request` (a key that is empty, over 200 characters or not printable ASCII).
 */
export async function runIdempotent<B>(db: Database, creation: CreationKey, work: (tx: Tx) => Promise<Answer<B>>): Promise<IdempotentAnswer<B>> {
  if (!/^[\x21-\x7e]{1,200}$/.test(creation.key)) throw new Refusal('bad-request', { key: 'idempotency.key' });
  return db.tx(async (tx) => {
    if (await takeKey(tx, creation).catch(impatient)) {
      const { status, body } = await work(tx);
      await keepAnswer(tx, creation, status, body instanceof Json ? body.text : JSON.stringify(body ?? null));
      return { status, body, repeated: false };
    }
    const kept = await keptAnswer(tx, creation);
    if (!kept) throw new Refusal('in-progress'); // swept between two statements
    if (kept.bodyHash !== creation.bodyHash) throw new Refusal('idempotency-mismatch');
    return { status: kept.status, body: kept.body as B, repeated: true };
  });
}

/** Hash of a validated body, for telling a repeat from another request under the same key. */
export function hashBody(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body) ?? '').digest('base64url');
}

/** PostgreSQL's "canceling statement due to statement timeout": we waited for the first one as long as we may. */
function impatient(error: unknown): never {
  if ((error as { code?: string }).code === '57014') throw new Refusal('in-progress');
  throw error;
}
