import { EmptyState } from '@aftercare/ui';
import type { Calendar } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { CalendarDays } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { ReplayNote } from '../sla/ReplayNote.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import { DayBar } from './WeekHours.tsx';
import { alwaysOpen, weekMinutes, weekdays } from './times.ts';

/** Business calendars: when we work. */
export function CalendarsPart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const from = useSettingsQueries();
  const of = [useQuery(from.calendars()), useQuery(from.company())] as const;
  return (
    <Loaded of={of}>
      {({ items }, company) => {
        if (id === 'new') return <CalendarForm calendar={null} timeZone={company.timeZone} />;
        if (id !== null) {
          const calendar = items.find((one) => String(one.id) === id);
          return calendar ? <CalendarForm key={calendar.id} calendar={calendar} timeZone={company.timeZone} /> : <EmptyState icon={<CalendarDays size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.calendars')} intro={t('calendars.intro')} add={{ label: t('calendars.add'), to: 'calendars/new' }}>
            <ReplayNote />
            {items.length === 0 ? <EmptyState icon={<CalendarDays size={22} />} title={t('calendars.empty')} text={t('calendars.emptyText')} /> : (
              <ul className="st-rows ac-panel">{items.map((one) => <Row key={one.id} to={`calendars/${one.id}`} lead={<span className="st-lead" aria-hidden="true"><CalendarDays size={18} /></span>} title={one.name} sub={<Sum calendar={one} />} end={<MiniWeek hours={one.hours} />} />)}</ul>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function Sum({ calendar }: { readonly calendar: Calendar }) {
  const { t, i18n } = useTranslation('settings');
  const hours = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(weekMinutes(calendar.hours) / 60);
  return <>{alwaysOpen(calendar) ? t('calendars.roundTheClock') : t('calendars.perWeek', { hours })} · {calendar.timeZone.replace(/_/g, ' ')}{calendar.holidays.length > 0 ? ` · ${t('calendars.holidays', { count: calendar.holidays.length })}` : ''}</>;
}

function MiniWeek({ hours }: { readonly hours: Calendar['hours'] }) {
  return <span className="st-mini st-wide" aria-hidden="true">{weekdays.map((day, at) => <DayBar key={day} own={hours[day]} before={hours[weekdays[(at + 6) % 7] ?? 'sun']} />)}</span>;
}
