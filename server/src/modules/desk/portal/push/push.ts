import type { PushTarget } from '@aftercare/contract/portal-home';
import type { PushService, VapidKeys } from '../../../../integrations/push.ts';
import type { Handle, Tx } from '../../../../platform/db/index.ts';
import type { Job } from '../../../../platform/jobs/index.ts';
import type { Platform } from '../../../../platform/module/index.ts';
import * as store from './store-push.ts';

/** What stands on the lock screen. */
export interface Notice { readonly title: string; readonly body: string; readonly path: string; readonly ticketId: number }
const sendJob = 'portal.push-send';
const devices = 10;
/** A notice that nobody could deliver for a day is news no more. */
const ttlSeconds = 86_400;

/** Browsers that asked to be told, and the way to them. Always beside the channel the customer is answered by, never in its place. */
export function createPush({ db, clock, jobs, secrets, log }: Pick<Platform, 'db' | 'clock' | 'jobs' | 'secrets' | 'log'>, service: PushService) {
  let known: Promise<VapidKeys> | null = null;
  const read = (row: store.KeyRow): VapidKeys => ({ publicKey: row.publicKey, privateKey: secrets.decrypt(row.privateKey) });
  async function load(): Promise<VapidKeys> {
    const kept = await store.findKey(db);
    if (kept) return read(kept);
    const made = await service.makeKeys();
    await store.keepKey(db, { publicKey: made.publicKey, privateKey: secrets.encrypt(made.privateKey), at: clock.now() });
    const row = await store.findKey(db);
    return row ? read(row) : made;
  }
  /** Made at the first question, the same ever after: browsers are bound to it. */
  const keys = () => (known ??= load().catch((error: unknown) => { known = null; throw error; }));

  const job: Job<{ subscriptionId: number; notice: Notice }> = {
    name: sendJob, attempts: 6,
    async handle({ subscriptionId, notice }) {
      const row = await store.findSubscription(db, subscriptionId);
      if (!row) return;
      const { endpoint, keys: browser } = JSON.parse(secrets.decrypt(row.target)) as PushTarget;
      const outcome = await service.send({ payload: JSON.stringify(notice), topic: `ticket-${notice.ticketId}`, ttlSeconds }, { endpoint, keys: browser }, await keys(), clock.now());
      if (outcome === 'sent') return void (await store.toldNow(db, subscriptionId, clock.now()));
      await store.dropSubscription(db, subscriptionId);
      log.info({ customerId: row.customerId }, 'a browser does not listen any more');
    },
  };
  return {
    job,
    keys,
    publicKey: async (): Promise<string> => (await keys()).publicKey,
    async subscribe(tx: Tx, customerId: number, target: PushTarget): Promise<void> {
      const { language, ...rest } = target;
      await store.saveSubscription(tx, { customerId, endpoint: target.endpoint, target: secrets.encrypt(JSON.stringify(rest)), language, at: clock.now() });
      await store.trimSubscriptions(tx, customerId, devices);
    },
    unsubscribe: async (tx: Tx, endpoint: string): Promise<void> => void (await store.dropByEndpoint(tx, endpoint)),
    listeners: store.listeners,
    /** Tells every browser of a customer, each in its language, each tried for itself. */
    async tell(tx: Tx, customerId: number, words: (language: 'zh-CN' | 'en') => Notice): Promise<void> {
      for (const { id, language } of await store.subscriptionsOf(tx as Handle, customerId)) await jobs.enqueue(tx, sendJob, { subscriptionId: id, notice: words(language) });
    },
    claimStep: store.claimStep,
    claimMessage: store.claimMessage,
  };
}
export type Push = ReturnType<typeof createPush>;
