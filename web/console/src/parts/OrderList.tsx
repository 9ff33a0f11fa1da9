import { Chip, EmptyState, ErrorState, Loading, Skeleton, named, type Tone, calendarDay } from '@aftercare/ui';
import { formatMoney } from '@aftercare/contract/money';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PurchaseOrder } from './data.ts';

export const stateTone: Readonly<Record<PurchaseOrder['state'], Tone>> = { draft: 'due', ordered: 'accent', partly: 'wait', received: 'done', cancelled: 'plain' };

/** Purchase orders, newest first; drafts that the rule made wait for somebody to send them. */
export function OrderList({ of }: { readonly of: UseQueryResult<{ items: PurchaseOrder[] }> }) {
  const { t, i18n } = useTranslation('parts');
  if (of.isPending) return <Loading className="ps-stack">{[60, 72, 55].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading>;
  if (of.isError) return <ErrorState error={of.error} retry={() => void of.refetch()} />;
  if (of.data.items.length === 0) return <EmptyState icon={<ClipboardList size={22} />} title={t('noOrders')} text={t('noOrdersText')} />;
  return (
    <div className="ps-scroll ac-panel">
      <table className="ps-table">
        <thead><tr><th scope="col">{t('order')}</th><th scope="col">{t('supplier')}</th><th scope="col">{t('site')}</th><th scope="col">{t('state')}</th><th scope="col" className="ps-num">{t('lines')}</th><th scope="col" className="ps-num">{t('sum')}</th><th scope="col">{t('expected')}</th></tr></thead>
        <tbody>{of.data.items.map((o) => (
          <tr key={o.id}>
            <th scope="row" data-label={t('order')}><Link to="/parts/orders/$orderId" params={{ orderId: String(o.id) }} className="ps-name"><span>{o.number}</span>{o.byRule ? <span className="ps-number">{t('byRule')}</span> : null}</Link></th>
            <td data-label={t('supplier')}>{o.supplier || '–'}</td>
            <td data-label={t('site')}>{named(o.siteName, i18n.language)}</td>
            <td data-label={t('state')}><Chip tone={stateTone[o.state]}>{t(`orderState.${o.state}`)}</Chip></td>
            <td data-label={t('lines')} className="ps-num">{o.lines.length}</td>
            <td data-label={t('sum')} className="ps-num">{formatMoney(o.totalMinor, o.currency, i18n.language)}</td>
            <td data-label={t('expected')}>{o.expectedOn ? calendarDay(o.expectedOn, i18n.language) : '–'}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
