import { correlationId } from '../../platform/log/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { type Verdict, seal, verify } from './chain.ts';
import * as store from './store.ts';

const sealedWithin = 10 * 60_000;

/** Who did what, when and to what. Rows of watched tables write their own lines (0346-audit.sql); what is no row is recorded here. */
export function createAudit(platform: Pick<Platform, 'db' | 'work' | 'secrets' | 'clock'>) {
  const { db, work, secrets, clock } = platform;
  const key = secrets.key('audit');
  return {
    /** In the transaction of what happened, where there is one. */
    record: (handle: Handle, entry: Omit<store.NewEntry, 'correlation'>) => store.insertEntry(handle, { ...entry, correlation: correlationId() }),
    list: (filter: store.EntryFilter) => store.listEntries(db, filter),
    seal: async () => { while (await seal(work, key)); },
    /** The whole chain, or its newest lines. What is younger than ten minutes may wait for its seal. */
    verify: (o: { newest?: number; expected?: { seq: number; hash: string } } = {}): Promise<Verdict> => verify(work, key, { ...o, unsealedBefore: new Date(clock.now().getTime() - sealedWithin) }),
  };
}
export type Audit = ReturnType<typeof createAudit>;
