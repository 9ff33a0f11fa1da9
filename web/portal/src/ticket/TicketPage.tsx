import { ApiError } from '@aftercare/contract/client';
import type { PortalTicket } from '@aftercare/contract/portal';
import { Button, ErrorState, Facts, Loading, Moment, Notice, Skeleton, named, useNow } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, useParams, useSearch } from '@tanstack/react-router';
import { CloudOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NotFound } from '../shell/NotFound.tsx';
import { knownVisitor } from '../account/visitor.ts';
import { useTicket } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { PendingReplies } from '../outbox/PendingReplies.tsx';
import { ReturnPanel } from '../return/ReturnPanel.tsx';
import { GoOn } from '../goon/GoOn.tsx';
import { Journey } from './Journey.tsx';
import { LinkGone } from './LinkGone.tsx';
import { RatingForm, RatingGiven } from './Rating.tsx';
import { Reply } from './Reply.tsx';
import { SolvedActions } from './SolvedActions.tsx';
import { Talk } from './Talk.tsx';
import { VisitsOf } from './VisitsOf.tsx';
import { closesAt, promiseTime } from './journey.ts';
import { useActions } from './useActions.ts';
import './ticket.css';

function Bones() {
  return (
    <Loading className="p-page p-page--wide">
      <Skeleton width="70%" height="2rem" /><Skeleton width="40%" />
      <div className="p-ticket"><div className="p-form">{[1, 2, 3, 4].map((at) => <Skeleton key={at} width="90%" height="2.5rem" />)}</div><div className="p-form"><Skeleton height="6rem" /><Skeleton height="4rem" /></div></div>
    </Loading>
  );
}

/** The customer's page of a ticket: how it stands, by when, and the conversation. */
export function TicketPage() {
  const { id: text } = useParams({ from: '/t/$id' });
  const search = useSearch({ from: '/t/$id' });
  const id = Number(text);
  const ticket = useTicket(id, search.t);
  if (!Number.isInteger(id) || id <= 0) return <NotFound />;
  if (ticket.data) return <Shown ticket={ticket.data} token={search.t} preset={search.rate} stale={ticket.isError} />;
  if (!ticket.isError) return <Bones />;
  const refused = ticket.error instanceof ApiError && ticket.error.problem.status < 500 && ticket.error.problem.status !== 429;
  if (!refused) return <ErrorState error={ticket.error} retry={() => void ticket.refetch()} />;
  if (!search.t && knownVisitor() === null) return <Navigate to="/sign-in" search={{ next: `/t/${id}` }} replace />;
  return <LinkGone id={id} error={ticket.error as ApiError} />;
}

interface ShownProps { readonly ticket: PortalTicket; readonly token: string | undefined; readonly preset: number | undefined; readonly stale: boolean }

function Shown({ ticket, token, preset, stale }: ShownProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  // A step of the request may have brought a visit to book or a label: what hangs on it looks at once.
  const client = useQueryClient();
  const seen = useRef(ticket);
  useEffect(() => {
    if (seen.current === ticket) return;
    seen.current = ticket;
    for (const key of ['visits', 'return']) void client.invalidateQueries({ queryKey: [key, ticket.id] });
  }, [client, ticket]);
  const actions = useActions(ticket.id, token);
  const field = useRef<HTMLTextAreaElement>(null);
  useTitle(`${t('ticket.number', { id: ticket.id })} ${ticket.subject}`);
  const waits = ticket.steps.some((step) => step.state === 'current' && step.key === 'waiting-for-you');
  const closes = closesAt(ticket.steps);
  const solved = ticket.status === 'solved';
  const answer = () => { field.current?.scrollIntoView({ block: 'center' }); field.current?.focus({ preventScroll: true }); };
  return (
    <div className="p-page p-page--wide">
      {stale ? <Notice tone="due" role="status" icon={<CloudOff size={18} aria-hidden="true" />}>{t('ticket.stale')}</Notice> : null}
      <div>
        <p className="ac-faint ac-small">{t('ticket.number', { id: ticket.id })} · {named(ticket.typeName, i18n.language)}</p>
        <h1 className="p-title">{ticket.subject}</h1>
      </div>
      <div className="p-ticket">
        <section className="p-form p-ticket__way" aria-labelledby="journey">
          <h2 id="journey" className="ac-unseen">{t('ticket.journey')}</h2>
          <Journey steps={ticket.steps}>
            {solved ? <><p className="p-step__line">{closes ? t('journey.solvedBy', { when: promiseTime(closes, now, i18n.language) }) : t('journey.solvedText')}</p><SolvedActions ticket={ticket} actions={actions} /></> : null}
            {waits ? <><p className="p-step__line">{t('journey.waiting')}</p><div><Button kind="primary" onClick={answer}>{t('ticket.answer')}</Button></div></> : null}
          </Journey>
          <VisitsOf ticketId={ticket.id} token={token} />
          <ReturnPanel id={ticket.id} token={token} />
          {ticket.can.rate ? <RatingForm actions={actions} preset={preset} /> : null}
          {ticket.rated ? <RatingGiven rated={ticket.rated} /> : null}
        </section>
        <section className="p-talk" aria-labelledby="talk">
          <h2 id="talk">{t('ticket.talk')}</h2>
          <Talk messages={ticket.messages} />
          <PendingReplies ticketId={ticket.id} />
          {ticket.can.reply ? <Reply id={ticket.id} token={token} actions={actions} field={field} /> : <p className="ac-soft">{t('ticket.closedTalk')}</p>}
          {solved ? null : <SolvedActions ticket={ticket} actions={actions} />}
          {ticket.status === 'closed' ? null : <GoOn id={ticket.id} token={token} />}
          <Link to="/wishes" search={{ ticket: ticket.id, ...(token ? { t: token } : {}) }} className="ac-small p-talk__wishes">{t('wishes.title')}</Link>
        </section>
        <div className="p-panel p-facts">
          <Facts items={[
            [t('ticket.product'), ticket.unitId ? <Link key="unit" to="/u/$id" params={{ id: String(ticket.unitId) }}>{ticket.product || ticket.serial}</Link> : ticket.product], [t('ticket.serial'), ticket.serial], [t('ticket.opened'), <Moment key="at" at={ticket.openedAt} as="absolute" />],
            [t('ticket.contact'), [ticket.contact.name, ticket.contact.email, ticket.contact.phone].filter(Boolean).join(' · ')],
          ]} />
        </div>
      </div>
    </div>
  );
}
