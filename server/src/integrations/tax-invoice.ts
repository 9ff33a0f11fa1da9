import type { ServiceAccount } from './payment.ts';

/**
 * The port to whoever issues China's fully digital invoice (数电票) with the tax bureau. Names of the fields are those of
 * the invoice's own XML, so that a service's documents read like ours. Amounts are texts with two decimals.
 */
export interface DigitalInvoice {
  readonly RequestId: string;
  /** 红字: the invoice this one takes back; amounts and quantities are negative then. */
  readonly OriginalEIid?: string;
  readonly GeneralOrSpecialVAT: '01' | '02';
  readonly SellerInformation: { readonly SellerIdNum: string; readonly SellerName: string; readonly SellerAddr: string; readonly SellerTelNum: string; readonly SellerBankName: string; readonly SellerBankAccNum: string };
  readonly BuyerInformation: { readonly BuyerIdNum: string; readonly BuyerName: string; readonly BuyerAddr: string };
  readonly BasicInformation: { readonly TotalAmWithoutTax: string; readonly TotalTaxAm: string; readonly 'TotalTax-includedAmount': string; readonly 'TotalTax-includedAmountInChinese': string; readonly Drawer: string; readonly RequestTime: string };
  readonly IssuItemInformation: readonly { readonly ItemName: string; readonly Quantity: string; readonly UnPrice: string; readonly Amount: string; readonly TaxRate: string; readonly ComTaxAm: string; readonly TotaltaxIncludedAmount: string }[];
}
/** `EIid` is the 20-digit number of the invoice. */
export interface IssuedInvoice { readonly EIid: string; readonly url: string }

export interface TaxInvoiceService {
  /** Throws `ServiceRefused` for good, with the service's own words; anything else thrown is tried again. The same RequestId gives the same invoice. */
  issue(invoice: DigitalInvoice, account: ServiceAccount): Promise<IssuedInvoice>;
}
