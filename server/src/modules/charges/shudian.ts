import type { DigitalInvoice } from '../../integrations/tax-invoice.ts';
import { count, decimal } from './money-text.ts';
import { inChineseWords, taxOfLines } from './pricing.ts';
import type { TaxSum } from './crediting.ts';
import type { CreditRecord } from './store-credit-notes.ts';
import type { InvoiceRecord } from './store-invoices.ts';

/** 数电票 of an invoice. With a buyer's tax number it is a special invoice (专票, 01), else a general one (普票, 02). */
export const toDigitalInvoice = (invoice: InvoiceRecord): DigitalInvoice => digital(invoice, 1);
/** 红字数电票 of a credit note: the same with the signs turned, tied to the number of the blue one. */
export const toDigitalCredit = (note: CreditRecord, originalNumber: string): DigitalInvoice => ({ ...digital(note, -1), OriginalEIid: originalNumber });

function digital(invoice: Pick<InvoiceRecord, 'seller' | 'buyer' | 'number' | 'issuedAt' | 'lines' | 'netMinor' | 'taxMinor' | 'grossMinor'> & { readonly taxes: readonly TaxSum[] }, sign: 1 | -1): DigitalInvoice {
  const { seller, buyer } = invoice;
  const amount = (minor: number) => decimal(minor, 'CNY');
  const taxes = taxOfLines(invoice.lines, [...invoice.taxes]);
  return {
    RequestId: invoice.number,
    GeneralOrSpecialVAT: buyer.taxId ? '01' : '02',
    SellerInformation: { SellerIdNum: seller['taxId'] ?? '', SellerName: seller['name'] ?? '', SellerAddr: seller['address'] ?? '', SellerTelNum: seller['phone'] ?? '', SellerBankName: seller['bank'] ?? '', SellerBankAccNum: seller['account'] ?? '' },
    BuyerInformation: { BuyerIdNum: buyer.taxId, BuyerName: buyer.name, BuyerAddr: buyer.address },
    BasicInformation: { TotalAmWithoutTax: amount(sign * invoice.netMinor), TotalTaxAm: amount(sign * invoice.taxMinor), 'TotalTax-includedAmount': amount(sign * invoice.grossMinor), 'TotalTax-includedAmountInChinese': (sign < 0 ? '（负数）' : '') + inChineseWords(invoice.grossMinor), Drawer: seller['name'] ?? '', RequestTime: invoice.issuedAt.toISOString() },
    IssuItemInformation: invoice.lines.map((l, i) => {
      const tax = taxes[i] ?? 0;
      return {
        // A discount stands as a line of negative quantity: prices are never negative.
        ItemName: l.description, Quantity: count(sign * (l.unitMinor < 0 ? -l.quantity : l.quantity)), UnPrice: amount(Math.abs(l.unitMinor)), Amount: amount(sign * l.netMinor), TaxRate: String(l.taxRate / 10_000), ComTaxAm: amount(sign * tax), TotaltaxIncludedAmount: amount(sign * (l.netMinor + tax)),
      };
    }),
  };
}
