import { ApiError } from '@aftercare/contract/client';
import type { MyHome as Home } from '@aftercare/contract/portal-home';
import { EmptyState, ErrorState, Loading, Notice, Skeleton, buttonClass } from '@aftercare/ui';
import { Link, Navigate } from '@tanstack/react-router';
import { ChevronRight, CloudOff, Package, Plus, ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Help } from '../home/Help.tsx';
import { PushOffer } from '../push/PushOffer.tsx';
import { useHome } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { PaperRow, Part, TicketRow, VisitRow } from './Rows.tsx';
import { UnitCard } from './UnitCard.tsx';
import '../account/account.css';
import '../home/choices.css';
import './my.css';

/** The front page of who is signed in: first what waits for them, then who comes, what they have, what is under way, their papers. */
export function MyHome() {
  const { t } = useTranslation();
  const home = useHome();
  useTitle('');
  if (home.error instanceof ApiError && home.error.problem.status === 401) return <Navigate to="/sign-in" replace />;
  if (home.data) return <Shown home={home.data} stale={home.isError} />;
  if (home.isError || home.fetchStatus === 'paused') return <ErrorState heading="h1" error={home.error ?? new TypeError('offline')} retry={() => void home.refetch()} />;
  return (
    <Loading className="p-page p-page--wide">
      <Skeleton width="45%" height="2rem" />
      <div className="p-choices">{[1, 2, 3].map((at) => <Skeleton key={at} height="6rem" />)}</div>
      <Skeleton width="30%" /><Skeleton height="4.5rem" /><Skeleton height="4.5rem" />
      <span className="ac-unseen">{t('my.loading')}</span>
    </Loading>
  );
}

function Shown({ home, stale }: { readonly home: Home; readonly stale: boolean }) {
  const { t } = useTranslation();
  const waiting = home.papers.filter((p) => p.open && p.kind === 'quote');
  const toChoose = home.visits.filter((v) => v.state === 'waiting' && v.can.choose);
  const toAnswer = home.tickets.filter((ticket) => ticket.status === 'pending');
  const visits = home.visits.filter((v) => !toChoose.includes(v));
  const others = home.tickets.filter((ticket) => !toAnswer.includes(ticket));
  const nothing = home.units.length === 0 && home.tickets.length === 0 && home.visits.length === 0 && home.papers.length === 0 && home.past === 0;
  return (
    <div className="p-page p-page--wide p-home">
      <h1 className="p-title">{t('my.hello', { name: home.name })}</h1>
      {stale ? <Notice tone="due" role="status" icon={<CloudOff size={18} aria-hidden="true" />}>{t('ticket.stale')}</Notice> : null}
      {waiting.length + toChoose.length + toAnswer.length > 0 ? (
        <Part title={t('my.needsYou')}>
          <ul className="p-mine p-mine--needs">
            {waiting.map((paper) => <PaperRow key={`p${paper.id}`} paper={paper} />)}
            {toChoose.map((visit) => <VisitRow key={`v${visit.id}`} visit={visit} />)}
            {toAnswer.map((ticket) => <TicketRow key={`t${ticket.id}`} ticket={ticket} />)}
          </ul>
        </Part>
      ) : null}
      {visits.length > 0 ? <Part title={t('my.visits')}><ul className="p-mine">{visits.map((visit) => <VisitRow key={visit.id} visit={visit} />)}</ul></Part> : null}
      <Part title={t('my.units')} more={home.units.length > 0 ? <Link to="/register" className={buttonClass('quiet')}><Plus size={18} aria-hidden="true" />{t('my.add')}</Link> : null}>
        {home.units.length === 0 ? (
          <div className="p-panel"><EmptyState icon={<Package size={22} />} title={t('my.noUnits')} text={t('my.noUnitsText')}><Link to="/register" className={buttonClass('primary', 'large')}><ScanBarcode size={20} aria-hidden="true" />{t('my.addFirst')}</Link></EmptyState></div>
        ) : (
          <ul className="p-choices">{home.units.map((unit) => <li key={unit.id}><UnitCard unit={unit} /></li>)}</ul>
        )}
        {home.moreUnits ? <Link to="/units" className="p-all">{t('my.allUnits')}<ChevronRight size={16} aria-hidden="true" /></Link> : null}
      </Part>
      {others.length > 0 || home.past > 0 ? (
        <Part title={t('my.tickets')}>
          {others.length > 0 ? <ul className="p-mine">{others.map((ticket) => <TicketRow key={ticket.id} ticket={ticket} />)}</ul> : <p className="ac-soft">{t('my.nothingOpen')}</p>}
          {home.past > 0 ? <Link to="/tickets" className="p-all">{t('my.past', { count: home.past })}<ChevronRight size={16} aria-hidden="true" /></Link> : null}
        </Part>
      ) : null}
      {home.papers.length > waiting.length ? (
        <Part title={t('my.papers')}>
          <ul className="p-mine">{home.papers.filter((p) => !waiting.includes(p)).map((paper) => <PaperRow key={`${paper.kind}${paper.id}`} paper={paper} />)}</ul>
          {home.morePapers ? <Link to="/papers" className="p-all">{t('my.allPapers')}<ChevronRight size={16} aria-hidden="true" /></Link> : null}
        </Part>
      ) : null}
      {nothing ? null : <PushOffer />}
      <Help />
    </div>
  );
}
