import { Button, Chip, DetailPage, ErrorState, Facts, Input, Loading, Moment, Notice, Skeleton, faultSentence, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { formatMoney } from '@aftercare/contract/money';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { PackageCheck, Send, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { type PurchaseOrder, usePartQueries } from './data.ts';
import { stateTone } from './OrderList.tsx';
import { useStockWork } from './useStockWork.ts';
import { loadPartWords } from './words.ts';
import './parts.css';

await loadPartWords();

/** One purchase order: what is on it, what has come, and the next step. */
export function OrderPage() {
  const { orderId } = useParams({ from: '/shell/parts/orders/$orderId' });
  const order = useQuery(usePartQueries().order(Number(orderId)));
  useRenewal('parts', [['stock']]);
  if (order.isError) return <ErrorState error={order.error} heading="h1" retry={() => void order.refetch()} />;
  if (!order.data) return <Loading className="ac-page"><Skeleton width="30%" height="1.5rem" />{[70, 60, 66].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  return <Inside key={`${order.data.id}:${order.data.state}:${order.data.lines.map((l) => l.received).join()}`} order={order.data} />;
}

function Inside({ order }: { readonly order: PurchaseOrder }) {
  const { t, i18n } = useTranslation('parts');
  const { call } = useApi();
  const may = useMay();
  useTitle(order.number);
  const params = { id: order.id };
  const missing = order.lines.filter((l) => l.received < l.quantity);
  const receivable = order.state === 'ordered' || order.state === 'partly';
  const [came, setCame] = useState<Readonly<Record<number, string>>>(() => Object.fromEntries(missing.map((l) => [l.id, String(l.quantity - l.received)])));
  const [serials, setSerials] = useState<Readonly<Record<number, string>>>({});
  const place = useStockWork({ work: (_: null) => call(api.parts.placeOrder, { params, body: {} }), said: () => t('placed', { number: order.number }) });
  const cancel = useStockWork({ work: (_: null) => call(api.parts.cancelOrder, { params }), said: () => t('cancelled', { number: order.number }) });
  const receive = useStockWork({
    work: (_: null) => call(api.parts.receiveOrder, { params, body: { lines: missing.flatMap((l) => { const quantity = Number(came[l.id] ?? 0); return quantity > 0 ? [{ lineId: l.id, quantity, serials: (serials[l.id] ?? '').split(/[\s,，、]+/).filter(Boolean) }] : []; }) } }),
    said: () => t('received', { number: order.number }),
  });
  const error = place.error ?? cancel.error ?? receive.error;
  const money = (minor: number) => formatMoney(minor, order.currency, i18n.language);
  return (
    <DetailPage
      title={order.number} intro={<Link to="/parts" search={{ tab: 'orders' }}>{t('tab.orders')}</Link>}
      actions={<>
        {may('parts.manage') && (order.state === 'draft' || receivable) ? <Button kind="quiet" icon={<X size={16} aria-hidden="true" />} busy={cancel.isPending} onClick={() => cancel.mutate(null)}>{t('cancelOrder')}</Button> : null}
        {may('parts.manage') && order.state === 'draft' ? <Button kind="primary" icon={<Send size={16} aria-hidden="true" />} busy={place.isPending} onClick={() => place.mutate(null)}>{t('place')}</Button> : null}
      </>}
    >
      {error ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}
      <Facts items={[[t('state'), <Chip key="s" tone={stateTone[order.state]}>{t(`orderState.${order.state}`)}</Chip>], [t('supplier'), order.supplier || '–'], [t('site'), named(order.siteName, i18n.language)], [t('written'), <Moment key="w" at={order.createdAt} />], [t('orderedAt'), order.orderedAt ? <Moment key="o" at={order.orderedAt} /> : null], [t('expected'), order.expectedOn], [t('sum'), money(order.totalMinor)], [t('note'), order.note]]} />
      <div className="ps-scroll ac-panel">
        <table className="ps-table">
          <thead><tr><th scope="col">{t('part')}</th><th scope="col" className="ps-num">{t('cost')}</th><th scope="col" className="ps-num">{t('quantity')}</th><th scope="col" className="ps-num">{t('receivedCount')}</th><th scope="col" className="ps-num">{t('sum')}</th>{receivable && may('parts.write') ? <th scope="col">{t('nowHere')}</th> : null}</tr></thead>
          <tbody>{order.lines.map((l) => (
            <tr key={l.id}>
              <th scope="row" data-label={t('part')}><Link to="/parts/$partId" params={{ partId: String(l.partId) }} className="ps-name"><span className="ac-clip">{named(l.name, i18n.language)}</span><span className="ps-number">{l.number}</span></Link></th>
              <td data-label={t('cost')} className="ps-num">{money(l.costMinor)}</td>
              <td data-label={t('quantity')} className="ps-num">{l.quantity}</td>
              <td data-label={t('receivedCount')} className="ps-num">{l.received}</td>
              <td data-label={t('sum')} className="ps-num">{money(l.quantity * l.costMinor)}</td>
              {receivable && may('parts.write') ? <td data-label={t('nowHere')}>{l.received < l.quantity ? <span className="ps-came"><Input type="number" min={0} max={l.quantity - l.received} aria-label={t('nowHereOf', { part: l.number })} value={came[l.id] ?? ''} onChange={(event) => setCame({ ...came, [l.id]: event.target.value })} />{l.serialised ? <Input aria-label={t('serialsOf', { part: l.number })} placeholder={t('serials')} value={serials[l.id] ?? ''} onChange={(event) => setSerials({ ...serials, [l.id]: event.target.value })} /> : null}</span> : <Chip tone="done">{t('complete')}</Chip>}</td> : null}
            </tr>
          ))}</tbody>
        </table>
      </div>
      {receivable && may('parts.write') && missing.length > 0 ? <div className="ac-row"><Button kind="primary" icon={<PackageCheck size={16} aria-hidden="true" />} busy={receive.isPending} disabled={!missing.some((l) => Number(came[l.id] ?? 0) > 0)} onClick={() => receive.mutate(null)}>{t('putOnShelf')}</Button></div> : null}
    </DetailPage>
  );
}
