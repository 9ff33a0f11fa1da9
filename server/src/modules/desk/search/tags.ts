import type { Principal } from '../../../platform/auth/index.ts';
import type { Handle } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/time/index.ts';
import type { Tickets } from '../../tickets/index.ts';
import * as store from './store-filters.ts';

const keepMs = 60_000;
const most = 20;
interface Known { readonly at: number; readonly tags: Promise<readonly string[]> }

/** Tags that are in use, for whoever begins to type one: those of the newest tickets, and for who sees all of them also those that are common among the older ones. */
export function createTags(db: Handle, clock: Clock, tickets: Pick<Tickets, 'visible'>) {
  const known = new Map<string, Known>();
  async function read(principal: Principal): Promise<readonly string[]> {
    if (principal.scope !== 'all') return (await store.newestTags(db, tickets.visible(principal))).map((t) => t.tag);
    const [newest, common] = await Promise.all([store.newestTags(db, null), store.commonTags(db)]);
    return [...new Set([...newest, ...common].map((t) => t.tag))];
  }
  return async (begun: string, principal: Principal): Promise<{ items: { name: string }[] }> => {
    const now = clock.now().getTime();
    const key = principal.scope === 'all' ? 'all' : `${principal.kind}${principal.id}`;
    let one = known.get(key);
    if (!one || now - one.at > keepMs) {
      if (known.size > 500) known.clear();
      known.set(key, one = { at: now, tags: read(principal) });
      one.tags.catch(() => known.delete(key));
    }
    const word = begun.normalize('NFKC').trim().toLowerCase();
    const found = (await one.tags).filter((tag) => tag.toLowerCase().includes(word));
    return { items: found.toSorted((a, b) => Number(b.toLowerCase().startsWith(word)) - Number(a.toLowerCase().startsWith(word))).slice(0, most).map((name) => ({ name })) };
  };
}
