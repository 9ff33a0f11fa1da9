import { ApiError } from '@aftercare/contract/client';
import type { MyUnitPage } from '@aftercare/contract/portal-home';
import { Chip, ErrorState, Facts, Loading, Moment, Skeleton, buttonClass, fileSize, languageName, named } from '@aftercare/ui';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { BookOpen, CalendarPlus, ChevronRight, Download, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Part, VisitRow } from '../my/Rows.tsx';
import { UnitPicture } from '../my/UnitCard.tsx';
import { dayText } from '../my/words.ts';
import { useCompany, useUnit } from '../queries.ts';
import { emptyDraft, keepDraft } from '../report/draft.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { useTitle } from '../shell/title.ts';
import { WarrantyPanel } from './WarrantyPanel.tsx';
import '../account/account.css';
import '../home/choices.css';
import '../my/my.css';
import './unit.css';

/** One product: what it is owed and on what ground, what happened to it, its manuals, and the ways to help. */
export function UnitPage() {
  const id = Number(useParams({ from: '/u/$id' }).id);
  const unit = useUnit(id);
  if (unit.error instanceof ApiError && unit.error.problem.status === 401) return <Navigate to="/sign-in" search={{ next: `/u/${id}` }} replace />;
  if (!Number.isInteger(id) || id <= 0 || (unit.error instanceof ApiError && unit.error.problem.status === 404)) return <NotFound />;
  if (unit.data) return <Shown unit={unit.data} />;
  if (unit.isError || unit.fetchStatus === 'paused') return <ErrorState heading="h1" error={unit.error ?? new TypeError('offline')} retry={() => void unit.refetch()} />;
  return <Loading className="p-page"><div className="p-unithead"><Skeleton width="6.5rem" height="6.5rem" /><div className="ac-grow"><Skeleton width="60%" height="2rem" /><Skeleton width="40%" /></div></div><Skeleton height="9rem" /><Skeleton height="4rem" /></Loading>;
}

function Shown({ unit }: { readonly unit: MyUnitPage }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const types = useCompany().data?.types ?? [];
  const name = `${unit.model} ${named(unit.name, i18n.language)}`;
  useTitle(name);
  const has = (key: string) => types.some((type) => type.key === key);
  const toChoose = unit.visits.find((visit) => visit.state === 'waiting' && visit.can.choose);
  const booking = ['maintenance', 'installation'].find(has) ?? (has('repair') ? 'repair' : null);
  const begin = (type: string) => { keepDraft({ ...emptyDraft, type, product: name, serial: unit.serial, purchasedOn: unit.purchasedOn ?? '' }); void navigate({ to: '/report/$step', params: { step: type ? 'problem' : 'what' } }); };
  return (
    <div className="p-page">
      <div className="p-unithead">
        <UnitPicture unit={unit} large />
        <div>
          <h1 className="p-title">{name}</h1>
          <p className="p-intro">{[named(unit.brand, i18n.language), unit.variant ? named(unit.variant, i18n.language) : ''].filter(Boolean).join(' · ')}</p>
          <p className="p-unithead__serial">{t('ticket.serial')} {unit.serial}</p>
        </div>
      </div>
      <div className="p-acts">
        <button type="button" className={buttonClass('primary', 'large')} onClick={() => begin(has('repair') ? 'repair' : '')}><Wrench size={20} aria-hidden="true" />{t('unit.report')}</button>
        {toChoose ? <Link to="/v/$id" params={{ id: String(toChoose.id) }} className={buttonClass('secondary', 'large')}><CalendarPlus size={20} aria-hidden="true" />{t('unit.choose')}</Link>
          : booking ? <button type="button" className={buttonClass('secondary', 'large')} onClick={() => begin(booking)}><CalendarPlus size={20} aria-hidden="true" />{t('unit.book')}</button> : null}
      </div>
      <WarrantyPanel unit={unit} />
      {unit.visits.length > 0 ? <Part title={t('my.visits')}><ul className="p-mine">{unit.visits.map((visit) => <VisitRow key={visit.id} visit={visit} />)}</ul></Part> : null}
      <Part title={t('unit.history')}>
        {unit.tickets.length === 0 ? <p className="ac-soft">{t('unit.noHistory')}</p> : (
          <ul className="p-mine">
            {unit.tickets.map((ticket) => (
              <li key={ticket.id}>
                <Link to="/t/$id" params={{ id: String(ticket.id) }} className="p-mine__row">
                  <span className="ac-grow"><strong className="p-mine__subject">{ticket.subject}</strong><span className="p-mine__more"><Chip tone={ticket.status === 'pending' ? 'wait' : ticket.status === 'solved' ? 'done' : 'plain'}>{t(`status.${ticket.status}`)}</Chip><Moment at={ticket.openedAt} as="absolute" /></span></span>
                  <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Part>
      {unit.manuals.length > 0 ? (
        <Part title={t('unit.manuals')}>
          <ul className="p-mine">
            {unit.manuals.map((manual) => (
              <li key={manual.url}>
                <a className="p-mine__row" href={manual.url} target="_blank" rel="noreferrer">
                  <BookOpen size={22} aria-hidden="true" className="p-paper__sign" />
                  <span className="ac-grow"><strong className="p-mine__subject">{manual.title}</strong><span className="p-mine__more"><span>{[languageName(manual.language), fileSize(manual.size, i18n.language)].join(' · ')}</span></span></span>
                  <Download size={18} aria-hidden="true" className="p-choice__go" />
                </a>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <div className="p-panel p-facts"><Facts items={[[t('unit.bought'), unit.purchasedOn ? dayText(unit.purchasedOn, i18n.language) : null], [t('unit.seller'), unit.seller || null], [t('unit.produced'), unit.producedOn ? dayText(unit.producedOn, i18n.language) : null]]} /></div>
    </div>
  );
}
