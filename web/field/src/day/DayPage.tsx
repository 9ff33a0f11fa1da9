import type { FieldJob } from '@aftercare/contract/field';
import { Button, Chip, EmptyState, Tabs, clockTime, faultSentence } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Car, Check, ChevronRight, House, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useField, useFieldStore } from '../store/FieldProvider.tsx';
import { inOrder, nextOf } from '../store/projected.ts';

/** Today as cards in the order of the route, and tomorrow behind it. */
export function DayPage() {
  const { t, i18n } = useTranslation();
  const { day, fault } = useField();
  const store = useFieldStore();
  const [open, setOpen] = useState('today');
  if (!day) return <EmptyState heading="h1" title={t('day.noDay')} text={fault ? faultSentence(fault) : t('day.noDayHint')}><Button kind="primary" onClick={() => void store.send()}>{t('day.retry')}</Button></EmptyState>;
  const tomorrow = day.jobs.find((job) => job.day > day.today)?.day ?? '';
  const words = new Intl.DateTimeFormat(i18n.language === 'zh-CN' ? 'zh-CN' : 'en', { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.today}T00:00:00Z`));
  return (
    <div className="f-page">
      <h1 className="f-title">{words}</h1>
      <Tabs label={t('app')} open={open} onOpen={setOpen} tabs={[
        { key: 'today', label: t('day.title'), content: () => <Route jobs={inOrder(day, day.today)} timeZone={day.timeZone} home={day.technician.homeName} /> },
        { key: 'tomorrow', label: t('day.tomorrow'), content: () => <Route jobs={inOrder(day, tomorrow)} timeZone={day.timeZone} home={day.technician.homeName} /> },
      ]} />
    </div>
  );
}

function Route({ jobs, timeZone, home }: { readonly jobs: readonly FieldJob[]; readonly timeZone: string; readonly home: string }) {
  const { t } = useTranslation();
  if (jobs.length === 0) return <EmptyState title={t('day.none')} text={t('day.noneHint')} />;
  const next = nextOf(jobs);
  const left = jobs.filter((job) => job.state !== 'done' && job.state !== 'failed').length;
  return (
    <>
      <p className="f-soft f-left">{left === 0 ? t('day.allDone') : t('day.left', { n: left })}</p>
      <ol className="f-route">
        {jobs.map((job) => <li key={job.id} className="f-route__stop">{job.drive ? <span className="f-route__way"><Car size={14} aria-hidden="true" />{t('day.drive', { n: job.drive })}</span> : null}<Card job={job} timeZone={timeZone} next={next?.id === job.id} /></li>)}
        <li className="f-route__way"><House size={14} aria-hidden="true" />{t('day.home', { name: home })}</li>
      </ol>
    </>
  );
}

function Card({ job, timeZone, next }: { readonly job: FieldJob; readonly timeZone: string; readonly next: boolean }) {
  const { t, i18n } = useTranslation();
  const clock = (at: string) => clockTime(at, i18n.language, timeZone);
  const over = job.state === 'done' || job.state === 'failed';
  return (
    <Link to="/job/$id" params={{ id: String(job.id) }} className="f-card" data-next={next || undefined} data-over={over || undefined}>
      <span className="f-card__time">{over ? (job.state === 'done' ? <Check size={18} aria-hidden="true" /> : <X size={18} aria-hidden="true" />) : null}{job.startsAt ? clock(job.startsAt) : ''}<small>{job.windowFrom && job.windowTo ? `${clock(job.windowFrom)}–${clock(job.windowTo)}` : ''}</small></span>
      <span className="f-card__what">
        <strong>{job.title}</strong><span>{job.customerName}</span><span className="f-soft">{job.address}</span>
        <span className="f-card__marks">{next && job.state === 'planned' ? <Chip tone="accent">{t('day.next')}</Chip> : job.state !== 'planned' ? <Chip tone={job.state === 'done' ? 'done' : job.state === 'failed' ? 'late' : 'accent'}>{t(`states.${job.state}`)}</Chip> : null}{job.priority === 'urgent' || job.priority === 'high' ? <Chip tone={job.priority === 'urgent' ? 'late' : 'due'}>{t(`priority.${job.priority}`)}</Chip> : null}{job.published ? null : <Chip>{t('day.draft')}</Chip>}</span>
      </span>
      <ChevronRight size={20} aria-hidden="true" />
    </Link>
  );
}
