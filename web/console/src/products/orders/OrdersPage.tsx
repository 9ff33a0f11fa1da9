import { Button, Chip, EmptyState, ErrorState, Input, Loading, Select, Skeleton, buttonClass, calendarDay } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ReceiptText, Search, Store, Upload } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { type Order, useProductQueries } from '../data.ts';
import { ImportDialog } from '../ImportDialog.tsx';
import { money } from '../money.ts';
import { ProductsFrame } from '../ProductsFrame.tsx';

const states = ['placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const;

/** What customers bought, at every shop, the newest first. */
export function OrdersPage() {
  const { t } = useTranslation('products');
  const may = useMay();
  const from = useProductQueries();
  const [q, setQ] = useState('');
  const [shop, setShop] = useState('');
  const [status, setStatus] = useState('');
  const [importing, setImporting] = useState(false);
  const shops = useQuery(from.shops());
  const list = useInfiniteQuery(from.orders({ q: useDeferredValue(q.trim()), shop, status }));
  const orders = list.data?.pages.flatMap((page) => page.items) ?? [];
  const found = q.trim() !== '' || shop !== '' || status !== '';
  const bring = may('orders.write') ? <Button kind="primary" icon={<Upload size={16} aria-hidden="true" />} onClick={() => setImporting(true)}>{t('import.orders')}</Button> : null;
  return (
    <ProductsFrame intro={t('orders.intro')} actions={<>{may('orders.manage') ? <Link className={buttonClass()} to="/settings/$" params={{ _splat: 'shops' }}><Store size={16} aria-hidden="true" />{t('orders.shops')}</Link> : null}{bring}</>}>
      <div className="pd-filter">
        <Input type="search" autoFocus aria-label={t('orders.find')} placeholder={t('orders.find')} icon={<Search size={16} aria-hidden="true" />} value={q} onChange={(event) => setQ(event.target.value)} />
        <Select aria-label={t('orders.shop')} value={shop} choices={[{ value: '', label: t('orders.allShops') }, ...(shops.data?.items ?? []).map((s) => ({ value: s.key, label: s.name }))]} onChange={setShop} />
        <Select aria-label={t('field.status')} value={status} choices={[{ value: '', label: t('orders.allStates') }, ...states.map((one) => ({ value: one as string, label: t(`order.${one}`) }))]} onChange={setStatus} />
      </div>
      {list.isPending ? <Loading className="ac-stack">{[80, 92, 75, 88, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && orders.length === 0 ? <EmptyState icon={<ReceiptText size={22} />} title={found ? t('orders.none') : t('orders.empty')} text={found ? t('orders.noneText') : t('orders.emptyText')}>{found ? null : bring}</EmptyState> : null}
      {orders.length > 0 ? <OrderRows orders={orders} /> : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button> : null}
      <ImportDialog what="orders" open={importing} onClose={() => setImporting(false)} />
    </ProductsFrame>
  );
}

export const orderTone = (status: Order['status']) => (status === 'delivered' ? 'done' : status === 'cancelled' || status === 'refunded' ? 'late' : 'plain');

function OrderRows({ orders }: { readonly orders: readonly Order[] }) {
  const { t, i18n } = useTranslation('products');
  return (
    <table className="cs-table">
      <thead><tr><th>{t('orders.number')}</th><th>{t('field.owner')}</th><th className="cs-wide">{t('orders.goods')}</th><th className="cs-wide">{t('orders.shop')}</th><th className="pd-num cs-wide">{t('orders.total')}</th><th>{t('field.status')}</th></tr></thead>
      <tbody>
        {orders.map((o) => {
          const units = o.lines.reduce((sum, l) => sum + l.units.length, 0);
          return (
            <tr key={o.id}>
              <td><Link to="/products/orders/$orderId" params={{ orderId: String(o.id) }}>{o.number}</Link><br /><span className="ac-faint ac-small">{calendarDay(o.orderedAt, i18n.language)}</span></td>
              <td><Link to="/customers/$customerId" params={{ customerId: String(o.customer.id) }}>{o.customer.name}</Link></td>
              <td className="cs-wide"><span className="ac-clip pd-goods">{o.lines.map((l) => (l.quantity > 1 ? `${l.title} × ${l.quantity}` : l.title)).join(' · ')}</span>{units > 0 ? <span className="ac-faint ac-small">{t('orders.units', { count: units })}</span> : null}</td>
              <td className="cs-wide ac-soft">{o.shop.name}</td>
              <td className="pd-num cs-wide">{money(o.totalMinor, o.currency, i18n.language)}</td>
              <td><Chip tone={orderTone(o.status)}>{t(`order.${o.status}`)}</Chip></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
