import { FileList, Moment, Notice } from '@aftercare/ui';
import type { MyJob, VendorJob } from '@aftercare/contract/vendors';
import { useTranslation } from 'react-i18next';
import { money } from './data.ts';

/** What happened on a job, and the proof of it; the same for us and for the vendor. */
export function JobStory({ job }: { readonly job: VendorJob | MyJob }) {
  const { t, i18n } = useTranslation('vendors');
  const { proof } = job;
  return (
    <div className="ac-stack">
      {proof ? (
        <section className="ac-stack-tight">
          <h3 className="ac-section__title">{t('proof.title')}</h3>
          <FileList files={proof.signature ? [...proof.photos, proof.signature] : proof.photos} />
          <p>{proof.serial ? t('proof.serial', { serial: proof.serial }) : null} {proof.signedBy ? t('proof.signedBy', { name: proof.signedBy }) : null}</p>
          {proof.serialFits === false ? <Notice tone="late">{t('proof.wrong', { serial: job.serial })}</Notice> : null}
          {proof.note ? <p className="ac-soft">{proof.note}</p> : null}
        </section>
      ) : null}
      {job.claims.length > 0 ? (
        <section className="ac-stack-tight">
          <h3 className="ac-section__title">{t('claim.title')}</h3>
          {job.claims.map((claim) => (
            <Notice key={claim.id} tone={claim.state === 'open' ? 'due' : claim.state === 'granted' ? 'done' : 'plain'}>
              <b>{t(`claim.${claim.kind}`)}{claim.amountMinor === null ? '' : ` · ${money(claim.amountMinor, job.currency, i18n.language)}`} · {t(`claim.${claim.state}`)}</b>
              <p>{claim.reason}</p>{claim.answer ? <p className="ac-soft">{t('claim.answer', { text: claim.answer })}</p> : null}<FileList files={claim.files} />
            </Notice>
          ))}
        </section>
      ) : null}
      {job.progress.length > 0 ? (
        <section className="ac-stack-tight">
          <h3 className="ac-section__title">{t('progress.title')}</h3>
          <ol className="vn-story">{job.progress.map((step) => <li key={step.id}><span><b>{t(`progress.${step.kind}`)}</b>{step.text ? ` · ${step.text}` : ''}</span><span className="ac-faint ac-small"><Moment at={step.at} as="compact" /> · {step.by}</span>{step.kind === 'done' ? null : <FileList files={step.files} />}</li>)}</ol>
        </section>
      ) : null}
    </div>
  );
}
