import { Button, IconButton, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import type { Calendar } from '@aftercare/contract/org';
import { useMutation } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Download, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IcalDialog } from './IcalDialog.tsx';
import { DayPanel, dayWords } from './DayPanel.tsx';
import { laterDate, withDay, withIcal, withStatutory, yearOf } from './year.ts';
import type { Day } from './year.ts';

type Plan = Omit<Calendar, 'id'>;

/** A year as picture: every day open, closed, holiday or made up for. Press a day to say otherwise; arrow keys move. */
export function YearView({ plan, onChange }: { readonly plan: Plan; readonly onChange: (plan: Plan) => void }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const toasts = useToasts();
  const [today] = useState(() => new Intl.DateTimeFormat('en-CA', { timeZone: plan.timeZone }).format(Date.now()));
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [chosen, setChosen] = useState<string | null>(null);
  const [importing, setImporting] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const months = yearOf(plan, year);
  const all = months.flatMap((month) => month.days);
  const count = (kind: Day['kind']) => all.filter((one) => one.kind === kind).length;
  const statutory = useMutation({
    mutationFn: () => call(api.org.statutoryDays, { params: { country: 'CN', year } }),
    onSuccess: (days) => {
      onChange(withStatutory(plan, days));
      toasts.show({ text: t('calendars.taken', { year, holidays: days.holidays.length, extra: days.extraDays.length }), seconds: 8 });
    },
    onError: (error) => toasts.show({ kind: 'fault', text: error instanceof ApiError && error.problem.code === 'not-found' ? t('calendars.notAnnounced', { year }) : faultSentence(error), seconds: 10 }),
  });
  const focus = (date: string) => { setChosen(date); setYear(Number(date.slice(0, 4))); requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-date="${date}"]`)?.focus()); };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.date;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (!from || !step) return;
    event.preventDefault();
    focus(laterDate(from, step));
  };
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const stop = chosen?.startsWith(String(year)) ? chosen : today.startsWith(String(year)) ? today : `${year}-01-01`;
  return (
    <div className="st-year">
      <div className="st-year__head">
        <IconButton label={t('calendars.yearBefore')} icon={<ChevronLeft size={18} />} onClick={() => setYear(year - 1)} />
        <strong className="st-year__number" aria-live="polite">{year}</strong>
        <IconButton label={t('calendars.yearAfter')} icon={<ChevronRight size={18} />} onClick={() => setYear(year + 1)} />
        <span className="ac-soft ac-grow">{t('calendars.sum', { open: count('open') + count('make-up'), holidays: count('holiday'), extra: count('make-up') })}</span>
        <Button icon={<FileUp size={16} aria-hidden="true" />} onClick={() => setImporting(true)}>{t('calendars.ical.open')}</Button>
        <Button icon={<Download size={16} aria-hidden="true" />} busy={statutory.isPending} onClick={() => statutory.mutate()}>{t('calendars.take', { year })}</Button>
      </div>
      <div ref={grid} className="st-year__months" onKeyDown={onKeyDown}>
        {months.map((month) => (
          <section key={month.month} className="st-month" aria-label={monthName.format(Date.UTC(year, month.month))}>
            <h2 className="st-month__name">{monthName.format(Date.UTC(year, month.month))}</h2>
            <div className="st-month__days">
              {month.days.map((day, at) => (
                <button
                  key={day.date} type="button" className="st-day" data-kind={day.kind} data-date={day.date} data-today={day.date === today || undefined} aria-pressed={day.date === chosen} tabIndex={day.date === stop ? 0 : -1}
                  style={at === 0 ? { gridColumnStart: month.before + 1 } : undefined} aria-label={dayWords(day, i18n.language, t)} title={dayWords(day, i18n.language, t)} onClick={() => setChosen(day.date === chosen ? null : day.date)}
                >
                  {at + 1}
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
      <ul className="st-legend">{(['open', 'closed', 'holiday', 'make-up'] as const).map((kind) => <li key={kind}><span className="st-day" data-kind={kind} aria-hidden="true">{kind === 'make-up' ? '8' : '7'}</span>{t(`calendars.kind.${kind}`)}</li>)}</ul>
      {importing ? <IcalDialog onClose={() => setImporting(false)} onTake={(days) => { onChange(withIcal(plan, days)); toasts.show({ text: t('calendars.ical.taken', { count: days.holidays.length + days.extraDays.length + days.yearlyHolidays.length }), seconds: 8 }); }} /> : null}
      {chosen ? <DayPanel key={chosen} plan={plan} date={chosen} onChange={(change) => onChange(withDay(plan, chosen, change))} /> : <p className="ac-faint ac-small">{t('calendars.pressDay')}</p>}
    </div>
  );
}
