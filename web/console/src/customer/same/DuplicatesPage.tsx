import { Button, DetailPage, EmptyState, ErrorState, Loading, Skeleton, TierMark, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Duplicate } from '@aftercare/contract/customers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { phoneWords } from '../phone.ts';
import { MergeDialog } from './MergeDialog.tsx';
import { useMerging } from './useMerging.ts';
import { reasonWords } from './words.ts';
import './same.css';

/** Everybody who is probably somebody else as well: after an import, here is what a person decides. */
export function DuplicatesPage() {
  const { t } = useTranslation();
  const { call } = useApi();
  const may = useMay();
  const { dismiss } = useMerging();
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  useTitle(t('same.pairs'));
  const list = useInfiniteQuery({
    queryKey: ['likely', 'all'], initialPageParam: '', queryFn: ({ pageParam, signal }) => call(api.customers.duplicates, { query: { limit: 25, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DetailPage title={t('same.pairs')}>
      <p className="ac-soft">{t('same.pairsIntro')}</p>
      {list.isPending ? <Loading className="ac-stack">{[40, 55, 48].map((width) => <Skeleton key={width} width={`${width}%`} height="3rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <EmptyState icon={<Users size={22} />} title={t('same.pairsNone')} text={t('same.pairsNoneText')} /> : null}
      {items.length > 0 ? (
        <ul className="cs-same__pairs">
          {items.map((two) => (
            <li key={two.id} className="cs-same__pair">
              <Who customer={two.one} />
              <Who customer={two.other} />
              <span className="ac-soft ac-small cs-same__why">{two.reasons.map((r) => reasonWords(t, r)).join(' · ')}</span>
              {may('customers.write') ? (
                <span className="cs-same__acts">
                  <Button size="small" kind="quiet" busy={dismiss.isPending && dismiss.variables === two.id} onClick={() => dismiss.mutate(two.id)}>{t('same.no')}</Button>
                  <Button size="small" onClick={() => setPair([two.other.id, two.one.id])}>{t('same.look')}</Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button> : null}
      <MergeDialog ids={pair} onClose={() => setPair(null)} onDone={() => undefined} />
    </DetailPage>
  );
}

function Who({ customer }: { readonly customer: Duplicate['one'] }) {
  return (
    <span className="ac-stack-tight cs-same__half" translate="no">
      <span className="ac-row"><Link to="/customers/$customerId" params={{ customerId: String(customer.id) }} className="cs-who__name ac-clip">{customer.name}</Link><TierMark tier={customer.tier} /></span>
      <span className="ac-faint ac-small ac-clip">{customer.identities.filter((i) => i.kind !== 'chat').map((i) => (i.kind === 'phone' ? phoneWords(i.value) : i.value)).join(' · ')}</span>
    </span>
  );
}
