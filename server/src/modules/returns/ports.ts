import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';

/** How money goes back: through the invoice it was paid by, where there is one of ours. */
export interface Money {
  /** Open amount of paid invoices of the ticket that can still be refunded, newest first. */
  paidInvoices(handle: Handle, ticketId: number): Promise<readonly { readonly id: number; readonly number: string; readonly leftMinor: number }[]>;
  refund(tx: Tx, input: { readonly invoiceId: number; readonly amountMinor: number; readonly reason: string; readonly key: string; readonly actor: Actor }): Promise<unknown>;
}
