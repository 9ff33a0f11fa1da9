import { api } from '@aftercare/contract';
import type { Segment, SegmentTrial } from '@aftercare/contract/segments';
import { customerNames } from '@aftercare/contract/segments';
import { Button, Field, Input, Notice, Tag, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { ConditionField } from '../frame/ConditionField.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';

/** A condition over customers, whom it finds, and the tag it gives. */
export function SegmentForm({ segment }: { readonly segment: Segment | null }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const form = useForm({ name: segment?.name ?? noNames, condition: segment?.condition ?? '', tag: segment?.tag ?? '' });
  const { value, set } = form;
  const whole = () => ({ name: bothNames(value.name), condition: value.condition, tag: value.tag.trim() || null });
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'segments' }, ignoreBlocker: true });
  const save = useWork({
    work: () => (segment ? call(api.segments.update, { params: { id: segment.id }, body: whole() }, { version: segment.version }) : call(api.segments.create, { body: whole() })), keys: ['segments', 'customers'],
    said: (saved) => t('segments.saved', { name: named(saved.name, i18n.language) }), after: () => { form.rebase({ ...whole(), tag: value.tag }); leave(); },
  });
  const trial = useMutation({ mutationFn: () => call(api.segments.try, { body: { condition: value.condition, tag: value.tag.trim() || null } }) });
  const faults = fieldFaults(save.error);
  const tried = fieldFaults(trial.error);
  return (
    <FormPage
      wide title={segment ? named(segment.name, i18n.language) : t('segments.add')} part="segments" fresh={!segment} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'condition', 'tag']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={segment ? <><Link to="/customers" search={{ segment: segment.id }}>{t('segments.open')}</Link><Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'segment', id: segment.id, text: t('segments.removed', { name: named(segment.name, i18n.language) }), work: () => call(api.segments.remove, { params: { id: segment.id } }), keys: ['segments'] }); leave(); }}>{t('remove')}</Button></> : null}
    >
      <Group title={t('segments.what')}><BothNames label={t('segments.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!segment} /></Group>
      <Group title={t('segments.who')}><ConditionField hint={t('segments.whoHint')} value={value.condition} fault={faults.condition ?? tried.condition} onChange={(condition) => set({ condition })} only={customerNames} /></Group>
      <Group title={t('segments.tagTitle')} hint={t('segments.tagHint')}>
        <Field label={t('segments.tag')} fault={faults.tag} optional>{(control) => <Input {...control} maxLength={40} value={value.tag} onChange={(event) => set({ tag: event.target.value })} />}</Field>
      </Group>
      <Group title={t('segments.trial')} hint={t('segments.trialHint')}>
        <p><Button busy={trial.isPending} disabled={value.condition.trim() === ''} onClick={() => trial.mutate()}>{t('segments.try')}</Button></p>
        {trial.error && !tried.condition ? <Notice tone="late" role="alert">{faultSentence(trial.error)}</Notice> : null}
        {trial.data ? <Found trial={trial.data} tag={value.tag.trim()} /> : null}
      </Group>
    </FormPage>
  );
}

function Found({ trial, tag }: { readonly trial: SegmentTrial; readonly tag: string }) {
  const { t, i18n } = useTranslation('settings');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className="ac-stack" role="status">
      <p><strong>{t(trial.truncated ? 'segments.foundOf' : 'segments.foundAll', { matched: number.format(trial.matched), looked: number.format(trial.looked) })}</strong>{tag ? ` ${t('segments.tags', { gains: number.format(trial.gains), loses: number.format(trial.loses) })}` : ''}</p>
      {trial.samples.length > 0 ? <ul className="ac-stack-tight">{trial.samples.map((one) => <li key={one.id} className="ac-row"><Link translate="no" to="/customers/$customerId" params={{ customerId: String(one.id) }}>{one.name}</Link>{one.tags.slice(0, 4).map((x) => <Tag key={x}>{x}</Tag>)}</li>)}</ul> : null}
    </div>
  );
}
