import { Button, EmptyState, ErrorState, Loading, Notice, Skeleton, buttonClass, useNow, useToasts } from '@aftercare/ui';
import { Link, useSearch } from '@tanstack/react-router';
import { CircleCheck, Copy, Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTicket } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { Journey } from '../ticket/Journey.tsx';
import { nextPromise, promiseTime } from '../ticket/journey.ts';
import './report.css';

/** After sending: we have it, what happens next and by when, and the link to come back with. */
export function Done() {
  const { t, i18n } = useTranslation();
  const { id, t: token } = useSearch({ from: '/report/done' });
  const ticket = useTicket(id ?? 0, token);
  const toasts = useToasts();
  const now = useNow();
  useTitle(t('done.title'));

  if (!id || !token) return <EmptyState title={t('done.gone')}><Link to="/" className={buttonClass('primary')}>{t('notFound.home')}</Link></EmptyState>;
  if (ticket.isError && !ticket.data) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />;
  const search = { t: token };
  // Never computed here: only the clock that runs on the ticket knows opening hours and holidays.
  const promise = ticket.data ? nextPromise(ticket.data.steps) : null;
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/portal/t/${id}?t=${encodeURIComponent(token)}`);
    toasts.show({ text: t('done.copied') });
  };
  return (
    <div className="p-page">
      <div className="p-done">
        <CircleCheck size={40} aria-hidden="true" className="p-done__sign" />
        <h1 className="p-title">{t('done.title')}</h1>
        <p className="p-done__number">{t('done.number', { id })}</p>
        {ticket.data ? <p className="p-done__promise">{promise ? t('done.promise', { when: promiseTime(promise, now, i18n.language) }) : t('done.promiseBare')}</p> : <Loading><Skeleton width="16rem" height="1.5rem" /></Loading>}
      </div>
      <div className="p-acts">
        <Link to="/t/$id" params={{ id: String(id) }} search={search} className={buttonClass('primary', 'large')}>{t('done.open')}</Link>
        <Button size="large" icon={<Copy size={18} aria-hidden="true" />} onClick={() => void copy()}>{t('done.copy')}</Button>
        <p className="ac-faint ac-small p-acts__note">{t('done.keep')}</p>
      </div>
      {/* Below what is pressed: it comes a moment later and would push that from under the finger. */}
      {ticket.data?.contact.email ? <Notice icon={<Mail size={18} aria-hidden="true" />}>{t('done.mailed', { email: ticket.data.contact.email })}</Notice> : null}
      {ticket.data ? (
        <section className="p-form">
          <h2>{t('done.next')}</h2>
          <Journey steps={ticket.data.steps} />
        </section>
      ) : null}
      <Link to="/">{t('done.another')}</Link>
    </div>
  );
}
