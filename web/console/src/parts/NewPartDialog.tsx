import { Button, Checkbox, Dialog, Field, Input, Notice, Select, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { type Currency, currencyDigits } from '@aftercare/contract/money';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStockWork } from './useStockWork.ts';

const empty = { number: '', zh: '', en: '', currency: 'CNY' as Currency, price: '', cost: '', tax: '13', supplier: '', consumable: false, serialised: false };

/** A new kind of part; its page opens, where the first ones are received. */
export function NewPartDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['parts', 'app']);
  const { call } = useApi();
  const navigate = useNavigate();
  const [value, setValue] = useState(empty);
  const set = (change: Partial<typeof empty>) => setValue({ ...value, ...change });
  const minor = (text: string) => Math.round(Number(text || 0) * 10 ** currencyDigits[value.currency]);
  const work = useStockWork({
    work: (_: null) => call(api.parts.create, { body: { number: value.number.trim(), name: { zh: value.zh.trim() || value.en.trim(), en: value.en.trim() || value.zh.trim() }, currency: value.currency, priceMinor: minor(value.price), costMinor: minor(value.cost), taxRate: Math.round(Number(value.tax || 0) * 100), supplier: value.supplier, consumable: value.consumable, serialised: value.serialised } }),
    said: (part) => t('added', { part: part.number }), after: (part) => { setValue(empty); onClose(); void navigate({ to: '/parts/$partId', params: { partId: String(part.id) } }); },
  });
  const faults = fieldFaults(work.error);
  const text = (label: string, key: 'number' | 'zh' | 'en' | 'price' | 'cost' | 'tax' | 'supplier', fault?: string, decimal = false) => <Field label={label} fault={fault}>{(control) => <Input {...control} {...(decimal ? { inputMode: 'decimal' as const } : {})} maxLength={120} value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  return (
    <Dialog open={open} onClose={onClose} title={t('newPart')} onSubmit={() => work.mutate(null)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={work.isPending} disabled={!value.number.trim() || !(value.zh.trim() || value.en.trim())}>{t('add')}</Button></>}>
      <div className="ac-stack">
        {work.error ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        {text(t('number'), 'number', faults.number)}
        <div className="ps-two">{text(t('nameZh'), 'zh', faults['name.zh'])}{text(t('nameEn'), 'en', faults['name.en'])}</div>
        <div className="ps-two"><Field label={t('currency')}>{(control) => <Select {...control} value={value.currency} choices={(Object.keys(currencyDigits) as Currency[]).map((one) => ({ value: one, label: one }))} onChange={(currency) => set({ currency })} />}</Field>{text(t('price'), 'price', faults.priceMinor, true)}{text(t('cost'), 'cost', faults.costMinor, true)}{text(t('taxPercent'), 'tax', faults.taxRate, true)}</div>
        {text(t('supplier'), 'supplier', faults.supplier)}
        <Checkbox label={t('consumableHint')} checked={value.consumable} onChange={(consumable) => set({ consumable })} />
        <Checkbox label={t('serialisedHint')} checked={value.serialised} onChange={(serialised) => set({ serialised })} />
      </div>
    </Dialog>
  );
}
