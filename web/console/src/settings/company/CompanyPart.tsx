import { Field, Input, Select, TagInput, availableLanguages, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Company } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { ZoneField } from '../frame/ZoneField.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { useSettingsQueries } from '../data.ts';

/** Who the customers deal with. */
export function CompanyPart() {
  return <Loaded of={[useQuery(useSettingsQueries().company())]}>{(company) => <CompanyForm company={company} />}</Loaded>;
}

function CompanyForm({ company }: { readonly company: Company }) {
  const { t } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const form = useForm(company);
  const { value, set } = form;
  const put = (body: Company) => call(api.org.saveCompany, { body });
  const save = useWork({
    work: () => put({ ...value, name: value.name.trim() }), keys: ['company', 'me'], said: () => t('company.saved'),
    undo: () => { const before = form.base; return async () => form.rebase(await put(before)); }, after: form.rebase,
  });
  const faults = fieldFaults(save.error);
  return (
    <FormPage title={t('part.company')} intro={t('company.intro')} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'timeZone', 'language', 'products']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('company.who')}>
        <Field label={t('company.name')} hint={t('company.nameHint')} fault={faults.name} required>{(control) => <Input {...control} maxLength={120} autoComplete="organization" value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
        <Field label={t('company.products')} hint={t('company.productsHint')} fault={faults.products} optional>{(control) => <TagInput control={control} label={t('company.products')} tags={value.products} onChange={(products) => set({ products })} placeholder={t('company.productsPlaceholder')} />}</Field>
      </Group>
      <Group title={t('company.where')}>
        <div className="st-two">
          <ZoneField label={t('timeZone')} hint={t('company.zoneHint')} fault={faults.timeZone} value={value.timeZone} onChange={(timeZone) => set({ timeZone })} />
          <Field label={t('company.language')} hint={t('company.languageHint')} fault={faults.language}>{(control) => <Select {...control} value={value.language} choices={availableLanguages().map((code) => ({ value: code as Company['language'], label: languageName(code) }))} onChange={(language) => set({ language })} />}</Field>
        </div>
      </Group>
    </FormPage>
  );
}
