import { Button, Field, IconButton, Input, Switch, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { HotlineRules } from '@aftercare/contract/hotline';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

/** What holds for all numbers: time after a call, what may come of one, whether listening is shown. */
export function RulesForm({ rules }: { readonly rules: HotlineRules }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const form = useForm(rules);
  const { value, set } = form;
  const save = useWork({ work: () => call(api.hotline.saveRules, { body: value }), keys: ['hotline-rules'], said: () => t('hotline.rulesSaved'), after: () => form.rebase(value) });
  const faults = fieldFaults(save.error);
  const change = (i: number, part: Partial<HotlineRules['dispositions'][number]>) => set({ dispositions: value.dispositions.map((one, n) => (n === i ? { ...one, ...part } : one)) });
  const free = () => { for (let n = value.dispositions.length + 1; ; n++) if (!value.dispositions.some((one) => one.key === `outcome-${n}`)) return `outcome-${n}`; };
  return (
    <FormPage title={t('hotline.rulesTitle')} part="hotline" dirty={form.dirty} busy={save.isPending} error={save.error} known={['dispositions', 'wrapUpSeconds']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('hotline.afterCall')} hint={t('hotline.afterCallHint')}>
        <Field label={t('hotline.wrapUpSeconds')} fault={faults.wrapUpSeconds}>{(control) => <Input {...control} type="number" min={0} max={900} value={value.wrapUpSeconds} onChange={(event) => set({ wrapUpSeconds: Number(event.target.value) })} />}</Field>
        <ol className="hl-rows" aria-label={t('hotline.dispositions')}>
          {value.dispositions.map((one, i) => (
            <li key={one.key} className="hl-key">
              <div className="ac-grow"><Field label={t('hotline.nameZh')} fault={faults[`dispositions.${i}.zh`]}>{(control) => <Input {...control} lang="zh-CN" maxLength={60} value={one.zh} onChange={(event) => change(i, { zh: event.target.value })} />}</Field></div>
              <div className="ac-grow"><Field label={t('hotline.nameEn')} fault={faults[`dispositions.${i}.en`]}>{(control) => <Input {...control} lang="en" maxLength={60} value={one.en} onChange={(event) => change(i, { en: event.target.value })} />}</Field></div>
              <IconButton label={t('removeWhat', { what: (i18n.language === 'zh-CN' ? one.zh || one.en : one.en || one.zh) || one.key })} icon={<X size={16} />} disabled={value.dispositions.length === 1} onClick={() => set({ dispositions: value.dispositions.filter((_, n) => n !== i) })} />
            </li>
          ))}
        </ol>
        <div><Button size="small" icon={<Plus size={16} aria-hidden="true" />} onClick={() => set({ dispositions: [...value.dispositions, { key: free(), zh: '', en: '' }] })}>{t('hotline.addDisposition')}</Button></div>
      </Group>
      <Group title={t('hotline.supervision')} hint={t('hotline.supervisionHint')}>
        <Switch label={t('hotline.showSupervision')} checked={value.showSupervision} onChange={(showSupervision) => set({ showSupervision })} />
      </Group>
    </FormPage>
  );
}
