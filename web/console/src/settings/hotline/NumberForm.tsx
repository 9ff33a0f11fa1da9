import { Field, Input, Select, Switch, TagInput, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { HotlineNumber } from '@aftercare/contract/hotline';
import type { Calendar, Team } from '@aftercare/contract/org';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { languageNames } from '../sla/choices.ts';
import { MenuEditor } from './MenuEditor.tsx';
import { RecordingFields } from './RecordingFields.tsx';
import type { Place } from './StationFields.tsx';
import { firstMenu, silent } from './stations.ts';

type Written = Omit<HotlineNumber, 'id' | 'version' | 'passwordSet' | 'registered' | 'fault'> & { password: string };
const consent = { ...silent, zh: '为保证服务质量，本次通话将被录音。', en: 'This call is recorded so that we can serve you well.' };
const started = (n: HotlineNumber | null): Written => (n
  ? { number: n.number, name: n.name, language: n.language, calendarId: n.calendarId, teamId: n.teamId, enabled: n.enabled, line: n.line, recording: n.recording, menu: n.menu, password: '' }
  : { number: '', name: '', language: 'zh-CN', calendarId: null, teamId: null, enabled: true, line: { mode: 'register', host: '', port: 5060, protocol: 'UDP', user: '', from: [] }, recording: { calls: false, rule: 'tell', consent, days: 180, countries: [] }, menu: firstMenu(), password: '' });

/** A number: how its calls come, when somebody is there, what callers hear. */
export function NumberForm({ number, teams, calendars, places }: { readonly number: HotlineNumber | null; readonly teams: readonly Team[]; readonly calendars: readonly Calendar[]; readonly places: readonly Place[] }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm(started(number));
  const { value, set } = form;
  const { line, recording } = value;
  const save = useWork({
    work: () => {
      const { password, ...rest } = value;
      const body = { ...rest, ...(password ? { password } : {}) };
      return number ? call(api.hotline.saveNumber, { params: { id: number.id }, body: { ...body, version: number.version } }) : call(api.hotline.createNumber, { body });
    },
    keys: ['hotline-numbers'], said: (saved) => t('hotline.saved', { number: saved.number }), after: () => { form.rebase(value); if (!number) void navigate({ to: '/settings/$', params: { _splat: 'hotline' }, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  return (
    <FormPage title={number ? number.number : t('hotline.add')} part="hotline" fresh={!number} dirty={form.dirty} busy={save.isPending} error={save.error} known={['number', 'name', 'line', 'menu', 'recording']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('hotline.what')}>
        <div className="st-two">
          <Field label={t('hotline.number')} hint={t('hotline.numberHint')} fault={faults.number} required>{(control) => <Input {...control} inputMode="tel" value={value.number} onChange={(event) => set({ number: event.target.value })} />}</Field>
          <Field label={t('name')} fault={faults.name} required>{(control) => <Input {...control} maxLength={100} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('hotline.language')}>{(control) => <Select {...control} value={value.language} choices={languageNames.map((one) => ({ value: one, label: t(`language.${one}`) }))} onChange={(language) => set({ language })} />}</Field>
          <Field label={t('hotline.hours')}>{(control) => <Select {...control} value={String(value.calendarId ?? '')} choices={[{ value: '', label: t('hotline.always') }, ...calendars.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ calendarId: id === '' ? null : Number(id) })} />}</Field>
          <Field label={t('queues.team')}>{(control) => <Select {...control} value={String(value.teamId ?? '')} choices={[{ value: '', label: t('hotline.noTeam') }, ...teams.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ teamId: id === '' ? null : Number(id) })} />}</Field>
        </div>
        <Switch label={t('hotline.enabled')} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      </Group>
      <Group title={t('hotline.line')} hint={t(`hotline.modeHint.${line.mode}`)}>
        <Field label={t('hotline.mode')}>{(control) => <Select {...control} value={line.mode} choices={(['register', 'trunk', 'cloud'] as const).map((one) => ({ value: one, label: t(`hotline.modes.${one}`) }))} onChange={(mode) => set({ line: { ...line, mode } })} />}</Field>
        <div className="st-two">
          {line.mode === 'cloud' ? null : <Field label={t('hotline.host')} fault={faults['line.host']}>{(control) => <Input {...control} value={line.host} onChange={(event) => set({ line: { ...line, host: event.target.value } })} />}</Field>}
          {line.mode === 'cloud' ? null : <Field label={t('hotline.protocol')}>{(control) => <Select {...control} value={line.protocol} choices={(['UDP', 'TCP', 'TLS'] as const).map((one) => ({ value: one, label: one }))} onChange={(protocol) => set({ line: { ...line, protocol, ...(line.port === 5060 && protocol === 'TLS' ? { port: 5061 } : line.port === 5061 && protocol !== 'TLS' ? { port: 5060 } : {}) } })} />}</Field>}
          {line.mode === 'cloud' ? null : <Field label={t('hotline.port')} fault={faults['line.port']}>{(control) => <Input {...control} type="number" min={1} max={65_535} value={line.port} onChange={(event) => set({ line: { ...line, port: Number(event.target.value) } })} />}</Field>}
          <Field label={t('hotline.user')} fault={faults['line.user']}>{(control) => <Input {...control} autoComplete="off" value={line.user} onChange={(event) => set({ line: { ...line, user: event.target.value } })} />}</Field>
          <Field label={t('hotline.password')} hint={number?.passwordSet ? t('hotline.passwordSet') : null}>{(control) => <Input {...control} type="password" autoComplete="new-password" value={value.password} onChange={(event) => set({ password: event.target.value })} />}</Field>
        </div>
        {line.mode !== 'cloud' ? null : number ? <CopyBox label={t('hotline.hook')} text={`${location.origin}/api/v1/hotline/cloud/${number.id}`} /> : <p className="ac-soft">{t('hotline.hookLater')}</p>}
        {line.mode === 'trunk' ? <Field label={t('hotline.from')} hint={t('hotline.fromHint')}>{(control) => <TagInput label={t('hotline.from')} control={control} tags={line.from} onChange={(from) => set({ line: { ...line, from } })} />}</Field> : null}
      </Group>
      <Group title={t('hotline.recording')} hint={t('hotline.recordingHint')}>
        <RecordingFields recording={recording} faults={faults} set={(change) => set({ recording: { ...recording, ...change } })} />
      </Group>
      <Group title={t('hotline.menu')} hint={t('hotline.menuHint')}><MenuEditor menu={value.menu} teams={teams} places={places} faults={faults} set={(menu) => set({ menu })} /></Group>
    </FormPage>
  );
}
