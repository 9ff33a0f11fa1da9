import { Button, Chip, Dialog, ErrorState, Facts, Field, FileList, Loading, Moment, Notice, Skeleton, Textarea, duration, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { MyJob } from '@aftercare/contract/vendors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, CircleCheckBig, MessageSquareWarning, Phone, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobStory } from '../JobStory.tsx';
import { jobTones, money, useVendors } from '../data.ts';
import { ClaimForm } from './ClaimForm.tsx';
import { ProofForm } from './ProofForm.tsx';

/** One job as its vendor sees it, with the next step as a large button. */
export function MyJobDrawer({ id, onClose }: { readonly id: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation('vendors');
  return <Dialog as="drawer" open={id !== null} onClose={onClose} title={id ? t('job.title', { id }) : ''}>{id ? <Inside id={id} onClose={onClose} /> : null}</Dialog>;
}

function Inside({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const job = useQuery(useVendors().myJob(id));
  if (job.isError) return <ErrorState error={job.error} retry={() => void job.refetch()} />;
  return job.data ? <View job={job.data} onClose={onClose} /> : <Loading className="ac-stack">{[50, 80, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="1.5rem" />)}</Loading>;
}

function View({ job, onClose }: { readonly job: MyJob; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const [doing, setDoing] = useState<'proof' | 'claim' | 'decline' | null>(null);
  const [words, setWords] = useState('');
  const params = { id: job.id };
  /** What somebody opened while a report was still on its way stays open. */
  const renew = async (next?: MyJob) => { if (next) client.setQueryData(['my-vendor', 'job', job.id], next); setWords(''); await client.invalidateQueries({ queryKey: ['my-vendor'] }); };
  const over = (next?: MyJob) => { setDoing(null); return renew(next); };
  const accept = useMutation({ mutationFn: () => call(api.vendorDesk.accept, { params, body: {} }), onSuccess: renew });
  const decline = useMutation({ mutationFn: () => call(api.vendorDesk.decline, { params, body: { reason: words.trim() } }), onSuccess: async () => { await renew(); onClose(); } });
  const report = useMutation({ mutationFn: (kind: 'contacted' | 'on-the-way' | 'started' | 'waiting-for-part' | 'note') => call(api.vendorDesk.progress, { params, body: { kind, text: words.trim() } }), onSuccess: renew });
  const error = accept.error ?? decline.error ?? report.error;
  const active = job.mine && (job.state === 'accepted' || job.state === 'working');
  return (
    <div className="ac-stack">
      {error ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}
      <div className="ac-row"><Chip tone={jobTones[job.state] ?? 'plain'}>{job.mine ? t(`job.${job.state}`) : t('mine.asked')}</Chip><b>{t(`kind.${job.kind}`)}</b><span className="ac-soft">{job.product}</span></div>
      <p>{job.summary}</p>
      <Facts items={[
        [t('field.amount'), money(job.amountMinor ?? job.offer.amountMinor, job.currency, i18n.language)], [t('mine.answerBy'), job.mine ? null : <Moment key="a" at={job.offer.answerBy} as="compact" />], [t('mine.within'), job.mine ? null : duration(job.offer.doneMinutes * 60, i18n.language)],
        [t('field.due'), job.dueAt ? <Moment key="d" at={job.dueAt} as="compact" /> : null], [t('field.region'), job.region], [t('field.serial'), job.serial], [t('field.customer'), job.customer?.name ?? null],
        [t('field.phone'), job.customer?.phone ? <a key="p" href={`tel:${job.customer.phone}`} className="ac-row"><Phone size={14} aria-hidden="true" />{job.customer.phone}</a> : null], [t('field.address'), job.customer?.address ?? null],
      ]} />
      {job.mine ? null : <p className="ac-faint">{t('mine.customerLater')}</p>}
      <FileList files={job.files} />
      {job.offer.state === 'open' && !job.mine ? (
        doing === 'decline'
          ? <form className="vn-decide" onSubmit={(event) => { event.preventDefault(); decline.mutate(); }}><Field label={t('mine.whyNot')} required>{(c) => <Textarea {...c} rows={2} value={words} maxLength={1000} onChange={(event) => setWords(event.target.value)} />}</Field><div className="ac-row"><Button kind="danger" type="submit" disabled={!words.trim()} busy={decline.isPending}>{t('mine.decline')}</Button><Button onClick={() => setDoing(null)}>{t('cancel')}</Button></div></form>
          : <div className="vn-acts"><Button kind="primary" size="large" wide icon={<Check size={20} />} busy={accept.isPending} onClick={() => accept.mutate()}>{t('mine.accept')}</Button><Button size="large" wide icon={<X size={20} />} onClick={() => setDoing('decline')}>{t('mine.decline')}</Button></div>
      ) : null}
      {active && doing === null ? (
        <div className="vn-decide">
          <Field label={t('mine.report')}>{(c) => <Textarea {...c} rows={2} grows value={words} maxLength={4000} placeholder={t('mine.reportHint')} onChange={(event) => setWords(event.target.value)} />}</Field>
          <div className="ac-row">{(['contacted', 'on-the-way', 'started', 'waiting-for-part'] as const).map((kind) => <Button key={kind} size="small" busy={report.isPending} onClick={() => report.mutate(kind)}>{t(`progress.${kind}`)}</Button>)}{words.trim() ? <Button size="small" kind="quiet" onClick={() => report.mutate('note')}>{t('progress.note')}</Button> : null}</div>
          <div className="vn-acts"><Button kind="primary" size="large" wide icon={<CircleCheckBig size={20} />} onClick={() => setDoing('proof')}>{t('mine.prove')}</Button><Button size="large" wide icon={<MessageSquareWarning size={20} />} onClick={() => setDoing('claim')}>{t('mine.claim')}</Button></div>
        </div>
      ) : null}
      {job.mine && (job.state === 'done' || job.state === 'checked') && doing === null ? <div><Button kind="quiet" icon={<MessageSquareWarning size={16} />} onClick={() => setDoing('claim')}>{t('mine.dispute')}</Button></div> : null}
      {doing === 'proof' ? <ProofForm job={job} onDone={over} onCancel={() => setDoing(null)} /> : null}
      {doing === 'claim' ? <ClaimForm job={job} onDone={over} onCancel={() => setDoing(null)} /> : null}
      {job.mine ? <JobStory job={job} /> : null}
    </div>
  );
}
