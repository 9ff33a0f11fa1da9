import { Button, Checkbox, Field, Input, Select, TagInput, Textarea, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Macro } from '@aftercare/contract/automation';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { cut, variables } from '../templates/variables.ts';

type Written = Omit<Macro, 'id' | 'used' | 'version' | 'mine'>;
interface Props { readonly macro: Macro | null; readonly teams: readonly { id: number; name: string }[]; readonly agents: readonly { id: number; name: string }[]; readonly types: readonly { key: string; name: { zh: string; en: string } }[] }
const statuses = ['open', 'pending', 'hold', 'solved', 'closed'] as const;
const priorities = ['low', 'normal', 'high', 'urgent'] as const;

/** A macro: what it sets, what it says in each language, and who may use it. */
export function MacroForm({ macro, teams, agents, types }: Props) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const may = useMay();
  const navigate = useNavigate();
  const { remove } = useRemoval();
  const start: Written = macro
    ? { name: macro.name, personal: macro.personal, teamId: macro.teamId, changes: macro.changes, text: macro.text, send: macro.send, after: macro.after, note: macro.note, active: macro.active, position: macro.position }
    : { name: noNames, personal: !may('automation.manage'), teamId: null, changes: {}, text: null, send: false, after: 'keep', note: '', active: true, position: 0 };
  const form = useForm(start);
  const { value, set } = form;
  const { changes } = value;
  const change = (next: Partial<Written['changes']>) => set({ changes: Object.fromEntries(Object.entries({ ...changes, ...next }).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0))) });
  const whole = (): Written => ({ ...value, name: bothNames(value.name), text: value.text && (value.text.zh.trim() || value.text.en.trim()) ? value.text : null });
  const put = (body: Written) => (macro ? call(api.automation.updateMacro, { params: { id: macro.id }, body }) : call(api.automation.createMacro, { body }));
  const leave = () => void navigate({ to: '/settings/$', params: { _splat: 'macros' }, ignoreBlocker: true });
  const save = useWork({
    work: () => put(whole()), keys: ['macros'], said: (saved) => t('macros.saved', { name: named(saved.name, i18n.language) }),
    undo: (saved) => { const before = form.base; return macro ? async () => { await put(before); form.rebase(before); } : () => call(api.automation.deleteMacro, { params: { id: saved.id } }); },
    after: () => { form.rebase(whole()); if (!macro) leave(); },
  });
  const faults = fieldFaults(save.error);
  const unknown = [...new Set([value.text?.zh ?? '', value.text?.en ?? ''].flatMap(cut).flatMap((piece) => (piece.kind === 'variable' && !piece.known ? [piece.text] : [])))];
  const keep = { value: '', label: t('macros.keep') };
  const owner = changes.owner === undefined ? '' : String(changes.owner);
  const team = changes.teamId === undefined ? '' : changes.teamId === null ? 'none' : String(changes.teamId);
  return (
    <FormPage
      wide title={macro ? named(macro.name, i18n.language) : t('macros.add')} part="macros" fresh={!macro} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'text', 'note', 'changes']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={macro?.mine ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { remove({ kind: 'macro', id: macro.id, text: t('macros.removed', { name: named(macro.name, i18n.language) }), work: () => call(api.automation.deleteMacro, { params: { id: macro.id } }), keys: ['macros'] }); leave(); }}>{t('remove')}</Button> : null}
    >
      <Group title={t('macros.what')}>
        <BothNames label={t('macros.name')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!macro} />
        <div className="st-two">
          {may('automation.manage') ? <Field label={t('macros.who')}>{(control) => <Select {...control} value={value.personal ? 'me' : value.teamId ? String(value.teamId) : ''} choices={[{ value: '', label: t('macros.everybody') }, ...teams.map((one) => ({ value: String(one.id), label: one.name })), { value: 'me', label: t('macros.personal') }]} onChange={(who) => set({ personal: who === 'me', teamId: who === '' || who === 'me' ? null : Number(who) })} />}</Field> : null}
          <Checkbox label={t('macros.active')} checked={value.active} onChange={(active) => set({ active })} />
        </div>
      </Group>
      <Group title={t('macros.changes')} hint={t('macros.changesHint')}>
        <div className="st-two">
          <Field label={t('macros.status')}>{(control) => <Select {...control} value={changes.status ?? ''} choices={[keep, ...statuses.map((one) => ({ value: one as string, label: t(`ui:status.${one}`) }))]} onChange={(status) => change({ status: statuses.find((one) => one === status) })} />}</Field>
          <Field label={t('macros.priority')}>{(control) => <Select {...control} value={changes.priority ?? ''} choices={[keep, ...priorities.map((one) => ({ value: one as string, label: t(`ui:priority.${one}`) }))]} onChange={(priority) => change({ priority: priorities.find((one) => one === priority) })} />}</Field>
          <Field label={t('macros.type')}>{(control) => <Select {...control} value={changes.type ?? ''} choices={[keep, ...types.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))]} onChange={(type) => change({ type: type || undefined })} />}</Field>
          <Field label={t('macros.owner')}>{(control) => <Select {...control} value={owner} choices={[keep, { value: 'me', label: t('macros.me') }, { value: 'nobody', label: t('macros.nobody') }, ...agents.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(who) => change({ owner: who === '' ? undefined : who === 'me' || who === 'nobody' ? who : Number(who) })} />}</Field>
          <Field label={t('macros.team')}>{(control) => <Select {...control} value={team} choices={[keep, { value: 'none', label: t('macros.noTeam') }, ...teams.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(where) => change({ teamId: where === '' ? undefined : where === 'none' ? null : Number(where) })} />}</Field>
          <Field label={t('macros.snooze')} optional>{(control) => <Input {...control} type="number" min={1} max={8760} value={changes.snoozeHours ?? ''} onChange={(event) => change({ snoozeHours: Number(event.target.value) || undefined })} />}</Field>
          <Field label={t('macros.addTags')} optional>{(control) => <TagInput control={control} label={t('macros.addTags')} tags={changes.addTags ?? []} onChange={(addTags) => change({ addTags })} />}</Field>
          <Field label={t('macros.removeTags')} optional>{(control) => <TagInput control={control} label={t('macros.removeTags')} tags={changes.removeTags ?? []} onChange={(removeTags) => change({ removeTags })} />}</Field>
        </div>
      </Group>
      <Group title={t('macros.text')} hint={t('macros.textHint')}>
        <BothNames label={t('macros.answer')} rows={5} maxLength={20_000} value={value.text ?? noNames} onChange={(text) => set({ text })} faults={{ zh: faults['text.zh'], en: faults['text.en'] }} />
        {unknown.length > 0 ? <p className="ac-field__fault" role="status">{t('templates.unknown', { names: unknown.join(' ') })}</p> : null}
        <p className="ac-faint ac-small">{t('templates.variables')} {variables.map((name) => <code key={name} className="st-short" title={t(`variable.${name}`)}>{`{{${name}}}`}</code>)}</p>
        <div className="st-two">
          <Field label={t('macros.how')}>{(control) => <Select {...control} value={value.send ? 'send' : 'draft'} choices={[{ value: 'draft', label: t('macros.draft') }, { value: 'send', label: t('macros.send') }]} onChange={(how) => set({ send: how === 'send' })} />}</Field>
          {value.send ? <Field label={t('macros.after')}>{(control) => <Select {...control} value={value.after} choices={(['keep', 'wait', 'solve'] as const).map((one) => ({ value: one, label: t(`macros.then.${one}`) }))} onChange={(after) => set({ after })} />}</Field> : null}
        </div>
        <Field label={t('macros.note')} optional>{(control) => <Textarea {...control} grows rows={2} maxLength={20_000} value={value.note} onChange={(event) => set({ note: event.target.value })} />}</Field>
      </Group>
    </FormPage>
  );
}
