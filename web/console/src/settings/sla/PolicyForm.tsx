import { Button, Field, Input, Select, Switch, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Calendar } from '@aftercare/contract/org';
import type { SlaPolicy } from '@aftercare/contract/sla';
import type { TicketType } from '@aftercare/contract/tickets';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Quote, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { useSettingsQueries } from '../data.ts';
import { Chips } from '../frame/Chips.tsx';
import { ConditionField } from '../frame/ConditionField.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { priorityNames, tierNames } from './choices.ts';
import { ChainEditor } from './ChainEditor.tsx';
import { InnerPauseEditor, PauseEditor } from './PauseEditor.tsx';
import { TargetField } from './TargetField.tsx';
import { usePromise } from './usePromise.ts';

type Written = Omit<SlaPolicy, 'id'>;
const targetNames = ['first-response', 'next-response', 'solution', 'closing'] as const;
interface Props { readonly policy: SlaPolicy | null; readonly position: number; readonly calendars: readonly Calendar[]; readonly types: readonly TicketType[] }

/** A promise: whom it is for, how soon, in which hours; the sentence above says it back while one types. */
export function PolicyForm({ policy, position, calendars, types }: Props) {
  const { t, i18n } = useTranslation(['settings', 'app', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const start: Written = policy
    ? { name: policy.name, match: policy.match, calendarId: policy.calendarId, targets: policy.targets, warnAt: policy.warnAt, escalations: policy.escalations, pauses: policy.pauses, innerPauses: policy.innerPauses, position: policy.position, enabled: policy.enabled }
    : { name: '', match: { channels: [], types: [], tiers: [], priorities: [] }, calendarId: calendars[0]?.id ?? 0, targets: { 'first-response': 10, 'next-response': null, solution: 1440, closing: 2880 }, warnAt: 0.8, escalations: [], pauses: undefined, innerPauses: undefined, position, enabled: true };
  const form = useForm(start);
  const { value, set } = form;
  const from = useSettingsQueries();
  const people = useQuery(from.agents()).data?.items.filter((one) => one.status === 'active') ?? [];
  const roles = useQuery(from.roles()).data?.items ?? [];
  const kinds = useChannelKinds(value.match.channels);
  const promise = usePromise(calendars);
  const put = (body: Written) => (policy ? call(api.sla.updatePolicy, { params: { id: policy.id }, body }) : call(api.sla.createPolicy, { body }));
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'sla' }, ignoreBlocker: true });
  const save = useWork({
    work: () => put({ ...value, name: value.name.trim() }), keys: ['policies', 'clocks'], said: (saved) => t('sla.saved', { name: saved.name }),
    undo: (saved) => { const before = form.base; return policy ? async () => { await put(before); form.rebase(before); } : () => call(api.sla.deletePolicy, { params: { id: saved.id } }); },
    after: () => { form.rebase(value); if (!policy) leave(); },
  });
  const faults = fieldFaults(save.error);
  const match = (change: Partial<Written['match']>) => set({ match: { ...value.match, ...change } });
  const target = (key: keyof Written['targets'], minutes: number | null) => set({ targets: { ...value.targets, [key]: minutes } });
  const percent = Math.round(value.warnAt * 100);
  return (
    <FormPage
      title={policy ? policy.name : t('sla.add')} part="sla" fresh={!policy} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'calendarId', 'targets', 'warnAt', 'match.condition', 'escalations']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={policy ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'policy', id: policy.id, text: t('sla.removed', { name: policy.name }), work: () => call(api.sla.deletePolicy, { params: { id: policy.id } }), keys: ['policies'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <p className="st-says" role="status"><Quote size={18} aria-hidden="true" /><span>{promise(value)}</span></p>
      <Group title={t('sla.what')}>
        <div className="st-two">
          <Field label={t('name')} fault={faults.name} required>{(control) => <Input {...control} autoFocus={!policy} maxLength={120} value={value.name} placeholder={t('sla.placeholder')} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('sla.calendar')} hint={t('sla.calendarHint')} fault={faults.calendarId}>{(control) => <Select {...control} value={String(value.calendarId)} choices={calendars.map((one) => ({ value: String(one.id), label: one.name }))} onChange={(id) => set({ calendarId: Number(id) })} />}</Field>
        </div>
        <Switch label={t('sla.enabled')} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      </Group>
      <Group title={t('match.title')} hint={t('sla.matchHint')}>
        <Chips label={t('match.tier')} all={t('match.any')} choices={tierNames.map((one) => ({ value: one, label: t(`ui:tier.${one}`) }))} chosen={value.match.tiers} onChange={(tiers) => match({ tiers })} />
        <Chips label={t('match.channel')} all={t('match.any')} choices={kinds.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))} chosen={value.match.channels} onChange={(channels) => match({ channels })} />
        {types.length > 0 ? <Chips label={t('match.type')} all={t('match.any')} choices={types.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))} chosen={value.match.types} onChange={(chosen) => match({ types: chosen })} /> : null}
        <Chips label={t('match.priority')} all={t('match.any')} choices={priorityNames.map((one) => ({ value: one, label: t(`ui:priority.${one}`) }))} chosen={value.match.priorities} onChange={(priorities) => match({ priorities })} />
        <ConditionField value={value.match.condition ?? ''} fault={faults['match.condition']} onChange={(condition) => match({ condition })} />
      </Group>
      <Group title={t('sla.targets')} hint={t('sla.targetsHint')}>
        <TargetField label={t('app:target.first-response')} minutes={value.targets['first-response']} usual={10} fault={faults['targets.first-response']} onChange={(minutes) => target('first-response', minutes)} />
        <TargetField label={t('app:target.next-response')} minutes={value.targets['next-response']} usual={60} fault={faults['targets.next-response']} onChange={(minutes) => target('next-response', minutes)} />
        <TargetField label={t('app:target.solution')} minutes={value.targets.solution} usual={1440} fault={faults['targets.solution']} onChange={(minutes) => target('solution', minutes)} />
        <TargetField label={t('app:target.closing')} minutes={value.targets.closing} usual={2880} fault={faults['targets.closing']} onChange={(minutes) => target('closing', minutes)} />
        <Field label={t('sla.warn')} hint={t('sla.warnHint', { percent })} fault={faults.warnAt}>
          {(control) => <span className="st-range"><input {...control} type="range" min={10} max={95} step={5} value={percent} aria-valuetext={`${percent}%`} onChange={(event) => set({ warnAt: Number(event.target.value) / 100 })} /><output>{percent}%</output></span>}
        </Field>
      </Group>
      <Group title={t('sla.pause.title')} hint={t('sla.pause.hint')}><PauseEditor pauses={value.pauses} onChange={(pauses) => set({ pauses })} /></Group>
      <Group title={t('sla.pause.inner.title')} hint={t('sla.pause.inner.hint')}><InnerPauseEditor pauses={value.innerPauses} onChange={(innerPauses) => set({ innerPauses })} /></Group>
      <Group title={t('sla.chain.title')} hint={t('sla.chain.hint')}>
        <ChainEditor rungs={value.escalations} targets={targetNames.filter((one) => value.targets[one] !== null)} people={people} roles={roles} onChange={(escalations) => set({ escalations })} />
        {Object.entries(faults).some(([path]) => path.startsWith('escalations')) ? <p className="ac-field__fault" role="alert">{Object.entries(faults).find(([path]) => path.startsWith('escalations'))?.[1]}</p> : null}
      </Group>
    </FormPage>
  );
}
