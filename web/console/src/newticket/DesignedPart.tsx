import { DesignedField } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { OwnKind } from '../designed/OwnKind.tsx';
import type { Designed } from './useDesigned.ts';

/** What the house wants to know of a new ticket, in its order. */
export function DesignedPart({ designed, customerId, faults }: { readonly designed: Designed; readonly customerId: number | null; readonly faults: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  if (designed.fields.length === 0) return null;
  return (
    <fieldset className="cs-newdesigned">
      <legend className="ac-unseen">{t('field.fields')}</legend>
      {designed.fields.map((field) => (
        <DesignedField
          key={field.key} field={field} value={designed.values[field.key]} fault={faults[`fields.${field.key}`]} onChange={(value) => designed.put(field.key, value)}
          own={(control) => <OwnKind kind={field.kind} control={control} customerId={customerId} value={designed.values[field.key] ?? null} shown={designed.shown[field.key] ?? null} onPick={(value, shown) => designed.put(field.key, value, shown)} />}
        />
      ))}
    </fieldset>
  );
}
