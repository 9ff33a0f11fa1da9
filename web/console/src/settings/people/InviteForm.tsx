import { Field, Input, Select, availableLanguages, buttonClass, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import type { Agent } from '@aftercare/contract/org';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../data/useQueries.ts';
import { CopyBox } from '../frame/CopyBox.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { PersonFields } from './PersonFields.tsx';
import type { House, Work } from './PersonFields.tsx';

type Invited = Work & Pick<Agent, 'name' | 'email' | 'language'>;

/** Invites somebody. The link is shown as well, for the days before outgoing mail is set up. */
export function InviteForm({ house }: { readonly house: House }) {
  const { t } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const me = useMe();
  const roles = house.roles.some((role) => role.key === 'agent') ? ['agent'] : [];
  const form = useForm<Invited>({ name: '', email: '', language: me.language, languages: [me.language], roles, teams: [], skills: [], capacity: 20, channelCapacity: {}, calendarId: null });
  const { value, set } = form;
  const invite = useWork({
    work: () => call(api.org.inviteAgent, { body: { ...value, name: value.name.trim(), email: value.email.trim() } }), keys: ['agents', 'teams'],
    after: () => form.rebase(value),
  });
  if (invite.data) return <Invited name={invite.data.agent.name} email={invite.data.agent.email} link={invite.data.link} />;
  const faults = fieldFaults(invite.error);
  const taken = invite.error instanceof ApiError && invite.error.problem.code === 'conflict' ? (invite.error.problem.detail ?? invite.error.problem.title) : undefined;
  return (
    <FormPage
      title={t('people.inviteTitle')} intro={t('people.inviteIntro')} part="people" fresh dirty={form.dirty} busy={invite.isPending} error={taken ? null : invite.error} known={['name', 'email', 'language', 'roles', 'capacity', 'calendarId']}
      createLabel={t('people.inviteDo')} onSave={() => invite.mutate(undefined)} onReset={form.reset}
    >
      <Group title={t('people.who')}>
        <div className="st-two">
          <Field label={t('personName')} fault={faults.name} required>{(control) => <Input {...control} autoFocus maxLength={120} autoComplete="off" value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('email')} fault={taken ?? faults.email} required>{(control) => <Input {...control} type="email" inputMode="email" maxLength={320} autoComplete="off" value={value.email} onChange={(event) => { set({ email: event.target.value }); if (taken) invite.reset(); }} />}</Field>
          <Field label={t('people.screen')} fault={faults.language}>{(control) => <Select {...control} value={value.language} choices={availableLanguages().map((code) => ({ value: code as Agent['language'], label: languageName(code) }))} onChange={(language) => set({ language })} />}</Field>
        </div>
      </Group>
      <PersonFields value={value} set={set} house={house} faults={faults} />
    </FormPage>
  );
}

function Invited({ name, email, link }: { readonly name: string; readonly email: string; readonly link: string }) {
  const { t } = useTranslation('settings');
  return (
    <div className="st-page">
      <div className="st-done ac-panel">
        <CircleCheck size={28} aria-hidden="true" className="st-done__mark" />
        <h1 className="ac-page__title">{t('people.done', { name })}</h1>
        <p className="ac-soft">{t('people.doneText', { email })}</p>
        <CopyBox label={t('people.link')} text={link} />
        <div className="ac-row"><Link className={buttonClass('primary')} to="/settings/$" params={{ _splat: 'people' }}>{t('people.back')}</Link></div>
      </div>
    </div>
  );
}
