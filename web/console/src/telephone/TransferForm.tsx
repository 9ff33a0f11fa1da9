import { Button, Field, Input, Select, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import type { PhoneCall, Telephone } from './useTelephone.ts';

/** Gives the call to a colleague who is there, or to any number. */
export function TransferForm({ call, telephone }: { readonly call: PhoneCall; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const toasts = useToasts();
  const [agentId, setAgentId] = useState('');
  const [number, setNumber] = useState('');
  const agents = useQuery(useQueries().agents());
  const there = (agents.data?.items ?? []).filter((one) => one.presence === 'online' && one.id !== telephone.me.id);
  const go = async () => {
    if (await telephone.transfer(call.id, number ? { number } : { agentId: Number(agentId) })) toasts.show({ text: t('transferred') });
  };
  return (
    <form className="tp-form" onSubmit={(event) => { event.preventDefault(); void go(); }}>
      <Field label={t('transferTo')}>{(control) => <Select {...control} value={agentId} choices={[{ value: '', label: t('colleague') }, ...there.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={setAgentId} />}</Field>
      <Field label={t('number')}>{(control) => <Input {...control} inputMode="tel" value={number} onChange={(event) => setNumber(event.target.value)} />}</Field>
      <Button type="submit" kind="primary" wide busy={telephone.busy} disabled={agentId === '' && number.trim() === ''}>{t('doTransfer')}</Button>
    </form>
  );
}
