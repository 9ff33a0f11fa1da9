import { Button, Dialog, Field, Input, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Quote, useChargeWork } from './data.ts';

const fields = ['name', 'taxId', 'address', 'postcode', 'city', 'country', 'email'] as const;

/** Invoices an approved quote. What is left empty comes from the customer. */
export function InvoiceDialog({ quote, onClose }: { readonly quote: Quote; readonly onClose: () => void }) {
  const { t } = useTranslation(['charges', 'app']);
  const { call } = useApi();
  const [buyer, setBuyer] = useState<Readonly<Partial<Record<(typeof fields)[number], string>>>>({});
  const work = useChargeWork(quote.ticketId, {
    quiet: true, work: (_: null) => call(api.charges.invoice, { params: { id: quote.id }, body: Object.fromEntries(Object.entries(buyer).filter(([, value]) => value.trim() !== '').map(([key, value]) => [key, key === 'country' ? value.trim().toUpperCase() : value])) }, { idempotencyKey: `invoice-${quote.id}` }),
    said: (invoice) => t('invoiced', { number: invoice.number }), after: onClose,
  });
  const faults = fieldFaults(work.error);
  return (
    <Dialog open onClose={onClose} title={t('makeInvoice')} onSubmit={() => work.mutate(null)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={work.isPending}>{t('makeInvoice')}</Button></>}>
      <div className="ac-stack">
        {work.error ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        <p className="ac-soft">{t('invoiceHint')}</p>
        <div className="cg-two">{fields.map((key) => <Field key={key} label={t(`buyer.${key}`)} optional fault={faults[key]}>{(control) => <Input {...control} maxLength={key === 'country' ? 2 : 300} value={buyer[key] ?? ''} onChange={(event) => setBuyer({ ...buyer, [key]: event.target.value })} />}</Field>)}</div>
      </div>
    </Dialog>
  );
}
