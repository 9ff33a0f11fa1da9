import { Checkbox, Input, Select } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spoken } from './duration.ts';
import type { Unit } from './duration.ts';

interface Props { readonly label: string; readonly minutes: number | null; readonly usual: number; readonly fault: string | undefined; readonly onChange: (minutes: number | null) => void }

/** One promised time: a number and its unit, or none. */
export function TargetField({ label, minutes, usual, fault, onChange }: Props) {
  const { t } = useTranslation('settings');
  // The unit is kept apart: 60 minutes must not turn into 1 hour under somebody's fingers.
  const [unit, setUnit] = useState<Unit>(spoken(minutes ?? usual).unit);
  const per = unit === 'hour' ? 60 : 1;
  return (
    <div className="st-target">
      <Checkbox label={label} checked={minutes !== null} onChange={(on) => onChange(on ? usual : null)} />
      {minutes === null ? <span className="ac-faint">{t('sla.noPromise')}</span> : (
        <span className="st-target__time">
          <Input aria-label={label} aria-invalid={fault ? true : undefined} type="number" inputMode="decimal" min={1} step={unit === 'hour' ? 0.5 : 1} value={minutes / per || ''} onChange={(event) => onChange(Math.max(0, Math.round(Number(event.target.value) * per)))} />
          <Select aria-label={t('sla.unit', { what: label })} value={unit} choices={[{ value: 'minute', label: t('sla.minutes') }, { value: 'hour', label: t('sla.hours') }]} onChange={(next) => { onChange(Math.round((minutes / per) * (next === 'hour' ? 60 : 1))); setUnit(next); }} />
          {fault ? <span className="ac-field__fault" role="alert">{fault}</span> : null}
        </span>
      )}
    </div>
  );
}
