import { api } from '@aftercare/contract';
import { Button, Chip, ErrorState, Loading, Moment, Skeleton, useApi } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';

/** The last messages of a shop and what became of them; what failed is tried again. */
export function Deliveries({ shopKey }: { readonly shopKey: string }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const list = useInfiniteQuery({ queryKey: ['shops', shopKey, 'deliveries'], queryFn: ({ pageParam, signal }) => call(api.orders.deliveries, { params: { key: shopKey }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 5000 });
  const retry = useWork({ work: (id: number) => call(api.orders.retryDelivery, { params: { id } }), keys: ['shops'], said: () => t('shops.retried'), loud: true });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Group title={t('shops.deliveries')} hint={t('shops.deliveriesHint')}>
      {list.isPending ? <Loading className="ac-stack">{[70, 82, 64].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <p className="ac-faint">{t('shops.noDeliveries')}</p> : null}
      {items.length > 0 ? (
        <ul className="st-deliveries">
          {items.map((one) => (
            <li key={one.id}>
              <span className="ac-grow"><code>{one.topic}</code> <span className="ac-faint"><Moment at={one.receivedAt} /></span>{one.error ? <span className="st-row__fault st-deliveries__fault">{one.error}</span> : null}</span>
              {one.doneAt ? <Chip tone="done">{t('shops.done')}</Chip> : one.error ? <Button size="small" icon={<RotateCw size={14} aria-hidden="true" />} busy={retry.isPending && retry.variables === one.id} onClick={() => retry.mutate(one.id)}>{t('shops.retry')}</Button> : <Chip>{t('shops.waiting')}</Chip>}
            </li>
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? <div><Button kind="quiet" size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('shops.more')}</Button></div> : null}
    </Group>
  );
}
