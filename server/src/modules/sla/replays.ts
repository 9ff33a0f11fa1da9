/** Clocks are read anew after a policy or calendar changed: a job of its own, a page of tickets per transaction, with its progress kept. */
import type { Tx } from '../../platform/db/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import type { Sla } from './sla.ts';
import * as store from './store-replays.ts';

const replayJob = 'sla.renew';
/** Tickets read anew in one transaction. */
const page = 500;
interface Place { readonly replayId: number; readonly after: number }

/** @param calendarId whose clocks; null: those of every ticket that is not closed, as any policy may take any of them in */
export async function beginReplay(platform: Pick<Platform, 'jobs' | 'clock'>, tx: Tx, calendarId: number | null): Promise<void> {
  const replayId = await store.insertReplay(tx, { cause: calendarId === null ? 'policy' : 'calendar', calendarId, at: platform.clock.now() });
  await platform.jobs.enqueue(tx, replayJob, { replayId, after: 0 } satisfies Place);
}

export function renewal(platform: Platform, sla: Sla, tickets: Tickets): Job<Place> {
  const { work: db, clock, jobs } = platform;
  return {
    name: replayJob,
    handle: ({ replayId, after }) => db.tx(async (tx) => {
      const replay = await store.lockReplay(tx, replayId);
      if (!replay || replay.endedAt) return;
      if (await store.isOvertaken(tx, replay)) return void (await store.endReplay(tx, replayId, clock.now()));
      if (after === 0) await store.countReplay(tx, replay);
      const ids = (await store.ticketsToReplay(tx, replay.calendarId, after, page)).map((t) => t.id);
      const now = clock.now();
      const facts = await tickets.facts(tx, ids);
      await sla.clocks.follow(tx, facts.map((f) => ({ kind: 'changed' as const, facts: f, at: now, reason: 'policies' })), true);
      const last = ids.at(-1);
      const goesOn = ids.length === page && last !== undefined;
      await store.moveReplay(tx, replayId, ids.length, goesOn ? null : now);
      if (goesOn) await jobs.enqueue(tx, replayJob, { replayId, after: last } satisfies Place);
      tx.afterCommit(sla.watch.hint);
    }),
  };
}
