import { api } from '@aftercare/contract';
import { Combobox, Field, Input, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../data/types.ts';
import { loadProfileWords } from './words.ts';

await loadProfileWords();
export interface More { readonly companyId: number | null; readonly role: string; readonly number: string }

/** What a customer is in which company, and by which number others know them. */
export function EditMore({ customer, value, faults, onChange }: { readonly customer: Customer; readonly value: More; readonly faults: Readonly<Record<string, string | undefined>>; readonly onChange: (value: More) => void }) {
  const { t } = useTranslation('profile');
  const { call } = useApi();
  const [words, setWords] = useState(customer.companyName ?? '');
  const asked = useDeferredValue(words.trim());
  const found = useQuery({ queryKey: ['companies', asked], enabled: asked !== '' && asked !== customer.companyName, queryFn: ({ signal }) => call(api.customers.list, { query: { q: asked, kind: 'company', limit: 8 } }, { signal }), staleTime: 30_000 });
  const options = (found.data?.items ?? []).filter((one) => one.id !== customer.id).map((one) => ({ value: one, label: one.name }));
  return (
    <>
      <Field label={t(customer.kind === 'company' ? 'edit.above' : 'edit.belongs')} hint={t('edit.belongsHint')} fault={faults.companyId}>
        {(control) => <Combobox control={control} label={t('edit.belongs')} text={words} onText={(text) => { setWords(text); if (text.trim() === '') onChange({ ...value, companyId: null }); }} options={options} onPick={(one) => { setWords(one.name); onChange({ ...value, companyId: one.id }); }} {...(found.isSuccess ? { none: t('edit.noCompany') } : {})} />}
      </Field>
      {customer.kind === 'person' ? <Field label={t('edit.role')}>{(control) => <Input {...control} maxLength={120} value={value.role} onChange={(event) => onChange({ ...value, role: event.target.value })} />}</Field> : null}
      <Field label={t('edit.number')} hint={t('edit.numberHint')} fault={faults.number}>{(control) => <Input {...control} maxLength={60} spellCheck={false} value={value.number} onChange={(event) => onChange({ ...value, number: event.target.value })} />}</Field>
    </>
  );
}
