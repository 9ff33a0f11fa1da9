import { api } from '@aftercare/contract';
import type { SerialRule } from '@aftercare/contract/products';
import { Button, Field, Input, faultSentence, named, useApi } from '@aftercare/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A number against rules that nobody saved yet: taken or not, and what is read from it. */
export function SerialTrial({ rules }: { readonly rules: readonly SerialRule[] }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const [serial, setSerial] = useState('');
  const [asked, asking] = [useDeferredValue(serial.trim()), rules.filter((r) => r.pattern.trim())];
  const trial = useQuery({ queryKey: ['serial-trial', asked, asking], enabled: asked.length > 0 && asking.length > 0, retry: false, staleTime: 60_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => call(api.products.trySerial, { body: { serial: asked, serialRules: asking } }, { signal }) });
  const said = asked ? trial.data : undefined;
  return (
    <section className="pd-serialtrial" aria-label={t('brands.try')}>
      <Field label={t('brands.try')} hint={asking.length === 0 ? t('brands.tryFirst') : undefined}>{(control) => <Input {...control} className="pd-serial" autoComplete="off" value={serial} maxLength={200} onChange={(event) => setSerial(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }} />}</Field>
      <div role="status">
        {asked && trial.isError ? <p className="ac-field__fault"><CircleAlert size={14} aria-hidden="true" />{faultSentence(trial.error)}</p> : null}
        {said && !trial.isError ? (said.problem
          ? <p className="ac-field__fault"><CircleAlert size={14} aria-hidden="true" />{named(said.problem, i18n.language)}</p>
          : <p className="pd-taken"><CircleCheck size={16} aria-hidden="true" />{[t('brands.taken', { n: (said.rule ?? 0) + 1 }), said.model ? `${t('field.model')} ${said.model}` : '', said.batch ? `${t('field.batch')} ${said.batch}` : '', said.producedOn ? `${t('field.producedOn')} ${said.producedOn}` : ''].filter(Boolean).join(' · ')}</p>) : null}
        {said?.right && said.right !== said.serial && !trial.isError ? <p className="ac-soft">{t('brands.right')} <Button kind="link" size="small" className="pd-serial" onClick={() => setSerial(said.right ?? '')}>{said.right}</Button></p> : null}
      </div>
    </section>
  );
}
