import { Button, IconButton } from '@aftercare/ui';
import type { Calendar } from '@aftercare/contract/org';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { TimeInput } from './TimeInput.tsx';
import { minutesOf, pieces, spanFault, weekdays } from './times.ts';
import type { Span, Weekday } from './times.ts';

type Hours = Calendar['hours'];

/** The usual week: each day's spans to type, and beside them the day as a bar of 24 hours. */
export function WeekHours({ hours, onChange }: { readonly hours: Hours; readonly onChange: (hours: Hours) => void }) {
  const { t } = useTranslation('settings');
  const setDay = (day: Weekday, spans: Span[]) => onChange({ ...hours, [day]: spans });
  const workdays = { ...hours, tue: hours.mon, wed: hours.mon, thu: hours.mon, fri: hours.mon };
  return (
    <div className="st-week">
      <div className="st-week__scale" aria-hidden="true">{[0, 6, 12, 18, 24].map((hour) => <span key={hour}>{hour}</span>)}</div>
      {weekdays.map((day, at) => (
        <div key={day} className="st-week__day" role="group" aria-label={t(`weekday.${day}`)}>
          <span className="st-week__name">{t(`weekdayShort.${day}`)}</span>
          <Spans name={t(`weekday.${day}`)} spans={hours[day]} onChange={(spans) => setDay(day, spans)} />
          <DayBar own={hours[day]} before={hours[weekdays[(at + 6) % 7] ?? 'sun']} />
        </div>
      ))}
      <div className="ac-row">
        <Button size="small" disabled={JSON.stringify(workdays) === JSON.stringify(hours)} onClick={() => onChange(workdays)}>{t('calendars.mondayToAll')}</Button>
        <Button size="small" onClick={() => onChange(Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]])) as Hours)}>{t('calendars.roundTheClock')}</Button>
      </div>
    </div>
  );
}

/** Opening spans of one day: none means closed. */
export function Spans({ name, spans, onChange }: { readonly name: string; readonly spans: readonly Span[]; readonly onChange: (spans: Span[]) => void }) {
  const { t } = useTranslation('settings');
  const fault = spanFault(spans);
  const put = (at: number, side: 0 | 1, time: string) => onChange(spans.map((span, one) => (one === at ? (side === 0 ? [time, span[1]] : [span[0], time]) : span)));
  // The next span begins an hour after the last one ends, as after lunch.
  const last = spans.at(-1);
  const next: Span = last ? [after(last[1], 60), after(last[1], 300)] : ['09:00', '18:00'];
  return (
    <div className="st-spans">
      {spans.length === 0 ? <span className="ac-faint">{t('calendars.closed')}</span> : null}
      {spans.map((span, at) => (
        <span key={at} className="st-span">
          <TimeInput label={t('calendars.from', { what: name, number: at + 1 })} value={span[0]} onChange={(time) => put(at, 0, time)} faulty={fault !== null} />
          <span aria-hidden="true">–</span>
          <TimeInput label={t('calendars.to', { what: name, number: at + 1 })} value={span[1]} onChange={(time) => put(at, 1, time)} faulty={fault !== null} />
          {minutesOf(span)[1] > 1440 ? <span className="ac-faint ac-small">{t('calendars.nextDay')}</span> : null}
          <IconButton size="small" label={t('calendars.dropSpan', { from: span[0], to: span[1] })} icon={<X size={14} />} onClick={() => onChange(spans.filter((_, one) => one !== at))} />
        </span>
      ))}
      <IconButton size="small" label={t('calendars.addSpan', { what: name })} icon={<Plus size={14} />} disabled={last !== undefined && minutesOf(last)[1] >= 1440} onClick={() => onChange([...spans, next])} />
      {fault ? <span className="ac-field__fault" role="alert">{t(`calendars.fault.${fault}`)}</span> : null}
    </div>
  );
}

function after(time: string, minutes: number): string {
  const at = Math.min(1440, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes);
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

/** One day as a bar; what came over midnight is hatched. */
export function DayBar({ own, before }: { readonly own: readonly Span[]; readonly before: readonly Span[] }) {
  return (
    <span className="st-bar" aria-hidden="true">
      {pieces(own, before).map((piece, at) => <span key={at} className="st-bar__open" data-over={piece.over || undefined} style={{ insetInlineStart: `${piece.from / 14.4}%`, inlineSize: `${(piece.to - piece.from) / 14.4}%` }} />)}
    </span>
  );
}
