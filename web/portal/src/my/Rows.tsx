import { formatMoney } from '@aftercare/contract/money';
import type { MyPaper, MyTicket, MyVisit } from '@aftercare/contract/portal-home';
import { Chip, Moment, clockTime, useNow } from '@aftercare/ui';
import type { Tone } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Download, FileText, Receipt } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { solutionDue, wordsOf } from '../ticket/journey.ts';
import { windowWords } from '../visit/windows.ts';

/** A part of the page: a title, a way to all of it, and rows. */
export function Part({ title, more, children }: { readonly title: string; readonly more?: ReactNode; readonly children: ReactNode }) {
  return <section className="p-part" aria-label={title}><div className="p-part__head"><h2>{title}</h2>{more}</div>{children}</section>;
}

/** Where a request stands, in the words of its journey. */
export function TicketRow({ ticket }: { readonly ticket: MyTicket }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const words = ticket.step ? wordsOf(ticket.step, now, i18n.language, solutionDue([ticket.step])) : null;
  const waits = ticket.status === 'pending';
  return (
    <li>
      <Link to="/t/$id" params={{ id: String(ticket.id) }} className="p-mine__row">
        <span className="ac-grow">
          <strong className="p-mine__subject">{ticket.subject}</strong>
          <span className="p-stand" data-waits={waits || undefined}>{words ? (words.own ?? t(words.title.phrase, words.title.values)) : t(`status.${ticket.status}`)}</span>
          <span className="p-mine__more">{words?.promise ? <span>{t(words.promise.phrase, words.promise.values)}</span> : null}<span>{t('ticket.number', { id: ticket.id })}</span><Moment at={ticket.updatedAt} /></span>
        </span>
        <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
      </Link>
    </li>
  );
}

const visitTones: Partial<Record<MyVisit['state'], Tone>> = { waiting: 'wait', 'on-the-way': 'accent', arrived: 'accent', done: 'done', failed: 'late' };
/** When somebody comes, and who; or that a time is to be chosen. */
export function VisitRow({ visit }: { readonly visit: MyVisit }) {
  const { t, i18n } = useTranslation();
  const when = visit.windowFrom && visit.windowTo ? windowWords(visit.windowFrom, visit.windowTo, i18n.language, visit.timeZone) : t('visit.choose');
  const eta = visit.state === 'on-the-way' && visit.etaAt ? t('visit.onTheWay', { time: clockTime(visit.etaAt, i18n.language, visit.timeZone) }) : null;
  return (
    <li>
      <Link to="/v/$id" params={{ id: String(visit.id) }} className="p-mine__row">
        <span className="ac-grow">
          <strong className="p-mine__subject">{eta ?? when}</strong>
          <span className="p-mine__more"><Chip tone={visitTones[visit.state] ?? 'plain'}>{t(`visit.state.${visit.state}`)}</Chip><span>{visit.title}</span>{visit.engineer ? <span>{visit.engineer.name}</span> : null}</span>
        </span>
        <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
      </Link>
    </li>
  );
}

/** A paper: read it where it is answered, or take it along. */
export function PaperRow({ paper }: { readonly paper: MyPaper }) {
  const { t, i18n } = useTranslation();
  const Sign = paper.kind === 'receipt' ? Receipt : FileText;
  const name = t(`papers.${paper.kind}`, { number: paper.number });
  const state = t(`papers.state.${paper.state}`);
  const inside = (
    <>
      <Sign size={22} aria-hidden="true" className="p-paper__sign" />
      <span className="ac-grow">
        <strong className="p-mine__subject">{name}{paper.amountMinor !== null && paper.currency ? ` · ${formatMoney(paper.amountMinor, paper.currency, i18n.language)}` : ''}</strong>
        <span className="p-mine__more"><Chip tone={paper.open ? 'wait' : 'plain'}>{state}</Chip><span>{paper.subject}</span><Moment at={paper.at} /></span>
      </span>
    </>
  );
  return (
    <li className="p-paper">
      {paper.page ? <Link className="p-mine__row" to="/quote" search={{ t: new URL(paper.page).searchParams.get('t') ?? '' }}>{inside}</Link> : <Link className="p-mine__row" to="/t/$id" params={{ id: String(paper.ticketId) }}>{inside}</Link>}
      <a className="p-paper__take" href={paper.pdf} target="_blank" rel="noreferrer" aria-label={t('papers.download', { name })}><Download size={20} aria-hidden="true" /></a>
    </li>
  );
}
