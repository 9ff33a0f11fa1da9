import { api } from '@aftercare/contract';
import { type Currency, currencyDigits } from '@aftercare/contract/money';
import type { RepairSettings } from '@aftercare/contract/repairs';
import type { Site } from '@aftercare/contract/sites';
import { Field, Input, Select, fieldFaults, named, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

/** What is promised for repairs and what they cost. */
export function RepairsPart() {
  const { call } = useApi();
  const settings = useQuery(queryOptions({ queryKey: ['repair-settings'], queryFn: ({ signal }) => call(api.repairs.settings, {}, { signal }), staleTime: 10_000 }));
  const sites = useQuery(queryOptions({ queryKey: ['sites', 'all'], queryFn: ({ signal }) => call(api.sites.list, { query: {} }, { signal }), staleTime: 10_000 }));
  return <Loaded of={[settings, sites]}>{(saved, { items }) => <RepairsForm saved={saved} sites={items} />}</Loaded>;
}

const whole = (minor: number, currency: Currency) => String(minor / 10 ** currencyDigits[currency]);
const minorOf = (text: string, currency: Currency) => Math.round(Number(text.trim() || NaN) * 10 ** currencyDigits[currency]);
const draftOf = (s: RepairSettings) => ({ currency: s.currency, labour: whole(s.labourMinorPerHour, s.currency), shipping: whole(s.shippingMinor, s.currency), tax: String(s.taxRate / 100), finishDays: String(s.finishDays), partDays: String(s.partDays), depotSiteId: s.depotSiteId });

function RepairsForm({ saved, sites }: { readonly saved: RepairSettings; readonly sites: readonly Site[] }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const form = useForm(draftOf(saved));
  const { value, set } = form;
  const save = useWork({
    work: (_: undefined) => call(api.repairs.saveSettings, { body: { currency: value.currency, labourMinorPerHour: minorOf(value.labour, value.currency), shippingMinor: minorOf(value.shipping, value.currency), taxRate: Math.round(Number(value.tax.trim() || NaN) * 100), finishDays: Number(value.finishDays), partDays: Number(value.partDays), depotSiteId: value.depotSiteId } }),
    keys: ['repair-settings'], said: () => t('repairs.saved'), after: (now) => form.rebase(draftOf(now)),
    undo: () => () => call(api.repairs.saveSettings, { body: saved }).then((now) => form.rebase(draftOf(now))),
  });
  const faults = fieldFaults(save.error);
  const number = (label: string, key: 'labour' | 'shipping' | 'tax' | 'finishDays' | 'partDays', path: string, hint?: string) => <Field label={label} hint={hint} fault={faults[path]}>{(control) => <Input {...control} inputMode="decimal" value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  return (
    <FormPage title={t('part.repairs')} intro={t('repairs.intro')} dirty={form.dirty} busy={save.isPending} error={save.error} known={['currency', 'labourMinorPerHour', 'shippingMinor', 'taxRate', 'finishDays', 'partDays', 'depotSiteId']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('repairs.promise')} hint={t('repairs.promiseHint')}>
        <div className="st-two">{number(t('repairs.finishDays'), 'finishDays', 'finishDays', t('repairs.finishHint'))}{number(t('repairs.partDays'), 'partDays', 'partDays', t('repairs.partHint'))}</div>
      </Group>
      <Group title={t('repairs.prices')} hint={t('repairs.pricesHint')}>
        <div className="st-two">
          <Field label={t('repairs.currency')} fault={faults['currency']}>{(control) => <Select {...control} value={value.currency} choices={(Object.keys(currencyDigits) as Currency[]).map((one) => ({ value: one, label: one }))} onChange={(currency) => set({ currency })} />}</Field>
          {number(t('repairs.tax'), 'tax', 'taxRate')}
          {number(t('repairs.labour', { currency: value.currency }), 'labour', 'labourMinorPerHour')}
          {number(t('repairs.shipping', { currency: value.currency }), 'shipping', 'shippingMinor', t('repairs.shippingHint'))}
        </div>
      </Group>
      <Group title={t('repairs.where')}>
        <Field label={t('repairs.depot')} hint={t('repairs.depotHint')} fault={faults['depotSiteId']}>{(control) => <Select {...control} className="st-narrow" value={String(value.depotSiteId ?? '')} choices={[{ value: '', label: t('repairs.noDepot') }, ...sites.filter((s) => s.active && s.kind !== 'van').map((s) => ({ value: String(s.id), label: named(s.name, i18n.language) }))]} onChange={(id) => set({ depotSiteId: id ? Number(id) : null })} />}</Field>
      </Group>
    </FormPage>
  );
}
