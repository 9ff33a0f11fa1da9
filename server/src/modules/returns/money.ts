import type { ChargeCommands } from '../charges/index.ts';
import type { Money } from './ports.ts';

/** Charges as returns ask for them. */
export function createMoney(charges: Pick<ChargeCommands, 'refund' | 'ofTicket'>): Money {
  return {
    paidInvoices: async (handle, ticketId) => (await charges.ofTicket(ticketId, handle)).invoices.map((i) => ({ id: i.id, number: String(i.number), leftMinor: i.paidMinor - i.refundedMinor })).filter((i) => i.leftMinor > 0),
    refund: (tx, input) => charges.refund(tx, input),
  };
}
