import { Refusal } from '../../platform/http/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { OutgoingError, createGuardedFetch } from '../../platform/net/index.ts';
import * as store from './store-fetching.ts';

const jobName = 'transfer.fetch';
const largest = 25 * 1024 ** 2;
const atOnce = 4;
const perLook = 20;
const leaseMs = 10 * 60_000;
const longestMs = 86_400_000;
/** So many looks in a row; then other work has its turn. */
const mostLooks = 5;
/** One run at a time: each batch of an import asks anew, and far desks that do not answer must not take all hands of the house. */
const queue = jobName;
const pausesMs = [60_000, 5 * 60_000, 30 * 60_000, 3 * 3_600_000, 12 * 3_600_000];
/** Why a file stays where it is; people read it beside the link. */
type Why = 'gone' | 'sign-in' | 'too-large' | 'refused' | 'no-answer';
const final: Readonly<Record<string, Why>> = { 'too-large': 'too-large', 'refused-address': 'refused', 'refused-url': 'refused', 'too-many-redirects': 'refused' };

/**
 * Files that still lie in the desk tickets came from: fetched through the guarded client, a few at a time, each at most 25 MB. Who asks us to wait is
 * waited for; what cannot be had stays a link with the reason beside it.
 */
export function createFetching({ db, work, clock, files, jobs, config, log }: Platform) {
  const fetchIt = createGuardedFetch({ allowPrivate: config.ALLOW_PRIVATE_HOSTS });
  async function bring(row: store.WantedRow): Promise<unknown> {
    const giveUp = (why: Why) => db.tx((tx) => store.giveUp(tx, row, why));
    const again = (waitMs = 0) => {
      const pause = pausesMs[row.tries - 1];
      return pause === undefined ? giveUp('no-answer') : store.later(work, row.id, new Date(clock.now().getTime() + Math.max(pause, Math.min(waitMs, longestMs))));
    };
    let answer: Response;
    try { answer = await fetchIt(row.url, { maxBytes: largest, totalMs: 60_000 }); } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      const why = final[error.fault];
      return why ? giveUp(why) : again();
    }
    if (answer.status === 404 || answer.status === 410) return giveUp('gone');
    if (answer.status === 401 || answer.status === 403) return giveUp('sign-in');
    if (answer.status !== 200) return again(Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0);
    const type = answer.headers.get('content-type') ?? '';
    // A page in place of a picture asks who we are.
    if (/^text\/html/i.test(type) && !/\.html?$/i.test(row.name)) return giveUp('sign-in');
    const stored = await files.put(new Uint8Array(await answer.arrayBuffer()), { name: row.name, declaredType: type, maxBytes: largest, claimed: true });
    if (!(await db.tx((tx) => store.attach(tx, row, stored)))) await files.remove(stored.id);
  }

  const job: Job<unknown> = {
    name: jobName,
    async handle() {
      for (let look = 0; look < mostLooks; look++) {
        const now = clock.now();
        const due = await store.takeDue(work, { now, until: new Date(now.getTime() + leaseMs), limit: perLook });
        if (due.length === 0) break;
        const left = [...due];
        await Promise.all(Array.from({ length: atOnce }, async () => {
          for (let row = left.shift(); row; row = left.shift()) await bring(row).catch((error: unknown) => { if (!(error instanceof Refusal)) log.warn({ err: error }, 'a file of another desk was not fetched'); });
        }));
      }
      const at = await store.nextDue(work);
      if (at) await work.tx((tx) => jobs.enqueue(tx, jobName, {}, { key: jobName, queue, delaySeconds: Math.max(1, Math.ceil((at.getTime() - clock.now().getTime()) / 1000)) }));
    },
  };
  return {
    job,
    /** Files of messages that have just come. */
    async want(tx: Tx, list: readonly store.Wanted[]): Promise<void> {
      if (list.length === 0) return;
      await store.want(tx, list, clock.now());
      await jobs.enqueue(tx, jobName, {}, { key: jobName, queue });
    },
  };
}
export type Fetching = ReturnType<typeof createFetching>;
