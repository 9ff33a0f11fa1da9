import type { Complaints } from '@aftercare/contract/analytics';
import type { Principal } from '../../../platform/auth/index.ts';
import type { Loose } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import * as store from './store.ts';

const none = { complaints: 0, repeated: 0, open: 0, solutionMedian: null, uncaused: 0 };
const plain = ({ complaints, repeated, open }: store.Counted): store.Counted => ({ complaints, repeated, open });

/** Complaints of the last days by cause, against the days before, and who had to complain again. */
export function createComplaints({ work: db, clock }: Pick<Platform, 'work' | 'clock'>, tickets: Pick<Tickets, 'visible'>) {
  return async function complaints(days: number, principal: Principal): Promise<Loose<Complaints>> {
    const visible = tickets.visible(principal);
    const to = clock.now();
    const from = new Date(to.getTime() - days * 86_400_000);
    const names = await store.causeNames(db);
    const named = (key: string | null) => (key === null ? null : (names.get(key) ?? { zh: key, en: key }));
    const [total, before, byCause, byProduct, byTeam, chains] = await Promise.all([
      store.total(db, from, to, visible), store.total(db, new Date(from.getTime() - days * 86_400_000), from, visible), store.byCause(db, from, to, visible), store.byProduct(db, from, to, visible), store.byTeam(db, from, to, visible), store.chains(db, from, to, visible),
    ]);
    return {
      total: plain(total ?? none), before: plain(before ?? none), solutionMedian: total?.solutionMedian ?? null, uncaused: total?.uncaused ?? 0,
      byCause: byCause.map((c) => ({ ...c, name: named(c.key) ?? { zh: c.key, en: c.key } })), byProduct: byProduct.map((p) => ({ ...p, cause: named(p.cause) })), byTeam,
      chains: chains.map(({ customerId, customerName, tickets, ...c }) => ({ ...c, customer: { id: customerId, name: customerName }, tickets: tickets.map((t) => ({ ...t, openedAt: new Date(t.openedAt), cause: named(t.cause) })) })),
    };
  };
}
