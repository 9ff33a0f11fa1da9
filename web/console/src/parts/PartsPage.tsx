import { Button, DetailPage, Tabs, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PackagePlus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { usePartQueries } from './data.ts';
import { GoodsList } from './GoodsList.tsx';
import { NewPartDialog } from './NewPartDialog.tsx';
import { OrderList } from './OrderList.tsx';
import { RestockCard } from './RestockCard.tsx';
import { StockList } from './StockList.tsx';
import { TransferList } from './TransferList.tsx';
import { useStockWork } from './useStockWork.ts';
import { loadPartWords } from './words.ts';
import './parts.css';

await loadPartWords();

/** Spare parts: what is short first, then everything else; what is on its way and on order. */
export function PartsPage() {
  const { t } = useTranslation(['parts', 'app']);
  const { tab = 'stock' } = useSearch({ from: '/shell/parts' });
  const navigate = useNavigate();
  const may = useMay();
  const { call } = useApi();
  const toasts = useToasts();
  const from = usePartQueries();
  const transfers = useQuery(from.transfers());
  const orders = useQuery(from.orders());
  const restock = useQuery(from.restock());
  const [adding, setAdding] = useState(false);
  useTitle(t('title'));
  useRenewal('parts', [['stock']]);
  const reorder = useStockWork({ work: (_: null) => call(api.parts.reorder, {}), said: (out) => t('reordered', { count: out.orders }) });
  const lacking = new Set(restock.data?.items.map((p) => p.siteId)).size;
  const waiting = transfers.data?.items.length ?? 0;
  const open = orders.data?.items.filter((o) => o.state !== 'received' && o.state !== 'cancelled').length ?? 0;
  const label = (key: string, count: number) => <>{t(`tab.${key}`)}{count > 0 ? <span className="ac-head__count"> {count}</span> : null}</>;
  return (
    <DetailPage
      title={t('title')} width="wide"
      actions={may('parts.manage') ? <>
        {tab === 'orders' ? <Button icon={<RefreshCw size={16} aria-hidden="true" />} busy={reorder.isPending} onClick={() => reorder.mutate(null, { onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }) })}>{t('reorder')}</Button> : null}
        <Button icon={<PackagePlus size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>{t('newPart')}</Button>
      </> : null}
    >
      <Tabs
        label={t('title')} open={tab} onOpen={(key) => void navigate({ to: '/parts', search: key === 'stock' ? {} : { tab: key }, replace: true })}
        tabs={[
          { key: 'stock', label: t('tab.stock'), content: () => <StockList /> },
          { key: 'transfers', label: label('transfers', waiting + lacking), content: () => <><RestockCard /><TransferList of={transfers} /></> },
          { key: 'orders', label: label('orders', open), content: () => <OrderList of={orders} /> },
          { key: 'goods', label: t('tab.goods'), content: () => <GoodsList /> },
        ]}
      />
      <NewPartDialog open={adding} onClose={() => setAdding(false)} />
    </DetailPage>
  );
}
