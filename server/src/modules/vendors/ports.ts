import type { Principal } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';

/** What a vendor may be told of a ticket. */
export interface About { readonly product: string; readonly serial: string; readonly region: string; readonly customer: { readonly name: string; readonly phone: string; readonly address: string } }

/** What this module needs of those above it; the composition root gives it. */
export interface VendorPorts {
  /** Refusal `not-found` where the caller may not see the ticket. */
  assertTicket(handle: Handle, principal: Principal, ticketId: number): Promise<void>;
  about(handle: Handle, ticketId: number): Promise<About | undefined>;
  /** Condition on alias `t` of tickets. */
  visible(principal: Principal): Sql;
  /** Tells the diagram that follows a ticket. */
  tell(tx: Tx, message: { readonly stream: string; readonly name: string; readonly payload: Record<string, unknown> }): Promise<void>;
}
