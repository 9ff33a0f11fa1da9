import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { createCustomerReceipts } from './customer-receipts.ts';
import { createDisplay } from './display.ts';
import { createHandBack } from './hand-back.ts';
import { createItems } from './items.ts';
import { createSiteLinks } from './links.ts';
import type { UnitPort } from './ports.ts';
import { createQueue } from './queue.ts';
import { seesFile } from './store-items.ts';
import { createItemViews } from './views.ts';

/** The counter of a shop or service centre: who waits, what was left with us, who has it, who gets it back. */
export function createCounter(platform: Platform, o: { org: Org; sites: Sites; customers: Customers; tickets: Tickets; units: UnitPort; papers: Papers }) {
  const queue = createQueue(platform, o.sites);
  const items = createItems(platform, { ...o, queue });
  return {
    queue, items,
    handBack: createHandBack(platform, { ...o, items, queue }),
    links: createSiteLinks(platform),
    receipts: createCustomerReceipts(platform, o),
    display: createDisplay(platform, queue),
    views: createItemViews(platform, { ...o, items }),
    seesFile: (sites: readonly number[], fileId: number) => seesFile(platform.db, sites, fileId),
  };
}
export type Counter = ReturnType<typeof createCounter>;
