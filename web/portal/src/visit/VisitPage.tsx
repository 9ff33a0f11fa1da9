import { dispatch, type CustomerVisit } from '@aftercare/contract/dispatch';
import { ApiError } from '@aftercare/contract/client';
import { Button, EmptyState, ErrorState, Facts, Field, Input, Loading, Notice, Skeleton, buttonClass, clockTime, faultSentence, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { CalendarCheck, CircleCheck, Link2Off, MessageCircle, Navigation, Phone, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';
import { CourseMap } from './CourseMap.tsx';
import { SlotPicker } from './SlotPicker.tsx';
import { windowWords } from './windows.ts';
import './visit.css';

/** While somebody is on the way the page looks for news this often. */
const lookEvery = 15_000;

/** A visit as its customer sees it: when, who, how far – or a time to choose. */
export function VisitPage() {
  const { t } = useTranslation();
  const { call } = useApi();
  const id = Number(useParams({ from: '/v/$id' }).id);
  const { t: token } = useSearch({ from: '/v/$id' });
  const query = token ? { token } : {};
  useTitle(t('visit.title'));
  const visit = useQuery({ queryKey: ['visit', id, token ?? null], queryFn: ({ signal }) => call(dispatch.customerVisit, { params: { id }, query }, { signal }), enabled: Number.isInteger(id) && id > 0, refetchInterval: lookEvery });
  if (visit.data) return <Shown visit={visit.data} query={query} />;
  if (visit.error instanceof ApiError && visit.error.problem.status < 500) return <EmptyState heading="h1" icon={<Link2Off size={22} />} title={t('visit.gone')} text={t('visit.goneHint')}><Link to="/sign-in" className={buttonClass('primary', 'large')}>{t('nav.signIn')}</Link></EmptyState>;
  if (visit.isError) return <ErrorState error={visit.error} retry={() => void visit.refetch()} />;
  return <Loading className="p-page p-page--narrow"><Skeleton width="60%" height="2rem" /><Skeleton height="6rem" /><Skeleton height="4rem" /></Loading>;
}

function Shown({ visit, query }: { readonly visit: CustomerVisit; readonly query: { token?: string } }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [reason, setReason] = useState('');
  const params = { id: visit.id };
  const renewed = (now: CustomerVisit) => { setChoosing(false); setLeaving(false); client.setQueryData(['visit', visit.id, query.token ?? null], now); };
  const book = useMutation({ mutationFn: (slot: { from: string; until: string }) => call(dispatch.customerBook, { params, query, body: { from: slot.from, until: slot.until } }), onSuccess: renewed, onError: () => void client.invalidateQueries({ queryKey: ['slots', visit.id] }) });
  const cancel = useMutation({ mutationFn: () => call(dispatch.customerCancel, { params, query, body: { reason } }), onSuccess: renewed });
  const picking = visit.can.choose && (visit.state === 'waiting' || choosing);
  const words = visit.windowFrom && visit.windowTo ? windowWords(visit.windowFrom, visit.windowTo, i18n.language, visit.timeZone) : null;
  const fault = book.error ?? cancel.error;
  return (
    <div className="p-page p-page--narrow">
      <div><h1 className="p-title">{visit.state === 'waiting' ? t('visit.choose') : t('visit.title')}</h1><p className="p-intro">{visit.title}</p></div>
      {fault ? <Notice tone="late" role="alert">{faultSentence(fault)}</Notice> : null}
      <State visit={visit} />
      {visit.state === 'on-the-way' && visit.place && visit.course ? <CourseMap home={visit.place} course={visit.course} engineer={visit.engineer?.name ?? ''} /> : null}
      {words && visit.state !== 'cancelled' ? <p className="p-visit__when"><span className="p-visit__label">{t('visit.window')}</span>{words}</p> : null}
      {picking ? <SlotPicker visit={visit} query={query} busy={book.isPending} onChoose={(slot) => book.mutate(slot)} /> : null}
      {visit.state === 'waiting' ? null : (
        <Facts items={[
          [t('visit.engineer'), visit.engineer ? <span key="who" className="ac-row">{visit.engineer.name}{visit.engineer.phone ? <a className={buttonClass('quiet', 'small')} href={`tel:${visit.engineer.phone}`}><Phone size={16} aria-hidden="true" />{t('visit.call')}</a> : null}</span> : null],
          [t('visit.address'), visit.address], [t('visit.duration'), t('visit.minutes', { n: visit.minutes })],
        ]} />
      )}
      {visit.state === 'planned' && !visit.can.choose ? <Notice>{t('visit.late', { hours: visit.changeHours })}</Notice> : null}
      {visit.state === 'planned' && visit.can.choose ? <div className="ac-row"><Button onClick={() => setChoosing(!choosing)}>{t(choosing ? 'visit.keep' : 'visit.move')}</Button>{leaving ? null : <Button kind="quiet" onClick={() => setLeaving(true)}>{t('visit.cancel')}</Button>}</div> : null}
      <div><Link to="/t/$id" params={{ id: String(visit.ticketId) }} search={query.token ? { t: query.token } : {}} className={buttonClass('quiet')}><MessageCircle size={18} aria-hidden="true" />{t('visit.ticket')}</Link></div>
      {leaving ? (
        <form className="p-form" onSubmit={(event) => { event.preventDefault(); cancel.mutate(); }}>
          <Field label={t('visit.cancelSure')} hint={t('visit.cancelReason')}>{(control) => <Input {...control} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}</Field>
          <div className="ac-row"><Button kind="danger" type="submit" busy={cancel.isPending}>{t('visit.cancel')}</Button><Button kind="quiet" onClick={() => setLeaving(false)}>{t('visit.keep')}</Button></div>
        </form>
      ) : null}
    </div>
  );
}

function State({ visit }: { readonly visit: CustomerVisit }) {
  const { t, i18n } = useTranslation();
  switch (visit.state) {
    case 'planned': return <Notice tone="accent" icon={<CalendarCheck size={18} aria-hidden="true" />}>{t('visit.booked')} · {t('visit.planned')}</Notice>;
    case 'on-the-way': return <Notice tone="accent" role="status" icon={<Navigation size={18} aria-hidden="true" />}>{visit.etaAt ? t('visit.onTheWay', { time: clockTime(visit.etaAt, i18n.language, visit.timeZone) }) : t('visit.onTheWaySoon')}</Notice>;
    case 'arrived': return <Notice tone="accent" role="status" icon={<Wrench size={18} aria-hidden="true" />}>{t('visit.arrived')}</Notice>;
    case 'done': return <Notice tone="done" icon={<CircleCheck size={18} aria-hidden="true" />}>{t('visit.done')}</Notice>;
    case 'failed': return <Notice tone="late">{t('visit.failed', { reason: visit.reason })}</Notice>;
    case 'cancelled': return <Notice>{t('visit.cancelled')}</Notice>;
    default: return null;
  }
}
