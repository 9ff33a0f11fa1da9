import { Button, Combobox, Field, Input, filterOptions } from '@aftercare/ui';
import { ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMine } from '../queries.ts';
import type { Needs } from './draft.ts';
import { canScan, scanSerial } from './scan.ts';
import type { ReportState } from './useReport.ts';

interface Props { readonly report: ReportState; readonly products: readonly string[]; readonly needs: Needs }

/** Which product, and its serial number: picked, typed, or read off the type plate. */
export function ProductStep({ report: { draft, change }, products, needs }: Props) {
  const { t } = useTranslation();
  const mine = useMine();
  const own = [...new Set((mine.data?.items ?? []).map((item) => item.product).filter(Boolean))].slice(0, 6);
  const few = products.length <= 8;
  return (
    <>
      {own.length > 0 ? (
        <fieldset>
          <legend className="p-legend">{t('report.product.mine')}</legend>
          <div className="p-picks">{own.map((product) => <Button size="small" key={product} aria-pressed={draft.product === product} onClick={() => change({ product })}>{product}</Button>)}</div>
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
      {few && products.length > 0 ? <div className="p-picks" role="group" aria-label={t('report.product.title')}>{products.filter((product) => !own.includes(product)).map((product) => <Button size="small" key={product} aria-pressed={draft.product === product} onClick={() => change({ product: draft.product === product ? '' : product })}>{product}</Button>)}</div> : null}
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
          {canScan() ? (
            <label className="ac-button ac-button--secondary p-scan">
              <ScanBarcode size={18} aria-hidden="true" />{t(scan === 'reading' ? 'report.product.scanning' : 'report.product.scan')}
              <input type="file" accept="image/*" capture="environment" className="ac-unseen" onChange={(event) => { void read(event.target.files?.[0]); event.target.value = ''; }} />
            </label>
          ) : null}
        </div>
      )}
    </Field>
  );
}
