import { Button, Chip, Dialog, ErrorState, Facts, Field, FileList, Input, Loading, Moment, Notice, Skeleton, faultSentence, listed, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { VendorJob } from '@aftercare/contract/vendors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { JobStory } from './JobStory.tsx';
import { jobTones, money, useVendors } from './data.ts';

/** One job as we see it, with what can be decided about it now. */
export function JobDialog({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation('vendors');
  return <Dialog as="drawer" open={id !== null} onClose={onClose} title={id ? t('job.title', { id }) : ''}>{id ? <Inside id={id} /> : null}</Dialog>;
}

function Inside({ id }: { readonly id: number }) {
  const job = useQuery(useVendors().job(id));
  if (job.isError) return <ErrorState error={job.error} retry={() => void job.refetch()} />;
  return job.data ? <JobView job={job.data} /> : <Loading className="ac-stack">{[50, 80, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="1.5rem" />)}</Loading>;
}

/** Facts, decision, story. */
export function JobView({ job }: { readonly job: VendorJob }) {
  const { t, i18n } = useTranslation('vendors');
  const open = job.offers.filter((o) => o.state === 'open');
  return (
    <div className="ac-stack">
      <div className="ac-row"><Chip tone={jobTones[job.state] ?? 'plain'}>{t(`job.${job.state}`)}</Chip><b>{t(`kind.${job.kind}`)}</b><span className="ac-soft">{job.product}</span></div>
      <p>{job.summary}</p>
      <Facts items={[
        [t('field.vendor'), job.vendor?.name ?? (open.length > 0 ? t('job.askingWho', { names: listed(open.map((o) => o.vendor.name), i18n.language) }) : null)], [t('field.amount'), job.amountMinor === null ? null : money(job.amountMinor, job.currency, i18n.language)],
        [t('field.answerBy'), open[0] ? <Moment at={open[0].answerBy} as="compact" /> : null], [t('field.due'), job.dueAt ? <Moment at={job.dueAt} as="compact" /> : null], [t('field.serial'), job.serial], [t('field.region'), job.region],
        [t('field.customer'), [job.customer.name, job.customer.phone, job.customer.address].filter(Boolean).join(' · ')],
      ]} />
      <FileList files={job.files} />
      <Decide key={job.version} job={job} />
      {job.offers.length > 1 || job.state === 'nobody' ? <ul className="vn-offers">{job.offers.map((o) => <li key={o.id}><span>{o.vendor.name}</span><span className="ac-soft">{t(`offer.${o.state}`)}{o.reason ? ` · ${o.reason}` : ''}</span></li>)}</ul> : null}
      <JobStory job={job} />
    </div>
  );
}

/** Whatever waits for a word of ours. */
function Decide({ job }: { readonly job: VendorJob }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const may = useMay();
  const client = useQueryClient();
  const [words, setWords] = useState('');
  const [amount, setAmount] = useState('');
  const params = { id: job.id };
  const claim = job.claims.find((c) => c.state === 'open');
  const minor = amount.trim() === '' ? null : Math.round(Number(amount) * (job.currency === 'JPY' ? 1 : 100));
  const act = useMutation({
    mutationFn: (what: 'good' | 'back' | 'cancel' | 'dispute' | 'grant' | 'refuse') => {
      if (what === 'good' || what === 'back') return call(api.vendors.check, { params, body: { good: what === 'good', note: words.trim() } });
      if (what === 'cancel') return call(api.vendors.cancel, { params, body: { reason: words.trim() } });
      if (what === 'dispute') return call(api.vendors.dispute, { params, body: { kind: 'dispute', reason: words.trim(), amountMinor: minor } });
      return call(api.vendors.decide, { params: { id: claim?.id ?? 0 }, body: { granted: what === 'grant', amountMinor: minor, answer: words.trim() } });
    },
    onSuccess: (next) => { client.setQueryData(['vendors', 'job', job.id], next); return Promise.all([client.invalidateQueries({ queryKey: ['vendors'] }), client.invalidateQueries({ queryKey: ['ticket-vendors', job.ticketId] })]); },
  });
  const canCancel = ['offered', 'accepted', 'working'].includes(job.state);
  const canCheck = job.state === 'done';
  if (!may('vendors.offer') || (!claim && !canCancel && !canCheck)) return null;
  return (
    <div className="vn-decide">
      {act.error ? <Notice tone="late" role="alert">{faultSentence(act.error)}</Notice> : null}
      <Field label={claim ? t('decide.claim') : canCheck ? t('decide.check') : t('decide.cancel')}>{(c) => <Input {...c} value={words} maxLength={1000} onChange={(event) => setWords(event.target.value)} />}</Field>
      {claim && may('vendors.manage') ? <Field label={t('decide.amount')} optional hint={t('decide.amountHint')}>{(c) => <Input {...c} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value.replace(/[^\d.]/g, ''))} />}</Field> : null}
      <div className="ac-row">
        {claim && may('vendors.manage') ? <><Button kind="primary" busy={act.isPending} onClick={() => act.mutate('grant')}>{t('decide.grant')}</Button><Button busy={act.isPending} onClick={() => act.mutate('refuse')}>{t('decide.refuse')}</Button></> : null}
        {canCheck ? <><Button kind={claim ? 'secondary' : 'primary'} disabled={Boolean(claim)} busy={act.isPending} onClick={() => act.mutate('good')}>{t('decide.good')}</Button><Button busy={act.isPending} disabled={words.trim() === ''} onClick={() => act.mutate('back')}>{t('decide.back')}</Button><Button kind="quiet" disabled={words.trim() === ''} onClick={() => act.mutate('dispute')}>{t('decide.dispute')}</Button></> : null}
        {canCancel ? <Button kind="danger" disabled={words.trim() === ''} busy={act.isPending} onClick={() => act.mutate('cancel')}>{t('decide.takeBack')}</Button> : null}
      </div>
    </div>
  );
}
