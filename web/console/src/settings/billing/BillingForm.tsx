import { Field, Input, Select, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { ChargeSettings } from '@aftercare/contract/charges';
import { type Currency, currencyDigits } from '@aftercare/contract/money';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

const sellerFields = ['name', 'taxId', 'address', 'postcode', 'city', 'country', 'phone', 'email', 'bank', 'account'] as const;
type Draft = Omit<ChargeSettings, 'taxRate' | 'validDays' | 'dueDays' | 'payments' | 'taxInvoices'> & { tax: string; validDays: string; dueDays: string; payments: { endpoint: string; secret: string }; taxInvoices: { endpoint: string; secret: string } };
const draftOf = (s: ChargeSettings): Draft => ({ currency: s.currency, tax: String(s.taxRate / 100), validDays: String(s.validDays), dueDays: String(s.dueDays), invoiceSeries: s.invoiceSeries, creditSeries: s.creditSeries, electronic: s.electronic, seller: s.seller, payments: { endpoint: s.payments.endpoint, secret: '' }, taxInvoices: { endpoint: s.taxInvoices.endpoint, secret: '' } });
const service = ({ endpoint, secret }: { endpoint: string; secret: string }) => ({ endpoint: endpoint.trim(), ...(secret ? { secret } : {}) });

/** Seller, currency and terms; the series of invoices; structured invoices and the payment service. */
export function BillingForm({ saved }: { readonly saved: ChargeSettings }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const form = useForm(draftOf(saved));
  const { value, set } = form;
  const save = useWork({
    work: (_: undefined) => call(api.charges.saveSettings, { body: { currency: value.currency, taxRate: Math.round(Number(value.tax) * 100), validDays: Number(value.validDays), dueDays: Number(value.dueDays), invoiceSeries: value.invoiceSeries, creditSeries: value.creditSeries, electronic: value.electronic, seller: { ...value.seller, country: value.seller.country.toUpperCase() }, payments: service(value.payments), taxInvoices: service(value.taxInvoices) } }),
    keys: ['charge-settings'], said: () => t('billing.saved'), after: (now) => form.rebase(draftOf(now)),
  });
  const faults = fieldFaults(save.error);
  const number = (label: string, key: 'tax' | 'validDays' | 'dueDays', fault?: string) => <Field label={label} fault={fault}>{(control) => <Input {...control} inputMode="decimal" value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  const outside = (key: 'payments' | 'taxInvoices', secretSet: boolean) => (
    <div className="st-two">
      <Field label={t('billing.endpoint')} fault={faults[`${key}.endpoint`]}>{(control) => <Input {...control} type="url" placeholder="https://" maxLength={300} value={value[key].endpoint} onChange={(event) => set({ [key]: { ...value[key], endpoint: event.target.value } })} />}</Field>
      <Field label={t('billing.secret')} hint={secretSet ? t('billing.secretSet') : t('billing.secretHint')}>{(control) => <Input {...control} type="password" autoComplete="new-password" maxLength={200} value={value[key].secret} onChange={(event) => set({ [key]: { ...value[key], secret: event.target.value } })} />}</Field>
    </div>
  );
  return (
    <FormPage title={t('part.billing')} intro={t('billing.intro')} dirty={form.dirty} busy={save.isPending} error={save.error} known={['taxRate', 'validDays', 'dueDays', 'invoiceSeries', 'creditSeries', 'seller', 'payments', 'taxInvoices']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('billing.seller')} hint={t('billing.sellerHint')}>
        <div className="st-two">{sellerFields.map((key) => <Field key={key} label={t(`billing.field.${key}`)} fault={faults[`seller.${key}`]}>{(control) => <Input {...control} maxLength={key === 'country' ? 2 : 320} value={value.seller[key]} onChange={(event) => set({ seller: { ...value.seller, [key]: event.target.value } })} />}</Field>)}</div>
      </Group>
      <Group title={t('billing.terms')}>
        <div className="st-two">
          <Field label={t('billing.currency')}>{(control) => <Select {...control} value={value.currency} choices={(Object.keys(currencyDigits) as Currency[]).map((one) => ({ value: one, label: one }))} onChange={(currency) => set({ currency })} />}</Field>
          {number(t('billing.tax'), 'tax', faults.taxRate)}{number(t('billing.validDays'), 'validDays', faults.validDays)}{number(t('billing.dueDays'), 'dueDays', faults.dueDays)}
          <Field label={t('billing.series')} hint={t('billing.seriesHint')} fault={faults.invoiceSeries}>{(control) => <Input {...control} maxLength={40} value={value.invoiceSeries} onChange={(event) => set({ invoiceSeries: event.target.value })} />}</Field>
          <Field label={t('billing.creditSeries')} hint={t('billing.seriesHint')} fault={faults.creditSeries}>{(control) => <Input {...control} maxLength={40} value={value.creditSeries} onChange={(event) => set({ creditSeries: event.target.value })} />}</Field>
        </div>
      </Group>
      <Group title={t('billing.payments')} hint={t('billing.paymentsHint', { url: `${window.location.origin}/api/v1/payments/events` })}>{outside('payments', saved.payments.secretSet)}</Group>
      <Group title={t('billing.electronic')} hint={t('billing.electronicHint')}>
        <Field label={t('billing.kind')}>{(control) => <Select {...control} value={value.electronic} choices={(['none', 'xrechnung', 'shudian'] as const).map((one) => ({ value: one, label: t(`billing.kinds.${one}`) }))} onChange={(electronic) => set({ electronic })} />}</Field>
        {value.electronic === 'shudian' ? outside('taxInvoices', saved.taxInvoices.secretSet) : null}
      </Group>
    </FormPage>
  );
}
