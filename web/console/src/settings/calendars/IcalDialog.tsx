import { Button, Dialog, Field, Notice, Textarea, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Calendar } from '@aftercare/contract/org';
import { useMutation } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Days = Pick<Calendar, 'holidays' | 'extraDays' | 'yearlyHolidays'>;
const largest = 2_000_000;
const listed = 8;

/** Days off, and days worked for them, out of an .ics file, chosen or pasted: read by the server, looked at, then taken into the calendar. */
export function IcalDialog({ onTake, onClose }: { readonly onTake: (days: Days) => void; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const read = useMutation({ mutationFn: (ics: string) => call(api.org.readIcal, { body: { text: ics } }) });
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largest) { setFault(t('calendars.ical.large')); return; }
    const words = await file.text();
    setFault(null); setText(words); read.mutate(words);
  };
  const found = read.data;
  const total = found ? found.holidays.length + found.extraDays.length + found.yearlyHolidays.length : 0;
  const none = found !== undefined && total === 0;
  const everyYear = (day: string) => new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(`2028-${day}T00:00:00Z`));
  const date = (day: string) => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
  return (
    <Dialog
      open onClose={onClose} title={t('calendars.ical.title')}
      foot={found && !none
        ? <><Button onClick={() => read.reset()}>{t('calendars.ical.again')}</Button><Button kind="primary" onClick={() => { onTake(found); onClose(); }}>{t('calendars.ical.take', { count: total })}</Button></>
        : <><Button onClick={onClose}>{t('calendars.ical.cancel')}</Button><Button kind="primary" disabled={text.trim() === ''} busy={read.isPending} onClick={() => read.mutate(text)}>{t('calendars.ical.read')}</Button></>}
    >
      <div className="ac-stack">
        {fault || read.error ? <Notice tone="late" role="alert">{fault ?? fieldFaults(read.error)['text'] ?? faultSentence(read.error)}</Notice> : null}
        {none ? <Notice tone="due" role="status">{t('calendars.ical.nothing')}</Notice> : null}
        {found && !none ? (
          <>
            <p>{t('calendars.ical.found', { count: found.holidays.length })}{found.skipped > 0 ? ` ${t('calendars.ical.skipped', { count: found.skipped })}` : ''}</p>
            <List days={found.holidays} date={date} />
            {found.yearlyHolidays.length > 0 ? <p>{t('calendars.ical.yearly', { count: found.yearlyHolidays.length, days: new Intl.ListFormat(i18n.language).format(found.yearlyHolidays.map(everyYear)) })}</p> : null}
            {found.extraDays.length > 0 ? <><p>{t('calendars.ical.worked', { count: found.extraDays.length })}</p><List days={found.extraDays} date={date} /></> : null}
          </>
        ) : (
          <>
            <p className="ac-soft">{t('calendars.ical.hint')}</p>
            <p><Button icon={<FileUp size={16} aria-hidden="true" />} onClick={() => chooser.current?.click()}>{t('calendars.ical.choose')}</Button></p>
            <input ref={chooser} type="file" accept=".ics,text/calendar" hidden aria-label={t('calendars.ical.choose')} onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ''; }} />
            <Field label={t('calendars.ical.paste')}>{(control) => <Textarea {...control} rows={6} spellCheck={false} placeholder="BEGIN:VCALENDAR" value={text} onChange={(event) => setText(event.target.value)} />}</Field>
          </>
        )}
      </div>
    </Dialog>
  );
}

function List({ days, date }: { readonly days: Calendar['holidays']; readonly date: (day: string) => string }) {
  const { t, i18n } = useTranslation('settings');
  return (
    <>
      <ul className="st-ical" translate="no">{days.slice(0, listed).map((day) => <li key={day.date}><span>{date(day.date)}</span><span className="ac-soft">{day.name ? named(day.name, i18n.language) : ''}</span></li>)}</ul>
      {days.length > listed ? <p className="ac-faint ac-small">{t('calendars.ical.more', { count: days.length - listed })}</p> : null}
    </>
  );
}
