import type { CreditNote } from '@aftercare/contract/charges';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';
import type { TaxSum } from './crediting.ts';
import type { InvoiceRecord } from './store-invoices.ts';

export type CreditRecord = Pick<InvoiceRecord, 'currency' | 'lines' | 'netMinor' | 'taxMinor' | 'grossMinor' | 'language' | 'seller' | 'buyer' | 'electronic' | 'ticketId' | 'number' | 'issuedAt'> & {
  readonly id: number; readonly invoiceId: number; readonly taxes: TaxSum[]; readonly reason: string; readonly invoiceNumber: string; readonly invoiceIssuedAt: Date; readonly invoiceElectronic: InvoiceRecord['electronic'];
};
const columns = sql`c.id, c.invoice_id as "invoiceId", c.ticket_id as "ticketId", c.number, c.currency, c.lines, c.taxes, c.net_minor as "netMinor", c.tax_minor as "taxMinor", c.gross_minor as "grossMinor", c.language, c.seller, c.buyer, c.reason, c.issued_at as "issuedAt", c.electronic,
  i.number as "invoiceNumber", i.issued_at as "invoiceIssuedAt", i.electronic as "invoiceElectronic"`;
export const findCreditNote = (db: Handle, id: number) => db.one<CreditRecord>(sql`select ${columns} from credit_note c join invoice i on i.id = c.invoice_id where c.id = ${id}`);
export const creditNoteByKey = async (db: Handle, key: string) => (await db.one<{ id: number }>(sql`select id from credit_note where key = ${key}`))?.id ?? null;
export const taxesCredited = async (db: Handle, invoiceId: number) => (await db.rows<{ taxes: TaxSum[] }>(sql`select taxes from credit_note where invoice_id = ${invoiceId} order by id`)).map((r) => r.taxes);
export interface NewCreditNote extends Omit<CreditRecord, 'id' | 'invoiceNumber' | 'invoiceIssuedAt' | 'invoiceElectronic'> { readonly series: string; readonly place: number; readonly key: string }
export async function insertCreditNote(tx: Tx, c: NewCreditNote): Promise<number> {
  const made = await tx.one<{ id: number }>(sql`insert into credit_note (invoice_id, ticket_id, number, series, place, currency, lines, taxes, net_minor, tax_minor, gross_minor, language, seller, buyer, reason, issued_at, electronic, key)
    values (${c.invoiceId}, ${c.ticketId}, ${c.number}, ${c.series}, ${c.place}, ${c.currency}, ${JSON.stringify(c.lines)}::jsonb, ${JSON.stringify(c.taxes)}::jsonb, ${c.netMinor}, ${c.taxMinor}, ${c.grossMinor}, ${c.language}, ${JSON.stringify(c.seller)}::jsonb, ${JSON.stringify(c.buyer)}::jsonb,
      ${c.reason}, ${c.issuedAt}, ${JSON.stringify(c.electronic)}::jsonb, ${c.key}) returning id`);
  // The database refuses more than was billed.
  await tx.run(sql`update invoice set credited_minor = credited_minor + ${c.grossMinor} where id = ${c.invoiceId}`);
  return made?.id ?? 0;
}
export const setCreditElectronic = (tx: Tx, id: number, electronic: CreditNote['electronic'] & { url?: string }) => tx.run(sql`update credit_note set electronic = ${JSON.stringify(electronic)}::jsonb where id = ${id}`);
export const saveCreditXml = (tx: Tx, id: number, xml: string) => tx.run(sql`update credit_note set xml = ${xml} where id = ${id}`);
export const findCreditXml = async (db: Handle, id: number) => (await db.one<{ xml: string | null }>(sql`select xml from credit_note where id = ${id}`))?.xml ?? undefined;
