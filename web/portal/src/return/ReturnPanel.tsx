import { type PortalReturn, returns } from '@aftercare/contract/returns';
import { formatMoney } from '@aftercare/contract/money';
import { Button, ErrorState, Field, Input, Moment, buttonClass, named, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, PackageCheck, Truck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import '../guide/guide.css';

/** The carrier draws its label in a moment: who waits for it is not kept waiting by us. */
const labelComes = (order: PortalReturn | null): boolean => order?.state === 'labelled' && !order.label && !order.manual;

/** The customer's part of a return: its label, where to send it, where the parcel is, and the money. Nothing on other tickets. */
export function ReturnPanel({ id, token }: { readonly id: number; readonly token: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const key = ['return', id, token ?? null];
  const query = token ? { token } : {};
  const shown = useQuery({ queryKey: key, queryFn: ({ signal }) => call(returns.portalOf, { params: { id }, query }, { signal }), refetchInterval: ({ state }) => (labelComes(state.data?.return ?? null) ? 2_000 : 15_000) });
  const [number, setNumber] = useState('');
  const tell = useMutation({ mutationFn: () => call(returns.portalHandOver, { params: { id }, query, body: { trackingNumber: number.trim() } }), onSuccess: (data) => client.setQueryData(key, data) });
  const order = shown.data?.return;
  if (!order) return null;
  const coming = order.state === 'labelled' || order.state === 'approved';
  const scans = order.back?.scans.length ? order.back.scans : order.scans;
  return (
    <section className="p-return" aria-labelledby="return">
      <h2 id="return" className="p-guide__title">{order.state === 'refunded' || order.state === 'closed' || order.state === 'swapped' ? <PackageCheck size={20} aria-hidden="true" /> : <Truck size={20} aria-hidden="true" />}{t(`return.state.${order.state}`)}</h2>
      {order.why && (order.state === 'requested' || order.state === 'refused') ? <p className="ac-soft">{named(order.why, i18n.language)}</p> : null}
      {order.refundMinor === null ? null : <p><strong>{t('return.refund', { amount: formatMoney(order.refundMinor, order.currency, i18n.language) })}</strong></p>}
      {coming && order.label ? (
        <>
          <p>{t('return.how')}</p>
          <div><a className={buttonClass('primary', 'large')} href={order.label.url} target="_blank" rel="noreferrer"><Download size={18} aria-hidden="true" />{t('return.label')}</a></div>
          {order.sendTo ? <div><p className="p-legend">{t('return.to')}</p><p className="p-return__to">{order.sendTo}</p></div> : null}
        </>
      ) : null}
      {coming && order.manual && !order.trackingNumber ? (
        <form className="p-return__number" onSubmit={(event) => { event.preventDefault(); if (number.trim().length >= 4) tell.mutate(); }}>
          <Field label={t('return.number')} hint={t('return.numberHint')}>{(control) => <Input {...control} value={number} maxLength={60} autoComplete="off" onChange={(event) => setNumber(event.target.value)} />}</Field>
          <Button type="submit" busy={tell.isPending}>{t('ticket.send')}</Button>
        </form>
      ) : null}
      {tell.isError ? <ErrorState error={tell.error} /> : null}
      {(order.back?.trackingNumber ?? order.trackingNumber) ? <p className="ac-soft">{t('return.tracking')} {order.back?.trackingUrl ?? order.trackingUrl ? <a href={order.back?.trackingUrl ?? order.trackingUrl ?? ''} target="_blank" rel="noreferrer">{order.back?.trackingNumber ?? order.trackingNumber}</a> : (order.back?.trackingNumber ?? order.trackingNumber)}</p> : null}
      {scans.length > 0 ? <ul className="p-return__scans">{scans.map((scan) => <li key={`${scan.at} ${scan.words}`}><span className="ac-faint"><Moment at={scan.at} as="absolute" /></span><span>{[scan.place, scan.words].filter(Boolean).join(' ')}</span></li>)}</ul> : null}
    </section>
  );
}
