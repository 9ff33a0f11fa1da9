import { Worker } from 'node:worker_threads';
import type { Invoice } from '@e-invoice-eu/core';
import { count, decimal } from './money-text.ts';
import type { TaxSum } from './crediting.ts';
import type { CreditRecord } from './store-credit-notes.ts';
import type { InvoiceRecord } from './store-invoices.ts';

type Bill = Pick<InvoiceRecord, 'seller' | 'buyer' | 'currency' | 'number' | 'issuedAt' | 'dueOn' | 'ticketId' | 'lines' | 'netMinor' | 'taxMinor' | 'grossMinor'> & { readonly taxes: readonly TaxSum[] };

/** The invoice lacks what the standard wants; trying again helps nobody. */
export class InvoiceRefused extends Error {}

/** UN/ECE codes: labour by the hour, everything else by the piece. */
const unitOf = (kind: string) => (kind === 'labour' ? 'HUR' : 'C62');
const vat = { 'cbc:ID': 'VAT' };
const category = (rate: number) => ({ 'cbc:ID': rate === 0 ? 'Z' : 'S', 'cbc:Percent': String(rate / 100), 'cac:TaxScheme': vat });

/**
 * An invoice in the words of EN 16931, as the XRechnung wants them. A discount is a line of negative quantity, because a
 * price may not be negative (BR-27).
 */
export function toEuropean(invoice: Bill, takesBack: { readonly number: string; readonly issuedAt: Date } | null = null): Invoice {
  const { seller, buyer } = invoice;
  const currency = invoice.currency as 'EUR';
  const amount = (minor: number) => decimal(minor, invoice.currency);
  const address = (a: { address?: string; city?: string; postcode?: string; country?: string }) => ({
    ...(a.address ? { 'cbc:StreetName': a.address } : {}), ...(a.city ? { 'cbc:CityName': a.city } : {}), ...(a.postcode ? { 'cbc:PostalZone': a.postcode } : {}),
    'cac:Country': { 'cbc:IdentificationCode': (a.country || seller['country'] || 'DE') as 'DE' },
  });
  const money = <K extends string>(key: K, minor: number) => ({ [key]: amount(minor), [`${key}@currencyID`]: currency });
  const document = {
    'cbc:ProfileID': 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
    'cbc:ID': invoice.number, 'cbc:IssueDate': invoice.issuedAt.toISOString().slice(0, 10), ...(takesBack ? {} : { 'cbc:DueDate': invoice.dueOn }), 'cbc:InvoiceTypeCode': takesBack ? '381' : '380', 'cbc:DocumentCurrencyCode': currency, 'cbc:BuyerReference': `#${invoice.ticketId}`,
    ...(takesBack ? { 'cac:BillingReference': [{ 'cac:InvoiceDocumentReference': { 'cbc:ID': takesBack.number, 'cbc:IssueDate': takesBack.issuedAt.toISOString().slice(0, 10) } }] } : {}),
    'cac:AccountingSupplierParty': { 'cac:Party': {
      ...(seller['email'] ? { 'cbc:EndpointID': seller['email'], 'cbc:EndpointID@schemeID': 'EM' } : {}),
      'cac:PostalAddress': address(seller),
      ...(seller['taxId'] ? { 'cac:PartyTaxScheme': [{ 'cbc:CompanyID': seller['taxId'], 'cac:TaxScheme': vat }] } : {}),
      'cac:PartyLegalEntity': { 'cbc:RegistrationName': seller['name'] ?? '' },
      'cac:Contact': { 'cbc:Name': seller['name'] ?? '', 'cbc:Telephone': seller['phone'] ?? '', 'cbc:ElectronicMail': seller['email'] ?? '' },
    } },
    'cac:AccountingCustomerParty': { 'cac:Party': {
      ...(buyer.email ? { 'cbc:EndpointID': buyer.email, 'cbc:EndpointID@schemeID': 'EM' } : {}),
      'cac:PostalAddress': address(buyer),
      ...(buyer.taxId ? { 'cac:PartyTaxScheme': { 'cbc:CompanyID': buyer.taxId, 'cac:TaxScheme': vat } } : {}),
      'cac:PartyLegalEntity': { 'cbc:RegistrationName': buyer.name },
    } },
    'cac:Delivery': { 'cbc:ActualDeliveryDate': invoice.issuedAt.toISOString().slice(0, 10) },
    'cac:PaymentMeans': [seller['account'] ? { 'cbc:PaymentMeansCode': '58', 'cbc:PaymentID': invoice.number, 'cac:PayeeFinancialAccount': { 'cbc:ID': seller['account'], 'cbc:Name': seller['name'] ?? '' } } : { 'cbc:PaymentMeansCode': '1' }],
    'cac:TaxTotal': [{ ...money('cbc:TaxAmount', invoice.taxMinor), 'cac:TaxSubtotal': invoice.taxes.map((t) => ({ ...money('cbc:TaxableAmount', t.netMinor), ...money('cbc:TaxAmount', t.taxMinor), 'cac:TaxCategory': category(t.rate) })) }],
    'cac:LegalMonetaryTotal': { ...money('cbc:LineExtensionAmount', invoice.netMinor), ...money('cbc:TaxExclusiveAmount', invoice.netMinor), ...money('cbc:TaxInclusiveAmount', invoice.grossMinor), ...money('cbc:PayableAmount', invoice.grossMinor) },
    'cac:InvoiceLine': invoice.lines.map((l, i) => ({
      'cbc:ID': String(i + 1), 'cbc:InvoicedQuantity': count(l.unitMinor < 0 ? -l.quantity : l.quantity), 'cbc:InvoicedQuantity@unitCode': unitOf(l.kind), ...money('cbc:LineExtensionAmount', l.netMinor),
      'cac:Item': { 'cbc:Name': l.description, 'cac:ClassifiedTaxCategory': category(l.taxRate) }, 'cac:Price': money('cbc:PriceAmount', Math.abs(l.unitMinor)),
    })),
  };
  return { 'ubl:Invoice': document } as unknown as Invoice;
}

/** The credit note of an invoice, code 381: amounts are positive, the code says which way they go. */
export const xrechnungCredit = (note: CreditRecord): Promise<string> => made(toEuropean({ ...note, dueOn: '' }, { number: note.invoiceNumber, issuedAt: note.invoiceIssuedAt }), note.language);

/**
 * The XRechnung (UBL) of an invoice; rejects with what is missing. In a thread of its own for this one paper: the library takes a
 * second of computing and 60 MB, which nobody else should wait for or keep.
 */
export const xrechnung = (invoice: InvoiceRecord): Promise<string> => made(toEuropean(invoice), invoice.language);

function made(invoice: Invoice, language: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./xrechnung-worker.ts', import.meta.url), { workerData: { invoice, language: language === 'zh-CN' ? 'zh' : 'en' } });
    const timer = setTimeout(() => { reject(new Error('The structured invoice took too long')); void thread.terminate(); }, 60_000);
    thread.on('message', ({ xml, fault }: { xml?: string; fault?: string }) => { if (xml === undefined) reject(new InvoiceRefused(fault)); else resolve(xml); });
    thread.on('error', reject);
    thread.on('exit', () => { clearTimeout(timer); reject(new Error('The thread of the structured invoice ended')); });
  });
}
