import { Button, Field, IconButton, Input, Select, Switch, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Skill, Team } from '@aftercare/contract/org';
import { type Queue, usualQueueSettings } from '@aftercare/contract/routing';
import type { TicketType } from '@aftercare/contract/tickets';
import { useNavigate } from '@tanstack/react-router';
import { Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { Chips } from '../frame/Chips.tsx';
import { ConditionField } from '../frame/ConditionField.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { languageNames, tierNames } from '../sla/choices.ts';
import { QueueDepth } from './QueueDepth.tsx';
import { WordList } from './WordList.tsx';

type Written = Omit<Queue, 'id'>;
interface House { readonly teams: readonly Team[]; readonly skills: readonly Skill[]; readonly types: readonly TicketType[] }

/** A queue: which tickets it takes, whose team serves it, and what a person must bring. */
export function QueueForm({ queue, position, house }: { readonly queue: Queue | null; readonly position: number; readonly house: House }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const start: Written = queue
    ? { name: queue.name, teamId: queue.teamId, match: queue.match, skills: queue.skills, matchLanguage: queue.matchLanguage, position: queue.position, enabled: queue.enabled, settings: queue.settings ?? usualQueueSettings }
    : { name: '', teamId: house.teams[0]?.id ?? 0, match: { channels: [], types: [], tiers: [], languages: [] }, skills: [], matchLanguage: true, position, enabled: true, settings: usualQueueSettings };
  const form = useForm(start);
  const { value, set } = form;
  const kinds = useChannelKinds(value.match.channels);
  const put = (body: Written) => (queue ? call(api.routing.updateQueue, { params: { id: queue.id }, body }) : call(api.routing.createQueue, { body }));
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'queues' }, ignoreBlocker: true });
  const save = useWork({
    work: () => put({ ...value, name: value.name.trim() }), keys: ['queues'], said: (saved) => t('queues.saved', { name: saved.name }),
    undo: (saved) => { const before = form.base; return queue ? async () => { await put(before); form.rebase(before); } : () => call(api.routing.deleteQueue, { params: { id: saved.id } }); },
    after: () => { form.rebase(value); if (!queue) leave(); },
  });
  const faults = fieldFaults(save.error);
  const match = (change: Partial<Written['match']>) => set({ match: { ...value.match, ...change } });
  const free = house.skills.filter((one) => !value.skills.some((each) => each.skillId === one.id));
  const skillName = (id: number) => { const skill = house.skills.find((one) => one.id === id); return skill ? named(skill.name, i18n.language) : '?'; };
  return (
    <FormPage
      title={queue ? queue.name : t('queues.add')} part="queues" fresh={!queue} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'teamId', 'skills', 'match.condition', 'settings.overflow']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={queue ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'queue', id: queue.id, text: t('queues.removed', { name: queue.name }), work: () => call(api.routing.deleteQueue, { params: { id: queue.id } }), keys: ['queues'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <Group title={t('queues.what')}>
        <div className="st-two">
          <Field label={t('name')} fault={faults.name} required>{(control) => <Input {...control} autoFocus={!queue} maxLength={120} value={value.name} placeholder={t('queues.placeholder')} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('queues.team')} hint={t('queues.teamHint')} fault={faults.teamId}>{(control) => <Select {...control} value={String(value.teamId)} choices={house.teams.map((one) => ({ value: String(one.id), label: one.name }))} onChange={(id) => set({ teamId: Number(id) })} />}</Field>
        </div>
        <Switch label={t('queues.enabled')} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      </Group>
      <Group title={t('match.title')} hint={t('match.hint')}>
        <Chips label={t('match.tier')} all={t('match.any')} choices={tierNames.map((one) => ({ value: one, label: t(`ui:tier.${one}`) }))} chosen={value.match.tiers} onChange={(tiers) => match({ tiers })} />
        <Chips label={t('match.channel')} all={t('match.any')} choices={kinds.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))} chosen={value.match.channels} onChange={(channels) => match({ channels })} />
        {house.types.length > 0 ? <Chips label={t('match.type')} all={t('match.any')} choices={house.types.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))} chosen={value.match.types} onChange={(types) => match({ types })} /> : null}
        <Chips label={t('match.language')} all={t('match.any')} choices={languageNames.map((one) => ({ value: one, label: t(`language.${one}`) }))} chosen={value.match.languages} onChange={(languages) => match({ languages })} />
        <div className="st-two">
          <WordList label={t('queues.regions')} hint={t('queues.regionsHint')} words={value.match.regions ?? []} onChange={(regions) => match({ regions })} />
          <WordList label={t('queues.categories')} hint={t('queues.categoriesHint')} words={value.match.categories ?? []} onChange={(categories) => match({ categories })} />
        </div>
        <ConditionField value={value.match.condition ?? ''} fault={faults['match.condition']} onChange={(condition) => match({ condition })} />
      </Group>
      <Group title={t('queues.who')} hint={t('queues.whoHint')}>
        <Switch label={t('queues.matchLanguage')} checked={value.matchLanguage} onChange={(matchLanguage) => set({ matchLanguage })} />
        {value.skills.map((one, at) => (
          <div key={one.skillId} className="st-need">
            <span className="ac-grow">{skillName(one.skillId)}</span>
            <Select aria-label={t('queues.level', { what: skillName(one.skillId) })} value={String(one.level)} choices={[1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: t('queues.atLeast', { level: t(`level.${level}`) }) }))} onChange={(level) => set({ skills: value.skills.map((each, i) => (i === at ? { ...each, level: Number(level) } : each)) })} />
            <IconButton label={t('removeWhat', { what: skillName(one.skillId) })} icon={<X size={16} />} onClick={() => set({ skills: value.skills.filter((_, i) => i !== at) })} />
          </div>
        ))}
        {free.length > 0 ? <Select aria-label={t('queues.addSkill')} value="" choices={[{ value: '', label: t('queues.addSkill') }, ...free.map((one) => ({ value: String(one.id), label: named(one.name, i18n.language) }))]} onChange={(id) => { if (id) set({ skills: [...value.skills, { skillId: Number(id), level: 1 }] }); }} className="st-narrow" /> : null}
      </Group>
      <QueueDepth value={value.settings ?? usualQueueSettings} own={queue?.id ?? null} teams={house.teams} faults={faults} onChange={(settings) => set({ settings })} />
    </FormPage>
  );
}
