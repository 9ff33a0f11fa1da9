import { api } from '@aftercare/contract';
import { campaignDoors, campaignVariables } from '@aftercare/contract/campaigns';
import type { Campaign } from '@aftercare/contract/campaigns';
import type { Segment } from '@aftercare/contract/segments';
import { Field, Input, Select, fieldFaults, named, useApi } from '@aftercare/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useChannelKinds } from '../../data/useChannelKinds.ts';
import { BothNames, noNames } from '../frame/BothNames.tsx';
import { Chips } from '../frame/Chips.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

/** What is said to whom, before anything is sent. */
export function CampaignForm({ campaign, segments, onSaved }: { readonly campaign: Campaign | null; readonly segments: readonly Segment[]; readonly onSaved?: () => void }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const navigate = useNavigate();
  const kinds = useChannelKinds(campaign?.channels ?? []);
  const doors = campaignDoors.filter((one) => kinds.includes(one));
  const form = useForm({ name: campaign?.name ?? '', segmentId: campaign?.segmentId ?? segments[0]?.id ?? 0, subject: campaign?.subject ?? noNames, text: campaign?.text ?? noNames, channels: campaign?.channels ?? [], perMinute: campaign?.perMinute ?? 300 });
  const { value, set } = form;
  const save = useWork({
    work: () => (campaign ? call(api.campaigns.update, { params: { id: campaign.id }, body: value }) : call(api.campaigns.create, { body: value })), keys: ['campaigns', 'campaign'],
    said: () => t('campaigns.saved'), after: (saved) => { form.rebase(value); if (!campaign) void navigate({ to: '/settings/$', params: { _splat: `campaigns/${saved.id}` }, ignoreBlocker: true }); else onSaved?.(); },
  });
  const faults = fieldFaults(save.error);
  return (
    <FormPage wide title={campaign ? campaign.name : t('campaigns.add')} part="campaigns" fresh={!campaign} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'segmentId', 'subject', 'text', 'channels', 'perMinute']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('campaigns.whom')} hint={t('campaigns.whomHint')}>
        <div className="st-two">
          <Field label={t('campaigns.name')} hint={t('campaigns.nameHint')} fault={faults.name} required>{(control) => <Input {...control} autoFocus={!campaign} maxLength={120} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('campaigns.segment')} hint={segments.length === 0 ? t('campaigns.noSegments') : undefined} fault={faults.segmentId}>{(control) => <Select {...control} value={String(value.segmentId)} choices={segments.map((one) => ({ value: String(one.id), label: `${named(one.name, i18n.language)} (${new Intl.NumberFormat(i18n.language).format(one.members)})` }))} onChange={(id) => set({ segmentId: Number(id) })} />}</Field>
        </div>
      </Group>
      <Group title={t('campaigns.words')} hint={<>{t('campaigns.wordsHint')} <code>{campaignVariables.map((one) => `{{${one}}}`).join(' ')}</code></>}>
        <BothNames label={t('campaigns.subject')} maxLength={200} value={value.subject} onChange={(subject) => set({ subject })} faults={{ zh: faults.subject, en: undefined }} />
        <BothNames label={t('campaigns.text')} rows={6} maxLength={4000} value={value.text} onChange={(text) => set({ text })} faults={{ zh: faults.text, en: undefined }} />
      </Group>
      <Group title={t('campaigns.way')} hint={t('campaigns.wayHint')}>
        <Chips label={t('campaigns.doors')} all={t('campaigns.preferred')} choices={doors.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))} chosen={value.channels} onChange={(channels) => set({ channels })} />
        <div className="st-two"><Field label={t('campaigns.pace')} hint={t('campaigns.paceHint')} fault={faults.perMinute}>{(control) => <Input {...control} type="number" inputMode="numeric" min={1} max={6000} value={value.perMinute} onChange={(event) => set({ perMinute: Math.max(1, Math.min(6000, Math.round(Number(event.target.value)) || 1)) })} />}</Field></div>
      </Group>
    </FormPage>
  );
}
