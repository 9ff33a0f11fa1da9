import { Button, Checkbox, DesignedField, Field, Input, Select, Textarea, fieldFaults, named, useApi } from '@aftercare/ui';
import type { DesignedValue } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { type FieldKind, type TicketField, fieldKinds } from '@aftercare/contract/ticket-fields';
import type { TicketType } from '@aftercare/contract/tickets';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { Chips } from '../frame/Chips.tsx';
import { ConditionField } from '../frame/ConditionField.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { StepsField } from './StepsField.tsx';
import { keyOf, linesOf, optionsOf } from './keys.ts';

interface Written extends Omit<TicketField, 'options' | 'position'> { readonly choices: string; readonly steps: readonly string[] }
const points = ['open', 'pending', 'hold', 'solved', 'closed'] as const;
const inChat = new Set(['text', 'number', 'money', 'date', 'yes-no', 'choice', 'cascade']);
const forCustomers = new Set([...inChat, 'file']);

/** A field: what it asks, of whom, when it shows, where it is needed – and how it will look. */
export function FieldForm({ field, types, taken }: { readonly field: TicketField | null; readonly types: readonly TicketType[]; readonly taken: readonly string[] }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const { options: before = [], position: _, ...known } = { position: 0, ...(field ?? { key: '', name: noNames, hint: noNames, kind: 'text' as FieldKind, options: [], currency: 'CNY', types: [], condition: '', requiredAt: [], onPortal: false, onChat: false, active: true }) };
  const form = useForm<Written>({ ...known, choices: linesOf(before), requiredAt: known.requiredAt.filter((one) => !one.startsWith('step:')), steps: known.requiredAt.filter((one) => one.startsWith('step:')).map((one) => one.slice(5)) });
  const { value, set } = form;
  const [tried, setTried] = useState<DesignedValue>(null);
  const options = optionsOf(value.choices, before);
  const chooses = value.kind === 'choice' || value.kind === 'cascade';
  const key = value.key || keyOf(value.name.en || value.name.zh, taken);
  const put = (one: Written) => {
    const { key: _, choices, steps, ...rest } = one;
    return call(api.ticketFields.save, { params: { key: field?.key ?? key }, body: { ...rest, name: bothNames(one.name), options: chooses ? optionsOf(choices, before) : [], requiredAt: [...rest.requiredAt, ...steps.map((step) => `step:${step}`)] } });
  };
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'fields' }, ignoreBlocker: true });
  const save = useWork({
    work: () => put(value), keys: ['ticket-fields', 'ticket-form'], said: (saved) => t('fields.saved', { name: named(saved.name, i18n.language) }),
    undo: (saved) => { const base = form.base; return field ? async () => { await put(base); form.rebase(base); } : () => call(api.ticketFields.remove, { params: { key: saved.key } }); },
    after: () => { form.rebase(value); if (!field) leave(); },
  });
  const faults = fieldFaults(save.error);
  return (
    <FormPage
      wide title={field ? named(field.name, i18n.language) : t('fields.add')} part="fields" fresh={!field} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'hint', 'options', 'condition', 'requiredAt', 'kind', 'key']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={field ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: `field:${field.key}`, id: 0, text: t('fields.removed', { name: named(field.name, i18n.language) }), work: () => call(api.ticketFields.remove, { params: { key: field.key } }), keys: ['ticket-fields'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <Group title={t('fields.what')}>
        <BothNames label={t('fields.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!field} />
        <BothNames label={t('fields.hint')} value={value.hint} maxLength={300} onChange={(hint) => set({ hint })} />
        <div className="st-two">
          {field ? <Field label={t('fields.kind')} hint={t('fields.kindFixed')} fault={faults.kind}>{(control) => <Input {...control} readOnly value={t(`fields.kinds.${value.kind}`)} />}</Field> : <Field label={t('fields.kind')} fault={faults.kind}>{(control) => <Select {...control} value={value.kind} choices={fieldKinds.map((one) => ({ value: one, label: t(`fields.kinds.${one}`) }))} onChange={(kind) => set({ kind, ...(forCustomers.has(kind) ? {} : { onPortal: false }), ...(inChat.has(kind) ? {} : { onChat: false }) })} />}</Field>}
          {field ? <Field label={t('fields.key')}>{(control) => <Input {...control} readOnly value={field.key} />}</Field> : <Field label={t('fields.key')} hint={t('fields.keyHint')} fault={faults.key}>{(control) => <Input {...control} spellCheck={false} maxLength={40} value={key} onChange={(event) => set({ key: event.target.value })} />}</Field>}
          {value.kind === 'money' ? <Field label={t('fields.currency')}>{(control) => <Input {...control} maxLength={3} value={value.currency} onChange={(event) => set({ currency: event.target.value.toUpperCase() })} />}</Field> : null}
          <Checkbox label={t('fields.active')} checked={value.active} onChange={(active) => set({ active })} />
        </div>
        {chooses ? <Field label={t('fields.choices')} hint={t(value.kind === 'cascade' ? 'fields.cascadeHint' : 'fields.choicesHint')} fault={faults.options} required>{(control) => <Textarea {...control} rows={8} spellCheck={false} className="st-choices" value={value.choices} onChange={(event) => set({ choices: event.target.value })} />}</Field> : null}
      </Group>
      <Group title={t('fields.where')}>
        <Chips label={t('fields.ofTypes')} all={t('fields.allTypes')} choices={types.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))} chosen={value.types} onChange={(chosen) => set({ types: chosen })} />
        <ConditionField hint={t('fields.conditionHint')} value={value.condition} fault={faults.condition} onChange={(condition) => set({ condition })} more={['fields', 'product', 'serial', 'subject']} />
        {forCustomers.has(value.kind) ? <div className="ac-row"><Checkbox label={t('fields.portal')} checked={value.onPortal} onChange={(onPortal) => set({ onPortal })} />{inChat.has(value.kind) ? <Checkbox label={t('fields.chat')} checked={value.onChat} onChange={(onChat) => set({ onChat })} /> : null}</div> : <p className="ac-field__hint">{t('fields.staffOnly')}</p>}
      </Group>
      <Group title={t('fields.neededAt')} hint={t('fields.neededHint')}>
        <Chips label={t('fields.neededAt')} choices={points.map((one) => ({ value: one as string, label: t(`fields.point.${one}`) }))} chosen={value.requiredAt} onChange={(requiredAt) => set({ requiredAt })} />
        <StepsField chosen={value.steps} fault={faults.requiredAt} onChange={(steps) => set({ steps })} />
      </Group>
      <Group title={t('fields.preview')}>
        <div className="st-field-preview ac-panel">
          {inChat.has(value.kind) ? <DesignedField field={{ key: 'preview', name: value.name.zh || value.name.en ? bothNames(value.name) : { zh: '…', en: '…' }, hint: value.hint, kind: value.kind, options, currency: value.currency.length === 3 ? value.currency : 'CNY', required: value.requiredAt.includes('open'), neededAt: [...value.requiredAt.filter((one) => one !== 'open'), ...value.steps.map((step) => `step:${step}`)] }} value={tried} onChange={setTried} /> : <p className="ac-soft">{t(`fields.kinds.${value.kind}`)}</p>}
        </div>
      </Group>
    </FormPage>
  );
}
