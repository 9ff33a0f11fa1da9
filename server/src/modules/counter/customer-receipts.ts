import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { receiptOf } from './receipt.ts';
import { findItem, itemsOfCustomer } from './store-items.ts';

/** Receipts as the customer who left something with us may have them again. */
export function createCustomerReceipts({ db }: Pick<Platform, 'db'>, o: { org: Org; sites: Sites; tickets: Tickets; papers: Papers }) {
  return {
    ofCustomer: (customerId: number, page: { before: { at: Date; id: number } | null; limit: number }, handle: Handle = db) => itemsOfCustomer(handle, customerId, page),
    /** Undefined for what another one left. */
    async pdf(customerId: number, itemId: number, language: 'zh-CN' | 'en'): Promise<{ bytes: Uint8Array; number: string } | undefined> {
      const item = await findItem(db, itemId, null);
      if (item?.customerId !== customerId) return undefined;
      const [site, company] = await Promise.all([o.sites.load(db, item.site.id), o.org.company()]);
      return { bytes: await o.papers.render(receiptOf('a5', { item, site, company: company.name, timeZone: company.timeZone, customerUrl: o.tickets.customerUrl(item.ticketId), language, contact: '' })), number: item.code };
    },
  };
}
