import { api } from '@aftercare/contract';
import type { Campaign } from '@aftercare/contract/campaigns';
import type { Segment } from '@aftercare/contract/segments';
import { Button, Dialog, ErrorState, Loading, Notice, Skeleton, absolute, faultSentence, named, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CircleStop, FlaskConical, Pencil, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../imports/imports.css';
import { CampaignForm } from './CampaignForm.tsx';
import { CampaignRows } from './CampaignRows.tsx';
import { CampaignSums } from './CampaignSums.tsx';
import { countOf, isUnderWay } from './counts.ts';

/** One message to a segment: tried, started, on its way, done. */
export function CampaignPage({ id, segments }: { readonly id: number; readonly segments: readonly Segment[] }) {
  const { call } = useApi();
  const [editing, setEditing] = useState(false);
  const found = useQuery({ queryKey: ['campaign', id], queryFn: ({ signal }) => call(api.campaigns.get, { params: { id } }, { signal }), staleTime: 1000, refetchInterval: ({ state }) => (state.data && (isUnderWay(state.data.state) || countOf(state.data, 'queued') > 0) ? 1500 : false) });
  if (found.isPending) return <Loading className="st-page"><Skeleton width="40%" height="1.5rem" /><Skeleton height="12rem" /></Loading>;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (editing) return <CampaignForm campaign={found.data} segments={segments} onSaved={() => setEditing(false)} />;
  return <One campaign={found.data} onEdit={() => setEditing(true)} />;
}

function One({ campaign, onEdit }: { readonly campaign: Campaign; readonly onEdit: () => void }) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [sure, setSure] = useState(false);
  const { state } = campaign;
  const params = { id: campaign.id };
  const act = useMutation({
    mutationFn: (what: 'check' | 'start' | 'stop') => call(api.campaigns[what], { params }),
    onSuccess: (next) => { client.setQueryData(['campaign', campaign.id], next); for (const key of ['campaigns', 'campaign-rows']) void client.invalidateQueries({ queryKey: [key] }); },
  });
  const forget = useMutation({ mutationFn: () => call(api.campaigns.remove, { params }), onSuccess: () => { void client.invalidateQueries({ queryKey: ['campaigns'] }); void navigate({ to: '/settings/$', params: { _splat: 'campaigns' } }); } });
  const number = new Intl.NumberFormat(i18n.language);
  const ready = countOf(campaign, 'ready');
  const early = state === 'draft' || state === 'checked';
  const out = countOf(campaign, 'queued') + countOf(campaign, 'sent') + countOf(campaign, 'delivered') + countOf(campaign, 'failed');
  const said = ({ zh, en }: { readonly zh: string; readonly en: string }) => (i18n.language === 'zh-CN' ? zh || en : en || zh);
  const wrong = act.error ?? forget.error;
  return (
    <div className="st-page st-page--wide">
      <header className="st-page__head"><div className="ac-grow"><h1 className="ac-page__title" translate="no">{campaign.name}</h1><p className="ac-page__intro">{named(campaign.segment.name, i18n.language)} · <span translate="no">{campaign.by}</span> · {absolute(campaign.createdAt, i18n.language)}</p></div></header>
      {wrong ? <Notice tone="late" role="alert">{faultSentence(wrong)}</Notice> : null}
      <section className="ac-panel im-outcome" aria-label={t('campaigns.outcome')}>
        <h2 className="im-outcome__title">{t(`campaigns.state.${state}`)}</h2>
        {state === 'draft' ? <p className="ac-soft">{t('campaigns.tryFirst')}</p> : null}
        {state === 'checking' ? <><p role="status">{t('campaigns.checking', { total: number.format(campaign.total) })}</p><progress className="im-bar" {...(campaign.segment.members > 0 ? { value: Math.min(campaign.total, campaign.segment.members), max: campaign.segment.members } : {})} aria-label={t('campaigns.state.checking')} /></> : null}
        {state === 'sending' ? <><p role="status">{t('campaigns.sending', { done: number.format(out), total: number.format(out + ready) })}</p><progress className="im-bar" value={out} max={Math.max(1, out + ready)} aria-label={t('campaigns.state.sending')} /><p className="ac-faint ac-small">{t('campaigns.leave')}</p></> : null}
        {state === 'draft' || state === 'checking' ? null : <CampaignSums campaign={campaign} />}
        <div className="ac-row im-acts">
          {early ? <Button kind={state === 'draft' ? 'primary' : 'secondary'} icon={<FlaskConical size={16} aria-hidden="true" />} busy={act.isPending} onClick={() => act.mutate('check')}>{t(state === 'draft' ? 'campaigns.try' : 'campaigns.tryAgain')}</Button> : null}
          {state === 'checked' ? <Button kind="primary" icon={<Send size={16} aria-hidden="true" />} disabled={ready === 0} onClick={() => setSure(true)}>{t('campaigns.start')}</Button> : null}
          {early ? <Button icon={<Pencil size={16} aria-hidden="true" />} onClick={onEdit}>{t('campaigns.edit')}</Button> : null}
          {state === 'checking' || state === 'sending' || (state === 'done' && countOf(campaign, 'queued') > 0) ? <Button icon={<CircleStop size={16} aria-hidden="true" />} busy={act.isPending} onClick={() => act.mutate('stop')}>{t('campaigns.stop')}</Button> : null}
          {early ? <Button kind="quiet" icon={<Trash2 size={16} aria-hidden="true" />} busy={forget.isPending} onClick={() => forget.mutate()}>{t('remove')}</Button> : null}
        </div>
      </section>
      <section className="ac-panel im-outcome" aria-label={t('campaigns.words')}><h2 className="im-outcome__title" translate="no">{said(campaign.subject)}</h2><p className="st-prose" translate="no">{said(campaign.text)}</p></section>
      {state === 'draft' || state === 'checking' ? null : <CampaignRows campaign={campaign} />}
      <Dialog
        open={sure} onClose={() => setSure(false)} title={t('campaigns.sureTitle')} size="small" onSubmit={() => { setSure(false); act.mutate('start'); }}
        foot={<><Button onClick={() => setSure(false)}>{t('app:cancel')}</Button><Button type="submit" kind="primary">{t('campaigns.start')}</Button></>}
      >
        <p>{t('campaigns.sure', { count: ready, number: number.format(ready), minutes: number.format(Math.max(1, Math.ceil(ready / campaign.perMinute))) })}</p>
      </Dialog>
    </div>
  );
}
