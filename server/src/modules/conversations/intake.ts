import type { ChannelAdapter, ChannelContext, Inbound, RawItem } from '../../channels/channel.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import type { Accounts } from './accounts.ts';
import type { Ingest } from './ingest.ts';
import * as raws from './store-raw.ts';
import type { AccountRow } from './store-accounts.ts';

const signal = 'conversations.raw';
const batch = 64;

/** Raw items are on disk and acknowledged; here they become messages, in batches, each exactly once. */
export function createIntake(platform: Platform, accounts: Accounts, ingest: Ingest, adapters: () => ReadonlyMap<string, ChannelAdapter>, contextOf: (kind: string) => ChannelContext) {
  const { work: db, log, signals } = platform;
  let stopped = false;
  let wake: (() => void) | null = null;
  let hinted = false;
  let loop: Promise<void> = Promise.resolve();

  const read = async (row: raws.RawRow): Promise<{ inbound: Inbound; account: AccountRow } | null> => {
    const account = await accounts.byId(row.accountId);
    const adapter = account ? adapters().get(account.kind) : undefined;
    if (!account || !adapter?.read) throw new Error(`nobody can read items of account ${row.accountId}`);
    const item: RawItem = { id: row.id, accountId: row.accountId, externalId: row.externalId, content: row.content, meta: row.meta, receivedAt: row.receivedAt, attempts: row.attempts };
    const inbound = await adapter.read(item, accounts.toAccount(account), contextOf(account.kind));
    return inbound && { inbound: { ...inbound, rawItemId: row.id }, account };
  };

  /** Number of items handled. */
  async function step(limit = batch): Promise<number> {
    let claimed: raws.RawRow[] = [];
    try {
      return await db.tx(async (tx) => {
        claimed = await raws.claimRaw(tx, limit);
        if (claimed.length === 0) return 0;
        const items = await Promise.all(claimed.map(read));
        await ingest.many(tx, items.filter((i) => i !== null));
        await raws.finishRaw(tx, claimed.filter((_, i) => items[i]).map((c) => c.id), 'done');
        if (items.includes(null)) await raws.finishRaw(tx, claimed.filter((_, i) => !items[i]).map((c) => c.id), 'ignored');
        return claimed.length;
      });
    } catch (error) {
      if (claimed.length === 0) throw error;
      if (claimed.length > 1) {
        // One bad item must not hold up the others: take the batch apart.
        log.warn({ err: error, items: claimed.length }, 'a batch of raw items failed, taking it apart');
        for (let i = 0; i < claimed.length; i++) await step(1);
      } else {
        log.error({ err: error, rawItem: claimed[0]?.id }, 'a raw item could not be read, trying again later');
        await raws.failRaw(db, claimed[0]?.id ?? 0, String((error as Error).stack ?? error));
      }
      return claimed.length;
    }
  }

  const service: Service = {
    name: 'conversations.intake', role: 'worker',
    async start() {
      const off = signals.on(signal, () => { hinted = true; wake?.(); });
      loop = (async () => {
        while (!stopped) {
          hinted = false;
          const done = await step().catch((error: unknown) => { log.error({ err: error }, 'intake failed, trying again'); return 0; });
          if (done > 0 || hinted) continue;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, 1000);
            wake = () => { clearTimeout(timer); resolve(); };
          });
          wake = null;
        }
      })().finally(off);
    },
    async stop() { stopped = true; wake?.(); await loop; },
  };

  return {
    service,
    /** Something new is on disk. Called after commit. */
    hint: () => signals.send(signal, null),
    async drain(): Promise<boolean> {
      let any = false;
      while ((await step()) > 0) any = true;
      return any;
    },
  };
}
export type Intake = ReturnType<typeof createIntake>;
