import { api } from '@aftercare/contract';
import { Button, Combobox, Field, IconButton, Input, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from './ActDialog.tsx';
import { type Repair, useAct, useRepairQueries } from './data.ts';
import { formatMoney } from './money.ts';

interface Line { readonly kind: 'part' | 'labour'; readonly partId: number | null; readonly description: string; readonly quantity: number; readonly minutes: number; readonly unitMinor: number }

/** What will be done: labour by the minute, parts from the catalogue. */
export function PlanDialog({ repair, onClose }: { readonly repair: Repair; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('repairs');
  const [lines, setLines] = useState<readonly Line[]>(() => repair.lines.filter((l) => l.state === 'planned' && l.kind !== 'other').map((l) => ({ kind: l.kind as 'part' | 'labour', partId: l.partId, description: l.description, quantity: l.quantity, minutes: l.minutes, unitMinor: l.unitMinor })));
  const [q, setQ] = useState('');
  const found = useQuery(useRepairQueries().parts(q));
  const plan = useAct(api.repairs.plan, repair.ticketId, onClose);
  const set = (at: number, part: Partial<Line>) => setLines((all) => all.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const parts = found.data?.items ?? [];
  return (
    <ActDialog title={t('plan.title')} act={t('save')} busy={plan.isPending} ready={lines.every((l) => l.description.trim() !== '')} onClose={onClose} onDo={() => plan.mutate({ params: { id: repair.id }, body: { lines: [...lines] } })}>
      {lines.length === 0 ? <p className="ac-faint">{t('plan.empty')}</p> : null}
      {lines.map((line, at) => (
        <div key={`${line.kind}-${line.partId ?? at}`} className="rp-line-edit">
          {line.kind === 'labour' ? <Input aria-label={t('plan.what')} value={line.description} maxLength={300} placeholder={t('plan.what')} onChange={(event) => set(at, { description: event.target.value })} /> : <span className="ac-clip">{line.description}</span>}
          {line.kind === 'labour'
            ? <Input aria-label={t('plan.minutes')} type="number" min={0} max={10000} step={5} value={line.minutes} onChange={(event) => set(at, { minutes: Math.max(0, Number(event.target.value)) })} />
            : <Input aria-label={t('plan.quantity')} type="number" min={1} max={100} value={line.quantity} onChange={(event) => set(at, { quantity: Math.max(1, Number(event.target.value)) })} />}
          <span className="ac-faint">{line.kind === 'labour' ? t('plan.min') : t('plan.pieces')}</span>
          <IconButton size="small" label={t('plan.remove', { what: line.description })} icon={<X size={14} />} onClick={() => setLines((all) => all.filter((_, i) => i !== at))} />
        </div>
      ))}
      <Field label={t('plan.part')}>
        {(control) => (
          <Combobox
            label={t('plan.part')} control={control} text={q} placeholder={t('plan.partHint')} onText={setQ} options={parts.map((part) => ({ value: String(part.id), label: `${part.number} ${named(part.name, i18n.language)}`, hint: `${formatMoney(part.priceMinor, part.currency, i18n.language)} · ${t('plan.free', { count: part.available })}` }))}
            onPick={(id) => { const part = parts.find((one) => String(one.id) === id); if (part) setLines((all) => [...all, { kind: 'part', partId: part.id, description: named(part.name, i18n.language), quantity: 1, minutes: 0, unitMinor: part.priceMinor }]); setQ(''); }}
          />
        )}
      </Field>
      <Button kind="quiet" size="small" icon={<Plus size={14} />} onClick={() => setLines((all) => [...all, { kind: 'labour', partId: null, description: '', quantity: 1, minutes: 30, unitMinor: 0 }])}>{t('plan.addLabour')}</Button>
    </ActDialog>
  );
}
