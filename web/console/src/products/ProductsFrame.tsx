import { DetailPage, useOpenInView } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { useProductQueries } from './data.ts';
import { loadProductWords } from './words.ts';
import '../customer/customer.css';
import './products.css';

await loadProductWords();
const parts = [['/products', 'catalogue'], ['/products/units', 'units'], ['/products/orders', 'orders'], ['/products/proofs', 'proofs'], ['/products/terms', 'terms'], ['/products/faults', 'faults']] as const;

/** The rooms of products beside each other; what waits for a look says how much. */
export function ProductsFrame({ intro, actions, children }: { readonly intro?: string; readonly actions?: ReactNode; readonly children: ReactNode }) {
  const { t } = useTranslation('products');
  const may = useMay();
  const proofs = useQuery({ ...useProductQueries().proofs(), enabled: may('products.review') });
  const row = useOpenInView<HTMLElement>(`${useLocation().pathname} ${proofs.data?.waiting ?? ''}`);
  useTitle(t('title'));
  return (
    <DetailPage title={t('title')} width="wide" intro={intro} actions={actions}>
      <nav ref={row} className="ac-tabs" aria-label={t('title')}>
        {parts.filter(([, key]) => (key !== 'proofs' || may('products.review')) && (key !== 'orders' || may('orders.read'))).map(([to, key]) => (
          <Link key={key} to={to} className="ac-tab pd-tab" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>{t(`part.${key}`)}{key === 'proofs' && proofs.data && proofs.data.waiting > 0 ? <span className="pd-tab__count">{proofs.data.waiting}</span> : null}</Link>
        ))}
      </nav>
      {children}
    </DetailPage>
  );
}
