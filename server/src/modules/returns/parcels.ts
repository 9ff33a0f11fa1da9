import type { PostalAddress } from '@aftercare/contract/shipments';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Repairs } from '../repairs/index.ts';
import type { Shipments } from '../shipments/index.ts';
import type { Sites } from '../sites/index.ts';
import type { Tickets } from '../tickets/index.ts';

export interface ParcelNeeds { readonly org: Pick<Org, 'company'>; readonly customers: Pick<Customers, 'get'>; readonly sites: Pick<Sites, 'get' | 'list'>; readonly tickets: Pick<Tickets, 'get'>; readonly repairs: Pick<Repairs, 'settings'>; readonly shipments: Shipments }
export interface ParcelOrder { readonly ticketId: number; readonly direction: 'to-us' | 'to-customer'; readonly purpose: 'repair' | 'return' | 'exchange'; readonly key: string; readonly siteId?: number | null; readonly carrierKey?: string | undefined }

/** Parcels between a customer and our depot: who and where is found here, so that nobody types it twice. */
export function createParcels({ org, customers, sites, tickets, repairs, shipments }: ParcelNeeds) {
  /** The depot: of the settings, or the first that is open. */
  async function depot(handle: Handle, siteId: number | null | undefined): Promise<PostalAddress> {
    const chosen = siteId ?? (await repairs.settings(handle)).depotSiteId;
    const site = chosen ? await sites.get(chosen, handle) : (await sites.list({ active: true }, handle)).find((s) => s.kind === 'depot' || s.kind === 'centre');
    if (!site?.address) throw new Refusal('not-ready', { key: 'shipments.no-depot' });
    const { name: company, language } = await org.company(handle);
    return { name: `${company} ${language === 'en' ? site.name.en : site.name.zh}`, phone: site.phone, address: site.address, postcode: '', country: 'CN' };
  }
  return {
    depot,
    /** Wants a parcel. Where we do not know the customer's address, the label leaves it open: the sender writes it, and carriers need only the receiver's. */
    async order(tx: Tx, order: ParcelOrder): Promise<{ id: number; state: string }> {
      const ticket = await tickets.get(order.ticketId, tx);
      if (!ticket) throw new Refusal('not-found');
      const customer = await customers.get(ticket.customerId, tx);
      const address = typeof ticket.fields['address'] === 'string' ? ticket.fields['address'] : '';
      const person: PostalAddress = { name: ticket.customerName, phone: customer?.identities.find((i) => i.kind === 'phone')?.value ?? '', address, postcode: '', country: 'CN' };
      if (order.direction === 'to-customer' && address === '') throw new Refusal('not-ready', { key: 'shipments.no-address' });
      const ours = await depot(tx, order.siteId);
      return shipments.request(tx, { ticketId: order.ticketId, direction: order.direction, purpose: order.purpose, key: order.key, from: order.direction === 'to-us' ? person : ours, to: order.direction === 'to-us' ? ours : person, contents: ticket.product || ticket.subject, carrierKey: order.carrierKey });
    },
  };
}
export type Parcels = ReturnType<typeof createParcels>;
