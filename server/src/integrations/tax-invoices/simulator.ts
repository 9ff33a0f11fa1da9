import { type Answer, startService } from '../simulated-service.ts';
import type { DigitalInvoice } from '../tax-invoice.ts';

const cents = (text: string) => Math.round(Number(text) * 100);

/** The tax bureau's side, as strict as it is: sums must fit, the seller must be known. */
export async function startTaxInvoices(options: { readonly secret: string; readonly now: () => Date }) {
  const issued: DigitalInvoice[] = [];
  const numbers = new Map<string, DigitalInvoice>();
  const service = await startService(options, (path, body): Answer => {
    if (path !== '/invoices') return [404, { error: 'no such path' }];
    const invoice = body as DigitalInvoice;
    const { BasicInformation: sums, IssuItemInformation: items, SellerInformation: seller } = invoice;
    if (!/^[0-9A-Z]{15,20}$/.test(seller.SellerIdNum)) return [422, { error: '销售方纳税人识别号有误' }];
    if (cents(sums.TotalAmWithoutTax) + cents(sums.TotalTaxAm) !== cents(sums['TotalTax-includedAmount'])) return [422, { error: '价税合计与金额、税额不符' }];
    if (items.reduce((sum, i) => sum + cents(i.Amount), 0) !== cents(sums.TotalAmWithoutTax)) return [422, { error: '明细金额合计与金额不符' }];
    if (items.reduce((sum, i) => sum + cents(i.ComTaxAm), 0) !== cents(sums.TotalTaxAm)) return [422, { error: '明细税额合计与税额不符' }];
    if ((invoice.OriginalEIid !== undefined) !== cents(sums['TotalTax-includedAmount']) < 0) return [422, { error: '红字发票金额应为负数，蓝字应为正数' }];
    if (invoice.OriginalEIid !== undefined) {
      const original = numbers.get(invoice.OriginalEIid);
      if (!original) return [422, { error: '找不到对应的蓝字发票' }];
      const back = issued.filter((one) => one.OriginalEIid === invoice.OriginalEIid).reduce((sum, one) => sum + cents(one.BasicInformation['TotalTax-includedAmount']), 0);
      if (cents(original.BasicInformation['TotalTax-includedAmount']) + back + cents(sums['TotalTax-includedAmount']) < 0) return [422, { error: '红字金额超过蓝字发票余额' }];
    }
    issued.push(invoice);
    const EIid = `26312000000${String(issued.length).padStart(9, '0')}`;
    numbers.set(EIid, invoice);
    return [200, { EIid, url: `${service.url}/invoices/${EIid}.pdf` }];
  });
  return { ...service, issued };
}
