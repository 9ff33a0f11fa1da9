import type { Customers } from './modules/customers/index.ts';
import type { Products } from './modules/products/index.ts';
import type { Tickets } from './modules/tickets/index.ts';
import type { UnitPort } from './modules/counter/index.ts';
import type { VendorPorts } from './modules/vendors/index.ts';
import { systemActor } from './platform/bus/index.ts';
import type { Clock } from './platform/time/index.ts';

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

/** What the counter asks of the catalogue. */
export function unitsOf(products: Pick<Products, 'bySerial' | 'entitlement'>, tickets: Tickets, clock: Clock): UnitPort {
  return {
    async bySerial(handle, serial) {
      // The same number of two brands is no proof of either.
      const [unit, other] = await products.bySerial(serial, handle);
      return unit && !other ? { id: unit.id, product: unit.model.name.zh, serial: unit.serial, customerId: unit.customerId } : undefined;
    },
    async owed(handle, unitId) {
      const { covered, until, clause, reasons } = await products.entitlement(handle, { unitId, on: clock.now() });
      return { covered, until, clause: clause?.text ?? null, reason: reasons[0] ?? null };
    },
    async attach(tx, ticketId, unitId) {
      await tickets.setUnit(tx, ticketId, unitId, { actor: systemActor, reason: 'counter' });
    },
  };
}
