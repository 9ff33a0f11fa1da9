export { ChargesApproved, ChargesDeclined, ChargesExpired, ChargesInvoiced, ChargesPaid, ChargesQuoted, ChargesRefunded } from './events.ts';
export { createCharges } from './charges.ts';
export type { Charges } from './charges.ts';
export { chargesModule } from './module.ts';
export { moneyText } from './money-text.ts';
export { price } from './pricing.ts';
export type { PaperRow } from './store-papers.ts';
export type { Buyer, ChargeCommands, InvoiceRow, LineInput, QuoteInput, QuoteRow } from './types.ts';
