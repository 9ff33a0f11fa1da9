import { may } from '../../platform/auth/index.ts';
import type { LoggedEvent } from '../../platform/bus/index.ts';
import { type Platform, defineModule } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Counter } from './counter.ts';
import { ItemArrived, ItemHandedBack, ItemReceived, ItemSent, NumberMoved } from './events.ts';
import { counterRoutes } from './routes.ts';

type Fact = { siteId: number; ticketId?: number; toSiteId?: number; fromSiteId?: number | null; itemId?: number };
const topics = (e: LoggedEvent) => {
  const { siteId, ticketId, toSiteId, fromSiteId } = e.payload as Fact;
  return [...new Set([siteId, toSiteId, fromSiteId].filter((id): id is number => typeof id === 'number'))].map((id) => `counter:${id}`).concat(ticketId ? [`ticket:${ticketId}`] : []);
};

export function counterModule(platform: Platform, o: { org: Org; sites: Sites; papers: Papers; counter: Counter }) {
  const { sites, counter } = o;
  return defineModule({
    name: 'counter',
    belongings: [{ table: 'counter_item', key: 'id' }],
    events: [NumberMoved, ItemReceived, ItemSent, ItemArrived, ItemHandedBack],
    routes: counterRoutes(platform, o),
    rights: {
      'counter.use': { zh: '在门店柜台接待（网点人员只见自己的网点）', en: 'Work at a counter (clerks see only their sites)' },
      'counter.manage': { zh: '设置叫号业务，凭证件交还', en: 'Set up queues, hand back by a paper' },
    },
    // Sites hear that something moved, not what: what they may see they load.
    live: [
      { event: NumberMoved, topics, data: (e) => ({ numberId: (e.payload as { numberId: number }).numberId }) },
      ...[ItemReceived, ItemSent, ItemArrived, ItemHandedBack].map((event) => ({ event, topics, data: (e: LoggedEvent) => ({ itemId: (e.payload as Fact).itemId ?? 0 }) })),
    ],
    topics: {
      async counter(principal, topic) {
        const id = Number(/^counter:(\d{1,15})$/.exec(topic)?.[1] ?? 0);
        return id > 0 && may(principal, 'counter.use') && sites.assertAllowed(platform.db, principal, id).then(() => true, () => false);
      },
    },
    async files(principal, file) {
      if (!may(principal, 'counter.use')) return false;
      const allowed = await sites.allowed(platform.db, principal);
      return allowed !== null && allowed.length > 0 && counter.seesFile(allowed, file.id);
    },
  });
}
