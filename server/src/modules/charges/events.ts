import { z } from 'zod';
import { defineEvent } from '../../platform/bus/index.ts';

const OfQuote = z.object({ ticketId: z.int(), quoteId: z.int(), version: z.int(), grossMinor: z.int(), currency: z.string(), at: z.string() });
const OfInvoice = z.object({ ticketId: z.int(), invoiceId: z.int(), number: z.string(), grossMinor: z.int(), currency: z.string(), at: z.string() });
/** A quote went to the customer. */
export const ChargesQuoted = defineEvent('charges.quoted', 1, OfQuote.extend({ validUntil: z.string() }));
export const ChargesApproved = defineEvent('charges.approved', 1, OfQuote);
export const ChargesDeclined = defineEvent('charges.declined', 1, OfQuote.extend({ reason: z.string() }));
/** The customer did not answer in time. */
export const ChargesExpired = defineEvent('charges.expired', 1, OfQuote);
export const ChargesInvoiced = defineEvent('charges.invoiced', 1, OfInvoice.extend({ quoteId: z.int().nullable() }));
/** Money came; `openMinor` is what is still missing. */
export const ChargesPaid = defineEvent('charges.paid', 1, OfInvoice.extend({ amountMinor: z.int(), openMinor: z.int(), method: z.string() }));
export const ChargesRefunded = defineEvent('charges.refunded', 1, OfInvoice.extend({ amountMinor: z.int(), reason: z.string() }));
/** Billed, and taken back on paper. */
export const ChargesCredited = defineEvent('charges.credited', 1, OfInvoice.extend({ creditNoteId: z.int(), reason: z.string() }));
export const chargeEvents = [ChargesQuoted, ChargesApproved, ChargesDeclined, ChargesExpired, ChargesInvoiced, ChargesPaid, ChargesRefunded, ChargesCredited];
