import type { Customers } from './modules/customers/index.ts';
import type { Tickets } from './modules/tickets/index.ts';
import type { VendorPorts } from './modules/vendors/index.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What vendors ask of those above them: whose ticket it is, what they may know of it, and the diagram that follows it. */
export function vendorPorts(customers: Customers, tickets: Tickets, tell: VendorPorts['tell'] = async () => {}): VendorPorts {
  return {
    tell,
    visible: tickets.visible,
    async assertTicket(handle, principal, ticketId) {
      await tickets.load(handle, principal, ticketId);
    },
    async about(handle, ticketId) {
      const ticket = await tickets.get(ticketId, handle);
      const customer = ticket ? await customers.get(ticket.customerId, handle) : undefined;
      if (!ticket || !customer) return undefined;
      return {
        product: ticket.product, serial: ticket.serial, region: text(ticket.fields['region']),
        customer: { name: customer.name, phone: customer.identities.find((i) => i.kind === 'phone')?.value ?? '', address: text(ticket.fields['address']) },
      };
    },
  };
}
