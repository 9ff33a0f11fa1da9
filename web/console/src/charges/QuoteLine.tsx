import { Combobox, Field, IconButton, Input, named } from '@aftercare/ui';
import { type Currency, currencyDigits, formatMoney } from '@aftercare/contract/money';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useChargeQueries } from './data.ts';
import { type DraftLine, readLine, sumsOf } from './draft.ts';

interface Props { readonly line: DraftLine; readonly currency: Currency; readonly onChange: (line: DraftLine) => void; readonly onRemove: (() => void) | undefined }

/** One line of a quote. A part is found by number or name and brings its price. */
export function QuoteLine({ line, currency, onChange, onRemove }: Props) {
  const { t, i18n } = useTranslation('charges');
  const may = useMay();
  const set = (change: Partial<DraftLine>) => onChange({ ...line, ...change });
  const words = useDeferredValue(line.kind === 'part' && line.partId === null ? line.description : '');
  const found = useQuery({ ...useChargeQueries().parts(words), enabled: words.trim() !== '' && may('parts.read') });
  const parts = found.data?.items ?? [];
  const read = readLine(line, currency);
  const label = t(`kind.${line.kind}`);
  return (
    <li className="cg-line">
      <Field label={label}>{(control) => (line.kind === 'part'
        ? <Combobox control={control} label={label} text={line.description} onText={(description) => set({ description, partId: null })} placeholder={t('findPart')} options={parts.map((p) => ({ value: p.id, label: named(p.name, i18n.language), hint: `${p.number} · ${t('free', { count: p.available })} · ${formatMoney(p.priceMinor, p.currency, i18n.language)}` }))}
            onPick={(id) => { const part = parts.find((p) => p.id === id); if (part) set({ partId: id, description: named(part.name, i18n.language), tax: String(part.taxRate / 100), ...(part.currency === currency ? { price: (part.priceMinor / 10 ** currencyDigits[currency]).toFixed(currencyDigits[currency]) } : {}) }); }} />
        : <Input {...control} maxLength={300} value={line.description} onChange={(event) => set({ description: event.target.value })} />)}</Field>
      <Field label={line.kind === 'labour' ? t('hours') : t('quantity')}>{(control) => <Input {...control} inputMode="decimal" value={line.quantity} onChange={(event) => set({ quantity: event.target.value })} />}</Field>
      <Field label={line.kind === 'discount' ? t('off') : t('unitPrice')}>{(control) => <Input {...control} inputMode="decimal" value={line.price} placeholder="0.00" onChange={(event) => set({ price: event.target.value })} />}</Field>
      <Field label={t('taxPercent')}>{(control) => <Input {...control} inputMode="decimal" value={line.tax} onChange={(event) => set({ tax: event.target.value })} />}</Field>
      <span className="cg-line__sum">{read ? formatMoney(sumsOf([read]).netMinor, currency, i18n.language) : '–'}</span>
      {onRemove ? <IconButton label={t('removeLine', { what: line.description || label })} size="small" icon={<X size={16} />} onClick={onRemove} /> : <span />}
    </li>
  );
}
