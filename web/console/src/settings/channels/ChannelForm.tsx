import { Button, Field, Input, Select, Switch, availableLanguages, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { ChannelKind } from '@aftercare/contract/basics';
import { ApiError } from '@aftercare/contract/client';
import { modesOf, outsideDesks } from '@aftercare/contract/channels';
import type { ChannelAccount } from '@aftercare/contract/channels';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ProbeView } from '../frame/ProbeView.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { HealthLine } from './HealthChip.tsx';
import { ModePanel } from './ModePanel.tsx';
import { accountOf } from './account.ts';
import type { Account, House } from './account.ts';
import { doors } from './doors.ts';

const MirrorPanel = lazy(async () => ({ default: (await import('../../mirror/MirrorPanel.tsx')).MirrorPanel }));
/** Made a moment ago, by this very window: their first trial runs by itself, right where it is seen. */
const justMade = new Set<number>();
const known = ['name', 'address', 'language', 'teamId'];

/** One door: what every door has, and between the part of its kind. */
export function ChannelForm({ kind, account, house }: { readonly kind: ChannelKind; readonly account: ChannelAccount | null; readonly house: House }) {
  const { t } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const client = useQueryClient();
  const door = doors[kind];
  const [start] = useState<Account>(() => (account ? accountOf(account) : { name: `${house.company.name} ${t(`channels.mine.${kind}`)}`, language: house.company.language, teamId: null, enabled: true, address: '', settings: {}, ...door?.fresh(house) }));
  const form = useForm(start);
  const { value, set } = form;
  const [fresh] = useState(() => account !== null && justMade.delete(account.id));
  const [made, setMade] = useState<ChannelAccount | null>(null);
  const [unchosen, setUnchosen] = useState(false);
  const shown = account ?? made;
  const put = (body: Account) => (shown ? call(api.channels.update, { params: { id: shown.id }, body }) : call(api.channels.create, { body: { kind, ...body } }));
  const clean = () => ({ ...value, name: value.name.trim(), address: value.address.trim() });
  const save = useWork({
    work: () => put(clean()), keys: ['channels'], said: (saved) => t('channels.saved', { name: saved.name }),
    // Secrets never come back, so only the rest can be undone: an empty secret keeps the one that is there.
    undo: () => { const before = form.base; return shown ? async () => form.rebase(accountOf(await put(before))) : null; },
    after: (saved) => {
      if (shown) return form.rebase(accountOf(saved));
      setMade(saved);
      form.rebase(accountOf(saved));
      // What is shown once stays on the page until somebody goes on.
      if (!door?.once) justMade.add(saved.id);
      if (!door?.once) void navigate({ to: '/settings/$', params: { _splat: `channels/${saved.id}` }, replace: true, ignoreBlocker: true });
    },
  });
  const taken = save.error instanceof ApiError && save.error.problem.code === 'conflict';
  const faults: Readonly<Record<string, string>> = { ...fieldFaults(save.error), ...(taken ? { address: t('channels.taken') } : {}), ...(unchosen ? { provider: t('mail.chooseProvider') } : {}) };
  const Part = door?.Part;
  return (
    <FormPage
      title={account ? account.name : t(`channels.new.${kind}`)} intro={shown ? undefined : t(`channels.what.${kind}`)} part="channels" fresh={!shown} dirty={form.dirty} busy={save.isPending} error={taken ? null : save.error}
      known={[...known, ...(door?.settings ?? [])]} createLabel={t('channels.create')} onSave={() => { const open = kind === 'mail' && value.settings.imap === undefined; setUnchosen(open); if (!open) save.mutate(undefined); }} onReset={() => { form.reset(); save.reset(); }}
      actions={account ? <Switch label={t('channels.on')} checked={value.enabled} onChange={(enabled) => set({ enabled })} /> : null}
    >
      {shown ? <HealthLine account={shown} /> : null}
      {account && Part && fresh ? <ProbeView atOnce hint={t(`try.hint.${account.kind}`)} dirty={form.dirty} ask={() => call(api.channels.test, { params: { id: account.id } })} after={() => client.invalidateQueries({ queryKey: ['channels'] })} /> : null}
      {account && outsideDesks.includes(account.kind) ? <Suspense fallback={null}><MirrorPanel account={account} /></Suspense> : null}
      {Part ? <Part kind={kind} value={value} set={set} setting={(change) => set({ settings: { ...value.settings, ...change } })} account={shown} faults={faults} house={house} /> : null}
      <Group title={t('channels.general')}>
        <div className="st-two">
          <Field label={t('channels.name')} hint={t(kind === 'mail' ? 'channels.nameHintMail' : 'channels.nameHint')} fault={faults.name} required>{(control) => <Input {...control} maxLength={120} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('channels.language')} hint={t('channels.languageHint')} fault={faults.language}>{(control) => <Select {...control} value={value.language} choices={availableLanguages().map((code) => ({ value: code as Account['language'], label: languageName(code) }))} onChange={(language) => set({ language })} />}</Field>
          <Field label={t('channels.team')} hint={t('channels.teamHint')} fault={faults.teamId}>{(control) => <Select {...control} value={String(value.teamId ?? '')} choices={[{ value: '', label: t('channels.byQueues') }, ...house.teams.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ teamId: id ? Number(id) : null })} />}</Field>
        </div>
      </Group>
      {account && modesOf(account.kind).length > 1 ? <ModePanel key={account.mode.kind} account={account} /> : null}
      {shown && Part && !fresh ? <ProbeView hint={t(`try.hint.${shown.kind}`)} dirty={form.dirty} ask={() => call(api.channels.test, { params: { id: shown.id } })} after={() => client.invalidateQueries({ queryKey: ['channels'] })} /> : null}
      {made ? <div><Button onClick={() => void navigate({ to: '/settings/$', params: { _splat: 'channels' }, ignoreBlocker: true })}>{t('channels.toList')}</Button></div> : null}
    </FormPage>
  );
}
