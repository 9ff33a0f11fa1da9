import { Button, Chip, Field, Input, Notice, Select, availableLanguages, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Agent } from '@aftercare/contract/org';
import { UserCheck, UserX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../data/useQueries.ts';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { PersonFields } from './PersonFields.tsx';
import type { House, Work } from './PersonFields.tsx';
import { Sees } from './Sees.tsx';

type Written = Work & Pick<Agent, 'name' | 'language'>;
const writtenOf = ({ name, language, roles, teams, skills, languages, capacity, channelCapacity, calendarId }: Agent): Written => ({ name, language, roles, teams, skills, languages, capacity, channelCapacity: channelCapacity ?? {}, calendarId });

/** One of ours: name, rights, the work that comes to them; and the switch that closes their account. */
export function PersonForm({ person, house }: { readonly person: Agent; readonly house: House }) {
  const { t } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const me = useMe();
  const form = useForm(writtenOf(person));
  const { value, set } = form;
  const params = { id: person.id };
  const put = (body: Partial<Written> & { status?: 'active' | 'disabled' }) => call(api.org.updateAgent, { params, body });
  const keys = ['agents', 'teams', ...(person.id === me.id ? ['me'] : [])];
  const save = useWork({
    work: () => put({ ...value, name: value.name.trim() }), keys, said: (saved) => t('people.saved', { name: saved.name }),
    undo: () => { const before = form.base; return async () => form.rebase(writtenOf(await put(before))); }, after: (saved) => form.rebase(writtenOf(saved)),
  });
  const status = useWork({
    work: (to: 'active' | 'disabled') => put({ status: to }), keys, loud: true,
    said: (_, to) => t(to === 'disabled' ? 'people.nowDisabled' : 'people.nowActive', { name: person.name }),
    undo: (_, to) => () => put({ status: to === 'disabled' ? 'active' : 'disabled' }),
  });
  const faults = fieldFaults(save.error);
  const disabled = person.status === 'disabled';
  return (
    <FormPage
      title={person.name} intro={<>{person.email} {person.status === 'invited' ? <Chip>{t('people.invited')}</Chip> : null}</>} part="people" dirty={form.dirty} busy={save.isPending} error={save.error}
      known={['name', 'language', 'roles', 'capacity', 'calendarId']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}
      actions={person.id === me.id ? null : disabled
        ? <Button icon={<UserCheck size={16} aria-hidden="true" />} busy={status.isPending} onClick={() => status.mutate('active')}>{t('people.enable')}</Button>
        : person.status === 'active' ? <Button kind="danger" icon={<UserX size={16} aria-hidden="true" />} busy={status.isPending} onClick={() => status.mutate('disabled')}>{t('people.disable')}</Button> : null}
    >
      {disabled ? <Notice>{t('people.disabledText')}</Notice> : null}
      <Group title={t('people.who')}>
        <div className="st-two">
          <Field label={t('personName')} fault={faults.name} required>{(control) => <Input {...control} maxLength={120} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('people.screen')} fault={faults.language}>{(control) => <Select {...control} value={value.language} choices={availableLanguages().map((code) => ({ value: code as Agent['language'], label: languageName(code) }))} onChange={(language) => set({ language })} />}</Field>
        </div>
      </Group>
      <PersonFields value={value} set={set} house={house} faults={faults} />
      <Sees person={person} changed={form.dirty} />
    </FormPage>
  );
}
