import type { Database } from '../db/index.ts';
import { sql } from '../db/index.ts';
import type { Log } from '../log/index.ts';

const beatMs = 10_000;
const deadAfterSeconds = 40;

/** Frees the jobs of processes that no longer live. By the database's clock: it is about processes. */
export async function freeOrphans(db: Database): Promise<number> {
  return db.tx(async (tx) => {
    const dead = sql`now() - ${deadAfterSeconds}::int * interval '1 second'`;
    await tx.run(sql`delete from job_pool where seen_at < now() - interval '1 day'`);
    await tx.run(sql`update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at < ${dead} and not exists (select from job_pool p where p.id = locked_by and p.seen_at >= ${dead})`);
    return tx.run(sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
      where locked_at < ${dead} and not exists (select from job_pool p where p.id = locked_by and p.seen_at >= ${dead})`);
  });
}

/** Says that this process lives, and looks after what dead ones left, until told to stop. */
export function beat(db: Database, log: Log, pool: string): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const once = async () => {
    await db.run(sql`insert into job_pool (id, seen_at) values (${pool}, now()) on conflict (id) do update set seen_at = now()`);
    const freed = await freeOrphans(db);
    if (freed > 0) log.warn({ jobs: freed }, 'a process died with jobs in hand; they are done again');
  };
  const soon = () => { running = running.then(once).catch((error: unknown) => log.warn({ err: error }, 'looking after jobs failed, trying again')); };
  soon();
  const timer = setInterval(soon, beatMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      await db.run(sql`delete from job_pool where id = ${pool}`).catch(() => {});
    },
  };
}
