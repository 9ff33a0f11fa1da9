import { api } from '@aftercare/contract';
import { type Webhook, type WebhookEvent, webhookEvents } from '@aftercare/contract/webhooks';
import { Button, Field, Input, Moment, Notice, Switch, fieldFaults, useApi } from '@aftercare/ui';
import { useNavigate } from '@tanstack/react-router';
import { History, KeyRound, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chips } from '../frame/Chips.tsx';
import { CopyBox } from '../frame/CopyBox.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useRemoval } from '../frame/useRemoval.ts';
import { useWork } from '../frame/useWork.ts';
import { ReplayDialog } from './ReplayDialog.tsx';
import { WebhookLog } from './WebhookLog.tsx';
import { WebhookTest } from './WebhookTest.tsx';

interface Props { readonly webhook: Webhook | null; readonly secret: string | null; readonly onMade: (made: { id: number; secret: string }) => void }

const areas = [...Map.groupBy(webhookEvents, (name) => name.split('.')[0] ?? '')];

/** A program outside: where it listens, of what it is told, how it knows that it is us, and how it goes. */
export function WebhookForm({ webhook, secret, onMade }: Props) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const removal = useRemoval();
  const [replaying, setReplaying] = useState(false);
  const form = useForm({ name: webhook?.name ?? '', url: webhook?.url ?? '', enabled: webhook?.enabled ?? true, events: webhook?.events ?? (['tickets.opened', 'tickets.changed'] as WebhookEvent[]) });
  const { value, set } = form;
  const body = { ...value, name: value.name.trim(), url: value.url.trim() };
  const save = useWork({
    work: async (_: undefined) => (webhook ? { webhook: await call(api.webhooks.update, { params: { id: webhook.id }, body }), secret: null } : call(api.webhooks.create, { body })),
    keys: ['webhooks'], said: (saved) => t('webhooks.saved', { name: saved.webhook.name }),
    after: (saved) => {
      form.rebase(value);
      if (saved.secret === null) return;
      onMade({ id: saved.webhook.id, secret: saved.secret });
      void navigate({ to: '/settings/$', params: { _splat: `webhooks/${saved.webhook.id}` }, ignoreBlocker: true });
    },
  });
  const renew = useWork({ work: (id: number) => call(api.webhooks.renew, { params: { id } }), keys: ['webhooks'], after: (renewed, id) => onMade({ id, secret: renewed.secret }), loud: true });
  const faults = fieldFaults(save.error);
  const nothing = value.events.length === 0;
  return (
    <FormPage
      title={webhook?.name ?? t('webhooks.add')} intro={t('webhooks.formIntro')} part="webhooks" fresh={!webhook} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'url', 'events']} createLabel={t('webhooks.connect')}
      onSave={() => { if (!nothing) save.mutate(undefined); }} onReset={() => { form.reset(); save.reset(); }}
      actions={webhook ? <Button kind="danger" icon={<Trash2 size={16} aria-hidden="true" />} onClick={() => { removal.remove({ kind: 'webhook', id: webhook.id, text: t('webhooks.removed', { name: webhook.name }), work: () => call(api.webhooks.remove, { params: { id: webhook.id } }), keys: ['webhooks'] }); void navigate({ to: '/settings/$', params: { _splat: 'webhooks' }, ignoreBlocker: true }); }}>{t('remove')}</Button> : null}
    >
      {webhook?.failingSince ? <Notice tone="late" icon={<TriangleAlert size={16} aria-hidden="true" />}>{webhook.enabled ? t('webhooks.failing') : t('webhooks.ended')} <Moment at={webhook.failingSince} /> · {webhook.fault}</Notice> : null}
      {secret !== null ? <Group title={t('webhooks.secret')} hint={t('webhooks.secretHint')}><Notice tone="accent" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t('webhooks.once')}</Notice><CopyBox label={t('webhooks.secret')} text={secret} /></Group> : null}
      <Group title={t('webhooks.who')}>
        <Field label={t('name')} hint={t('webhooks.nameHint')} fault={faults['name']} required>{(control) => <Input {...control} autoFocus={!webhook} maxLength={100} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
        <Field label={t('webhooks.url')} hint={t('webhooks.urlHint')} fault={faults['url']} required>{(control) => <Input {...control} type="url" placeholder="https://erp.example.com/aftercare" maxLength={2000} value={value.url} onChange={(event) => set({ url: event.target.value })} />}</Field>
        <Switch label={t('webhooks.enabled')} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      </Group>
      <Group title={t('webhooks.what')} hint={nothing ? <span className="st-row__fault">{t('webhooks.chooseOne')}</span> : t('webhooks.whatHint')}>
        {areas.map(([area, names]) => (
          <Chips key={area} label={t(`webhooks.area.${area}`)} choices={names.map((name) => ({ value: name, label: t(`webhooks.event.${name.replace('.', '_')}`) }))} chosen={value.events.filter((name) => names.includes(name))} onChange={(chosen) => set({ events: webhookEvents.filter((name) => (names.includes(name) ? chosen.includes(name) : value.events.includes(name))) })} />
        ))}
      </Group>
      {webhook ? (
        <>
          <WebhookTest id={webhook.id} dirty={form.dirty} />
          {secret === null ? <Group title={t('webhooks.secret')} hint={t('webhooks.renewHint')}><div><Button icon={<KeyRound size={16} aria-hidden="true" />} busy={renew.isPending} onClick={() => renew.mutate(webhook.id)}>{t('webhooks.renew')}</Button></div></Group> : null}
          <WebhookLog id={webhook.id} act={<Button size="small" icon={<History size={14} aria-hidden="true" />} onClick={() => setReplaying(true)}>{t('webhooks.replay')}</Button>} />
          <ReplayDialog key={String(replaying)} id={webhook.id} open={replaying} onClose={() => setReplaying(false)} />
        </>
      ) : null}
    </FormPage>
  );
}
