import { type Subscription, isEvent, systemActor } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { CustomerChanged, type Customers, CustomersImported, type Likely } from '../../customers/index.ts';
import type { Imports } from '../../imports/index.ts';
import { OrderReceived } from '../../orders/index.ts';
import { TicketOpened } from '../../tickets/index.ts';
import { type Candidate, candidates } from './store.ts';

const jobName = 'desk.likely';
const importedJob = 'desk.likely-imported';
const chunk = 500;
const weight: Readonly<Record<Candidate['code'], number>> = { name: 30, address: 50, handle: 45, 'same-unit': 45 };
/** A common name alone is no reason; a place, a handle or a unit beside it is. */
const enough = 60;

/** Weighs what two customers have in common: each kind of reason once. */
export function weigh(found: readonly Candidate[]): Likely[] {
  const pairs = new Map<string, Candidate[]>();
  for (const c of found) {
    const key = [Math.min(c.aId, c.bId), Math.max(c.aId, c.bId)].join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []).filter((o) => o.code !== c.code), c]);
  }
  return [...pairs].flatMap(([key, reasons]) => {
    const [aId = 0, bId = 0] = key.split(' ').map(Number);
    const score = Math.min(99, reasons.reduce((sum, r) => sum + weight[r.code], 0));
    return score >= enough ? [{ aId, bId, score, reasons: reasons.map(({ code, value }) => ({ code, value })) }] : [];
  });
}

/** Looks for customers who are one person, after they opened a ticket, ordered, changed, or came from a file. Same name and same unit: one, without asking. */
export function createLikely({ work: db, jobs }: Pick<Platform, 'work' | 'jobs'>, customers: Customers, imports: Pick<Imports, 'newIds'>): { subscription: Subscription; jobs: Job<never>[] } {
  async function look(tx: Tx, ids: readonly number[]): Promise<void> {
    const likely = weigh(await candidates(tx, ids));
    const sure = likely.filter((l) => l.reasons.some((r) => r.code === 'same-unit') && l.reasons.some((r) => r.code === 'name'));
    for (const l of sure) await customers.merging.prove(tx, [l.aId, l.bId], 'unit', l.reasons.map((r) => ({ ...r })), systemActor);
    await customers.proposals.propose(tx, likely.filter((l) => !sure.includes(l)));
  }
  const job: Job<{ customerIds: readonly number[] }> = { name: jobName, handle: ({ customerIds }) => db.tx((tx) => look(tx, customerIds)) };
  /** So many a transaction; whatever kills it, it goes on after them. */
  const imported: Job<{ runId: number; after: number }> = {
    name: importedJob,
    handle: ({ runId, after }) => db.tx(async (tx) => {
      const ids = await imports.newIds(tx, runId, 'customer', after, chunk);
      if (ids.length > 0) await look(tx, ids);
      if (ids.length === chunk) await jobs.enqueue(tx, importedJob, { runId, after: ids.at(-1) ?? 0 });
    }),
  };
  return {
    jobs: [job as Job<never>, imported as Job<never>],
    subscription: {
      name: jobName, events: [TicketOpened, OrderReceived, CustomerChanged, CustomersImported], batch: 500, lingerMs: 1000, start: 'now',
      async handle(events, tx) {
        const ids = new Set(events.flatMap((e) => (isEvent(e, TicketOpened) || isEvent(e, OrderReceived) || isEvent(e, CustomerChanged) ? [e.payload.customerId] : [])));
        if (ids.size > 0) await jobs.enqueue(tx, jobName, { customerIds: [...ids] });
        for (const e of events) if (isEvent(e, CustomersImported)) await jobs.enqueue(tx, importedJob, { runId: e.payload.runId, after: 0 });
      },
    },
  };
}
