import { clockTime } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CalendarCheck, CalendarPlus, ChevronRight, Navigation } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useVisitsOf } from '../queries.ts';
import { windowWords } from '../visit/windows.ts';
import '../home/choices.css';

/** Visits of this request: choose a time, see who comes and when, follow them. Nothing where nobody comes. */
export function VisitsOf({ ticketId, token }: { readonly ticketId: number; readonly token: string | undefined }) {
  const { t, i18n } = useTranslation();
  const visits = (useVisitsOf(ticketId, token).data?.items ?? []).filter((visit) => visit.state !== 'cancelled');
  if (visits.length === 0) return null;
  return (
    <ul className="p-form" aria-label={t('my.visits')}>
      {visits.map((visit) => {
        const window = visit.windowFrom && visit.windowTo ? windowWords(visit.windowFrom, visit.windowTo, i18n.language, visit.timeZone) : null;
        const Sign = visit.state === 'waiting' ? CalendarPlus : visit.state === 'on-the-way' ? Navigation : CalendarCheck;
        const title = visit.state === 'waiting' ? t('visit.choose') : visit.state === 'on-the-way' && visit.etaAt ? t('visit.onTheWay', { time: clockTime(visit.etaAt, i18n.language, visit.timeZone) }) : window ?? t('visit.title');
        return (
          <li key={visit.id}>
            <Link to="/v/$id" params={{ id: String(visit.id) }} search={token ? { t: token } : {}} className="p-choice">
              <span className="p-choice__icon" aria-hidden="true"><Sign size={22} /></span>
              <span className="p-choice__words"><strong>{title}</strong><span>{[t(`visit.state.${visit.state}`), visit.engineer?.name, visit.title].filter(Boolean).join(' · ')}</span></span>
              <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
