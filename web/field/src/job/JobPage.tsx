import type { FieldJob } from '@aftercare/contract/field';
import { Chip, EmptyState, Facts, buttonClass, clockTime } from '@aftercare/ui';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, Navigation, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useField } from '../store/FieldProvider.tsx';
import { CaseSteps } from './CaseSteps.tsx';
import { Checklist } from './Checklist.tsx';
import { NoteBox } from './NoteBox.tsx';
import { Parts } from './Parts.tsx';
import { Photos } from './Photos.tsx';
import { Signature } from './Signature.tsx';
import { Steps } from './Steps.tsx';
import { navigationLink } from './navigation.ts';

/** One job: where, what, with what; and the big buttons at the foot. */
export function JobPage() {
  const { t } = useTranslation();
  const id = Number(useParams({ from: '/job/$id' }).id);
  const { day } = useField();
  const job = day?.jobs.find((one) => one.id === id);
  if (!day || !job) return <EmptyState heading="h1" title={t('job.gone')}><Link to="/" className={buttonClass('primary')}>{t('job.back')}</Link></EmptyState>;
  return <Shown key={job.id} job={job} timeZone={day.timeZone} />;
}

function Shown({ job, timeZone }: { readonly job: FieldJob; readonly timeZone: string }) {
  const { t, i18n } = useTranslation();
  const clock = (at: string) => clockTime(at, i18n.language, timeZone);
  const date = (at: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone }).format(new Date(at));
  const link = navigationLink(job);
  const active = job.state === 'arrived' || job.state === 'on-the-way' || job.state === 'planned';
  return (
    <article className="f-page f-page--job">
      <Link to="/" className="f-back"><ChevronLeft size={18} aria-hidden="true" />{t('job.back')}</Link>
      <header><h1 className="f-title">{job.title}</h1><p className="ac-row"><Chip tone={job.state === 'done' ? 'done' : job.state === 'failed' ? 'late' : 'accent'}>{t(`states.${job.state}`)}</Chip><span className="f-soft">{t('job.ticket', { id: job.ticketId })}</span></p></header>
      <section className="f-block">
        <p className="f-block__big">{job.contactName || job.customerName}</p><p>{job.address}</p>
        <div className="f-pair">
          {link ? <a className={buttonClass('secondary', 'large')} href={link}><Navigation size={18} aria-hidden="true" />{t('job.navigate')}</a> : null}
          {job.phone ? <a className={buttonClass('secondary', 'large')} href={`tel:${job.phone}`}><Phone size={18} aria-hidden="true" />{t('job.call')}</a> : null}
        </div>
        <Facts items={[[t('job.window'), job.windowFrom && job.windowTo ? `${clock(job.windowFrom)}–${clock(job.windowTo)} · ${t('job.minutes', { n: job.minutes })}` : null], [t('job.unit'), [job.unit.product, job.unit.serial].filter(Boolean).join(' · ')], [t('job.fault'), job.fault]]} />
      </section>
      <CaseSteps job={job} />
      <Checklist job={job} />
      <Parts job={job} />
      <Photos job={job} />
      <NoteBox job={job} />
      <Signature job={job} />
      <section className="f-block">
        <h2 className="f-block__title">{t('job.history')}</h2>
        {job.history.length === 0 ? <p className="f-soft">{t('job.noHistory')}</p> : <ul className="f-history">{job.history.map((one, k) => <li key={k}><time className="f-soft">{date(one.at)}</time> {one.title}{one.note ? ` · ${one.note}` : ''}</li>)}</ul>}
      </section>
      {active ? <Steps job={job} timeZone={timeZone} /> : <p className="f-over" role="status">{job.finishedAt ? t(job.state === 'done' ? 'job.doneAt' : 'job.failedAt', { time: clock(job.finishedAt), reason: job.reason }) : null}</p>}
    </article>
  );
}
