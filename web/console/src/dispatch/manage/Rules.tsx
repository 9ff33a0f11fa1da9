import { dispatch } from '@aftercare/contract/dispatch';
import type { DispatchSettings, Weights } from '@aftercare/contract/dispatch';
import { Button, ErrorState, Field, Input, Loading, Skeleton, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

function useSaving() {
  const { t } = useTranslation('dispatch');
  const toasts = useToasts();
  const client = useQueryClient();
  return { onSuccess: () => { toasts.show({ text: t('manage.saved') }); for (const key of ['dispatch', 'dispatch-rules', 'dispatch-people', 'dispatch-areas']) void client.invalidateQueries({ queryKey: [key] }); }, onError: (error: Error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }) };
}

/** By which rules and weights days are planned. */
export function Rules() {
  const { call } = useApi();
  const rules = useQuery({ queryKey: ['dispatch-rules'], queryFn: ({ signal }) => call(dispatch.settings, {}, { signal }) });
  if (rules.isError) return <ErrorState error={rules.error} retry={() => void rules.refetch()} />;
  return rules.data ? <RulesForm key={rules.dataUpdatedAt} given={rules.data} /> : <Loading><Skeleton height="12rem" /></Loading>;
}
const numbers = ['speed', 'roadFactor', 'parking', 'leadHours', 'changeHours', 'daysAhead', 'solveSeconds'] as const;

function RulesForm({ given }: { readonly given: DispatchSettings }) {
  const { t } = useTranslation('dispatch');
  const { call } = useApi();
  const [rules, setRules] = useState(given);
  const save = useMutation({ mutationFn: () => call(dispatch.saveSettings, { body: rules }), ...useSaving() });
  const number = (label: string, value: number, set: (value: number) => void) => <Field key={label} label={label}>{(control) => <Input {...control} type="number" step="any" min={0} value={value} onChange={(event) => set(Number(event.target.value))} />}</Field>;
  return (
    <form className="dp-manage" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <h3 className="dp-panel__sub">{t('manage.weights')}</h3>
      <div className="dp-manage__grid">{(Object.keys(rules.weights) as (keyof Weights)[]).map((key) => number(t(`manage.${key}`), rules.weights[key], (value) => setRules({ ...rules, weights: { ...rules.weights, [key]: value } })))}</div>
      <h3 className="dp-panel__sub">{t('manage.travel')}</h3>
      <div className="dp-manage__grid">{numbers.map((key) => number(t(`manage.${key}`), rules[key], (value) => setRules({ ...rules, [key]: value })))}</div>
      <Field label={t('manage.tiles')} hint={t('manage.tilesHint')}>{(control) => <Input {...control} value={rules.tiles} placeholder="https://…/{z}/{x}/{y}.png" onChange={(event) => setRules({ ...rules, tiles: event.target.value })} />}</Field>
      <div><Button kind="primary" type="submit" busy={save.isPending}>{t('manage.save')}</Button></div>
    </form>
  );
}
