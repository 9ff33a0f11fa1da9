import { Field, Input, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Calendar } from '@aftercare/contract/org';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ZoneField } from '../frame/ZoneField.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { WeekHours } from './WeekHours.tsx';
import { YearView } from './YearView.tsx';
import { spanFault, weekMinutes, weekdays } from './times.ts';

type Plan = Omit<Calendar, 'id'>;
const office: Calendar['hours']['mon'] = [['09:00', '12:00'], ['13:30', '18:00']];

/** A business calendar: the usual week, and a year with its holidays and make-up days. */
export function CalendarForm({ calendar, timeZone }: { readonly calendar: Calendar | null; readonly timeZone: string }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const start: Plan = calendar
    ? { name: calendar.name, timeZone: calendar.timeZone, hours: calendar.hours, holidays: calendar.holidays, yearlyHolidays: calendar.yearlyHolidays, extraDays: calendar.extraDays }
    : { name: '', timeZone, hours: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] }, holidays: [], yearlyHolidays: [], extraDays: [] };
  const form = useForm(start);
  const { value, set } = form;
  const put = (body: Plan) => (calendar ? call(api.org.updateCalendar, { params: { id: calendar.id }, body }) : call(api.org.createCalendar, { body }));
  const save = useWork({
    work: () => put({ ...value, name: value.name.trim() }), keys: ['calendars'], said: (saved) => t('calendars.saved', { name: saved.name }),
    undo: () => { const before = form.base; return calendar ? async () => { await put(before); form.rebase(before); } : null; },
    after: (saved) => { form.rebase({ ...value, name: value.name.trim() }); if (!calendar) void navigate({ to: '/settings/$', params: { _splat: `calendars/${saved.id}` }, replace: true, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const broken = weekdays.some((day) => spanFault(value.hours[day]) !== null) || value.extraDays.some((day) => day.hours && spanFault(day.hours) !== null);
  const hours = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(weekMinutes(value.hours) / 60);
  return (
    <FormPage wide title={calendar ? calendar.name : t('calendars.add')} part="calendars" fresh={!calendar} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'timeZone']} onSave={() => { if (!broken) save.mutate(undefined); }} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('calendars.what')}>
        <div className="st-two">
          <Field label={t('name')} fault={faults.name} required>{(control) => <Input {...control} autoFocus={!calendar} maxLength={120} value={value.name} placeholder={t('calendars.placeholder')} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <ZoneField label={t('timeZone')} fault={faults.timeZone} value={value.timeZone} onChange={(zone) => set({ timeZone: zone })} />
        </div>
      </Group>
      <Group title={t('calendars.week')} hint={t('calendars.weekHint', { hours })}><WeekHours hours={value.hours} onChange={(week) => set({ hours: week })} /></Group>
      <Group title={t('calendars.year')} hint={t('calendars.yearHint')}><YearView plan={value} onChange={set} /></Group>
    </FormPage>
  );
}
