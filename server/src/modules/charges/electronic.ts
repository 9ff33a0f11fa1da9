import { ServiceRefused } from '../../integrations/payment.ts';
import type { TaxInvoiceService } from '../../integrations/tax-invoice.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { SettingsOfCharges } from './settings.ts';
import { toDigitalCredit, toDigitalInvoice } from './shudian.ts';
import * as credits from './store-credit-notes.ts';
import * as store from './store-invoices.ts';
import { InvoiceRefused, xrechnung, xrechnungCredit } from './xrechnung.ts';

/** Structured invoices: made by a job after the invoice, because a tax bureau may be away while the customer is not. */
export function createElectronic({ work }: Pick<Platform, 'work'>, service: TaxInvoiceService, settings: SettingsOfCharges) {
  return {
    /** The XRechnung as it was issued; undefined when there is none. */
    xml: (invoiceId: number) => store.findXml(work, invoiceId),
    creditXml: (id: number) => credits.findCreditXml(work, id),
    /** The structured credit note: waits until the invoice it takes back has its own number. */
    async issueCredit(id: number): Promise<void> {
      const credit = await credits.findCreditNote(work, id);
      if (credit?.electronic.state !== 'waiting') return;
      const { kind } = credit.electronic;
      const note = (electronic: Parameters<typeof credits.setCreditElectronic>[2]) => work.tx((tx) => credits.setCreditElectronic(tx, id, electronic));
      const refused = async (error: Error): Promise<void> => { await note({ kind, state: 'failed', number: null, fault: error.message.slice(0, 500) }); };
      try {
        if (kind === 'xrechnung') {
          const xml = await xrechnungCredit(credit);
          await work.tx(async (tx) => { await credits.saveCreditXml(tx, id, xml); await credits.setCreditElectronic(tx, id, { kind, state: 'issued', number: credit.number, fault: null }); });
          return;
        }
        const original = credit.invoiceElectronic;
        if (original.state === 'failed') return await refused(new Error(original.fault ?? 'the invoice itself was not issued'));
        if (original.state !== 'issued' || !original.number) throw new Error('the invoice itself is not issued yet, so the credit note waits');
        const account = await settings.taxInvoices(work);
        if (!account) throw new Error('no service for digital invoices is set up, so the credit note waits');
        const { EIid, url } = await service.issue(toDigitalCredit(credit, original.number), account);
        await note({ kind, state: 'issued', number: EIid, fault: null, url });
      } catch (error) {
        if (!(error instanceof InvoiceRefused) && !(error instanceof ServiceRefused)) throw error;
        await refused(error);
      }
    },
    /** Tried again until it is issued or refused for good; again after that does nothing. */
    async issue(invoiceId: number): Promise<void> {
      const invoice = await store.findInvoice(work, invoiceId);
      if (invoice?.electronic.state !== 'waiting') return;
      const note = (electronic: Parameters<typeof store.setElectronic>[2]) => work.tx((tx) => store.setElectronic(tx, invoiceId, electronic));
      const { kind } = invoice.electronic;
      if (kind === 'xrechnung') {
        try {
          const xml = await xrechnung(invoice);
          await work.tx(async (tx) => { await store.saveXml(tx, invoiceId, xml); await store.setElectronic(tx, invoiceId, { kind, state: 'issued', number: invoice.number, fault: null }); });
        } catch (error) {
          if (!(error instanceof InvoiceRefused)) throw error;
          await note({ kind, state: 'failed', number: null, fault: error.message.slice(0, 500) });
        }
        return;
      }
      const account = await settings.taxInvoices(work);
      if (!account) throw new Error('no service for digital invoices is set up, so the invoice waits');
      try {
        const { EIid, url } = await service.issue(toDigitalInvoice(invoice), account);
        await note({ kind, state: 'issued', number: EIid, fault: null, url });
      } catch (error) {
        if (!(error instanceof ServiceRefused)) throw error;
        await note({ kind, state: 'failed', number: null, fault: error.message });
      }
    },
  };
}
