import { Button, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { currencyDigits, formatMoney } from '@aftercare/contract/money';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Invoice, useChargeWork } from './data.ts';
import { readNumber } from './draft.ts';

const methods = ['cash', 'card', 'transfer', 'wechat', 'alipay'] as const;

const titles = { payment: 'recordPayment', refund: 'refund', credit: 'credit' } as const;
const buttons = { payment: 'book', refund: 'giveBack', credit: 'creditDo' } as const;
const booked = { payment: 'paymentBooked', refund: 'refundBooked', credit: 'creditBooked' } as const;

/** Money that came in by hand, goes back, or need not come. One press books once, however often it is repeated. */
export function MoneyDialog({ kind, invoice, onClose }: { readonly kind: 'payment' | 'refund' | 'credit'; readonly invoice: Invoice; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['charges', 'app']);
  const { call } = useApi();
  const digits = currencyDigits[invoice.currency];
  const most = kind === 'payment' ? invoice.openMinor : kind === 'refund' ? invoice.paidMinor - invoice.refundedMinor : invoice.grossMinor - invoice.creditedMinor;
  const [amount, setAmount] = useState((most / 10 ** digits).toFixed(digits));
  const [method, setMethod] = useState<(typeof methods)[number]>('cash');
  const [words, setWords] = useState('');
  const [once] = useState(() => crypto.randomUUID());
  const amountMinor = Math.round(readNumber(amount) * 10 ** digits);
  const work = useChargeWork(invoice.ticketId, {
    quiet: true, said: () => t(booked[kind]), after: onClose,
    work: (_: null) => (kind === 'payment' ? call(api.charges.recordPayment, { params: { id: invoice.id }, body: { amountMinor, method, reference: words } }, { idempotencyKey: `${once}:${amountMinor}` }) : kind === 'credit' ? call(api.charges.credit, { params: { id: invoice.id }, body: { amountMinor, reason: words } }, { idempotencyKey: `${once}:${amountMinor}` }) : call(api.charges.refund, { params: { id: invoice.id }, body: { amountMinor, reason: words } }, { idempotencyKey: `${once}:${amountMinor}` })),
  });
  const faults = fieldFaults(work.error);
  return (
    <Dialog open onClose={onClose} size="small" title={t(titles[kind])} onSubmit={() => work.mutate(null)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={work.isPending} disabled={!(amountMinor > 0 && amountMinor <= most) || (kind !== 'payment' && !words.trim())}>{t(buttons[kind])}</Button></>}>
      <div className="ac-stack">
        {work.error ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        {kind === 'payment' ? null : <p className="ac-soft ac-small">{t(kind === 'refund' ? 'refundAbout' : 'creditAbout')}</p>}
        <Field label={t('amount', { currency: invoice.currency })} hint={t('atMost', { amount: formatMoney(most, invoice.currency, i18n.language) })} fault={amountMinor > most ? t('tooMuch') : faults.amountMinor}>{(control) => <Input {...control} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}</Field>
        {kind === 'payment' ? <Field label={t('method')}>{(control) => <Select {...control} value={method} choices={methods.map((value) => ({ value, label: t(`methods.${value}`) }))} onChange={setMethod} />}</Field> : null}
        <Field label={t(kind === 'payment' ? 'reference' : 'reason')} {...(kind === 'payment' ? { optional: true } : { required: true })} fault={faults.reason}>{(control) => <Input {...control} maxLength={kind === 'payment' ? 100 : 500} value={words} onChange={(event) => setWords(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}
