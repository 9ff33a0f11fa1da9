export { cronMatcher, nextMoments } from './cron.ts';
import { EventEmitter } from 'node:events';
import { Logger, type Runner, makeWorkerUtils, parseCronItems, run, runOnce } from 'graphile-worker';
import type { Database, Tx } from '../db/index.ts';
import { sql } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import { beat } from './orphans.ts';

/** Work to be done outside the request, at least once: handlers must bear being called again. */
export interface Job<P> {
  /** `module.verb`. */
  readonly name: string;
  readonly handle: (payload: P) => Promise<void>;
  /** Times it is tried with growing pauses; 12 (about a day) unless told. */
  readonly attempts?: number;
  /** Cron expression for work that comes by itself, UTC. */
  readonly cron?: string;
}

export interface EnqueueOptions {
  readonly runAt?: Date;
  /** Not before so many seconds by the database's clock: for waiting in real life, whatever day it is in the product. */
  readonly delaySeconds?: number;
  /** At most one waiting job with this key: a later one replaces it. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. Never one queue per row: lock the row. */
  readonly queue?: string;
  readonly attempts?: number;
}

export interface Jobs {
  /** In the transaction of the state that asks for it. */
  enqueue<P>(tx: Tx, job: string, payload: P, options?: EnqueueOptions): Promise<void>;
  start(jobs: readonly Job<never>[], concurrency: number): Promise<void>;
  /** Does everything that is due and returns; true when there was something. For tests. */
  drain(jobs: readonly Job<never>[]): Promise<boolean>;
  stop(): Promise<void>;
}

/** Creates or updates the queue's own tables. Run with the migrations. */
export async function migrateJobs(db: Database): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: db.pool });
  try { await utils.migrate(); } finally { await utils.release(); }
}

export function createJobs(db: Database, log: Log): Jobs {
  let runner: Runner | null = null;
  let beating: { stop(): Promise<void> } | null = null;
  const taskList = (jobs: readonly Job<never>[]) => {
    const tasks: Record<string, (payload: unknown) => Promise<void>> = {};
    for (const job of jobs) {
      if (tasks[job.name]) throw new Error(`Job ${job.name} is defined twice`);
      tasks[job.name] = (payload) => (job.handle as (p: unknown) => Promise<void>)(payload);
    }
    return tasks;
  };
  return {
    async enqueue(tx, job, payload, options = {}) {
      await tx.run(sql`select graphile_worker.add_job(${job}, payload => ${JSON.stringify(payload)}::json, run_at => coalesce(${options.runAt ?? null}::timestamptz, now() + ${options.delaySeconds ?? null}::int * interval '1 second'),
        queue_name => ${options.queue ?? null}, job_key => ${options.key ?? null}, max_attempts => ${options.attempts ?? 12}::int)`);
    },
    async start(jobs, concurrency) {
      const parsedCronItems = parseCronItems(jobs.flatMap((j) => (j.cron ? [{ task: j.name, match: j.cron, identifier: j.name, options: { maxAttempts: 3 } }] : [])));
      const events = new EventEmitter();
      events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => { beating = beat(db, log, workerPool.id); });
      runner = await run({
        events, pgPool: db.pool, taskList: taskList(jobs), concurrency, noHandleSignals: true, pollInterval: 1000, parsedCronItems,
        logger: new Logger(() => (level, message, meta) => {
          if (level === 'error') log.error({ meta: meta?.['error'] }, message);
          else if (level === 'warning') log.warn(message);
        }),
      });
    },
    async drain(jobs) {
      const due = await db.one<{ due: boolean }>(sql`select exists (select from graphile_worker.jobs where run_at <= now() and locked_at is null and attempts < max_attempts) as due`);
      // Beginning a run costs a dozen statements, and most tests ask far more often than there is work.
      if (!due?.due) return false;
      await runOnce({ pgPool: db.pool, taskList: taskList(jobs), noHandleSignals: true, logger: new Logger(() => () => {}) });
      return true;
    },
    async stop() {
      await runner?.stop().catch(() => {});
      runner = null;
      await beating?.stop();
      beating = null;
    },
  };
}
