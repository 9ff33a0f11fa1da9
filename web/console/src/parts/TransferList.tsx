import { Button, EmptyState, ErrorState, Loading, Moment, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import type { Transfer } from './data.ts';
import { useStockWork } from './useStockWork.ts';

/** Parts on their way from one site to another; whoever gets them says so. */
export function TransferList({ of }: { readonly of: UseQueryResult<{ items: Transfer[] }> }) {
  const { t } = useTranslation('parts');
  if (of.isPending) return <Loading className="ps-stack">{[60, 72, 55].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading>;
  if (of.isError) return <ErrorState error={of.error} retry={() => void of.refetch()} />;
  if (of.data.items.length === 0) return <EmptyState icon={<Truck size={22} />} title={t('noTransfers')} text={t('noTransfersText')} />;
  return <ul className="ps-rows ac-panel">{of.data.items.map((one) => <TransferRow key={one.id} transfer={one} />)}</ul>;
}

/** One transfer with what can be done about it. */
export function TransferRow({ transfer, part = true }: { readonly transfer: Transfer; readonly part?: boolean }) {
  const { t, i18n } = useTranslation('parts');
  const { call } = useApi();
  const toasts = useToasts();
  const may = useMay();
  const name = named(transfer.name, i18n.language);
  const onError = (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) });
  const arrive = useStockWork({ work: (_: null) => call(api.parts.arrive, { params: { id: transfer.id }, body: {} }), said: () => t('arrived', { count: transfer.quantity, part: name }) });
  const back = useStockWork({ work: (_: null) => call(api.parts.cancelTransfer, { params: { id: transfer.id } }), said: () => t('sentBack', { part: name }) });
  return (
    <li className="ps-row">
      <span className="ps-row__count">{transfer.quantity} ×</span>
      <span className="ps-row__words">
        {part ? <Link to="/parts/$partId" params={{ partId: String(transfer.partId) }} className="ps-row__title ac-clip">{name}</Link> : null}
        <span className="ac-soft">{named(transfer.fromName, i18n.language)} → {named(transfer.toName, i18n.language)}</span>
        <span className="ac-faint ac-small"><Moment at={transfer.sentAt} />{transfer.note ? ` · ${transfer.note}` : ''}</span>
      </span>
      {may('parts.write') ? <span className="ps-row__acts"><Button size="small" kind="quiet" busy={back.isPending} onClick={() => back.mutate(null, { onError })}>{t('takeBack')}</Button><Button size="small" busy={arrive.isPending} onClick={() => arrive.mutate(null, { onError })}>{t('hasArrived')}</Button></span> : null}
    </li>
  );
}
