import type { Platform } from '../../platform/module/index.ts';
import * as store from './store.ts';
import type { Token } from './platform.ts';

/** Renewed so long before its end, so that none runs out on its way. */
const marginMs = 5 * 60_000;
type Parts = Pick<Platform, 'work' | 'secrets' | 'clock'>;

/**
 * The account's access token. A new one is asked for by one node only, which holds the row; the others wait and find it there.
 * (With several platforms a new token ends the one before.)
 */
export async function tokenOf({ work: db, secrets, clock }: Parts, accountId: number, name: string, ask: () => Promise<{ value: string; seconds: number }>): Promise<Token> {
  const open = (row: store.TokenRow | undefined): Token | null =>
    (row?.box && row.expiresAt.getTime() > clock.now().getTime() ? { value: secrets.decrypt(row.box), version: row.version } : null);
  const held = open(await store.findToken(db, accountId, name));
  if (held) return held;
  return db.tx(async (tx) => {
    const row = await store.lockToken(tx, accountId, name);
    const there = open(row);
    if (there) return there;
    const { value, seconds } = await ask();
    const lifeMs = Math.max(seconds * 1000 - marginMs, seconds * 500);
    await store.saveToken(tx, accountId, name, secrets.encrypt(value), new Date(clock.now().getTime() + lifeMs));
    return { value, version: row.version + 1 };
  });
}

/** The platform no longer takes it. Nothing happens when another node has a newer one already. */
export async function spendToken({ work: db }: Parts, accountId: number, name: string, token: Token): Promise<void> {
  await store.expireToken(db, accountId, name, token.version);
}
