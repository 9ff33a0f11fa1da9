import type { FieldOption, FormField } from '@aftercare/contract/ticket-fields';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { named } from '../language/named.ts';
import { Field } from './Field.tsx';
import type { FieldControl } from './Field.tsx';
import { Input, Select } from './Input.tsx';

export type DesignedValue = string | number | boolean | null;
interface Props {
  readonly field: FormField;
  readonly value: DesignedValue | undefined;
  readonly fault?: string | null | undefined;
  readonly onChange: (value: DesignedValue) => void;
  /** Each field is saved where it stands: nothing is said of what may stay empty. */
  readonly alone?: boolean;
  /** What a step is called, where that is known. */
  readonly stepName?: ((element: string) => string | undefined) | undefined;
  /** Kinds that only a house knows how to ask for: people, units, files. */
  readonly own?: (control: FieldControl) => ReactNode;
}
interface Level { readonly key: string; readonly name: { readonly zh: string; readonly en: string }; readonly below?: readonly Level[] }

/** One field as a house designed it. */
export function DesignedField({ field, value, fault, onChange, alone = false, stepName, own }: Props) {
  const { t, i18n } = useTranslation('ui');
  const label = named(field.name, i18n.language);
  const hint = named(field.hint, i18n.language);
  const pick = (options: readonly Level[]) => [{ value: '', label: t('designed.choose') }, ...options.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))];
  const draw = (control: FieldControl) => {
    switch (field.kind) {
      case 'text': return <Input {...control} maxLength={2000} title={typeof value === 'string' && value.length > 20 ? value : undefined} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value || null)} />;
      case 'number': return <Input {...control} type="number" step="any" value={typeof value === 'number' ? value : ''} onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))} />;
      case 'money': return <Money control={control} currency={field.currency} value={typeof value === 'number' ? value : null} onChange={onChange} />;
      case 'date': return <Input {...control} type="date" value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value || null)} />;
      case 'yes-no': return <Select {...control} value={value === true ? 'yes' : value === false ? 'no' : ''} choices={[{ value: '', label: t('designed.choose') }, { value: 'yes', label: t('designed.yes') }, { value: 'no', label: t('designed.no') }]} onChange={(word) => onChange(word === '' ? null : word === 'yes')} />;
      case 'choice': return <Select {...control} value={typeof value === 'string' ? value : ''} choices={pick(field.options)} onChange={(key) => onChange(key || null)} />;
      case 'cascade': return <Cascade control={control} label={label} options={field.options} value={typeof value === 'string' ? value : ''} pick={pick} onChange={onChange} />;
      default: return own?.(control) ?? null;
    }
  };
  const needed = [...neededBefore(field.neededAt).map((state) => t(`status.${state}`)), ...field.neededAt.flatMap((point) => (point.startsWith('step:') && stepName?.(point.slice(5))) || [])];
  const later = field.required || field.neededAt.length === 0 ? undefined : needed.length > 0 ? t('designed.before', { points: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(needed.map((name) => t('designed.point', { name }))) }) : t('designed.atStep');
  return <Field label={label} hint={hint || undefined} fault={fault} required={field.required} more={later} optional={!field.required && !alone}>{draw}</Field>;
}

const neededBefore = (points: readonly string[]) => (['pending', 'hold', 'solved', 'closed'] as const).filter((state) => points.includes(state));

/** One select per level; what lies below a choice comes when it is made. */
function Cascade({ control, label, options, value, pick, onChange }: { readonly control: FieldControl; readonly label: string; readonly options: readonly FieldOption[]; readonly value: string; readonly pick: (options: readonly Level[]) => { value: string; label: string }[]; readonly onChange: (value: DesignedValue) => void }) {
  const chosen = value === '' ? [] : value.split('/');
  const levels: { readonly options: readonly Level[]; readonly chosen: string }[] = [];
  for (let at = 0, below: readonly Level[] = options; below.length > 0; at++) {
    const key = chosen[at] ?? '';
    levels.push({ options: below, chosen: key });
    below = below.find((one) => one.key === key)?.below ?? [];
  }
  return (
    <span className="ac-cascade">
      {levels.map((level, at) => <Select key={at} {...(at === 0 ? control : {})} {...(at > 0 ? { 'aria-label': `${label} ${at + 1}` } : {})} value={level.chosen} choices={pick(level.options)} onChange={(key) => onChange([...chosen.slice(0, at), ...(key ? [key] : [])].join('/') || null)} />)}
    </span>
  );
}

/** An amount in the currency's own units, kept in its smallest. */
function Money({ control, currency, value, onChange }: { readonly control: FieldControl; readonly currency: string; readonly value: number | null; readonly onChange: (value: DesignedValue) => void }) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return <span className="ac-money"><Input {...control} type="number" step={10 ** -digits} value={value === null ? '' : value / 10 ** digits} onChange={(event) => onChange(event.target.value === '' ? null : Math.round(Number(event.target.value) * 10 ** digits))} /><span className="ac-faint">{currency}</span></span>;
}
