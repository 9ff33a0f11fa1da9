import { Button, Combobox, Field, Input, filterOptions, named } from '@aftercare/ui';
import { ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knownVisitor } from '../account/visitor.ts';
import { useHome } from '../queries.ts';
import type { Needs } from './draft.ts';
import { scanSerial } from './scan.ts';
import type { ReportState } from './useReport.ts';
import '../home/choices.css';

interface Props { readonly report: ReportState; readonly products: readonly string[]; readonly needs: Needs }

/** Which product, and its serial number: picked, typed, or read off the type plate. */
export function ProductStep({ report: { draft, change }, products, needs }: Props) {
  const { t } = useTranslation();
  const { i18n } = useTranslation();
  const units = useHome(knownVisitor() !== null).data?.units ?? [];
  const own = units.map((unit) => ({ id: unit.id, name: `${unit.model} ${named(unit.name, i18n.language)}`, serial: unit.serial }));
  const few = products.length <= 8;
  return (
    <>
      {own.length > 0 ? (
        <fieldset>
          <legend className="p-legend">{t('report.product.mine')}</legend>
          <ul className="p-ownpicks">{own.map((unit) => <li key={unit.id}><button type="button" className="p-choice" aria-pressed={draft.serial === unit.serial} aria-current={draft.serial === unit.serial || undefined} onClick={() => change(draft.serial === unit.serial ? { product: '', serial: '' } : { product: unit.name, serial: unit.serial })}><span className="p-choice__words"><strong>{unit.name}</strong><span>{unit.serial}</span></span></button></li>)}</ul>
        </fieldset>
      ) : null}
      <Field label={t('report.product.name')} optional hint={t('report.product.nameHint')}>
        {(control) => (
          <Combobox
            label={t('report.product.name')} control={control} text={draft.product} placeholder={t('report.product.namePlaceholder')} onText={(product) => change({ product: product.slice(0, 200) })}
            options={filterOptions(products.map((product) => ({ value: product, label: product })), draft.product).slice(0, 8)} onPick={(product) => change({ product })}
          />
        )}
      </Field>
      {few && products.length > 0 ? <div className="p-picks" role="group" aria-label={t('report.product.title')}>{products.map((product) => <Button size="small" key={product} aria-pressed={draft.product === product} onClick={() => change({ product: draft.product === product ? '' : product })}>{product}</Button>)}</div> : null}
      <SerialField value={draft.serial} onValue={(serial) => change({ serial })} />
      <Field label={t('report.product.bought')} optional fault={needs.purchasedOn ? t(`report.need.${needs.purchasedOn}`) : null}>
        {(control) => <Input {...control} type="date" value={draft.purchasedOn} onChange={(event) => change({ purchasedOn: event.target.value })} />}
      </Field>
    </>
  );
}

function SerialField({ value, onValue }: { readonly value: string; readonly onValue: (serial: string) => void }) {
  const { t } = useTranslation();
  const [scan, setScan] = useState<'reading' | 'none' | null>(null);
  const read = async (photo: File | undefined) => {
    if (!photo) return;
    setScan('reading');
    const serial = await scanSerial(photo).catch(() => null);
    if (serial) onValue(serial);
    setScan(serial ? null : 'none');
  };
  return (
    <Field label={t('report.product.serial')} optional hint={scan === 'none' ? t('report.product.scanNone') : t('report.product.serialHint')}>
      {(control) => (
        <div className="p-serial">
          <Input {...control} value={value} maxLength={100} autoComplete="off" autoCapitalize="characters" spellCheck={false} onChange={(event) => onValue(event.target.value)} />
          <label className="ac-button ac-button--secondary p-scan">
            <ScanBarcode size={18} aria-hidden="true" />{t(scan === 'reading' ? 'report.product.scanning' : 'report.product.scan')}
            <input type="file" accept="image/*" capture="environment" className="ac-unseen" onChange={(event) => { void read(event.target.files?.[0]); event.target.value = ''; }} />
          </label>
        </div>
      )}
    </Field>
  );
}
