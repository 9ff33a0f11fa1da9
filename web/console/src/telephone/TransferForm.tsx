import { Button, Field, Input, Select, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import type { PhoneCall, Telephone } from './useTelephone.ts';

/** Asks a colleague who is there, or any number, into the call; or gives it to them unasked. */
export function TransferForm({ call, telephone, onDone }: { readonly call: PhoneCall; readonly telephone: Telephone; readonly onDone: () => void }) {
  const { t } = useTranslation('telephone');
  const toasts = useToasts();
  const [agentId, setAgentId] = useState('');
  const [number, setNumber] = useState('');
  const agents = useQuery(useQueries().agents());
  const there = (agents.data?.items ?? []).filter((one) => one.id !== telephone.me.id && telephone.ready.includes(one.id));
  const nobody = agentId === '' && number.trim() === '';
  const go = async (warm: boolean) => {
    if (!(await telephone.transfer(call.id, { ...(number.trim() ? { number: number.trim() } : { agentId: Number(agentId) }), warm }))) return;
    if (!warm) toasts.show({ text: t(number.trim() ? 'rungUp' : 'transferred') });
    onDone();
  };
  return (
    <form className="tp-form" aria-label={t('transfer')} onSubmit={(event) => { event.preventDefault(); if (!nobody) void go(true); }}>
      <Field label={t('transferTo')}>{(control) => <Select {...control} value={agentId} choices={[{ value: '', label: t(there.length > 0 ? 'colleague' : 'noColleague') }, ...there.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={setAgentId} />}</Field>
      <Field label={t('number')}>{(control) => <Input {...control} inputMode="tel" value={number} onChange={(event) => setNumber(event.target.value)} />}</Field>
      <div className="tp-acts">
        <Button type="submit" kind="primary" wide busy={telephone.busy} disabled={nobody}>{t('askFirst')}</Button>
        <Button wide busy={telephone.busy} disabled={nobody} onClick={() => void go(false)}>{t('doTransfer')}</Button>
      </div>
    </form>
  );
}
