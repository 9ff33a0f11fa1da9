import { type Subscription, isEvent, systemActor } from '../../../platform/bus/index.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { CustomerChanged, type Customers, type Likely } from '../../customers/index.ts';
import { OrderReceived } from '../../orders/index.ts';
import { TicketOpened } from '../../tickets/index.ts';
import { type Candidate, candidates } from './store.ts';

const jobName = 'desk.likely';
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

/** Looks for customers who are one person, after they opened a ticket, ordered, or changed. Same name and same unit: one, without asking. */
export function createLikely({ work: db, jobs }: Pick<Platform, 'work' | 'jobs'>, customers: Customers): { subscription: Subscription; job: Job<never> } {
  const job: Job<{ customerIds: readonly number[] }> = {
    name: jobName,
    async handle({ customerIds }) {
      const likely = weigh(await candidates(db, customerIds));
      const sure = likely.filter((l) => l.reasons.some((r) => r.code === 'same-unit') && l.reasons.some((r) => r.code === 'name'));
      await db.tx(async (tx) => {
        for (const l of sure) await customers.merging.prove(tx, [l.aId, l.bId], 'unit', l.reasons.map((r) => ({ ...r })), systemActor);
        await customers.proposals.propose(tx, likely.filter((l) => !sure.includes(l)));
      });
    },
  };
  return {
    job: job as Job<never>,
    subscription: {
      name: jobName, events: [TicketOpened, OrderReceived, CustomerChanged], batch: 500, lingerMs: 1000, start: 'now',
      async handle(events, tx) {
        const ids = new Set(events.flatMap((e) => (isEvent(e, TicketOpened) || isEvent(e, OrderReceived) || isEvent(e, CustomerChanged) ? [e.payload.customerId] : [])));
        if (ids.size > 0) await jobs.enqueue(tx, jobName, { customerIds: [...ids] });
      },
    },
  };
}
