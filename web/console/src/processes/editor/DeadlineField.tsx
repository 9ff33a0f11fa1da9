import { Field, Input, Select } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { FeelField } from './FeelField.tsx';
import { type Span, readSpan, units, writeSpan } from './deadline.ts';
import type { Known } from './variables.ts';

interface Props { readonly label: string; readonly hint?: string; readonly value: string; readonly known: readonly Known[]; readonly onChange: (value: string) => void }
type Way = Span['unit'] | 'other';

/** A time span as number and unit – working hours and days first – or written out, also as an expression. */
export function DeadlineField({ label, hint, value, known, onChange }: Props) {
  const { t } = useTranslation('processes');
  const span = value === '' ? { amount: 0, unit: 'workingHours' as const } : readSpan(value);
  const way: Way = span?.unit ?? 'other';
  const choices = [...units.map((unit) => ({ value: unit as Way, label: t(`unit.${unit}`) })), { value: 'other' as Way, label: t('unit.other') }];
  return (
    <>
      <Field label={label} hint={hint}>
        {(control) => (
          <div className="pr-span">
            {span ? <Input {...control} type="number" min={1} step={1} value={value === '' ? '' : span.amount} onChange={(event) => onChange(event.target.value === '' ? '' : writeSpan({ amount: Number(event.target.value), unit: span.unit }))} /> : null}
            <Select
              {...(span ? {} : { id: control.id })} aria-label={t('panel.unit', { what: label })} value={way} choices={choices}
              onChange={(next) => onChange(next === 'other' ? value || 'P1D' : writeSpan({ amount: span?.amount || 1, unit: next }))}
            />
          </div>
        )}
      </Field>
      {span ? null : <FeelField label={t('panel.spanWritten', { what: label })} hint={t('panel.spanHint')} value={value} known={known} onChange={onChange} />}
    </>
  );
}
