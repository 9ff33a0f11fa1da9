import { Checkbox, Field, Input, Radio, named } from '@aftercare/ui';
import type { Calendar } from '@aftercare/contract/org';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Spans } from './WeekHours.tsx';
import { dayOf } from './year.ts';
import type { Day, DayChange } from './year.ts';

const longDate = (date: string, language: string) => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));

/** A day in one sentence: "Thursday, October 1, 2026: holiday, National Day". */
export function dayWords(day: Day, language: string, t: TFunction): string {
  return `${longDate(day.date, language)}${language.startsWith('zh') ? '：' : ': '}${t(`calendars.kind.${day.kind}`)}${day.name ? `${language.startsWith('zh') ? '，' : ', '}${named(day.name, language)}` : ''}`;
}

/** One date said anew: as the week has it, a holiday, or worked although the week says otherwise. */
export function DayPanel({ plan, date, onChange }: { readonly plan: Omit<Calendar, 'id'>; readonly date: string; readonly onChange: (change: DayChange) => void }) {
  const { t, i18n } = useTranslation('settings');
  const day = dayOf(plan, date);
  const extra = plan.extraDays.find((one) => one.date === date);
  const kind = day.kind === 'holiday' || day.kind === 'make-up' ? day.kind : 'usual';
  const names = day.name ?? { zh: '', en: '' };
  const say = (next: { zh: string; en: string }) => {
    const name = next.zh || next.en ? { zh: next.zh || next.en, en: next.en || next.zh } : null;
    onChange(kind === 'make-up' ? { kind, name, ...(extra?.hours ? { hours: extra.hours } : {}) } : { kind: 'holiday', name, yearly: false });
  };
  return (
    <fieldset className="st-daypanel ac-panel">
      <legend className="ac-unseen">{longDate(date, i18n.language)}</legend>
      <strong aria-hidden="true">{longDate(date, i18n.language)}</strong>
      <div className="ac-row">
        <Radio name={`day-${date}`} label={t('calendars.asWeek')} checked={kind === 'usual'} onChange={() => onChange({ kind: 'usual' })} />
        <Radio name={`day-${date}`} label={t('calendars.kind.holiday')} checked={kind === 'holiday'} onChange={() => onChange({ kind: 'holiday', name: day.name, yearly: false })} />
        <Radio name={`day-${date}`} label={t('calendars.kind.make-up')} checked={kind === 'make-up'} onChange={() => onChange({ kind: 'make-up', name: day.name })} />
      </div>
      {kind === 'holiday' ? <Checkbox label={t('calendars.everyYear')} checked={day.yearly} onChange={(yearly) => onChange({ kind: 'holiday', name: null, yearly })} /> : null}
      {kind === 'make-up' ? (
        <div className="ac-stack-tight">
          <Checkbox label={t('calendars.asMonday')} checked={!extra?.hours} onChange={(on) => onChange({ kind: 'make-up', name: day.name, ...(on ? {} : { hours: plan.hours.mon.length > 0 ? plan.hours.mon : [['09:00', '18:00']] }) })} />
          {extra?.hours ? <Spans name={t('calendars.kind.make-up')} spans={extra.hours} onChange={(hours) => onChange({ kind: 'make-up', name: day.name, hours })} /> : null}
        </div>
      ) : null}
      {kind !== 'usual' && !day.yearly ? (
        <div className="st-two">
          <Field label={t('calendars.nameZh')} optional>{(control) => <Input {...control} lang="zh-CN" maxLength={200} value={names.zh} placeholder="国庆节" onChange={(event) => say({ ...names, zh: event.target.value })} />}</Field>
          <Field label={t('calendars.nameEn')} optional>{(control) => <Input {...control} lang="en" maxLength={200} value={names.en} placeholder="National Day" onChange={(event) => say({ ...names, en: event.target.value })} />}</Field>
        </div>
      ) : null}
    </fieldset>
  );
}
