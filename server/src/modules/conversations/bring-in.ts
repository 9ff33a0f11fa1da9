import type { Handle, Tx } from '../../platform/db/index.ts';
import { cut, storable } from '../../platform/db/index.ts';
import * as store from './store-bring-in.ts';

export type { BroughtMessage, BroughtThread, KnownThread } from './store-bring-in.ts';

/** Threads that were held elsewhere. They came by no door of ours, and no answer leaves by the one they stand on. */
export function createBringIn() {
  return {
    /** The door in name only on which everything from one desk stands. */
    account: async (tx: Tx, source: string, name: string) => (await store.accountOf(tx, source, name))?.id ?? 0,
    /** 0 when nothing came from there yet. */
    find: async (handle: Handle, source: string) => (await store.findAccount(handle, source))?.id ?? 0,
    /** Ids in the order given. */
    threads: async (tx: Tx, accountId: number, list: readonly store.BroughtThread[]) => (list.length === 0 ? [] : (await store.insertThreads(tx, accountId, list)).map((r) => r.id)),
    /** Threads by their key, with the ticket they stand on today. */
    known: async (tx: Tx, accountId: number, keys: readonly string[]) => new Map(keys.length === 0 ? [] : (await store.threadsOf(tx, accountId, keys)).map((t) => [t.threadKey, t])),
    knownMessages: async (tx: Tx, accountId: number, ids: readonly string[]) => new Set(ids.length === 0 ? [] : (await store.messagesOf(tx, accountId, ids)).map((m) => m.externalId)),
    /** Those that were new. */
    async messages(tx: Tx, accountId: number, list: readonly store.BroughtMessage[]) {
      if (list.length === 0) return [];
      const made = await store.insertMessages(tx, accountId, list.map((m) => ({ ...m, body: storable(m.body), authorName: cut(storable(m.authorName), 200) })));
      await store.settle(tx, [...new Set(made.map((m) => m.conversationId))]);
      return made;
    },
  };
}
export type BringIn = ReturnType<typeof createBringIn>;
