export type { Buyer, ChargeCommands, InvoiceRow, LineInput, QuoteInput, QuoteRow } from './types.ts';
