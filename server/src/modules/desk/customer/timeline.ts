import type { CustomerItemKind } from '@aftercare/contract/customer-page';
import { type Principal, may } from '../../../platform/auth/index.ts';
import { readCursor, toPage } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import { startOf } from '../store-days.ts';
import * as store from './store-timeline.ts';

/** The right that shows each kind. */
const rights: Readonly<Record<CustomerItemKind, string>> = { message: 'tickets.read', ticket: 'tickets.read', note: 'tickets.read', call: 'tickets.read', visit: 'tickets.read', survey: 'tickets.read', invoice: 'tickets.read', order: 'orders.read', unit: 'products.read' };
const kinds = Object.keys(rights) as CustomerItemKind[];
const mostWords = 6;
/** As the console asks. */
const pageSize = 20;

/** Words as they are compared: each must stand somewhere in the text; Chinese ones of any length. */
const wordsOf = (q: string): string[] => [...new Set(q.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean))].slice(0, mostWords);

interface Asked { readonly kinds?: string | undefined; readonly channel?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly q?: string | undefined; readonly after?: string | undefined; readonly limit: number }
/** Everything that ever happened with one customer, filtered and searched. */
export function createTimeline({ db }: Pick<Platform, 'db'>, customers: Customers, tickets: Tickets) {
  return async (customerId: number, principal: Principal, asked: Asked) => {
    await customers.load(db, principal, customerId);
    const wanted = asked.kinds ? asked.kinds.split(',') : kinds;
    const [us, kind, id] = readCursor(asked.after, 3);
    const words = wordsOf(asked.q ?? '');
    const rows = await store.timeline(db, {
      customerId, kinds: kinds.filter((k) => wanted.includes(k) && may(principal, rights[k])), channel: asked.channel, words, visible: tickets.visible(principal), limit: asked.limit + 1,
      from: asked.from ? await startOf(db, asked.from) : null, to: asked.to ? await startOf(db, asked.to, 1) : null, usual: asked.limit === pageSize && !asked.kinds && !asked.channel && !asked.from && !asked.to && words.length <= 2, before: asked.after ? [Number(us) || 0, String(kind), Number(id) || 0] : null,
    });
    const { items, next } = toPage(rows, asked.limit, (r) => [r.us, r.kind, r.id]);
    return { items: items.map(({ us: _, ...item }) => item), next };
  };
}
