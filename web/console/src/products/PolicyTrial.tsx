import { api } from '@aftercare/contract';
import type { CallOutput } from '@aftercare/contract';
import { Button, Input, Notice, Section, faultSentence, named, useApi } from '@aftercare/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PolicyPage, useProductQueries } from './data.ts';
import { EntitlementMark } from './EntitlementView.tsx';

export type Trial = CallOutput<typeof api.warranty.try>;
interface Props { readonly page: PolicyPage; readonly rules: PolicyPage['table']['rules']; readonly trial: Trial | null; readonly onTrial: (trial: Trial | null) => void }

/** Tries the rules as they stand on a real unit: what it is owed now, what it would be, which rules fit. */
export function PolicyTrial({ page, rules, trial, onTrial }: Props) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const [serial, setSerial] = useState('');
  const [on, setOn] = useState('');
  const [part, setPart] = useState('');
  const found = useQuery(useProductQueries().serial(serial));
  const unit = found.data?.unit ?? null;
  const run = useMutation({ mutationFn: (unitId: number) => call(api.warranty.try, { params: { id: page.id }, body: { unitId, rules, ...(on ? { on } : {}), ...(part ? { partCategory: part } : {}) } }), onSuccess: onTrial });
  return (
    <Section title={t('trial.title')}>
      <form className="pd-choices" onSubmit={(event) => { event.preventDefault(); if (unit) run.mutate(unit.id); }}>
        <Input className="pd-serial" aria-label={t('field.serial')} placeholder={t('trial.serial')} value={serial} onChange={(event) => { setSerial(event.target.value); onTrial(null); }} />
        <Input type="date" aria-label={t('trial.on')} value={on} onChange={(event) => setOn(event.target.value)} />
        <Input aria-label={t('trial.part')} placeholder={t('trial.part')} value={part} onChange={(event) => setPart(event.target.value)} />
        <Button type="submit" kind="primary" disabled={!unit} busy={run.isPending}>{t('trial.run')}</Button>
        <span className="ac-soft ac-small">{unit ? `${unit.model.key} ${named(unit.model.name, i18n.language)} · ${unit.purchasedOn ?? t('start.unknown')} · ${unit.country}` : serial.trim().length > 5 && found.isSuccess ? t('trial.none') : ''}</span>
      </form>
      {run.isError ? <Notice tone="late" role="alert">{faultSentence(run.error)}</Notice> : null}
      {trial ? (
        <div className="pd-trial" role="status">
          <span>{t('trial.before')} <EntitlementMark entitlement={trial.before} /></span><ArrowRight size={16} aria-hidden="true" /><span>{t('trial.after')} <EntitlementMark entitlement={trial.after} /></span>
          <span className="ac-soft ac-small">{trial.inputs.map((i) => `${i.expression} = ${i.value}`).join(' · ')}</span>
          <span className="ac-soft">{trial.hits.length === 0 ? t('trial.noHit') : trial.hits.map((h) => `${t('terms.rule', { rule: h.rule })} ${t(`remedy.${h.remedy}`, { defaultValue: h.remedy })}${h.until ? ` ${t('owed.untilDay', { day: h.until })}` : ''}`).join(' · ')}</span>
        </div>
      ) : null}
    </Section>
  );
}
