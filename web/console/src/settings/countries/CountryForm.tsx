import { Button, Checkbox, Field, Input, Moment, Select, Textarea, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { type CountryItem, type CountryRule } from '@aftercare/contract/countries';
import { useNavigate } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { Chips } from '../frame/Chips.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ZoneField } from '../frame/ZoneField.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { clock, minuteOf } from './names.ts';

const ruleOf = ({ recording, announcement, survey, marketing, quietFrom, quietTo, timeZone }: CountryItem): CountryRule => ({ recording, announcement, survey, marketing, quietFrom, quietTo, timeZone });
const recordings = ['number', 'tell', 'ask', 'never'] as const;

/** One country. What is saved here counts before what the product comes with; a customer's own word counts before both. */
export function CountryForm({ item, name }: { readonly item: CountryItem; readonly name: string }) {
  const { t } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm(ruleOf(item));
  const { value, set } = form;
  const kinds = useChannelKinds(value.marketing);
  const put = (body: CountryRule) => call(api.countries.save, { params: { country: item.country }, body });
  const drop = () => call(api.countries.reset, { params: { country: item.country } });
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'countries' }, ignoreBlocker: true });
  const save = useWork({ work: () => put(value), keys: ['country-rules', 'wishes'], said: () => t('countries.saved', { name }), undo: () => { const before = form.base; return item.changed ? () => put(before) : drop; }, after: () => { form.rebase(value); leave(); } });
  const reset = useWork({ work: drop, keys: ['country-rules', 'wishes'], said: () => t(item.shipped ? 'countries.backSaid' : 'countries.removed', { name }), undo: () => { const before = form.base; return () => put(before); }, after: leave, loud: true });
  const faults = fieldFaults(save.error);
  const quiet = value.quietFrom !== null && value.quietTo !== null;
  const fresh = !item.shipped && !item.changed;
  return (
    <FormPage
      title={name} part="countries" fresh={fresh} intro={item.changed ? <>{t('countries.changedBy', { name: item.changed.by })} <Moment at={item.changed.at} as="absolute" /></> : item.shipped ? t('countries.asShipped') : t('countries.asOthers')}
      dirty={form.dirty} busy={save.isPending} error={save.error} known={['recording', 'announcement', 'survey', 'marketing', 'quietFrom', 'quietTo', 'timeZone']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={item.changed ? <Button icon={<RotateCcw size={16} aria-hidden="true" />} busy={reset.isPending} onClick={() => reset.mutate(undefined)}>{t(item.shipped ? 'countries.back' : 'remove')}</Button> : null}
    >
      <Group title={t('countries.recording')} hint={t('countries.recordingHint')}>
        <Field label={t('countries.rule')}>{(control) => <Select {...control} value={value.recording ?? 'number'} choices={recordings.map((one) => ({ value: one, label: one === 'number' ? t('countries.recordAsNumber') : t(`countries.record.${one}`) }))} onChange={(one) => set({ recording: one === 'number' ? null : one })} />}</Field>
        {value.recording === 'never' || value.recording === null ? null : (
          <div className="st-two">
            {(['zh', 'en'] as const).map((language) => (
              <Field key={language} label={t(language === 'zh' ? 'hotline.sayZh' : 'hotline.sayEn')} hint={language === 'zh' ? t(value.recording === 'ask' ? 'countries.askHint' : 'countries.sayHint') : undefined} fault={faults[`announcement.${language}`]}>
                {(control) => <Textarea {...control} translate="no" lang={language === 'zh' ? 'zh-CN' : 'en'} rows={3} maxLength={600} value={value.announcement[language]} onChange={(event) => set({ announcement: { ...value.announcement, [language]: event.target.value } })} />}
              </Field>
            ))}
          </div>
        )}
      </Group>
      <Group title={t('countries.contact')} hint={t('countries.contactHint')}>
        <Checkbox label={t('countries.survey')} checked={value.survey} onChange={(survey) => set({ survey })} />
        <Chips label={t('countries.marketing')} all={t('countries.noOffers')} choices={kinds.filter((kind) => kind !== 'counter').map((kind) => ({ value: kind, label: t(`ui:channel.${kind}`) }))} chosen={value.marketing} onChange={(marketing) => set({ marketing })} />
      </Group>
      <Group title={t('countries.quiet')} hint={t('countries.quietHint')}>
        <Checkbox label={t('countries.quietOn')} checked={quiet} onChange={(on) => set(on ? { quietFrom: 21 * 60, quietTo: 8 * 60 } : { quietFrom: null, quietTo: null })} />
        {quiet ? (
          <>
            <div className="st-two st-narrow">
              <Field label={t('notices.from')} fault={faults.quietFrom}>{(control) => <Input {...control} type="time" value={clock(value.quietFrom ?? 0)} onChange={(event) => set({ quietFrom: minuteOf(event.target.value) ?? value.quietFrom })} />}</Field>
              <Field label={t('notices.to')} fault={faults.quietTo}>{(control) => <Input {...control} type="time" value={clock(value.quietTo ?? 0)} onChange={(event) => set({ quietTo: minuteOf(event.target.value) ?? value.quietTo })} />}</Field>
            </div>
            <ZoneField label={t('countries.zone')} fault={faults.timeZone} value={value.timeZone} onChange={(timeZone) => set({ timeZone })} />
          </>
        ) : null}
      </Group>
    </FormPage>
  );
}
