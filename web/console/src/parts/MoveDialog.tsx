import { Button, Dialog, Field, Input, Notice, Select, Textarea, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { currencyDigits } from '@aftercare/contract/money';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PartFile, usePartQueries } from './data.ts';
import { useStockWork } from './useStockWork.ts';

export type MoveKind = 'receive' | 'transfer' | 'count' | 'old' | 'levels';

/** One move of stock: where, how many, why. */
export function MoveDialog({ kind, file, onClose }: { readonly kind: MoveKind; readonly file: PartFile; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['parts', 'app']);
  const { call } = useApi();
  const { part, stock } = file;
  const sites = useQuery(usePartQueries().sites()).data?.items ?? [];
  const first = stock[0];
  const [siteId, setSite] = useState(first?.siteId ?? 0);
  const [toId, setTo] = useState(0);
  const here = stock.find((s) => s.siteId === (siteId || sites[0]?.id));
  const [quantity, setQuantity] = useState('1');
  const [cost, setCost] = useState((part.costMinor / 10 ** currencyDigits[part.currency]).toFixed(currencyDigits[part.currency]));
  const [reason, setReason] = useState('');
  const [serials, setSerials] = useState('');
  const [what, setWhat] = useState<'return' | 'scrap' | 'refurbish'>('return');
  const [levels, setLevels] = useState({ point: String(here?.reorderPoint ?? 0), to: String(here?.reorderTo ?? 0), bin: here?.bin ?? '' });
  const chosen = siteId || (sites[0]?.id ?? 0);
  const place = { partId: part.id, siteId: chosen };
  const list = serials.split(/[\s,，、]+/).filter(Boolean);
  const work = useStockWork({
    work: async (_: null): Promise<unknown> => {
      const n = Number(quantity);
      switch (kind) {
        case 'receive': return call(api.parts.receive, { body: { ...place, quantity: n, unitCostMinor: Math.round(Number(cost) * 10 ** currencyDigits[part.currency]), serials: list, reason } });
        case 'transfer': return call(api.parts.transfer, { body: { fromId: chosen, toId, note: reason, lines: [{ partId: part.id, quantity: n }] } });
        case 'count': return call(api.parts.count, { body: { ...place, counted: n, reason } });
        case 'old': return call(api.parts.returnOld, { body: { ...place, quantity: n, what, serials: list, reason } });
        case 'levels': return call(api.parts.setLevels, { body: { ...place, reorderPoint: Number(levels.point), reorderTo: Number(levels.to), bin: levels.bin } });
      }
    },
    said: () => t(`done.${kind}`), after: onClose,
  });
  const faults = fieldFaults(work.error);
  const choices = sites.map((s) => ({ value: String(s.id), label: `${named(s.name, i18n.language)}${stock.some((k) => k.siteId === s.id) ? ` · ${t('left', { count: stock.find((k) => k.siteId === s.id)?.available ?? 0 })}` : ''}` }));
  const number = (label: string, value: string, set: (value: string) => void, fault?: string, min = 0) => <Field label={label} fault={fault}>{(control) => <Input {...control} type="number" min={min} step={1} value={value} onChange={(event) => set(event.target.value)} />}</Field>;
  return (
    <Dialog open onClose={onClose} title={`${t(`move.${kind}`)} · ${named(part.name, i18n.language)}`} onSubmit={() => work.mutate(null)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={work.isPending} disabled={kind === 'transfer' && (toId === 0 || toId === chosen)}>{t(`do.${kind}`)}</Button></>}>
      <div className="ac-stack">
        {work.error ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        <Field label={kind === 'transfer' ? t('from') : t('site')} fault={faults.siteId}>{(control) => <Select {...control} value={String(chosen)} choices={choices} onChange={(id) => { setSite(Number(id)); const there = stock.find((s) => s.siteId === Number(id)); setLevels({ point: String(there?.reorderPoint ?? 0), to: String(there?.reorderTo ?? 0), bin: there?.bin ?? '' }); }} />}</Field>
        {kind === 'transfer' ? <Field label={t('to')} fault={faults.toId}>{(control) => <Select {...control} value={String(toId)} choices={[{ value: '0', label: t('choose') }, ...choices.filter((c) => c.value !== String(chosen))]} onChange={(id) => setTo(Number(id))} />}</Field> : null}
        {kind === 'old' ? <Field label={t('what')}>{(control) => <Select {...control} value={what} choices={(['return', 'scrap', 'refurbish'] as const).map((value) => ({ value, label: t(`old.${value}`) }))} onChange={setWhat} />}</Field> : null}
        {kind === 'levels' ? <div className="ps-two">{number(t('reorderPoint'), levels.point, (point) => setLevels({ ...levels, point }), faults.reorderPoint)}{number(t('reorderTo'), levels.to, (to) => setLevels({ ...levels, to }), faults.reorderTo)}<Field label={t('bin')}>{(control) => <Input {...control} maxLength={40} value={levels.bin} onChange={(event) => setLevels({ ...levels, bin: event.target.value })} />}</Field></div>
          : <div className="ps-two">{number(kind === 'count' ? t('counted', { count: here?.onHand ?? 0 }) : t('quantity'), quantity, setQuantity, faults.quantity ?? faults.counted, kind === 'count' ? 0 : 1)}{kind === 'receive' ? <Field label={t('unitCost', { currency: part.currency })} fault={faults.unitCostMinor}>{(control) => <Input {...control} inputMode="decimal" value={cost} onChange={(event) => setCost(event.target.value)} />}</Field> : null}</div>}
        {part.serialised && (kind === 'receive' || kind === 'old') ? <Field label={t('serials')} hint={t('serialsHint')} fault={faults.serials}>{(control) => <Textarea {...control} rows={2} value={serials} onChange={(event) => setSerials(event.target.value)} />}</Field> : null}
        {kind === 'levels' ? null : <Field label={t('reason')} fault={faults.reason} {...(kind === 'count' ? { required: true } : { optional: true })}>{(control) => <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>}
      </div>
    </Dialog>
  );
}
